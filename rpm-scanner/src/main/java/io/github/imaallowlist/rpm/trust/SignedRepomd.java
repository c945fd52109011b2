package io.github.imaallowlist.rpm.trust;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.metadata.RepomdXml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A repository's {@code repomd.xml} and what stands beside it as its signature, to be judged when
 * the keys are known. What is parsed must be these very bytes.
 */
public final class SignedRepomd {
  /** The name of the signature's file, below the repository's folder. */
  public static final String SIGNATURE = "repodata/repomd.xml.asc";

  /** Of the signature's file; one signature has about one KiB in armor. */
  public static final int SIGNATURE_BYTES = 1 << 20;

  private final byte[] repomd;
  private final Optional<byte[]> signature;
  private final String source;

  /**
   * @param signature the bytes of {@code repomd.xml.asc}, armored or binary, if there is one
   * @param source the name of {@code repomd.xml.asc}, for messages
   */
  public SignedRepomd(byte[] repomd, Optional<byte[]> signature, String source) {
    this.repomd = repomd.clone();
    this.signature = signature.map(byte[]::clone);
    this.source = source;
  }

  /**
   * Reads the signature's file of a repository on this machine.
   *
   * @return empty if there is none
   * @throws LimitExceededException if it has more than {@link #SIGNATURE_BYTES}
   */
  public static Optional<byte[]> signatureIn(Path root) throws IOException {
    Path file = root.resolve(SIGNATURE);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(SIGNATURE_BYTES + 1);
      if (bytes.length > SIGNATURE_BYTES) {
        throw new LimitExceededException(
            file.toString(),
            InputException.NO_OFFSET,
            "it has more than the %,d bytes that are the limit for a signature"
                .formatted(SIGNATURE_BYTES));
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * The record of any type in {@code repomd.xml}; empty if there is none.
   *
   * @param name of {@code repomd.xml}, for errors
   * @throws InputException if there are several
   */
  public Optional<MetadataRecord> record(String name, String type) throws IOException {
    return RepomdXml.record(name, repomd, type);
  }

  public boolean hasSignature() {
    return signature.isPresent();
  }

  /**
   * Checks the signature.
   *
   * @param now the time at which it has to be good
   */
  public MetadataProof proof(Keyring keyring, Instant now) {
    return MetadataProof.of(repomd, signature, source, keyring, now);
  }
}
