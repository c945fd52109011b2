package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.metadata.RepomdXml;
import io.github.imaallowlist.rpm.trust.SignedRepomd;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A repository's {@code repodata} as it was when an update began.
 *
 * @param root the repository's real path
 * @param folder the real path of its {@code repodata}
 * @param repomd the bytes of {@code repomd.xml}
 * @param signature the bytes of {@code repomd.xml.asc}, if there is one
 * @param interrupted whether a run was killed that may have left {@code repomd.xml.asc} and {@code
 *     repomd.xml} apart
 */
record RepodataState(
    Path root,
    Path folder,
    // Compared by ensureUnchanged, with what is on disk; states themselves are not.
    @SuppressWarnings("ArrayRecordComponent") byte[] repomd,
    Optional<byte[]> signature,
    boolean interrupted) {
  static final String REPODATA = "repodata";
  static final String REPOMD = "repomd.xml";
  static final String SIGNATURE = "repomd.xml.asc";

  /** What the names of all files begin with that are on their way to their place. */
  static final String STAGED = ".ima-allowlist.";

  /** createrepo_c's lock, and where it makes the new folder ({@code createrepo_shared.c}). */
  private static final String CREATEREPO = ".repodata";

  /**
   * Reads it.
   *
   * @throws AllowlistException if createrepo_c is at work, or {@code repomd.xml} is a link
   */
  static RepodataState read(Path root) throws IOException, AllowlistException {
    Path folder;
    try {
      folder = root.resolve(REPODATA).toRealPath();
    } catch (FileSystemException e) {
      throw noRepository(root);
    }
    requireNoCreaterepo(root);
    Path file = folder.resolve(REPOMD);
    if (Files.notExists(file)) {
      throw noRepository(root);
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "%s is a link or no file: it cannot be replaced in its place".formatted(file),
          "Publish in the folder that it leads to.");
    }
    RepodataState state = new RepodataState(root, folder, new byte[0], Optional.empty(), false);
    return new RepodataState(
        root,
        folder,
        RepomdXml.bytesOf(file),
        SignedRepomd.signatureIn(root),
        Files.exists(state.stagedSignedRepomd(), LinkOption.NOFOLLOW_LINKS)
            || Files.exists(state.stagedSignature(), LinkOption.NOFOLLOW_LINKS));
  }

  private static AllowlistException noRepository(Path root) {
    return new AllowlistException(
        ExitCode.USAGE,
        "%s is no repository: it has no %s/%s".formatted(root, REPODATA, REPOMD),
        "Make its metadata with createrepo_c first.");
  }

  private static void requireNoCreaterepo(Path root) throws AllowlistException {
    if (Files.exists(root.resolve(CREATEREPO), LinkOption.NOFOLLOW_LINKS)) {
      throw new AllowlistException(
          ExitCode.IO,
          "%s is there: createrepo_c is about to replace the metadata"
              .formatted(root.resolve(CREATEREPO)),
          "Run again when it has ended; if none runs, delete what it left.");
    }
  }

  /**
   * Fails where somebody replaced {@code repomd.xml} in the meantime, and would lose the change.
   *
   * @throws AllowlistException saying so
   */
  void ensureUnchanged() throws IOException, AllowlistException {
    requireNoCreaterepo(root);
    if (Files.notExists(repomdFile()) || !Arrays.equals(RepomdXml.bytesOf(repomdFile()), repomd)) {
      throw changed();
    }
  }

  /** Somebody replaced {@code repomd.xml} since this was read. */
  AllowlistException changed() {
    return new AllowlistException(
        ExitCode.IO,
        "%s: somebody else changed it while it was about to be replaced".formatted(repomdFile()),
        "Run again; let what makes the metadata end before.");
  }

  /** The name of {@code repomd.xml}, for errors. */
  String source() {
    return repomdFile().toString();
  }

  Path repomdFile() {
    return folder.resolve(REPOMD);
  }

  Path signatureFile() {
    return folder.resolve(SIGNATURE);
  }

  /** A new {@code repomd.xml} that comes without a signature. */
  Path stagedRepomd() {
    return folder.resolve(STAGED + REPOMD + ".tmp");
  }

  /**
   * A new {@code repomd.xml} that comes with a signature. It is there from before the signature is
   * put in its place until it is itself, and so tells the next run of a kill in between.
   */
  Path stagedSignedRepomd() {
    return folder.resolve(STAGED + "signed." + REPOMD + ".tmp");
  }

  Path stagedSignature() {
    return folder.resolve(STAGED + SIGNATURE + ".tmp");
  }

  /** Whether a staged file, left by a killed run, tells that the signature may be a wrong one. */
  boolean isMark(Path file) {
    return file.equals(stagedSignedRepomd()) || file.equals(stagedSignature());
  }

  Path staged(RepodataFile file) {
    return folder.resolve(STAGED + file.type() + ".tmp");
  }
}
