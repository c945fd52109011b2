package io.github.imaallowlist.rpm.trust;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.openpgp.DataSignature;
import io.github.imaallowlist.openpgp.DetachedSignatures;
import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.openpgp.SignatureCheck;
import io.github.imaallowlist.openpgp.SignatureStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a pinned key signed a repository's {@code repomd.xml}, and so all that it lists. */
public sealed interface MetadataProof {
  /** One did. */
  record Proved(Fingerprint signer) implements MetadataProof {}

  /** There is no signature, or no metadata at all. */
  record NotSigned() implements MetadataProof {}

  /**
   * There are signatures, and none is good: by unknown keys, expired, revoked, weak, or broken.
   *
   * @param reasons one line each, at least one
   */
  record NotProved(List<String> reasons) implements MetadataProof {
    public NotProved {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * A signature names a pinned key, and is not by it over these bytes: somebody changed either. No
   * other signature makes up for that.
   *
   * @param detail one line
   */
  record Tampered(String detail) implements MetadataProof {}

  /**
   * Checks the signatures of {@code repomd.xml}.
   *
   * @param signatures the bytes of {@code repomd.xml.asc}, armored or binary, if there is one
   * @param source its name, for messages
   * @param now the time at which they have to be good
   */
  static MetadataProof of(
      byte[] repomd, Optional<byte[]> signatures, String source, Keyring keyring, Instant now) {
    if (signatures.isEmpty()) {
      return new NotSigned();
    }
    try {
      List<DataSignature> parsed = DataSignature.parse(source, signatures.get());
      return of(
          DetachedSignatures.check(keyring, parsed, new ByteArrayInputStream(repomd), now), source);
    } catch (InputException e) {
      return new NotProved(List.of(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
  }

  private static MetadataProof of(List<SignatureCheck> checks, String source) {
    Optional<SignatureCheck> bad =
        checks.stream().filter(check -> check.status() == SignatureStatus.BAD).findFirst();
    if (bad.isPresent()) {
      return new Tampered(source + ": " + bad.get().detail());
    }
    return checks.stream()
        .filter(SignatureCheck::isGood)
        .findFirst()
        .<MetadataProof>map(good -> new Proved(good.signer().orElseThrow()))
        .orElseGet(() -> new NotProved(checks.stream().map(SignatureCheck::detail).toList()));
  }
}
