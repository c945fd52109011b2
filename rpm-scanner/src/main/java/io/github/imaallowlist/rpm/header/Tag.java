package io.github.imaallowlist.rpm.header;

/**
 * The tags that this program reads, with number and type as in RPM's {@code include/rpm/rpmtag.h}.
 * Signature header and header number their tags apart from one another.
 */
public enum Tag {
  NAME(1000, TagType.STRING),
  VERSION(1001, TagType.STRING),
  RELEASE(1002, TagType.STRING),
  EPOCH(1003, TagType.INT32),
  ARCH(1022, TagType.STRING),
  OLD_FILE_NAMES(1027, TagType.STRING_ARRAY),
  FILE_SIZES(1028, TagType.INT32),
  FILE_MODES(1030, TagType.INT16),
  FILE_DIGESTS(1035, TagType.STRING_ARRAY),
  FILE_LINK_TOS(1036, TagType.STRING_ARRAY),
  FILE_FLAGS(1037, TagType.INT32),
  SOURCE_RPM(1044, TagType.STRING),
  NO_SOURCE(1051, TagType.INT32),
  NO_PATCH(1052, TagType.INT32),
  FILE_DEVICES(1095, TagType.INT32),
  FILE_INODES(1096, TagType.INT32),
  SOURCE_PACKAGE(1106, TagType.INT32),
  DIR_INDEXES(1116, TagType.INT32),
  BASE_NAMES(1117, TagType.STRING_ARRAY),
  DIR_NAMES(1118, TagType.STRING_ARRAY),
  PAYLOAD_FORMAT(1124, TagType.STRING),
  PAYLOAD_COMPRESSOR(1125, TagType.STRING),
  LONG_FILE_SIZES(5008, TagType.INT64),
  FILE_DIGEST_ALGO(5011, TagType.INT32),
  PAYLOAD_SIZE(5112, TagType.INT64),

  DSA_HEADER(267, TagType.BIN),
  RSA_HEADER(268, TagType.BIN),
  SIG_SHA1(269, TagType.STRING),
  SIG_LONG_SIZE(270, TagType.INT64),
  SIG_SHA256(273, TagType.STRING),
  SIG_FILE_SIGNATURES(274, TagType.STRING_ARRAY),
  OPENPGP(278, TagType.STRING_ARRAY),
  SIG_SHA3_256(279, TagType.STRING),
  SIG_SIZE(1000, TagType.INT32),
  SIG_PGP(1002, TagType.BIN),
  SIG_MD5(1004, TagType.BIN),
  SIG_GPG(1005, TagType.BIN);

  private final int number;
  private final TagType type;

  Tag(int number, TagType type) {
    this.number = number;
    this.type = type;
  }

  public int number() {
    return number;
  }

  public TagType type() {
    return type;
  }

  /** {@code RSAHEADER}, as RPM names it. */
  public String title() {
    return name().replace("_", "");
  }

  /** {@code NAME (1000)}, as messages name it. */
  @Override
  public String toString() {
    return title() + " (" + number + ")";
  }
}
