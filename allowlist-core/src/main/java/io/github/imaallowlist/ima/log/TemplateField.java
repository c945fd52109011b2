package io.github.imaallowlist.ima.log;

import java.util.Optional;

/**
 * A field of a template, by the kernel's name for it: {@code supported_fields} in {@code
 * security/integrity/ima/ima_template.c}.
 */
public enum TemplateField {
  DIGEST("d", Form.BARE_DIGEST),
  NAME("n", Form.STRING),
  DIGEST_NG("d-ng", Form.DIGEST),
  DIGEST_NG_V2("d-ngv2", Form.DIGEST),
  NAME_NG("n-ng", Form.STRING),
  SIGNATURE("sig", Form.HEX),
  BUFFER("buf", Form.HEX),
  MODULE_SIGNATURE_DIGEST("d-modsig", Form.DIGEST),
  MODULE_SIGNATURE("modsig", Form.HEX),
  EVM_SIGNATURE("evmsig", Form.HEX),
  UID("iuid", Form.NUMBER),
  GID("igid", Form.NUMBER),
  MODE("imode", Form.NUMBER),
  XATTR_NAMES("xattrnames", Form.STRING),
  XATTR_LENGTHS("xattrlengths", Form.HEX),
  XATTR_VALUES("xattrvalues", Form.HEX);

  /** What its bytes are, and how an ASCII list shows them. */
  enum Form {
    /** A digest's bytes. */
    BARE_DIGEST,
    /** {@code sha256:}, a NUL, and the digest's bytes; shown as {@code sha256:hex}. */
    DIGEST,
    /** Text with a NUL behind it; shown without. */
    STRING,
    /** Bytes, shown as hexadecimal. */
    HEX,
    /** An unsigned number of 1, 2, 4 or 8 bytes, shown in decimal. */
    NUMBER
  }

  private final String id;
  private final Form form;

  TemplateField(String id, Form form) {
    this.id = id;
    this.form = form;
  }

  /** The kernel's name, such as {@code d-ng}. */
  public String id() {
    return id;
  }

  Form form() {
    return form;
  }

  static Optional<TemplateField> byId(String id) {
    for (TemplateField field : values()) {
      if (field.id.equals(id)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
