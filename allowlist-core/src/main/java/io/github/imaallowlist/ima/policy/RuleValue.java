package io.github.imaallowlist.ima.policy;

import io.github.imaallowlist.ima.policy.ImaCondition.AppraiseAlgos;
import io.github.imaallowlist.ima.policy.ImaCondition.AppraiseFlag;
import io.github.imaallowlist.ima.policy.ImaCondition.AppraiseType;
import io.github.imaallowlist.ima.policy.ImaCondition.DigestType;
import io.github.imaallowlist.ima.policy.ImaCondition.Egid;
import io.github.imaallowlist.ima.policy.ImaCondition.Euid;
import io.github.imaallowlist.ima.policy.ImaCondition.Fgroup;
import io.github.imaallowlist.ima.policy.ImaCondition.Fowner;
import io.github.imaallowlist.ima.policy.ImaCondition.FsMagic;
import io.github.imaallowlist.ima.policy.ImaCondition.FsName;
import io.github.imaallowlist.ima.policy.ImaCondition.FsSubtype;
import io.github.imaallowlist.ima.policy.ImaCondition.FsUuid;
import io.github.imaallowlist.ima.policy.ImaCondition.Func;
import io.github.imaallowlist.ima.policy.ImaCondition.Gid;
import io.github.imaallowlist.ima.policy.ImaCondition.Keyrings;
import io.github.imaallowlist.ima.policy.ImaCondition.Label;
import io.github.imaallowlist.ima.policy.ImaCondition.Mask;
import io.github.imaallowlist.ima.policy.ImaCondition.ObjRole;
import io.github.imaallowlist.ima.policy.ImaCondition.ObjType;
import io.github.imaallowlist.ima.policy.ImaCondition.ObjUser;
import io.github.imaallowlist.ima.policy.ImaCondition.Pcr;
import io.github.imaallowlist.ima.policy.ImaCondition.PermitDirectio;
import io.github.imaallowlist.ima.policy.ImaCondition.SubjRole;
import io.github.imaallowlist.ima.policy.ImaCondition.SubjType;
import io.github.imaallowlist.ima.policy.ImaCondition.SubjUser;
import io.github.imaallowlist.ima.policy.ImaCondition.Template;
import io.github.imaallowlist.ima.policy.ImaCondition.Uid;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The values of conditions and options, as {@code ima_policy.c} takes them. */
final class RuleValue {
  /** {@code kstrtoul}, base 10. */
  private static final Pattern DECIMAL = Pattern.compile("\\+?([0-9]{1,20})");

  /** {@code kstrtoul}, base 16. */
  private static final Pattern HEXADECIMAL = Pattern.compile("\\+?(?:0[xX])?0*([0-9a-fA-F]{1,16})");

  /** {@code uuid_parse} looks at 36 characters, and not at what comes after them. */
  private static final Pattern UUID_TEXT =
      Pattern.compile(
          "([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})(.*)");

  /** {@code hash_algo_name}, without those that no kernel since 5.4 can compute. */
  private static final List<String> ALGORITHMS =
      List.of(
          "md4",
          "md5",
          "sha1",
          "rmd160",
          "sha256",
          "sha384",
          "sha512",
          "sha224",
          "rmd128",
          "rmd256",
          "rmd320",
          "wp256",
          "wp384",
          "wp512",
          "tgr128",
          "tgr160",
          "tgr192",
          "sm3",
          "sm3-256",
          "streebog256",
          "streebog512",
          "sha3-256",
          "sha3-384",
          "sha3-512");

  private static final String QUOTES = "\"'";

  /** The kernel refuses the value. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient RuleProblem problem;

    RefusedException(String problem, String remedy) {
      super(problem);
      this.problem = RuleProblem.refusal(problem, remedy);
    }

    RuleProblem problem() {
      return problem;
    }
  }

  private RuleValue() {}

  /**
   * Reads a value.
   *
   * @param problems to be added to, for values that the kernel takes otherwise than it seems
   */
  static ImaCondition read(
      Keyword keyword, Comparison comparison, String value, List<RuleProblem> problems)
      throws RefusedException {
    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new RefusedException(
          "a control or non-ASCII character in the value of " + keyword.word(),
          "write the value in printable ASCII");
    }
    return switch (keyword) {
      case FUNC -> new Func(hook(value));
      case MASK -> mask(value);
      case FSMAGIC -> new FsMagic(magic(value));
      case FSNAME -> new FsName(plain(keyword, value, problems));
      case FS_SUBTYPE -> new FsSubtype(plain(keyword, value, problems));
      case FSUUID -> new FsUuid(uuid(value, problems));
      case UID -> new Uid(comparison, id(keyword, value));
      case EUID -> new Euid(comparison, id(keyword, value));
      case GID -> new Gid(comparison, id(keyword, value));
      case EGID -> new Egid(comparison, id(keyword, value));
      case FOWNER -> new Fowner(comparison, id(keyword, value));
      case FGROUP -> new Fgroup(comparison, id(keyword, value));
      case OBJ_USER -> new ObjUser(name(keyword, value));
      case OBJ_ROLE -> new ObjRole(name(keyword, value));
      case OBJ_TYPE -> new ObjType(name(keyword, value));
      case SUBJ_USER -> new SubjUser(name(keyword, value));
      case SUBJ_ROLE -> new SubjRole(name(keyword, value));
      case SUBJ_TYPE -> new SubjType(name(keyword, value));
      case DIGEST_TYPE, APPRAISE_TYPE, APPRAISE_FLAG, APPRAISE_ALGOS -> appraisal(keyword, value);
      case PERMIT_DIRECTIO -> new PermitDirectio();
      case PCR -> new Pcr(pcr(value));
      case TEMPLATE -> new Template(plain(keyword, value, problems));
      case KEYRINGS -> new Keyrings(items(keyword, value, '|'));
      case LABEL -> new Label(items(keyword, value, '|'));
    };
  }

  private static ImaHook hook(String value) throws RefusedException {
    if (value.equals("PATH_CHECK")) {
      return ImaHook.FILE_CHECK;
    }
    if (value.equals("FILE_MMAP")) {
      return ImaHook.MMAP_CHECK;
    }
    List<String> names = Arrays.stream(ImaHook.values()).map(Enum::name).toList();
    if (!names.contains(value)) {
      throw unknown("function", value, names);
    }
    return ImaHook.valueOf(value);
  }

  private static Mask mask(String value) throws RefusedException {
    boolean among = value.startsWith("^");
    String name = among ? value.substring(1) : value;
    List<String> names = Arrays.stream(AccessMask.values()).map(Enum::name).toList();
    if (name.contains("|") || name.contains(",")) {
      throw new RefusedException("several masks in one rule", "write a rule for each mask");
    }
    if (!names.contains(name)) {
      throw unknown("mask", name, names);
    }
    return new Mask(AccessMask.valueOf(name), among);
  }

  private static long magic(String value) throws RefusedException {
    Matcher matcher = HEXADECIMAL.matcher(value);
    if (!matcher.matches()) {
      throw new RefusedException(
          "fsmagic " + RuleReader.quoted(value) + " is no hexadecimal number of 64 bits",
          "write it as 0xef53; stat -f -c %t FILE prints it");
    }
    return Long.parseUnsignedLong(matcher.group(1), 16);
  }

  private static UUID uuid(String value, List<RuleProblem> problems) throws RefusedException {
    Matcher matcher = UUID_TEXT.matcher(value);
    if (!matcher.matches()) {
      throw new RefusedException(
          "fsuuid " + RuleReader.quoted(value) + " is no UUID",
          "write 32 hexadecimal digits as 8-4-4-4-12, without quotes");
    }
    if (!matcher.group(2).isEmpty()) {
      problems.add(
          RuleProblem.oddity(
              "the kernel does not look at what comes after the UUID",
              "end it after 36 characters"));
    }
    return UUID.fromString(matcher.group(1));
  }

  private static long id(Keyword keyword, String value) throws RefusedException {
    Matcher matcher = DECIMAL.matcher(value);
    if (matcher.matches()) {
      String digits = matcher.group(1).replaceFirst("^0+(?=.)", "");
      if (digits.length() <= 10 && Long.parseLong(digits) < 0xffff_ffffL) {
        return Long.parseLong(digits);
      }
    }
    throw new RefusedException(
        keyword.word() + " " + RuleReader.quoted(value) + " is no id",
        "write a decimal number from 0 to 4294967294, not a name");
  }

  private static int pcr(String value) throws RefusedException {
    Matcher matcher = DECIMAL.matcher(value);
    if (matcher.matches()) {
      String digits = matcher.group(1).replaceFirst("^0+(?=.)", "");
      if (digits.length() <= 2 && Integer.parseInt(digits) <= 63) {
        return Integer.parseInt(digits);
      }
    }
    throw new RefusedException(
        "pcr " + RuleReader.quoted(value) + " is no PCR", "write a decimal number, such as pcr=10");
  }

  private static String name(Keyword keyword, String value) throws RefusedException {
    if (Words.isName(value)) {
      return value;
    }
    String what = keyword.word() + " " + RuleReader.quoted(value);
    if (QUOTES.indexOf(value.charAt(0)) >= 0) {
      throw new RefusedException(
          what + " has quotes, which the kernel takes for part of the name", "leave them out");
    }
    if (value.indexOf(',') >= 0 || value.indexOf('|') >= 0) {
      throw new RefusedException(what + " lists several names", "write a rule for each name");
    }
    if (value.indexOf('*') >= 0 || value.indexOf('?') >= 0) {
      throw new RefusedException(
          what + " has a wildcard, which the kernel does not know", "write a rule for each name");
    }
    if (value.indexOf(':') >= 0) {
      throw new RefusedException(
          what + " is more than a name", "write one part of the context, such as its type");
    }
    throw new RefusedException(
        what + " is no name of an SELinux policy", "names have letters, digits, _ . and -");
  }

  private static String plain(Keyword keyword, String value, List<RuleProblem> problems) {
    if (QUOTES.indexOf(value.charAt(0)) >= 0) {
      problems.add(
          RuleProblem.oddity(
              "the kernel takes quotes in " + keyword.word() + " for part of the value",
              "leave them out"));
    }
    return value;
  }

  private static ImaCondition appraisal(Keyword keyword, String value) throws RefusedException {
    return switch (keyword) {
      case DIGEST_TYPE -> {
        if (!value.equals("verity")) {
          throw unknown(keyword.word(), value, List.of("verity"));
        }
        yield new DigestType();
      }
      case APPRAISE_TYPE -> new AppraiseType(signature(value));
      case APPRAISE_FLAG -> {
        if (!value.contains("blacklist")) {
          throw unknown(keyword.word(), value, List.of("check_blacklist"));
        }
        yield new AppraiseFlag();
      }
      default -> {
        List<String> algorithms = items(keyword, value, ',');
        for (String algorithm : algorithms) {
          if (!ALGORITHMS.contains(algorithm)) {
            throw unknown("hash algorithm", algorithm, ALGORITHMS);
          }
        }
        yield new AppraiseAlgos(algorithms);
      }
    };
  }

  private static SignatureKind signature(String value) throws RefusedException {
    Optional<SignatureKind> kind =
        Stream.of(SignatureKind.values()).filter(k -> k.word().equals(value)).findFirst();
    if (kind.isEmpty()) {
      throw unknown(
          Keyword.APPRAISE_TYPE.word(),
          value,
          Stream.of(SignatureKind.values()).map(SignatureKind::word).toList());
    }
    return kind.get();
  }

  private static List<String> items(Keyword keyword, String value, char separator)
      throws RefusedException {
    List<String> items = List.of(value.split(Pattern.quote(String.valueOf(separator)), -1));
    if (items.contains("")) {
      throw new RefusedException(
          "an empty item in " + keyword.word(),
          "write the items with one " + separator + " between");
    }
    return items;
  }

  private static RefusedException unknown(String what, String value, List<String> known) {
    return new RefusedException(
        "unknown " + what + " " + RuleReader.quoted(value), RuleReader.meant(value, known));
  }
}
