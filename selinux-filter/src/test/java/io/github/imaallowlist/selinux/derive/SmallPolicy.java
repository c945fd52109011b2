package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.ImaPolicyWriter;
import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.selinux.analysis.Domains;
import io.github.imaallowlist.selinux.analysis.OccurringTypes;
import io.github.imaallowlist.selinux.analysis.TypeClass;
import io.github.imaallowlist.selinux.analysis.TypeReport;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A hand-made SELinux policy with its reports, grown type by type. */
final class SmallPolicy {
  private final List<TypeReport> reports = new ArrayList<>();
  private final SortedSet<String> types = new TreeSet<>(List.of("init_t", "kmod_t", "sysadm_t"));
  private final SortedMap<String, SortedSet<String>> attributes = new TreeMap<>();
  private final SortedMap<String, String> aliases = new TreeMap<>();
  private final SortedMap<String, Long> occurring = new TreeMap<>();
  private final SortedSet<String> trusted = names("init_t", "sysadm_t");

  /** As a small server has it. */
  static SmallPolicy server() {
    SmallPolicy policy =
        new SmallPolicy()
            .type("bin_t", TypeClass.CODE, 1000, names("httpd_t"), names(), names(), names())
            .type(
                "user_home_t",
                TypeClass.MUTABLE_CODE,
                0,
                names("user_t"),
                names("user_t"),
                names(),
                names())
            .type("etc_t", TypeClass.TRUSTED_DATA, 200, names(), names(), names(), names())
            .type(
                "var_log_t",
                TypeClass.MUTABLE_DATA,
                3,
                names(),
                names("syslogd_t"),
                names(),
                names("syslogd_t"))
            .type(
                "locale_t",
                TypeClass.MUTABLE_DATA,
                4000,
                names(),
                names("user_t"),
                names(),
                names())
            .type(
                "httpd_exec_t",
                TypeClass.CODE,
                1,
                names("init_t"),
                names(),
                names("httpd_t"),
                names())
            .type(
                "httpd_cache_t",
                TypeClass.MUTABLE_DATA,
                -1,
                names(),
                names("httpd_t"),
                names(),
                names("httpd_t"))
            .type(
                "httpd_runtime_t",
                TypeClass.MUTABLE_DATA,
                -1,
                names(),
                names("httpd_t"),
                names(),
                names("httpd_t"))
            .type(
                "ftpd_cache_t",
                TypeClass.MUTABLE_DATA,
                -1,
                names(),
                names("ftpd_t"),
                names(),
                names("ftpd_t"))
            .modules("modules_object_t");
    policy.attributes.put("pidfile", names("httpd_runtime_t"));
    policy.attributes.put("file_type", new TreeSet<>(policy.types));
    policy.aliases.put("var_log_alias_t", "var_log_t");
    return policy;
  }

  /**
   * @param files with the label; -1 if it does not occur
   */
  SmallPolicy type(
      String type,
      TypeClass typeClass,
      long files,
      SortedSet<String> executors,
      SortedSet<String> writers,
      SortedSet<String> entered,
      SortedSet<String> creators) {
    return add(
        new TypeReport(
            type, typeClass, executors, names(), entered, writers, names("init_t"), creators),
        files);
  }

  SmallPolicy modules(String type) {
    return add(
        new TypeReport(
            type,
            TypeClass.CODE,
            names(),
            names("kmod_t"),
            names(),
            names(),
            names("init_t"),
            names()),
        500);
  }

  SmallPolicy add(TypeReport report, long files) {
    reports.add(report);
    types.add(report.type());
    if (files >= 0) {
      occurring.put(report.type(), files);
    }
    return this;
  }

  SmallPolicy attribute(String attribute, String... members) {
    attributes.put(attribute, names(members));
    return this;
  }

  /** A label that occurs, whatever the policy makes of it. */
  SmallPolicy occurs(String label, long files) {
    occurring.put(label, files);
    return this;
  }

  List<TypeReport> reports() {
    return reports;
  }

  SortedSet<String> types() {
    return types;
  }

  SelinuxPolicy selinux() {
    return new SelinuxPolicy(
        "small/policy.33",
        "0123456789abcdef".repeat(4),
        types,
        aliases,
        attributes,
        Collections.emptySortedMap(),
        names(),
        names("system_u"),
        names("object_r"),
        Set.of(),
        List.of());
  }

  OccurringTypes occurring() {
    return new OccurringTypes(occurring, "the packages of small");
  }

  DeriveSettings settings(Profile profile) {
    return settings(profile, "6.1", 150);
  }

  DeriveSettings settings(Profile profile, String kernel, int maxLabelRules, String... skipped) {
    return new DeriveSettings(
        profile,
        KernelVersion.parse(kernel).orElseThrow(),
        maxLabelRules,
        names(skipped),
        occurring());
  }

  DerivedPolicy derive(DeriveSettings settings) throws AllowlistException {
    return ImaPolicyDerivation.derive(
        selinux(),
        new Domains(trusted, names("unconfined_t"), names()),
        reports,
        names("modules_object_t", "kmod_t"),
        settings);
  }

  /** As it is written to a file. */
  static String text(ImaPolicy policy) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImaPolicyWriter.write(policy, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  static SortedSet<String> names(String... names) {
    return new TreeSet<>(List.of(names));
  }
}
