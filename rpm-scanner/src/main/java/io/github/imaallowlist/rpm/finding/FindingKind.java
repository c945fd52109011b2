package io.github.imaallowlist.rpm.finding;

import java.util.Locale;

/** The ways in which something that matters does not match, or is missing; each with its remedy. */
public enum FindingKind {
  MALFORMED_PACKAGE("fetch or build the package again; it breaks the format"),
  UNSUPPORTED_PACKAGE("rebuild the package with a current rpm, or exclude it"),
  LIMIT_EXCEEDED("exclude the package if it is hostile; report it if it is not"),
  OUT_OF_MEMORY("give fewer --jobs, or Java more memory: IMA_ALLOWLIST_JAVA_OPTS=-Xmx2g"),
  UNREADABLE_PACKAGE("mend access to the file, then run again"),
  CHECKSUM_MISMATCH("fetch the package again, or run createrepo_c again if it was replaced"),
  METADATA_MISMATCH("run createrepo_c again; the metadata describes another package"),
  WEAK_CHECKSUM("run createrepo_c again with --checksum sha256; MD5 and SHA-1 prove nothing"),
  MISSING_PACKAGE("fetch the package, or run createrepo_c again without it"),
  NOT_IN_SOURCES("add the repository that it is from as a SOURCE, or take it off the list"),
  NOT_IN_CACHE("scan the package first: ima-allowlist scan PACKAGE --to DIR; or read it yourself"),
  SCANNED_OTHERWISE("give the --hash and --ima-cert that it was scanned with, or scan it again"),
  STRAY_PACKAGE("run createrepo_c again, or remove the file"),
  DIGEST_MISMATCH("rebuild or fetch the package again; its content is not what it declares"),
  SIZE_MISMATCH("rebuild or fetch the package again; its content is not what it declares"),
  KIND_MISMATCH("rebuild or fetch the package again; its content is not what it declares"),
  MISSING_FROM_PAYLOAD("rebuild or fetch the package again; a declared file is not in it"),
  NOT_IN_HEADER("do not install the package: its payload has a file that it does not declare"),
  DUPLICATE_IN_PAYLOAD("do not install the package: its payload has two contents for a file"),
  LINK_MISMATCH("rebuild or fetch the package again; its content is not what it declares"),
  NO_DIGEST("rebuild the package with a current rpm: the file has no digest to be held against"),
  WEAK_DIGEST("use --read payload, or rebuild the package with SHA-256 file digests"),
  OTHER_ALGORITHM("use --read payload, or ask for the algorithm that the package has"),
  NO_PROOF("pin the key of whoever signs it with --keyring, if you trust them; else exclude it"),
  UNUSABLE_SIGNATURE("have it signed anew by a valid key; give --keyring the key's latest state"),
  BAD_SIGNATURE("do not use the package: it is not what the pinned key signed; fetch it again"),
  BAD_FILE_SIGNATURE("sign the package's files again, or take them out: rpmsign --delfilesign");

  private final String remedy;

  FindingKind(String remedy) {
    this.remedy = remedy;
  }

  /** Whether it is about where the package is from: {@code ExitCode.NO_TRUST}. */
  public boolean isTrust() {
    return switch (this) {
      case NO_PROOF, UNUSABLE_SIGNATURE, BAD_SIGNATURE -> true;
      default -> false;
    };
  }

  /** What to do about it; one line. */
  public String remedy() {
    return remedy;
  }

  /** {@code digest-mismatch}, as the output names it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
