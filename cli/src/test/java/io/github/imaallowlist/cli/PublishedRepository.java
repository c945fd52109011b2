package io.github.imaallowlist.cli;

import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.rpm.repodata.DataCompression;
import io.github.imaallowlist.rpm.repodata.RepodataChange;
import io.github.imaallowlist.rpm.repodata.RepodataFile;
import io.github.imaallowlist.rpm.repodata.RepodataUpdate;
import io.github.imaallowlist.rpm.repodata.SignatureRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A repository with a list in it, as a publisher leaves it; and the publisher's keys. Needs
 * createrepo_c and gpg.
 *
 * @param home of gpg, with the keys {@code publisher} and {@code other}
 * @param key that signs lists; {@code key.pub} is beside it
 */
record PublishedRepository(Path home, Path key, Path folder) implements AutoCloseable {
  static final String LIST = "ima-allowlist";
  static final String SIGNATURE = "ima-allowlist-signature";
  static final String IMA_POLICY = "ima-policy";

  /** Makes the keys, and a repository of one package, not yet published. */
  static PublishedRepository in(Path work) throws IOException {
    Path home = Files.createDirectory(work.resolve("g"));
    Tools.run("chmod", "700", home).succeeded();
    PublishedRepository made =
        new PublishedRepository(home, work.resolve("key"), work.resolve("repository"));
    for (String name : List.of("publisher", "other")) {
      made.gpg("--passphrase", "", "--quick-generate-key", name + "@example.org", "ed25519");
      Files.write(made.keyring(name), made.gpg("--export", name + "@example.org").output());
    }
    Run.of("keygen", made.key).succeeded();
    Repositories.write(made.folder, "a.rpm", Repositories.simple("a"));
    return made;
  }

  Path keyring(String name) {
    return home.resolveSibling(name + ".gpg");
  }

  Path publicKey() {
    return key.resolveSibling(key.getFileName() + ".pub");
  }

  Tools.Outcome gpg(Object... args) {
    List<Object> command = new ArrayList<>(List.of("gpg", "--homedir", home, "--batch", "--quiet"));
    command.addAll(Arrays.asList(args));
    return Tools.run(command.toArray()).succeeded();
  }

  /** All that a publisher does; returns the list as it is published. */
  Path publish(String revision, Object... generateOptions) throws Exception {
    createrepo(revision);
    Path list = generate(generateOptions);
    record(file(LIST, list));
    sign("publisher");
    return list;
  }

  void createrepo(String revision) {
    Repositories.createrepo(folder, "--revision", revision);
  }

  Path generate(Object... options) {
    Path list = home.resolveSibling("published-list");
    List<Object> args = new ArrayList<>(Arrays.asList(options));
    if (!args.contains("--key") && !args.contains("--openpgp-key")) {
      args.addAll(List.of("--key", key));
    }
    args.addAll(List.of("-o", list, folder));
    Run.generate(args.toArray()).succeeded();
    return list;
  }

  static RepodataFile file(String type, Path content) throws IOException {
    return new RepodataFile(
        type,
        "json",
        DataCompression.ZSTD,
        RepodataFile.Content.of(Files.readAllBytes(content)),
        1_700_000_000);
  }

  void record(RepodataFile... files) throws Exception {
    RepodataUpdate.run(
        folder, new RepodataChange(List.of(files), Set.of(), new SignatureRule.RemoveStale(), 0));
  }

  void sign(String by) throws IOException {
    Files.deleteIfExists(repodata("repomd.xml.asc"));
    gpg("-u", by + "@example.org", "--armor", "--detach-sign", repodata("repomd.xml"));
  }

  /** Adds the publisher's signature to a package; needs rpmsign. */
  void signPackage(Path rpm) {
    Tools.command(
            "rpmsign",
            "-D",
            "__gpg " + Tools.find("gpg").orElseThrow(),
            "-D",
            "_gpg_path " + home,
            "-D",
            "_gpg_name publisher@example.org",
            "--addsign",
            rpm)
        .with(Map.of("GPG_TTY", ""))
        .run()
        .succeeded();
  }

  Path repodata(String name) {
    return folder.resolve("repodata").resolve(name);
  }

  /** The file of a record. */
  Path recorded(String type) throws IOException {
    try (var files = Files.newDirectoryStream(repodata(""), "*-" + type + ".*")) {
      return files.iterator().next();
    }
  }

  void editRepomd(String regex, String replacement) throws IOException {
    Path repomd = repodata("repomd.xml");
    String text = Files.readString(repomd);
    String edited = text.replaceAll(regex, replacement);
    if (edited.equals(text)) {
      throw new AssertionError("nothing matches " + regex + " in " + text);
    }
    Files.writeString(repomd, edited);
  }

  @Override
  public void close() {
    Tools.run("gpgconf", "--homedir", home, "--kill", "all");
  }
}
