package io.github.imaallowlist.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;

/** What may depend on what, in all modules. */
@AnalyzeClasses(
    packages = ArchitectureTest.ROOT,
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoFixtures.class})
final class ArchitectureTest {
  static final String ROOT = "io.github.imaallowlist";

  /** They are on the class path of tests only. */
  static final class NoFixtures implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/fixtures/");
    }
  }

  /** The arrows of the design: rpm-scanner, selinux-filter and signing do not know one another. */
  @ArchTest
  static final ArchRule MODULES_DEPEND_IN_ONE_DIRECTION =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
          .layer("allowlist-core")
          .definedBy(
              ROOT + ".model..",
              ROOT + ".error..",
              ROOT + ".concurrent..",
              ROOT + ".allowlist..",
              ROOT + ".format..",
              ROOT + ".ima..")
          .layer("openpgp")
          .definedBy(ROOT + ".openpgp..")
          .layer("process")
          .definedBy(ROOT + ".process..")
          .layer("rpm-scanner")
          .definedBy(ROOT + ".rpm..")
          .layer("selinux-filter")
          .definedBy(ROOT + ".selinux..")
          .layer("signing")
          .definedBy(ROOT + ".signing..")
          .layer("toolkit")
          .definedBy(ROOT + ".toolkit..")
          .layer("cli")
          .definedBy(ROOT + ".cli..")
          .whereLayer("allowlist-core")
          .mayNotAccessAnyLayer()
          .whereLayer("openpgp")
          .mayOnlyAccessLayers("allowlist-core")
          .whereLayer("process")
          .mayOnlyAccessLayers("allowlist-core")
          .whereLayer("rpm-scanner")
          .mayOnlyAccessLayers("allowlist-core", "openpgp")
          .whereLayer("selinux-filter")
          .mayOnlyAccessLayers("allowlist-core", "process")
          .whereLayer("signing")
          .mayOnlyAccessLayers("allowlist-core", "openpgp", "process")
          .whereLayer("toolkit")
          .mayOnlyAccessLayers(
              "allowlist-core", "openpgp", "process", "rpm-scanner", "selinux-filter", "signing")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_WRITES_TO_THE_CONSOLE =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".cli..")
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule NOBODY_USES_JAVA_UTIL_LOGGING =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  @ArchTest
  static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED =
      classes().should(new BeInNullMarkedPackage());

  private static final class BeInNullMarkedPackage extends ArchCondition<JavaClass> {
    BeInNullMarkedPackage() {
      super("be in a package that is @NullMarked");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
      events.add(
          new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
    }
  }
}
