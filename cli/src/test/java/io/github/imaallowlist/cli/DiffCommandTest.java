package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ima-allowlist diff}, against sets in Python. */
final class DiffCommandTest {
  /** Prints the difference of two lists as {@code diff --json} has it, from the lists alone. */
  private static final String ORACLE =
      """
      import json, sys
      def read(name):
          policy = json.load(open(name))
          of = policy['provenance'].get('packages', [])
          all = {}
          for (path, digests), owners in zip(policy['digests'].items(),
                                             policy['provenance'].get('owners', [])):
              for i, digest in enumerate(digests):
                  mine = owners[i] if isinstance(owners, list) else [owners] if owners >= 0 else []
                  names = [of[n].get('package', '') for n in mine]
                  all[path, digest] = {n.rsplit('-', 2)[0] + '.' + n.rsplit('.', 1)[1] for n in names}
          assert len(policy['digests']) == len(policy['provenance']['owners'])
          return all
      old, new = read(sys.argv[1]), read(sys.argv[2])
      expected = {}
      for (path, digest), names in sorted({**old, **new}.items()):
          key = (path, digest)
          if (key in old) != (key in new):
              entry = expected.setdefault(path, {'added': [], 'removed': [], 'packages': set()})
              entry['added' if key in new else 'removed'].append(digest)
              entry['packages'] |= names
      there = lambda paths, path: any(p == path for p, _ in paths)
      found = json.load(open(sys.argv[3]))
      assert [p['path'] for p in found['paths']] == sorted(expected, key=str.encode), found
      for change in found['paths']:
          entry = expected[change['path']]
          assert change['added'] == sorted(entry['added'], key=lambda d: (len(d), d)), change
          assert change['removed'] == sorted(entry['removed'], key=lambda d: (len(d), d)), change
          assert set(change['packages']) == entry['packages'], (change, entry)
          kind = ('changed' if there(old, change['path']) and there(new, change['path'])
                  else 'added' if there(new, change['path']) else 'removed')
          assert change['change'] == kind, change
      assert found['counts']['digests-added'] == len(new.keys() - old.keys())
      assert found['counts']['digests-removed'] == len(old.keys() - new.keys())
      print(len(found['paths']))
      """;

  @TempDir private Path work;
  private Path packages;
  private Path older;
  private Path newer;

  @BeforeEach
  void makeLists() throws IOException {
    packages = work.resolve("packages");
    older = work.resolve("old");
    newer = work.resolve("new");
    write("bash", "5.2", "1");
    write("gone", "1", "1");
    write("same", "1", "1");
    Run.generate("-o", older, packages).succeeded();
    Files.delete(packages.resolve("bash.rpm"));
    Files.delete(packages.resolve("gone.rpm"));
    write("bash", "5.2", "2");
    write("fresh", "1", "1");
    Run.generate("-o", newer, "--exclude-path", "/tmp/.*", packages).succeeded();
  }

  private void write(String name, String version, String release) {
    RpmBytes rpm =
        RpmBytes.named(name)
            .version(version)
            .release(release)
            .executable("/usr/bin/" + name, name + release)
            .executable("/usr/lib/" + release + "/" + name, name)
            .file("/usr/share/doc/" + name, "text")
            .file("/usr/share/shared", release);
    Repositories.write(packages, name + ".rpm", rpm);
  }

  private Run diff(Object... args) {
    Object[] all = new Object[args.length + 2];
    all[0] = "diff";
    all[1] = "--allow-unsigned";
    System.arraycopy(args, 0, all, 2, args.length);
    return Run.of(all);
  }

  @Test
  @RequiresTool("python3")
  void jsonHasEveryPathDigestAndPackage() throws IOException {
    Path found = Files.write(work.resolve("found"), diff("--json", older, newer).ended(1).out());

    assertThat(Tools.command("python3", "-c", ORACLE, older, newer, found).run().succeeded().text())
        .isEqualTo("10\n");
    Map<String, Object> json = Json.object(Files.readAllBytes(found));
    assertThat(Json.list(json.get("settings"))).hasSize(1);
    assertThat(Json.list(json.get("packages")))
        .extracting(one -> Json.text(Json.map(one).get("name")))
        .containsExactly("bash", "fresh", "gone");
  }

  @Test
  @RequiresTool("python3")
  void keptPackagesAreInTheNewListStill() throws IOException {
    Path next = work.resolve("next");
    Run.generate("-o", next, "--keep-removed", "30d", "--previous", older, packages).succeeded();
    Path found = Files.write(work.resolve("found"), diff("--json", older, next).ended(1).out());

    Tools.command("python3", "-c", ORACLE, older, next, found).run().succeeded();
    assertThat(diff(older, next).ended(1).text())
        .contains("bash.noarch 5.2-1 -> 5.2-2 (kept: 5.2-1 since 20")
        .contains("gone.noarch 1-1 left (kept: 1-1 since 20")
        .contains(": the same digests\n")
        .contains("0 digests removed");
    assertThat(diff(next, newer).ended(1).text())
        .contains("gone.noarch (no longer kept: 1-1): 3 paths removed")
        .contains("bash.noarch 5.2-2 (no longer kept: 5.2-1): ");
  }

  @Test
  void textNamesPackagesAndSomeOfTheirPaths() {
    assertThat(diff(older, newer).ended(1).text().lines())
        .containsExactly(
            "bash.noarch 5.2-1 -> 5.2-2: 1 path added, 1 path removed, 2 paths changed",
            "  changed  /usr/bin/bash",
            "  removed  /usr/lib/1/bash",
            "  added    /usr/lib/2/bash",
            "  changed  /usr/share/shared",
            "fresh.noarch 1-1 is new: 3 paths added",
            "  added    /usr/bin/fresh",
            "  added    /usr/lib/1/fresh",
            "  added    /usr/share/doc/fresh",
            "gone.noarch 1-1 left: 3 paths removed",
            "  removed  /usr/bin/gone",
            "  removed  /usr/lib/1/gone",
            "  removed  /usr/share/doc/gone",
            "setting excludes",
            "  added    /tmp/.*",
            "In all: 4 paths added, 4 paths removed, 2 paths changed; 6 digests added, 5 digests"
                + " removed");
  }

  @Test
  void quietComparisonTellsByItsExitStatusAlone() {
    assertThat(diff("--quiet", older, newer).ended(1).text()).isEmpty();
    assertThat(diff("--quiet", older, older).succeeded().text()).isEmpty();
  }

  @Test
  void twiceTheSameIsNoDifference() {
    assertThat(diff(older, older).succeeded().text()).isEqualTo("The lists are the same.\n");
    assertThat(Json.object(diff("--json", older, older).succeeded().out()))
        .containsEntry("same", true);
  }

  @Test
  void listsThatNobodySignedNeedLeave() {
    assertThat(Run.of("diff", older, newer).ended(5).err()).contains("is not signed");

    Path key = work.resolve("key");
    Path signed = work.resolve("signed");
    Run.of("keygen", key).succeeded();
    Run.of("keygen", work.resolve("other")).succeeded();
    Run.generate("--key", key, "-o", signed, packages).succeeded();

    assertThat(diff(signed, newer).ended(5).err()).contains("no key was given");
    assertThat(diff("--key", work.resolve("other.pub"), signed, newer).ended(5).out()).isEmpty();
    assertThat(diff("--key", key + ".pub", signed, newer).ended(1).text())
        .startsWith("setting excludes");
    assertThat(Run.of("diff", "--key", key + ".pub", signed, newer).ended(5).err())
        .contains("is not signed");
  }

  @Test
  @RequiresTool("seinfo")
  void whatHostsCannotMeasureIsTold() throws IOException {
    InstalledSelinux host = InstalledSelinux.require();
    Path imaPolicy =
        Files.writeString(
            work.resolve("ima-policy"),
            "measure func=BPRM_CHECK\nmeasure func=MMAP_CHECK mask=MAY_EXEC\n");
    Path both = Files.createDirectory(work.resolve("both"));
    for (String version : new String[] {"1", "2"}) {
      RpmBytes rpm =
          RpmBytes.named("x")
              .version(version)
              .executable("/usr/bin/x", version)
              .file("/usr/share/man/man1/x.1", version);
      Repositories.write(both, "x.rpm", rpm);
      Run.generate("-o", work.resolve("list" + version), both).succeeded();
    }
    Object[] lists = {
      work.resolve("list1"),
      work.resolve("list2"),
      "--ima-policy",
      imaPolicy,
      "--selinux",
      host.folder()
    };

    assertThat(diff(lists).ended(1).text())
        .contains("x.noarch 1-1 -> 2-1: 2 paths changed; hosts can measure 1");
    Object[] asJson = Arrays.copyOf(lists, lists.length + 1);
    asJson[lists.length] = "--json";
    assertThat(Json.list(Json.object(diff(asJson).out()).get("paths")))
        .extracting(one -> Json.map(one).get("path") + " " + Json.map(one).get("measured"))
        .containsExactly("/usr/bin/x true", "/usr/share/man/man1/x.1 false");
    assertThat(diff(lists[0], lists[1], "--ima-policy", imaPolicy).ended(2).err())
        .contains("--ima-policy and --selinux go together");
  }

  @Test
  void listsOfOtherToolsAreComparedWithoutPackages() throws IOException {
    Path other = work.resolve("other");
    Files.writeString(
        other,
        """
        {"meta": {"version": 1, "generator": 0}, "release": 0, "digests": {"/usr/bin/x": ["%s"]},
         "excludes": [], "keyrings": {}, "ima": {"ignored_keyrings": [], "log_hash_alg": "sha1",
         "dm_policy": null}, "ima-buf": {}, "verification-keys": ""}
        """
            .formatted("1".repeat(64)));
    Path third = work.resolve("third");
    Files.writeString(third, Files.readString(other).replace("1".repeat(64), "2".repeat(64)));

    assertThat(diff(other, third).ended(1).text().lines())
        .containsExactly(
            "of no package that is known: 1 path changed",
            "  changed  /usr/bin/x",
            "In all: 1 path changed; 1 digest added, 1 digest removed");
  }
}
