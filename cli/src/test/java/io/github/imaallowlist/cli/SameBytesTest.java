package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same input gives the same bytes. */
@RequiresTool({"rpmbuild", "createrepo_c"})
final class SameBytesTest {
  @TempDir private Path work;

  @Test
  void whateverTheJobsAndHoweverOften() {
    byte[] expected = Run.generate("-j", 1, BuiltRepository.folder()).succeeded().out();

    for (int jobs : new int[] {1, 2, 8, 2, 8}) {
      assertThat(Run.generate("-j", jobs, BuiltRepository.folder()).out()).isEqualTo(expected);
    }
  }

  @Test
  void whereverTheSourceAndTheTemporaryFolderAre() {
    Path copy = work.resolve("another place");
    Repositories.copy(BuiltRepository.folder(), copy);

    assertThat(Run.generate("--temp-dir", work, copy).succeeded().out())
        .isEqualTo(Run.generate(BuiltRepository.folder()).succeeded().out());
  }

  @Test
  void withFindingsToo() {
    Path copy = work.resolve("copy");
    Repositories.copy(BuiltRepository.folder(), copy);
    Repositories.write(copy, "a-stray.rpm", Repositories.simple("stray"));
    Repositories.write(copy, "built-xz-1.0-1.noarch.rpm", new byte[100]);

    byte[] one = Run.generate("--allow-incomplete", "-j", 1, copy).ended(1).out();
    byte[] eight = Run.generate("--allow-incomplete", "-j", 8, copy).ended(1).out();

    assertThat(eight).isEqualTo(one);
    assertThat(Policy.parse(one).leftOut()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void signedToo() {
    Path key = work.resolve("key.pem");
    Run.of("keygen", key).succeeded();

    byte[] first = Run.generate("-j", 1, "--key", key, BuiltRepository.folder()).succeeded().out();
    byte[] second = Run.generate("-j", 8, "--key", key, BuiltRepository.folder()).succeeded().out();

    assertThat(second).isEqualTo(first);
  }

  @Test
  void whateverTheLocaleAndTheTimeZone() {
    Path copy = Repositories.copyOfSample(work.resolve("copy"));
    // Its finding has numbers above 1,000.
    Repositories.write(copy, "sample-data-2.0-1.noarch.rpm", new byte[3000]);
    Object[] args = {"generate", "--allow-unsigned", "--allow-incomplete", "--read=headers", copy};
    byte[] expected = Run.of(args).ended(1).out();

    List<String> elsewhere =
        List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.timezone=Asia/Kathmandu");
    var run =
        Tools.command(Program.withOptions(elsewhere, args).toArray())
            .with(Map.of("TZ", "Asia/Kathmandu"))
            .run();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).isEqualTo(expected);
  }
}
