package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.DsseVerifier;
import io.github.imaallowlist.signing.PayloadType;
import io.github.imaallowlist.signing.VerificationKey;
import io.github.imaallowlist.signing.VerifiedPayload;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Verifies an envelope with keys that the caller trusts, and the policy in it. */
public final class Verify {
  private Verify() {}

  /**
   * Verifies; returns only if the envelope is good.
   *
   * @throws AllowlistException if it is not, with the reason
   */
  public static VerifyResult run(VerifyRequest request) throws AllowlistException {
    try {
      if (request.policyDestination().isPresent()) {
        request.policyDestination().get().ensurePossible();
        request.policyDestination().get().ensureNot(request.keys());
        request.policyDestination().get().ensureNot(List.of(request.envelope()));
      }
      List<VerificationKey> keys = new ArrayList<>();
      for (var file : request.keys()) {
        keys.add(VerificationKey.read(file));
      }
      try (SpoolFile spool = SpoolFile.create(request.temporaryFolder(), "the signed policy")) {
        VerifiedPayload verified =
            new DsseVerifier(PayloadType.KEYLIME, keys)
                .verify(ByteSource.of(request.envelope()), spool.out());
        OptionalLong paths =
            request.signatureOnly() ? OptionalLong.empty() : OptionalLong.of(check(request, spool));
        if (request.policyDestination().isPresent()) {
          request
              .policyDestination()
              .get()
              .put(
                  out -> {
                    try (InputStream in = spool.open()) {
                      in.transferTo(out);
                    }
                  });
        }
        return new VerifyResult(
            verified.signers().stream().map(VerificationKey::fingerprint).toList(),
            verified.length(),
            paths);
      }
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  private static long check(VerifyRequest request, SpoolFile spool)
      throws IOException, AllowlistException {
    try {
      return PolicyFile.countPaths(spool);
    } catch (InputException e) {
      throw new AllowlistException(
          ExitCode.MALFORMED,
          "%s: the signature is good, but Keylime would refuse the policy: %s"
              .formatted(request.envelope(), e.getMessage()),
          "Have its signer make it anew; --signature-only looks at the signature alone.",
          e);
    }
  }
}
