package io.github.imaallowlist.cli;

import static io.github.imaallowlist.cli.PublishedRepository.LIST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.http.FolderServer;
import io.github.imaallowlist.fixtures.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody between publisher and verifier can do to a list; none of it is written. */
@RequiresTool({"createrepo_c", "gpg", "gpgconf"})
final class FetchAttackTest {
  @TempDir private Path work;
  private PublishedRepository repository;
  private Path output;

  @BeforeEach
  void makeRepository() throws Exception {
    repository = PublishedRepository.in(work);
    output = work.resolve("list");
  }

  @AfterEach
  void stopAgent() {
    repository.close();
  }

  private Run fetch(Object source, Object... options) {
    List<Object> args = new ArrayList<>(List.of("--keyring", repository.keyring("publisher")));
    args.addAll(Arrays.asList(options));
    return fetchUntrusted(source, args.toArray());
  }

  private Run fetchUntrusted(Object source, Object... options) {
    List<Object> args = new ArrayList<>(List.of("fetch", source, "-o", output));
    args.addAll(List.of("--key", repository.publicKey()));
    args.addAll(Arrays.asList(options));
    return Run.of(args.toArray());
  }

  /** What is done to a repository that was published well. */
  enum Attack {
    SWAPPED_LIST(1, "does not have the checksum") {
      @Override
      void on(PublishedRepository repository) throws Exception {
        Path file = repository.recorded(LIST);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
      }
    },
    TRUNCATED_LIST(1, "announces") {
      @Override
      void on(PublishedRepository repository) throws Exception {
        try (var file = Files.newByteChannel(repository.recorded(LIST), StandardOpenOption.WRITE)) {
          file.truncate(file.size() / 2);
        }
      }
    },
    LIST_IS_GONE(3, "which is not there") {
      @Override
      void on(PublishedRepository repository) throws Exception {
        Files.delete(repository.recorded(LIST));
      }
    },
    REPLACED_RECORD(5, "repomd.xml is not what a pinned key signed") {
      @Override
      void on(PublishedRepository repository) throws Exception {
        byte[] signature = Files.readAllBytes(repository.repodata("repomd.xml.asc"));
        repository.record(PublishedRepository.file(LIST, repository.generate("--valid-for", "9d")));
        Files.write(repository.repodata("repomd.xml.asc"), signature);
      }
    },
    STALE_SIGNATURE(5, "repomd.xml is not what a pinned key signed") {
      @Override
      void on(PublishedRepository repository) throws Exception {
        byte[] signature = Files.readAllBytes(repository.repodata("repomd.xml.asc"));
        repository.editRepomd("</revision>", "1</revision>");
        Files.write(repository.repodata("repomd.xml.asc"), signature);
      }
    },
    NO_SIGNATURE(5, "there is no repodata/repomd.xml.asc") {
      @Override
      void on(PublishedRepository repository) throws Exception {
        Files.delete(repository.repodata("repomd.xml.asc"));
      }
    },
    REPOSITORY_SIGNED_BY_OTHER(5, "no pinned key signed it") {
      @Override
      void on(PublishedRepository repository) throws Exception {
        repository.sign("other");
      }
    },
    LIST_SIGNED_BY_OTHER(5, "by a given key") {
      @Override
      void on(PublishedRepository repository) throws Exception {
        Path other = repository.key().resolveSibling("another");
        Run.of("keygen", other).succeeded();
        repository.record(PublishedRepository.file(LIST, repository.generate("--key", other)));
        repository.sign("publisher");
      }
    },
    UNSIGNED_LIST(5, "it is not signed: no envelope") {
      @Override
      void on(PublishedRepository repository) throws Exception {
        Path plain = repository.key().resolveSibling("plain");
        Run.generate("-o", plain, repository.folder()).succeeded();
        repository.record(PublishedRepository.file(LIST, plain));
        repository.sign("publisher");
      }
    },
    NO_POLICY(3, "Keylime would refuse the policy") {
      @Override
      void on(PublishedRepository repository) throws Exception {
        Path list = repository.key().resolveSibling("envelope");
        Files.write(list, Envelopes.of("{\"digests\":{}}", repository.key()));
        repository.record(PublishedRepository.file(LIST, list));
        repository.sign("publisher");
      }
    },
    DROPPED_RECORD(1, "no record of type ima-allowlist") {
      @Override
      void on(PublishedRepository repository) throws Exception {
        repository.createrepo("9");
        repository.sign("publisher");
      }
    },
    NAME_THAT_LEAVES_THE_FOLDER(3, "..") {
      @Override
      void on(PublishedRepository repository) throws Exception {
        repository.editRepomd("repodata/[0-9a-f]+-ima-allowlist", "repodata/../../ima-allowlist");
        repository.sign("publisher");
      }
    },
    NO_OPEN_SIZE(3, "does not say how long it is") {
      @Override
      void on(PublishedRepository repository) throws Exception {
        repository.editRepomd("(?s)(ima-allowlist\">.*?)<open-size>[0-9]+</open-size>", "$1");
        repository.sign("publisher");
      }
    },
    MORE_THAN_ANNOUNCED(3, "repomd.xml announces") {
      @Override
      void on(PublishedRepository repository) throws Exception {
        repository.editRepomd(
            "(?s)(ima-allowlist\">.*?)<open-size>[0-9]+</open-size>", "$1<open-size>9</open-size>");
        repository.sign("publisher");
      }
    },
    TWO_RECORDS(3, "this is a second one") {
      @Override
      void on(PublishedRepository repository) throws Exception {
        repository.editRepomd("(?s)(<data type=\"ima-allowlist\">.*?</data>)", "$1$1");
        repository.sign("publisher");
      }
    };

    private final int exit;
    private final String says;

    Attack(int exit, String says) {
      this.exit = exit;
      this.says = says;
    }

    abstract void on(PublishedRepository repository) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void attackEndsWithoutAList(Attack attack) throws Exception {
    repository.publish("7");
    attack.on(repository);

    assertThat(fetch(repository.folder()).ended(attack.exit).err()).contains(attack.says);
    assertThat(output).doesNotExist();
    if (EnumSet.of(Attack.SWAPPED_LIST, Attack.TRUNCATED_LIST, Attack.LIST_IS_GONE)
        .contains(attack)) {
      assertThat(fetch(repository.folder()).err())
          .contains("have its publisher run `ima-allowlist publish` again")
          .doesNotContain("createrepo_c");
    }
    try (FolderServer server = FolderServer.of(repository.folder())) {
      Run run = fetch(server.uri("/"));
      assertThat(run.exit()).as(run.err()).isNotZero();
      if (attack.exit == 5) {
        assertThat(run.ended(5).err()).contains(attack.says);
      }
    }
    assertThat(output).doesNotExist();
  }

  @Test
  void rolledBackRepositoryIsRefused() throws Exception {
    repository.publish("7");
    Path old = work.resolve("old");
    Repositories.copy(repository.folder(), old);
    repository.publish("12");
    fetch(repository.folder()).succeeded();
    byte[] current = Files.readAllBytes(output);

    assertThat(fetch(old).ended(5).err())
        .contains("it is older than " + output, "revision 7, the other list 12", "--allow-older");
    assertThat(output).hasBinaryContent(current);
    fetch(old, "--if-newer").ended(5);
    fetch(old, "--allow-older").succeeded();
    assertThat(Files.readAllBytes(output)).isNotEqualTo(current);
  }

  @Test
  void whatCannotBeComparedIsNotReplaced() throws Exception {
    repository.publish("7");
    Files.writeString(output, "something else");
    assertThat(fetch(repository.folder()).ended(5).err())
        .contains("cannot tell whether the list is older", "See what that file is")
        .contains("--allow-older");
    assertThat(output).hasContent("something else");

    Files.writeString(output, "");
    fetch(repository.folder()).succeeded();
  }

  @Test
  void listThatWasTakenElsewhereIsHeardToo() throws Exception {
    repository.publish("12");
    fetch(repository.folder()).succeeded();
    Path taken = Files.move(output, work.resolve("taken"));
    repository.publish("7");
    assertThat(fetch(repository.folder(), "--not-older-than", taken).ended(5).err())
        .contains("older than " + taken);
  }

  @Test
  void frozenRepositoryIsNoticedWhenItsListExpires() throws Exception {
    repository.createrepo("7");
    Path list = work.resolve("expired");
    Program.run(
            "generate",
            "--allow-unsigned",
            "--valid-for=1",
            "--key",
            repository.key(),
            "-o",
            list,
            repository.folder())
        .with(Map.of("SOURCE_DATE_EPOCH", "1000000000"))
        .run()
        .succeeded();
    repository.record(PublishedRepository.file(LIST, list));
    repository.sign("publisher");

    assertThat(fetch(repository.folder()).ended(5).err())
        .contains("the signature is good, but it expired at 2001-09-10T01:46:40Z");
    // In place since it was good.
    Files.copy(list, output);
    fetch(repository.folder(), "--if-newer").ended(5);
  }

  @Test
  void listThatIsTooOldIsRefused() throws Exception {
    repository.publish("7", "--valid-for", "30d");
    fetch(repository.folder(), "--max-age", "1h").succeeded();
    repository.publish("8");
    Files.delete(output);
    fetch(repository.folder(), "--max-age", "99999d").succeeded();
  }

  @Test
  void listsOwnSignatureSufficesOnlyWhereTheUserSaysSo() throws Exception {
    repository.publish("7");
    Files.delete(repository.repodata("repomd.xml.asc"));
    fetchUntrusted(repository.folder()).ended(2);
    assertThat(fetchUntrusted(repository.folder(), "--allow-unsigned-repository").succeeded().err())
        .contains("repository not asked who signed it");

    Attack.LIST_SIGNED_BY_OTHER.on(repository);
    fetchUntrusted(repository.folder(), "--allow-unsigned-repository").ended(5);
  }

  @Test
  void repositorysSignatureSufficesOnlyWhereTheUserSaysSo() throws Exception {
    repository.publish("7");
    Object[] without = {"fetch", repository.folder(), "-o", output, "--allow-unsigned-list"};
    List<Object> args = new ArrayList<>(Arrays.asList(without));
    args.addAll(List.of("--keyring", repository.keyring("publisher")));
    assertThat(Run.of(args.toArray()).ended(5).err()).contains("it is a signed envelope");

    Attack.UNSIGNED_LIST.on(repository);
    assertThat(Run.of(args.toArray()).succeeded().err()).contains("list not signed itself");
    Run.of(args.toArray()).succeeded();
    repository.sign("other");
    Run.of(args.toArray()).ended(5);

    assertThat(fetch(repository.folder(), "--allow-unsigned-list").ended(2).err())
        .contains("excludes the keys");
    args.add("--allow-unsigned-repository");
    Run.of(args.toArray()).ended(2);
    assertThat(
            Run.of(
                    "fetch",
                    repository.folder(),
                    "-o",
                    output,
                    "--allow-unsigned-list",
                    "--allow-unsigned-repository")
                .ended(2)
                .err())
        .contains("must be signed");
  }

  @Test
  void downloadWithoutAnEndIsCutOff() throws Exception {
    repository.publish("7");
    byte[] repomd = Files.readAllBytes(repository.repodata("repomd.xml"));
    byte[] signature = Files.readAllBytes(repository.repodata("repomd.xml.asc"));
    byte[] start = Files.readAllBytes(repository.recorded(LIST));
    try (ScriptedServer server =
        ScriptedServer.of(
            (request, number, reply) -> {
              if (request.target().endsWith("repomd.xml")) {
                reply.send("200 OK", "", repomd);
              } else if (request.target().endsWith("repomd.xml.asc")) {
                reply.send("200 OK", "", signature);
              } else {
                reply.hangUp();
                reply.head("HTTP/1.1 200 OK\nConnection: close\n\n");
                sendUntilTheEnd(reply, start);
              }
            })) {
      Run run = fetch(server.uri("/"));

      assertThat(run.exit()).as(run.err()).isIn(1, 3, 4);
      assertThat(run.err()).contains(LIST);
    }
    assertThat(output).doesNotExist();
  }

  private static void sendUntilTheEnd(ScriptedServer.Reply reply, byte[] bytes) throws IOException {
    while (!reply.over()) {
      reply.bytes(bytes);
    }
  }

  @Test
  void publishingMeanwhileIsWaitedFor() throws Exception {
    repository.publish("7");
    byte[] oldRepomd = Files.readAllBytes(repository.repodata("repomd.xml"));
    byte[] oldSignature = Files.readAllBytes(repository.repodata("repomd.xml.asc"));
    Path published = repository.publish("8");
    byte[] repomd = Files.readAllBytes(repository.repodata("repomd.xml"));
    byte[] signature = Files.readAllBytes(repository.repodata("repomd.xml.asc"));
    byte[] list = Files.readAllBytes(repository.recorded(LIST));
    // The old state for the first look, and of that the list is gone already.
    try (ScriptedServer server =
        ScriptedServer.of(
            (request, number, reply) -> {
              if (request.target().endsWith("repomd.xml")) {
                reply.send("200 OK", "", number == 1 ? oldRepomd : repomd);
              } else if (request.target().endsWith("repomd.xml.asc")) {
                reply.send("200 OK", "", number == 2 ? oldSignature : signature);
              } else if (request
                  .target()
                  .endsWith(repository.recorded(LIST).getFileName().toString())) {
                reply.send("200 OK", "", list);
              } else {
                reply.send("404 Not Found", "", new byte[0]);
              }
            })) {
      fetch(server.uri("/")).succeeded();
    }
    assertThat(output).hasSameBinaryContentAs(published);
  }
}
