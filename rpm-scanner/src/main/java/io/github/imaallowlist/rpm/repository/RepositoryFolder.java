package io.github.imaallowlist.rpm.repository;

import static io.github.imaallowlist.error.InputException.NO_OFFSET;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.metadata.ListedPackage;
import io.github.imaallowlist.rpm.metadata.Location;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.metadata.MetadataStream;
import io.github.imaallowlist.rpm.metadata.PrimaryXml;
import io.github.imaallowlist.rpm.metadata.Repomd;
import io.github.imaallowlist.rpm.metadata.RepomdXml;
import io.github.imaallowlist.rpm.trust.MetadataProof;
import io.github.imaallowlist.rpm.trust.SignedRepomd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A folder with {@code repodata/repomd.xml}: a repository, as createrepo_c makes it. */
public final class RepositoryFolder implements Repository {
  static final String REPOMD = "repodata/repomd.xml";

  private final String name;
  private final Path root;
  private final Repomd repomd;
  private final SignedRepomd signed;

  private RepositoryFolder(String name, Path root, Repomd repomd, SignedRepomd signed) {
    this.name = name;
    this.root = root;
    this.repomd = repomd;
    this.signed = signed;
  }

  /**
   * Reads {@code repomd.xml} and its signature; all else is read when the packages are listed.
   *
   * @throws SourceChangedException if one was replaced before the other was read
   */
  static RepositoryFolder open(String name, Path root) throws IOException {
    byte[] bytes = RepomdXml.bytesOf(root.resolve(REPOMD));
    SignedRepomd signed =
        new SignedRepomd(
            bytes, SignedRepomd.signatureIn(root), name + "/" + SignedRepomd.SIGNATURE);
    Repomd repomd = RepomdXml.parse(name + "/" + REPOMD, bytes);
    RepositoryFolder folder = new RepositoryFolder(name, root, repomd, signed);
    if (signed.hasSignature()) {
      folder.ensureUnchanged();
    }
    return folder;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Repomd> repomd() {
    return Optional.of(repomd);
  }

  @Override
  public MetadataProof metadataProof(Keyring keyring, Instant now) {
    return signed.proof(keyring, now);
  }

  /**
   * Reads {@code primary.xml}, and looks for its packages. What it lists is returned only after its
   * checksum was found to be the one in {@code repomd.xml}.
   */
  @Override
  public SourceListing list() throws IOException {
    return new RepositoryFiles(root, FolderWalk.packagesIn(root).packages()).match(readPrimary());
  }

  private List<ListedPackage> readPrimary() throws IOException {
    MetadataRecord primary = repomd.primary();
    String source = nameOf(primary);
    List<ListedPackage> packages;
    try (MetadataStream metadata = open(primary)) {
      packages = metadata.read(content -> PrimaryXml.parse(source, content));
    }
    for (ListedPackage listed : packages) {
      requireHere(source, listed.location());
    }
    return packages;
  }

  @Override
  public Optional<MetadataRecord> record(String type) throws IOException {
    return signed.record(name + "/" + REPOMD, type);
  }

  @Override
  public MetadataStream open(MetadataRecord record) throws IOException {
    requireHere(name + "/" + REPOMD, record.location());
    Path file = record.location().path().in(root);
    if (!Files.isRegularFile(file)) {
      throw new MalformedInputException(
          name + "/" + REPOMD,
          NO_OFFSET,
          "it lists %s, which is not there".formatted(nameOf(record)));
    }
    return MetadataStream.open(
        nameOf(record),
        () -> Files.newInputStream(file),
        OptionalLong.of(Files.size(file)),
        record);
  }

  @Override
  public String nameOf(MetadataRecord record) {
    return name + "/" + record.location().path();
  }

  /** Who names a folder does not expect that something is fetched from elsewhere. */
  private static void requireHere(String source, Location location) throws IOException {
    if (location.base().isPresent()) {
      throw new UnsupportedInputException(
          source,
          NO_OFFSET,
          "the location '%s' is below '%s', not in this folder; make the metadata without --baseurl"
              .formatted(location.path(), location.base().get()));
    }
  }

  /** {@code repomd.xml} is compared; the checksums in it cover all else. */
  @Override
  public void ensureUnchanged() throws IOException {
    byte[] now;
    try {
      now = RepomdXml.bytesOf(root.resolve(REPOMD));
    } catch (NoSuchFileException e) {
      throw new SourceChangedException(name, REPOMD + " is gone");
    }
    if (!RepomdXml.digestOf(now).equals(repomd.digest())) {
      throw new SourceChangedException(name, REPOMD + " is another one");
    }
  }
}
