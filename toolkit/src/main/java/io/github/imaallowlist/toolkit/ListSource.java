package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.DsseVerifier;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An earlier list to read: it is verified first, or somebody said that it need not be. */
public sealed interface ListSource {
  /** The list's name, for messages. */
  String name();

  /** All files that it is read from, or verified with. */
  List<Path> files();

  /** The files that say whom to trust, which nothing may overwrite. */
  List<Path> trustFiles();

  /**
   * Verifies the list, if it is to be; the caller closes it.
   *
   * @param temporaryFolder an existing folder with room for the list
   * @param now by the machine's clock. A list that has expired is read all the same
   * @throws AllowlistException with {@link ExitCode#NO_TRUST} if nobody vouches for it
   */
  Opened open(Path temporaryFolder, Instant now) throws IOException, AllowlistException;

  /**
   * A list that can be read, as often as needed.
   *
   * @param list without an envelope; the same bytes each time
   * @param resource to close afterwards
   */
  record Opened(ByteSource list, Closeable resource) implements Closeable {
    @Override
    public void close() throws IOException {
      resource.close();
    }
  }

  /**
   * A list that the caller has verified.
   *
   * @param list without an envelope; does not change while it is read
   */
  record Verified(ByteSource list) implements ListSource {
    @Override
    public String name() {
      return list.name();
    }

    @Override
    public List<Path> files() {
      return List.of();
    }

    @Override
    public List<Path> trustFiles() {
      return List.of();
    }

    @Override
    public Opened open(Path temporaryFolder, Instant now) {
      return new Opened(list, () -> {});
    }
  }

  /**
   * A list in a file.
   *
   * @param file a DSSE envelope, or the list itself
   * @param signature a detached signature of it
   * @param trust whom the user trusts to have signed it; absent: nobody
   * @param allowUnsigned whether it may be a list without an envelope or a signature
   */
  record InFile(
      Path file, Optional<Path> signature, Optional<TrustFiles> trust, boolean allowUnsigned)
      implements ListSource {
    @Override
    public String name() {
      return file.toString();
    }

    @Override
    public List<Path> files() {
      return Stream.of(List.of(file), signature.stream().toList(), trustFiles())
          .flatMap(List::stream)
          .toList();
    }

    @Override
    public List<Path> trustFiles() {
      return trust.map(TrustFiles::files).orElse(List.of());
    }

    @Override
    public Opened open(Path temporaryFolder, Instant now) throws IOException, AllowlistException {
      SpoolFile spool = SpoolFile.create(temporaryFolder, name());
      try {
        fill(spool, now);
      } catch (IOException | AllowlistException | RuntimeException e) {
        spool.close();
        throw e;
      }
      return new Opened(spool, spool);
    }

    private void fill(SpoolFile spool, Instant now) throws IOException, AllowlistException {
      ByteSource source = ByteSource.of(file);
      if (signature.isPresent()) {
        copy(source, spool);
        var unused = DetachedSignature.verify(trusted(now), spool, ByteSource.of(signature.get()));
      } else if (DsseVerifier.beginsAsEnvelope(source) || DsseVerifier.isEnvelope(source)) {
        var unused = EnvelopeSignature.verify(trusted(now), source, spool);
      } else if (allowUnsigned) {
        copy(source, spool);
      } else {
        throw new AllowlistException(
            ExitCode.NO_TRUST,
            file + " is not signed: nobody vouches for what is in it",
            "Give the signed list; or --allow-unsigned if you know where this one is from.");
      }
    }

    /** What is verified and what is read are the same bytes. */
    private static void copy(ByteSource source, SpoolFile spool) throws IOException {
      try (InputStream in = source.open();
          OutputStream out = spool.out()) {
        in.transferTo(out);
      }
    }

    private ListTrust trusted(Instant now) throws AllowlistException {
      if (trust.isEmpty()) {
        throw new AllowlistException(
            ExitCode.NO_TRUST,
            file + " is signed, and no key was given to verify it",
            "Give its signer's public key or CA.");
      }
      return new ListTrust(trust.get(), now);
    }
  }
}
