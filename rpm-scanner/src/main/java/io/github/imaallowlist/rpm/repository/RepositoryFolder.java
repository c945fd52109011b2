package io.github.imaallowlist.rpm.repository;

import static io.github.imaallowlist.error.InputException.NO_OFFSET;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.metadata.ListedPackage;
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

/** A folder with {@code repodata/repomd.xml}: a repository, as createrepo_c makes it. */
public final class RepositoryFolder implements PackageSource {
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
    String source = name + "/" + primary.location();
    Path file = primary.location().in(root);
    if (!Files.isRegularFile(file)) {
      throw new MalformedInputException(
          name + "/" + REPOMD, NO_OFFSET, "it lists %s, which is not there".formatted(source));
    }
    try (MetadataStream metadata = MetadataStream.open(source, file, primary)) {
      List<ListedPackage> packages = parse(source, metadata);
      metadata.verify();
      return packages;
    }
  }

  private static List<ListedPackage> parse(String source, MetadataStream metadata)
      throws IOException {
    try {
      return PrimaryXml.parse(source, metadata.content());
    } catch (InputException broken) {
      try {
        metadata.verifyFile();
      } catch (InputException damaged) {
        damaged.addSuppressed(broken);
        throw damaged;
      }
      throw broken;
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
