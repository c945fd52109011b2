package io.github.imaallowlist.ima.policy;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A condition or an option of a rule. What the records hold is what the kernel's parser takes
 * ({@code ima_policy.c}, ima_parse_rule).
 */
public sealed interface ImaCondition {
  /** The word before the value. */
  Keyword keyword();

  /** As it stands in a policy. */
  String text();

  /** A condition on an SELinux context: one of its three parts, of the file or of the process. */
  sealed interface OfContext extends ImaCondition {
    String name();

    @Override
    default String text() {
      return keyword().word() + '=' + name();
    }
  }

  /** A condition on an id of the process or the file. */
  sealed interface OfId extends ImaCondition {
    Comparison comparison();

    long id();

    @Override
    default String text() {
      return keyword().word() + comparison().sign() + id();
    }
  }

  record Func(ImaHook hook) implements ImaCondition {
    @Override
    public Keyword keyword() {
      return Keyword.FUNC;
    }

    @Override
    public String text() {
      return "func=" + hook;
    }
  }

  /**
   * @param among {@code ^}: the access is for this, possibly among others; else for this alone
   */
  record Mask(AccessMask mask, boolean among) implements ImaCondition {
    @Override
    public Keyword keyword() {
      return Keyword.MASK;
    }

    @Override
    public String text() {
      return (among ? "mask=^" : "mask=") + mask;
    }
  }

  /**
   * @param magic as {@code statfs} gives it; unsigned
   */
  record FsMagic(long magic) implements ImaCondition {
    @Override
    public Keyword keyword() {
      return Keyword.FSMAGIC;
    }

    @Override
    public String text() {
      return "fsmagic=0x" + Long.toHexString(magic);
    }
  }

  /** The type that the file system is mounted as, such as {@code ext4}. */
  record FsName(String name) implements ImaCondition {
    public FsName {
      Words.require(name);
    }

    @Override
    public Keyword keyword() {
      return Keyword.FSNAME;
    }

    @Override
    public String text() {
      return "fsname=" + name;
    }
  }

  /** What a FUSE server calls its file system. */
  record FsSubtype(String subtype) implements ImaCondition {
    public FsSubtype {
      Words.require(subtype);
    }

    @Override
    public Keyword keyword() {
      return Keyword.FS_SUBTYPE;
    }

    @Override
    public String text() {
      return "fs_subtype=" + subtype;
    }
  }

  record FsUuid(UUID uuid) implements ImaCondition {
    @Override
    public Keyword keyword() {
      return Keyword.FSUUID;
    }

    @Override
    public String text() {
      return "fsuuid=" + uuid;
    }
  }

  record Uid(Comparison comparison, long id) implements OfId {
    public Uid {
      Words.requireId(id);
    }

    @Override
    public Keyword keyword() {
      return Keyword.UID;
    }
  }

  /** The effective id; also the real and the saved one where the process may change its ids. */
  record Euid(Comparison comparison, long id) implements OfId {
    public Euid {
      Words.requireId(id);
    }

    @Override
    public Keyword keyword() {
      return Keyword.EUID;
    }
  }

  record Gid(Comparison comparison, long id) implements OfId {
    public Gid {
      Words.requireId(id);
    }

    @Override
    public Keyword keyword() {
      return Keyword.GID;
    }
  }

  /** As {@link Euid}, for groups. */
  record Egid(Comparison comparison, long id) implements OfId {
    public Egid {
      Words.requireId(id);
    }

    @Override
    public Keyword keyword() {
      return Keyword.EGID;
    }
  }

  record Fowner(Comparison comparison, long id) implements OfId {
    public Fowner {
      Words.requireId(id);
    }

    @Override
    public Keyword keyword() {
      return Keyword.FOWNER;
    }
  }

  record Fgroup(Comparison comparison, long id) implements OfId {
    public Fgroup {
      Words.requireId(id);
    }

    @Override
    public Keyword keyword() {
      return Keyword.FGROUP;
    }
  }

  record ObjUser(String name) implements OfContext {
    public ObjUser {
      Words.requireName(name);
    }

    @Override
    public Keyword keyword() {
      return Keyword.OBJ_USER;
    }
  }

  record ObjRole(String name) implements OfContext {
    public ObjRole {
      Words.requireName(name);
    }

    @Override
    public Keyword keyword() {
      return Keyword.OBJ_ROLE;
    }
  }

  record ObjType(String name) implements OfContext {
    public ObjType {
      Words.requireName(name);
    }

    @Override
    public Keyword keyword() {
      return Keyword.OBJ_TYPE;
    }
  }

  record SubjUser(String name) implements OfContext {
    public SubjUser {
      Words.requireName(name);
    }

    @Override
    public Keyword keyword() {
      return Keyword.SUBJ_USER;
    }
  }

  record SubjRole(String name) implements OfContext {
    public SubjRole {
      Words.requireName(name);
    }

    @Override
    public Keyword keyword() {
      return Keyword.SUBJ_ROLE;
    }
  }

  record SubjType(String name) implements OfContext {
    public SubjType {
      Words.requireName(name);
    }

    @Override
    public Keyword keyword() {
      return Keyword.SUBJ_TYPE;
    }
  }

  /** The keyrings that a key is added to; any of them. */
  record Keyrings(List<String> names) implements ImaCondition {
    public Keyrings {
      names = Words.requireItems(names, '|');
    }

    @Override
    public Keyword keyword() {
      return Keyword.KEYRINGS;
    }

    @Override
    public String text() {
      return "keyrings=" + String.join("|", names);
    }
  }

  /** What critical data is called; any of them. */
  record Label(List<String> names) implements ImaCondition {
    public Label {
      names = Words.requireItems(names, '|');
    }

    @Override
    public Keyword keyword() {
      return Keyword.LABEL;
    }

    @Override
    public String text() {
      return "label=" + String.join("|", names);
    }
  }

  /** {@code digest_type=verity}: the digest that fs-verity has of the file. */
  record DigestType() implements ImaCondition {
    @Override
    public Keyword keyword() {
      return Keyword.DIGEST_TYPE;
    }

    @Override
    public String text() {
      return "digest_type=verity";
    }
  }

  record AppraiseType(SignatureKind kind) implements ImaCondition {
    @Override
    public Keyword keyword() {
      return Keyword.APPRAISE_TYPE;
    }

    @Override
    public String text() {
      return "appraise_type=" + kind.word();
    }
  }

  /** {@code appraise_flag=check_blacklist}: what kernels since 6.6 do without being told. */
  record AppraiseFlag() implements ImaCondition {
    @Override
    public Keyword keyword() {
      return Keyword.APPRAISE_FLAG;
    }

    @Override
    public String text() {
      return "appraise_flag=check_blacklist";
    }
  }

  /** The kernel's names of the algorithms that a file may have been hashed with. */
  record AppraiseAlgos(List<String> algorithms) implements ImaCondition {
    public AppraiseAlgos {
      algorithms = Words.requireItems(algorithms, ',');
    }

    @Override
    public Keyword keyword() {
      return Keyword.APPRAISE_ALGOS;
    }

    @Override
    public String text() {
      return "appraise_algos=" + String.join(",", algorithms);
    }
  }

  record PermitDirectio() implements ImaCondition {
    @Override
    public Keyword keyword() {
      return Keyword.PERMIT_DIRECTIO;
    }

    @Override
    public String text() {
      return keyword().word();
    }
  }

  /**
   * @param number 0 to 63, as many as the kernel has bits for them
   */
  record Pcr(int number) implements ImaCondition {
    public Pcr {
      if (number < 0 || number > 63) {
        throw new IllegalArgumentException("not a PCR: " + number);
      }
    }

    @Override
    public Keyword keyword() {
      return Keyword.PCR;
    }

    @Override
    public String text() {
      return String.format(Locale.ROOT, "pcr=%d", number);
    }
  }

  /** The template of the log's entry: a name such as {@code ima-sig}, or the list of its fields. */
  record Template(String name) implements ImaCondition {
    public Template {
      Words.require(name);
    }

    @Override
    public Keyword keyword() {
      return Keyword.TEMPLATE;
    }

    @Override
    public String text() {
      return "template=" + name;
    }
  }
}
