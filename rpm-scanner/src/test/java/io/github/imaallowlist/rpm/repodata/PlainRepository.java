package io.github.imaallowlist.rpm.repodata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.metadata.Repomd;
import io.github.imaallowlist.rpm.metadata.RepomdXml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A repository without packages, and whether it is whole. */
final class PlainRepository {
  static final String LIST = "ima-allowlist";
  static final String POLICY = "ima-policy";
  static final RepomdSigner SIGNER = new DigestSigner();
  static final SignatureRule RENEW = new SignatureRule.Renew(SIGNER);
  static final SignatureRule REFUSE = new SignatureRule.Refuse();
  static final SignatureRule REMOVE = new SignatureRule.RemoveStale();

  private static final String PRIMARY =
      "<metadata xmlns=\"http://linux.duke.edu/metadata/common\" packages=\"0\"/>\n";
  private static final Pattern STAGED = Pattern.compile("\\.ima-allowlist\\..*");

  private final Path root;

  private PlainRepository(Path root) {
    this.root = root;
  }

  /** Makes one in an empty or new folder. */
  static PlainRepository create(Path root) throws IOException {
    PlainRepository repository = new PlainRepository(Files.createDirectories(root));
    Files.createDirectories(repository.repodata());
    byte[] primary = PRIMARY.getBytes(StandardCharsets.UTF_8);
    String name = hex(primary) + "-primary.xml";
    Files.write(repository.repodata().resolve(name), primary);
    Files.writeString(
        repository.repomd(),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <repomd xmlns="http://linux.duke.edu/metadata/repo" xmlns:rpm="http://linux.duke.edu/metadata/rpm">
          <revision>1700000000</revision>
          <data type="primary">
            <checksum type="sha256">%s</checksum>
            <location href="repodata/%s"/>
            <timestamp>1700000000</timestamp>
            <size>%d</size>
          </data>
        </repomd>
        """
            .formatted(hex(primary), name, primary.length));
    return repository;
  }

  static PlainRepository at(Path root) {
    return new PlainRepository(root);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(HashAlgorithm.SHA256.newMessageDigest().digest(bytes));
  }

  /** Puts the signature of {@link #SIGNER} beside its {@code repomd.xml}. */
  PlainRepository signed() throws Exception {
    Files.write(signature(), SIGNER.sign(Files.readAllBytes(repomd())));
    return this;
  }

  Path root() {
    return root;
  }

  Path repodata() {
    return root.resolve("repodata");
  }

  Path repomd() {
    return repodata().resolve("repomd.xml");
  }

  Path signature() {
    return repodata().resolve("repomd.xml.asc");
  }

  static RepodataFile file(String type, String content) {
    return new RepodataFile(
        type,
        type.equals(LIST) ? "json" : "txt",
        DataCompression.GZIP,
        RepodataFile.Content.of(content.getBytes(StandardCharsets.UTF_8)),
        1_700_000_000L);
  }

  static RepodataChange change(SignatureRule rule, int keep, RepodataFile... files) {
    return new RepodataChange(List.of(files), Set.of(), rule, keep);
  }

  static RepodataChange list(String content) {
    return change(REFUSE, 0, file(LIST, content));
  }

  /** All files below the root, with their content, name by name. */
  Map<String, String> content() throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (Path file : files()) {
      content.put(root.relativize(file).toString(), hex(Files.readAllBytes(file)));
    }
    return content;
  }

  /** Of all files and folders, with when they changed last. */
  Map<String, String> times() throws IOException {
    Map<String, String> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      // Each run writes its name into the lock.
      for (Path file : files.filter(one -> !one.endsWith(".ima-allowlist.lock")).toList()) {
        times.put(
            root.relativize(file).toString(),
            Files.getAttribute(file, "unix:ctime") + " " + Files.getAttribute(file, "unix:ino"));
      }
    }
    return times;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Names in {@code repodata}, without the checksums before them. */
  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(repodata())) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("^[0-9a-f]{64}-", ""))
          .sorted()
          .toList();
    }
  }

  /** The content recorded for a type, decompressed. */
  Optional<String> recorded(String type) throws IOException {
    Optional<MetadataRecord> record = RecordCheck.check(root, type);
    if (record.isEmpty()) {
      return Optional.empty();
    }
    Path file = record.get().location().path().in(root);
    try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(file))) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** {@code repomd.xml} is one, and all that it lists is there and whole. */
  void assertWhole() throws IOException {
    Repomd repomd = RepomdXml.parse("repomd.xml", Files.readAllBytes(repomd()));
    RecordCheck.verify("repomd.xml", root, repomd.primary());
    RecordCheck.check(root, LIST);
    RecordCheck.check(root, POLICY);
  }

  void assertNothingStaged() throws IOException {
    assertThat(names()).noneMatch(name -> STAGED.matcher(name).matches());
  }

  boolean isSignatureGood() throws Exception {
    return SIGNER.vouches(Files.readAllBytes(repomd()), Files.readAllBytes(signature()));
  }

  /** The types that are recorded. */
  Set<String> types() throws IOException {
    return RepomdXml.children("repomd.xml", Files.readAllBytes(repomd())).stream()
        .flatMap(child -> child.dataType().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Not a signature, but as tied to the bytes as one. */
  private static final class DigestSigner implements RepomdSigner {
    @Override
    public byte[] sign(byte[] repomd) {
      return ("signature of " + hex(repomd) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean vouches(byte[] repomd, byte[] signature) {
      return java.util.Arrays.equals(sign(repomd), signature);
    }
  }
}
