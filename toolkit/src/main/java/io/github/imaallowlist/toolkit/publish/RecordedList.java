package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ChecksumException;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.repodata.PublishedRepository;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.DsseVerifier;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import io.github.imaallowlist.toolkit.publish.RecordedListTrust.Form;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The list that a repository has recorded already: its file was the recorded one, and its signature
 * is by whom this run trusts.
 */
public final class RecordedList implements Closeable {
  private final SpoolFile file;
  private final SpoolFile payload;
  private final Optional<SpoolFile> signature;
  private final boolean mayStay;

  RecordedList(SpoolFile file, SpoolFile payload, Optional<SpoolFile> signature, boolean mayStay) {
    this.file = file;
    this.payload = payload;
    this.signature = signature;
    this.mayStay = mayStay;
  }

  /**
   * What there is.
   *
   * @param list absent if none is recorded, or it cannot be believed
   * @param refusal why a recorded one cannot, one line
   * @param damaged whether that is because its file is not the recorded one
   */
  record Finding(Optional<RecordedList> list, Optional<String> refusal, boolean damaged)
      implements Closeable {
    @Override
    public void close() throws IOException {
      if (list.isPresent()) {
        list.get().close();
      }
    }
  }

  /**
   * Opens and verifies it; the caller closes it.
   *
   * @param former by whom else it may be, though it does not stay then
   */
  static Finding open(
      PublishedRepository repository,
      RecordedListTrust trust,
      Optional<RecordedListTrust> former,
      Path temporary)
      throws IOException {
    Finding finding = open(repository, trust, temporary);
    if (finding.refusal().isEmpty() || former.isEmpty()) {
      return finding;
    }
    Finding byFormer = open(repository, former.get(), temporary);
    return byFormer.list().isPresent()
        ? new Finding(byFormer.list().map(RecordedList::notToStay), Optional.empty(), false)
        : finding;
  }

  /** The same, to be signed anew. */
  RecordedList notToStay() {
    return new RecordedList(file, payload, signature, false);
  }

  /** Opens and verifies it; the caller closes it. */
  static Finding open(PublishedRepository repository, RecordedListTrust trust, Path temporary)
      throws IOException {
    try {
      Optional<MetadataRecord> record = repository.record(RecordTypes.LIST);
      if (record.isEmpty()) {
        return new Finding(Optional.empty(), Optional.empty(), false);
      }
      return new Opening(repository, trust, temporary).open(record.get());
    } catch (InputException e) {
      return new Finding(
          Optional.empty(),
          Optional.of(String.valueOf(e.getMessage())),
          e instanceof ChecksumException);
    }
  }

  private static Finding refused(String reason) {
    return new Finding(Optional.empty(), Optional.of(reason), false);
  }

  /** The list itself, without an envelope. */
  public ByteSource payload() {
    return payload;
  }

  /** The recorded file's content: the envelope, or the list. */
  SpoolFile file() {
    return file;
  }

  /** The recorded detached signature. */
  Optional<SpoolFile> signature() {
    return signature;
  }

  /** Whether it may stay where a run would make the very same list. */
  boolean mayStay() {
    return mayStay;
  }

  /** Whether a new list has the same bytes. */
  boolean hasPayload(SpoolFile list) throws IOException {
    if (payload.length() != list.length()) {
      return false;
    }
    byte[] one = new byte[1 << 16];
    byte[] other = new byte[1 << 16];
    try (InputStream a = payload.open();
        InputStream b = list.open()) {
      int n = a.readNBytes(one, 0, one.length);
      while (n > 0) {
        if (b.readNBytes(other, 0, n) != n || !Arrays.equals(one, 0, n, other, 0, n)) {
          return false;
        }
        n = a.readNBytes(one, 0, one.length);
      }
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    try (file;
        payload) {
      if (signature.isPresent()) {
        signature.get().close();
      }
    }
  }

  /** On the way; closes what it opened if it comes to nothing. */
  private static final class Opening {
    private final PublishedRepository repository;
    private final RecordedListTrust trust;
    private final Path temporary;

    Opening(PublishedRepository repository, RecordedListTrust trust, Path temporary) {
      this.repository = repository;
      this.trust = trust;
      this.temporary = temporary;
    }

    Finding open(MetadataRecord record) throws IOException {
      SpoolFile file = content(record);
      @Nullable SpoolFile more = null;
      boolean kept = false;
      try {
        boolean signed = repository.types().contains(RecordTypes.SIGNATURE);
        Form form = trust.form(signed);
        if (form == Form.ENVELOPE) {
          more = SpoolFile.create(temporary, "the recorded list");
          boolean mayStay = trust.verifyEnvelope(file, more.out());
          kept = true;
          return found(new RecordedList(file, more, Optional.empty(), mayStay));
        }
        if (form == Form.UNSIGNED && DsseVerifier.isEnvelope(file)) {
          return refused("it is in an envelope, and none was asked for");
        }
        if (form == Form.UNSIGNED) {
          kept = true;
          return found(new RecordedList(file, file, Optional.empty(), !signed));
        }
        Optional<MetadataRecord> signature = repository.record(RecordTypes.SIGNATURE);
        if (signature.isEmpty()) {
          return refused("no detached signature is recorded with it");
        }
        more = content(signature.get());
        if (!trust.isGood(file, more)) {
          return refused("the recorded signature is not a good one by the given key");
        }
        kept = true;
        return found(new RecordedList(file, file, Optional.of(more), true));
      } catch (AllowlistException e) {
        return refused(String.valueOf(e.getMessage()));
      } finally {
        if (!kept) {
          close(file, more);
        }
      }
    }

    private static Finding found(RecordedList list) {
      return new Finding(Optional.of(list), Optional.empty(), false);
    }

    private static void close(SpoolFile file, @Nullable SpoolFile more) throws IOException {
      try (file) {
        if (more != null) {
          more.close();
        }
      }
    }

    private SpoolFile content(MetadataRecord record) throws IOException {
      SpoolFile spool = SpoolFile.create(temporary, "the recorded " + record.type());
      try {
        repository.copy(record, spool.out());
        return spool;
      } catch (IOException | RuntimeException e) {
        spool.close();
        throw e;
      }
    }
  }
}
