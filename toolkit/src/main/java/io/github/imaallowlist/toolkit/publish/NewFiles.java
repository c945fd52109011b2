package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.rpm.repodata.CompressedContent;
import io.github.imaallowlist.rpm.repodata.CompressingStream;
import io.github.imaallowlist.rpm.repodata.DataCompression;
import io.github.imaallowlist.rpm.repodata.RepodataFile;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.toolkit.DetachedSigner;
import io.github.imaallowlist.toolkit.EnvelopeSigner;
import io.github.imaallowlist.toolkit.ListSigner;
import io.github.imaallowlist.toolkit.SignedBy;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files that a repository is to have recorded. Usable until it is closed. */
final class NewFiles implements Closeable {
  private final DataCompression compression;
  private final long timestamp;
  private final List<RepodataFile> files = new ArrayList<>();
  private final List<SpoolFile> spools = new ArrayList<>();
  private SignedBy signedBy = SignedBy.NOBODY;
  private boolean listStayed;

  /**
   * @param timestamp of all records, in seconds since 1970
   */
  NewFiles(DataCompression compression, long timestamp) {
    this.compression = compression;
    this.timestamp = timestamp;
  }

  /**
   * The list. One that is recorded already, and well signed, stays: another signature over it would
   * be as good, and other bytes.
   *
   * @param same the recorded list, if it has the same bytes
   */
  void addList(
      SpoolFile list, Optional<RecordedList> same, Optional<ListSigner> signer, Path temporary)
      throws IOException, AllowlistException {
    listStayed = same.isPresent() && same.get().mayStay();
    if (listStayed) {
      keep(same.orElseThrow(), signer);
    } else if (signer.isEmpty()) {
      add(RecordTypes.LIST, "json", list);
    } else if (signer.get() instanceof EnvelopeSigner envelope) {
      addSigned(list, envelope, temporary);
    } else {
      DetachedSigner detached = (DetachedSigner) signer.get();
      DetachedSigner.NewSignature signature = detached.signing().sign(list);
      signedBy = signature.signedBy();
      add(RecordTypes.LIST, "json", list);
      addBytes(RecordTypes.SIGNATURE, detached.suffix(), signature.bytes());
    }
  }

  /** The envelope is compressed as it is made: it is never whole anywhere. */
  private void addSigned(SpoolFile list, EnvelopeSigner signer, Path temporary) throws IOException {
    SpoolFile spool = SpoolFile.create(temporary, "the signed list");
    spools.add(spool);
    try (CompressingStream out =
        new CompressingStream(RecordTypes.LIST, compression, spool.out())) {
      signedBy = signer.sign(list, out);
      CompressedContent signed = new CompressedContent(compression, out.finish(), contentOf(spool));
      files.add(new RepodataFile(RecordTypes.LIST, "json", signed, timestamp));
    }
  }

  private void keep(RecordedList recorded, Optional<ListSigner> signer) {
    add(RecordTypes.LIST, "json", recorded.file());
    if (recorded.signature().isPresent()
        && signer.isPresent()
        && signer.get() instanceof DetachedSigner detached) {
      add(RecordTypes.SIGNATURE, detached.suffix(), recorded.signature().get());
    }
    if (signer.isPresent() && signer.get() instanceof EnvelopeSigner envelope) {
      signedBy = envelope.signedBy();
    }
  }

  void addPolicy(byte[] policy) {
    addBytes(RecordTypes.POLICY, "txt", policy);
  }

  private void add(String type, String suffix, SpoolFile content) {
    files.add(new RepodataFile(type, suffix, compression, contentOf(content), timestamp));
  }

  private static RepodataFile.Content contentOf(ByteSource bytes) {
    return new RepodataFile.Content() {
      @Override
      public long size() throws IOException {
        return bytes.length();
      }

      @Override
      public InputStream open() throws IOException {
        return bytes.open();
      }
    };
  }

  private void addBytes(String type, String suffix, byte[] content) {
    files.add(
        new RepodataFile(type, suffix, compression, RepodataFile.Content.of(content), timestamp));
  }

  List<RepodataFile> files() {
    return List.copyOf(files);
  }

  boolean listStayed() {
    return listStayed;
  }

  /** What is recorded as the list. */
  Destination.Content list() {
    return content(RecordTypes.LIST).orElseThrow();
  }

  /** What is recorded as its detached signature, if it has one. */
  Optional<Destination.Content> signature() {
    return content(RecordTypes.SIGNATURE);
  }

  private Optional<Destination.Content> content(String type) {
    return files.stream()
        .filter(file -> file.type().equals(type))
        .findFirst()
        .map(
            file ->
                out -> {
                  try (InputStream in = file.content().open()) {
                    in.transferTo(out);
                  }
                });
  }

  /** Who signed the list, now or before. */
  SignedBy signedBy() {
    return signedBy;
  }

  @Override
  public void close() throws IOException {
    for (SpoolFile spool : spools) {
      spool.close();
    }
  }
}
