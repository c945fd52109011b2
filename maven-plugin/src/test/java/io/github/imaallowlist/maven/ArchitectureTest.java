package io.github.imaallowlist.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/** What the plugin may depend on. That toolkit is its one module says its POM. */
@AnalyzeClasses(
    packages = "io.github.imaallowlist",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String PLUGIN = "io.github.imaallowlist.maven..";

  @ArchTest
  static final ArchRule NOBODY_DEPENDS_ON_THE_PLUGIN =
      noClasses()
          .that()
          .resideOutsideOfPackage(PLUGIN)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(PLUGIN);

  @ArchTest
  static final ArchRule ONLY_THE_PLUGIN_KNOWS_MAVEN =
      noClasses()
          .that()
          .resideOutsideOfPackage(PLUGIN)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.maven..");

  @ArchTest
  static final ArchRule IT_WRITES_TO_MAVENS_LOG_ALONE =
      noClasses()
          .that()
          .resideInAPackage(PLUGIN)
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.github.imaallowlist.maven.(**)").should().beFreeOfCycles();
}
