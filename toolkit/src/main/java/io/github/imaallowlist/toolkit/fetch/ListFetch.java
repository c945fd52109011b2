package io.github.imaallowlist.toolkit.fetch;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ChecksumException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.format.KeylimePolicy;
import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.metadata.Repomd;
import io.github.imaallowlist.rpm.repository.OpenedSource;
import io.github.imaallowlist.rpm.repository.Repository;
import io.github.imaallowlist.rpm.transport.FetchFailedException;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.toolkit.PolicyFile;
import io.github.imaallowlist.toolkit.SignedList;
import io.github.imaallowlist.toolkit.VerifyResult.Signer;
import io.github.imaallowlist.toolkit.output.Destination.InFile;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import io.github.imaallowlist.toolkit.publish.RecordTypes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Fetches the list of one state of a repository. */
final class ListFetch {
  private final FetchRequest request;
  private final OpenedSource opened;
  private final Repository repository;
  private final FetchOutputs outputs;

  ListFetch(FetchRequest request, OpenedSource opened, Repository repository) {
    this.request = request;
    this.opened = opened;
    this.repository = repository;
    this.outputs = request.outputs();
  }

  FetchResult run() throws IOException, AllowlistException {
    Optional<Fingerprint> signer =
        RepositoryProof.require(opened, request.repositoryTrust(), request.now());
    // Before anything long is fetched.
    MetadataRecord listRecord = required(RecordTypes.LIST);
    Optional<MetadataRecord> signatureRecord = repository.record(RecordTypes.SIGNATURE);
    Optional<MetadataRecord> imaPolicyRecord =
        outputs.imaPolicy().isPresent()
            ? Optional.of(required(RecordTypes.POLICY))
            : Optional.empty();
    try (RecordedFile list = bytes(listRecord, outputs.list());
        @Nullable RecordedFile signature =
            bytes(signatureRecord, Optional.of(outputs.signature()));
        @Nullable RecordedFile imaPolicy = bytes(imaPolicyRecord, outputs.imaPolicy());
        SpoolFile payload =
            SpoolFile.create(request.temporaryFolder(), repository.nameOf(listRecord))) {
      List<Signer> signers = verify(list, Optional.ofNullable(signature), payload);
      AtomicLong paths = new AtomicLong();
      KeylimePolicy policy = read(list, payload, paths);
      new ListAge(request, list.name(), policy.edition()).require();
      if (imaPolicy != null) {
        RecordedImaPolicy.require(imaPolicy.bytes(), payload, signer.isPresent());
      }
      // The list comes last: what is beside it is there when a reader finds the list new.
      boolean changed = imaPolicy != null && putImaPolicy(imaPolicy);
      changed |= putPolicy(payload);
      changed |= put(list, Optional.ofNullable(signature));
      return new FetchResult(
          changed,
          repository.name(),
          signer,
          repository.repomd().flatMap(Repomd::revision),
          signers,
          list.bytes().length(),
          paths.get(),
          policy.edition());
    }
  }

  private MetadataRecord required(String type) throws IOException, AllowlistException {
    Optional<MetadataRecord> record = repository.record(type);
    if (record.isEmpty()) {
      throw new AllowlistException(
          ExitCode.FINDINGS,
          "%s: its repomd.xml has no record of type %s".formatted(repository.name(), type),
          type.equals(RecordTypes.LIST)
              ? "createrepo_c may have dropped it: its publisher has to run `ima-allowlist publish`"
                  + " after each run of it."
              : "It is there only if its publisher gives `ima-allowlist publish` a --profile.");
    }
    return record.get();
  }

  private @Nullable RecordedFile bytes(Optional<MetadataRecord> record, Optional<InFile> place)
      throws IOException, AllowlistException {
    return record.isPresent() && place.isPresent() ? bytes(record.get(), place.get()) : null;
  }

  private RecordedFile bytes(MetadataRecord record, InFile place)
      throws IOException, AllowlistException {
    if (request.ifNewer()) {
      Optional<RecordedFile> there = RecordedFile.inPlace(record, place.file());
      if (there.isPresent()) {
        return there.get();
      }
    }
    try {
      return RecordedFile.fetch(repository, record, request.temporaryFolder());
    } catch (ChecksumException e) {
      throw notAsRecorded(ExitCode.FINDINGS, e);
    } catch (InputException e) {
      throw notAsRecorded(ExitCode.MALFORMED, e);
    } catch (FetchFailedException e) {
      if (e.status().equals(OptionalInt.of(HttpURLConnection.HTTP_NOT_FOUND))
          || e.status().equals(OptionalInt.of(HttpURLConnection.HTTP_GONE))) {
        throw notAsRecorded(ExitCode.IO, e);
      }
      throw e;
    }
  }

  /** What {@code repomd.xml} names is another file, or none: only its publisher can mend that. */
  private static AllowlistException notAsRecorded(ExitCode exit, IOException e) {
    return new AllowlistException(
        exit,
        String.valueOf(e.getMessage()),
        "Nothing was written. If it stays so, have its publisher run `ima-allowlist publish`"
            + " again.",
        e);
  }

  private List<Signer> verify(
      RecordedFile list, Optional<RecordedFile> signature, SpoolFile payload)
      throws IOException, AllowlistException {
    if (request.listTrust().isEmpty()) {
      return takeUnsigned(list, payload);
    }
    SignedList signed = new SignedList(list.bytes(), signature.map(RecordedFile::bytes));
    try {
      return signed.verify(request.listTrust().get(), payload);
    } catch (InputException e) {
      if (signature.isPresent() || list.isEnvelope()) {
        throw e;
      }
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: it is not signed: no envelope, and there is no record of type %s"
              .formatted(list.name(), RecordTypes.SIGNATURE),
          "Have it published with --key; or rely on the repository's with --allow-unsigned-list.",
          e);
    }
  }

  private static List<Signer> takeUnsigned(RecordedFile list, SpoolFile payload)
      throws IOException, AllowlistException {
    if (list.isEnvelope()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          list.name() + ": it is a signed envelope, and nobody's key was given",
          "Give its signer's public key with --key, in place of --allow-unsigned-list.");
    }
    try (OutputStream out = payload.out()) {
      list.content().writeTo(out);
    }
    return List.of();
  }

  private static KeylimePolicy read(RecordedFile list, SpoolFile payload, AtomicLong paths)
      throws IOException, AllowlistException {
    try {
      return PolicyFile.read(payload, entry -> paths.incrementAndGet());
    } catch (InputException e) {
      throw new AllowlistException(
          ExitCode.MALFORMED,
          "%s: it is proved, but Keylime would refuse the policy: %s"
              .formatted(list.name(), e.getMessage()),
          "Have its publisher make it anew, in the keylime format.",
          e);
    }
  }

  private boolean put(RecordedFile list, Optional<RecordedFile> signature) throws IOException {
    if (signature.isPresent()) {
      if (signature.get().isInPlace() && list.isInPlace()) {
        return false;
      }
      InFile.putBoth(
          outputs.list(), list.content(), outputs.signature(), signature.get().content());
      return true;
    }
    boolean changed = !list.isInPlace();
    if (changed) {
      outputs.list().put(list.content());
    }
    // One of a former list, which was signed otherwise: verifiers would hold it against this one.
    return outputs.signature().delete() || changed;
  }

  private boolean putImaPolicy(RecordedFile imaPolicy) throws IOException {
    if (imaPolicy.isInPlace()) {
      return false;
    }
    outputs.imaPolicy().orElseThrow().put(imaPolicy.content());
    return true;
  }

  private boolean putPolicy(ByteSource payload) throws IOException {
    if (outputs.policy().isEmpty()
        || (request.ifNewer() && isSame(outputs.policy().get().file(), payload))) {
      return false;
    }
    outputs.policy().get().put(RecordedFile.contentOf(payload));
    return true;
  }

  private static boolean isSame(Path file, ByteSource other) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) != other.length()) {
      return false;
    }
    try (InputStream left = new BufferedInputStream(Files.newInputStream(file));
        InputStream right = new BufferedInputStream(other.open())) {
      for (int one = left.read(); one == right.read(); one = left.read()) {
        if (one < 0) {
          return true;
        }
      }
      return false;
    }
  }
}
