package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists for hosts that have not updated yet, and for single hosts. */
final class UpdateOptionsTest {
  @TempDir private Path work;
  private Path packages;
  private Path list;

  @BeforeEach
  void makePackages() {
    packages = work.resolve("packages");
    list = work.resolve("list");
    write(Repositories.simple("a"));
    write(Repositories.simple("b"));
    write(RpmBytes.named("e").epoch(1).executable("/usr/bin/e", "e"));
  }

  private Path write(RpmBytes rpm) {
    return Repositories.write(packages, rpm.fileName(), rpm);
  }

  private Run generate(Object... args) {
    List<Object> all = new ArrayList<>(List.of("-o", list, packages));
    all.addAll(List.of(args));
    return Run.generate(all.toArray());
  }

  @Test
  void signedListBeforeIsVerifiedAndThenTakenOver() throws IOException {
    Path key = work.resolve("key");
    Run.of("keygen", key).succeeded();
    Run.of("keygen", work.resolve("other")).succeeded();
    generate("--key", key).succeeded();
    Files.delete(packages.resolve(Repositories.simple("b").fileName()));
    List<Object> keep =
        List.of("--key", key, "--keep-removed", "30d", "--previous", list, "--previous-key");

    assertThat(with(keep, work.resolve("other.pub")).ended(5).err()).isNotEmpty();
    assertThat(generate("--keep-removed", "30d", "--previous", list).ended(5).err())
        .contains("no key was given to verify it");
    assertThat(with(keep, key + ".pub").succeeded().err())
        .contains("Kept      digests of 1 package that left the sources, 1 of them since");

    Path policy = work.resolve("policy");
    Run.of("verify", list, "--key", key + ".pub", "-o", policy).succeeded();
    assertThat(Policy.of(policy).digests()).containsKeys("/usr/bin/a", "/usr/bin/b");
    byte[] first = Files.readAllBytes(list);
    with(keep, key + ".pub").succeeded();
    assertThat(list).as("run again").hasBinaryContent(first);
  }

  private Run with(List<Object> options, Object last) {
    List<Object> all = new ArrayList<>(options);
    all.add(last);
    return generate(all.toArray());
  }

  @Test
  void dateOfRemovalIsTheBuildsIfThatIsGiven() throws IOException {
    generate().succeeded();
    Files.delete(packages.resolve(Repositories.simple("b").fileName()));
    Program.run(
            "generate",
            "--allow-unsigned",
            "--keep-removed",
            "4w",
            "--previous",
            list,
            "-o",
            list,
            packages)
        .with(Map.of("SOURCE_DATE_EPOCH", "1000000000"))
        .run()
        .succeeded();

    assertThat(Files.readString(list))
        .contains("{\"package\": \"b-1.0-1.noarch\", \"removed\": \"2001-09-09T01:46:40Z\"}");
    assertThat(generate("--keep-removed", "4w", "--previous", list).succeeded().err())
        .contains("no longer: 1 package that left the sources");
  }

  @Test
  void revokedIsSaidInTextJsonAndProvenance() throws IOException {
    Path revoke = Files.writeString(work.resolve("revoke"), "b-1.0-1.noarch\nx-1-1.noarch # no\n");

    Run run = generate("--revoke", revoke).succeeded();
    assertThat(run.err())
        .contains("Revoked   package b-1.0-1.noarch: 1 file")
        .contains("Warning   --revoke: nothing has the package x-1-1.noarch");
    assertThat(generate("--revoke", revoke, "--quiet").succeeded().err())
        .isEqualTo(
            "ima-allowlist: warning: --revoke: nothing has the package x-1-1.noarch, neither the"
                + " sources nor an earlier list or base\n");
    assertThat(Policy.of(list).digests()).containsOnlyKeys("/usr/bin/a", "/usr/bin/e");
    assertThat(Json.list(Policy.of(list).provenance().get("revoked")))
        .hasToString("[{package=b-1.0-1.noarch, files=1}, {package=x-1-1.noarch, files=0}]");
    Map<String, Object> updates =
        Json.map(Json.object(generate("--revoke", revoke, "--json").out()).get("updates"));
    assertThat(updates.get("revoked"))
        .hasToString(
            "[{package=b-1.0-1.noarch, files=1, found=true}, {package=x-1-1.noarch, files=0,"
                + " found=false}]");
    Files.writeString(revoke, "b-1.0-1.noarch\nbash\n");
    assertThat(generate("--revoke", revoke).ended(3).err())
        .contains("revoke", "line 2", "Correct the line");
    assertThat(generate("--revoke", work.resolve("none")).ended(4).err()).contains("none");
  }

  @Test
  void optionsThatDoNothingTogetherAreRefused() {
    assertThat(generate("--keep-removed", "30d").ended(2).err()).contains("--previous go together");
    assertThat(generate("--previous", list).ended(2).err()).contains("--keep-removed");
    assertThat(generate("--previous-key", list).ended(2).err()).contains("go with --previous");
    assertThat(generate("--installed", list, "--rpmdb", work).ended(2).err()).contains("exclude");
    assertThat(
            generate("--format", "flat", "--keep-removed", "1", "--previous", list).ended(2).err())
        .contains("goes with --format keylime");
  }

  @Test
  void installedPackagesAloneAreListedAndMissingOnesNamed() throws IOException {
    Path installed =
        Files.writeString(
            work.resolve("rpm-qa"), "a-1.0-1.noarch\nother-2-1.x86_64\ngpg-pubkey-1-2\n");

    Run run = generate("--installed", installed, "--allow-incomplete").ended(1);
    assertThat(run.err()).contains("other-2-1.x86_64 is installed, and no source has it");
    assertThat(Policy.of(list).digests()).containsOnlyKeys("/usr/bin/a");
  }

  @Test
  @RequiresTool("rpm")
  void databaseOfAnImageIsReadByRpm() throws IOException {
    Path image = Files.createDirectory(work.resolve("image"));
    Path e = packages.resolve(RpmBytes.named("e").epoch(1).fileName());
    Path folder = image.resolve("usr/lib/sysimage/rpm");
    install(folder, packages.resolve(Repositories.simple("a").fileName()), e);

    generate("--rpmdb", image).succeeded();
    assertThat(Policy.of(list).digests()).containsOnlyKeys("/usr/bin/a", "/usr/bin/e");
    generate("--rpmdb", folder).succeeded();
    assertThat(Policy.of(list).digests()).containsOnlyKeys("/usr/bin/a", "/usr/bin/e");

    Files.delete(e);
    write(RpmBytes.named("e").epoch(2).executable("/usr/bin/e", "e"));
    assertThat(generate("--rpmdb", image).ended(1).err())
        .contains("1:e-1.0-1.noarch is installed, and no source has it");
  }

  @Test
  @RequiresTool("rpm")
  void whatIsNoDatabaseIsNotTakenForAnEmptyOne() throws IOException {
    Path image = Files.createDirectories(work.resolve("image/var/lib/rpm"));
    assertThat(generate("--rpmdb", work.resolve("image")).ended(4).err())
        .contains("no RPM database in it");
    assertThat(generate("--rpmdb", work.resolve("nothing")).ended(4).err())
        .contains("no such folder");

    Files.writeString(image.resolve("rpmdb.sqlite"), "nonsense");
    assertThat(generate("--rpmdb", work.resolve("image")).ended(4).err())
        .contains("rpm cannot read the database");

    Path elsewhere = work.resolve("elsewhere");
    install(elsewhere, packages.resolve(Repositories.simple("a").fileName()));
    Path links = Files.createDirectories(work.resolve("links/var/lib"));
    Files.createSymbolicLink(links.resolve("rpm"), elsewhere);
    assertThat(generate("--rpmdb", work.resolve("links")).ended(4).err())
        .contains("is a link that leads out of it");
  }

  private static void install(Path database, Path... rpms) throws IOException {
    Files.createDirectories(database);
    List<Object> command =
        new ArrayList<>(
            List.of(
                "rpm",
                "--dbpath",
                database,
                "-i",
                "--justdb",
                "--nodeps",
                "--nosignature",
                "--ignorearch",
                "--noscripts",
                "--notriggers",
                "--force"));
    command.addAll(List.of(rpms));
    Tools.run(command.toArray()).succeeded();
  }
}
