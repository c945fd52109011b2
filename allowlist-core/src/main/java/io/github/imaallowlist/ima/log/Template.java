package io.github.imaallowlist.ima.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kind of an entry: which fields its data has.
 *
 * @param name as the list has it: {@code ima-ng}, or a format such as {@code d-ng|n-ng}
 * @param fields in their order; empty if the name is not known, and the data is carried as it is
 */
public record Template(String name, List<TemplateField> fields) {
  /** The first template, whose data is hashed in a way of its own. */
  public static final String IMA = "ima";

  /** {@code builtin_templates} in the kernel's {@code security/integrity/ima/ima_template.c}. */
  private static final Map<String, String> FORMATS =
      Map.of(
          IMA,
          "d|n",
          "ima-ng",
          "d-ng|n-ng",
          "ima-sig",
          "d-ng|n-ng|sig",
          "ima-ngv2",
          "d-ngv2|n-ng",
          "ima-sigv2",
          "d-ngv2|n-ng|sig",
          "ima-buf",
          "d-ng|n-ng|buf",
          "ima-modsig",
          "d-ng|n-ng|sig|d-modsig|modsig",
          "evm-sig",
          "d-ng|n-ng|evmsig|xattrnames|xattrlengths|xattrvalues|iuid|igid|imode");

  public Template {
    fields = List.copyOf(fields);
  }

  /** The template of a name, whether it is known or not. */
  public static Template named(String name) {
    return new Template(name, fieldsOf(FORMATS.getOrDefault(name, name)).orElse(List.of()));
  }

  private static Optional<List<TemplateField>> fieldsOf(String format) {
    List<TemplateField> fields = new ArrayList<>();
    for (String id : format.split("\\|", -1)) {
      Optional<TemplateField> field = TemplateField.byId(id);
      if (field.isEmpty()) {
        return Optional.empty();
      }
      fields.add(field.get());
    }
    return Optional.of(fields);
  }

  /** Whether it is known what its data means. */
  public boolean isKnown() {
    return !fields.isEmpty();
  }

  boolean isIma() {
    return name.equals(IMA);
  }

  /** The place of the name among the fields, or -1. */
  int nameField() {
    return firstOf(TemplateField.NAME_NG, TemplateField.NAME);
  }

  /** The place of the digest of what was measured among the fields, or -1. */
  int digestField() {
    int bare = fields.indexOf(TemplateField.DIGEST);
    return bare >= 0 ? bare : firstOf(TemplateField.DIGEST_NG, TemplateField.DIGEST_NG_V2);
  }

  private int firstOf(TemplateField one, TemplateField other) {
    int index = fields.indexOf(one);
    return index >= 0 ? index : fields.indexOf(other);
  }

  /** The place of a field among the fields; absent if the template does not have it. */
  Optional<Integer> indexOf(TemplateField field) {
    int index = fields.indexOf(field);
    return index < 0 ? Optional.empty() : Optional.of(index);
  }
}
