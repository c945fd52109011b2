package io.github.imaallowlist.ima.lint;

import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ImaRule;
import io.github.imaallowlist.ima.policy.Spelling;
import java.util.List;
import java.util.Set;

/** Templates that the kernel does not have ({@code ima_template.c}, builtin_templates). */
final class TemplateCheck {
  private static final List<String> NAMES =
      List.of(
          "ima-ng",
          "ima-sig",
          "ima-ngv2",
          "ima-sigv2",
          "ima-buf",
          "ima-modsig",
          "evm-sig",
          "ima",
          "d|n",
          "d-ng|n-ng",
          "d-ng|n-ng|sig",
          "d-ngv2|n-ng",
          "d-ngv2|n-ng|sig",
          "d-ng|n-ng|buf",
          "d-ng|n-ng|sig|d-modsig|modsig",
          "d-ng|n-ng|evmsig|xattrnames|xattrlengths|xattrvalues|iuid|igid|imode");

  /** {@code ima_template.c}, supported_fields. */
  private static final Set<String> FIELDS =
      Set.of(
          "d",
          "n",
          "d-ng",
          "d-ngv2",
          "n-ng",
          "sig",
          "buf",
          "d-modsig",
          "modsig",
          "evmsig",
          "iuid",
          "igid",
          "imode",
          "xattrnames",
          "xattrlengths",
          "xattrvalues");

  private TemplateCheck() {}

  static void check(int line, ImaRule rule, FindingLog log) {
    rule.condition(ImaCondition.Template.class)
        .filter(template -> !NAMES.contains(template.name()))
        .ifPresent(template -> log.add(finding(line, template)));
  }

  private static LintFinding finding(int line, ImaCondition.Template template) {
    if (template.name().indexOf('|') >= 0
        && FIELDS.containsAll(List.of(template.name().split("\\|", -1)))) {
      return LintFinding.warning(
          line,
          template.text() + ": the kernel has it only if it was booted with ima_template_fmt",
          "name a template of the kernel, such as ima-sig");
    }
    return LintFinding.error(
        line,
        template.text() + ": the kernel has no such template",
        Spelling.nearest(template.name(), NAMES)
            .map(near -> "did you mean " + near + "?")
            .orElse("name a template of the kernel, such as ima-sig"));
  }
}
