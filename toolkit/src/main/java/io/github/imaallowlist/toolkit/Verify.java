package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.DsseVerifier;
import io.github.imaallowlist.toolkit.VerifyResult.Signer;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;

/** Verifies a signed list with keys and CAs that the user trusts, and the policy in it. */
public final class Verify {
  private Verify() {}

  /**
   * Verifies; returns only if the signature is good, and the policy one that Keylime would take.
   *
   * @throws AllowlistException if it is not, with the reason
   */
  public static VerifyResult run(VerifyRequest request) throws AllowlistException {
    try {
      if (request.policyDestination().isPresent()) {
        Destination destination = request.policyDestination().get();
        destination.ensurePossible();
        destination.ensureNot(request.trust().files());
        destination.ensureNot(List.of(request.file()));
        destination.ensureNot(request.signature().stream().toList());
        destination.ensureNot(request.age().files());
      }
      try (SpoolFile spool = SpoolFile.create(request.temporaryFolder(), nameOf(request))) {
        return verify(request, spool);
      }
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  private static String nameOf(VerifyRequest request) {
    return request.signature().isPresent() ? request.file().toString() : "the signed policy";
  }

  private static VerifyResult verify(VerifyRequest request, SpoolFile spool)
      throws IOException, AllowlistException {
    List<Signer> signers = signers(request, spool);
    OptionalLong paths = OptionalLong.empty();
    if (!request.signatureOnly()) {
      paths = isPolicy(request, spool) ? OptionalLong.of(check(request, spool)) : noPolicy(request);
    }
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
    return new VerifyResult(signers, spool.length(), paths);
  }

  private static List<Signer> signers(VerifyRequest request, SpoolFile spool)
      throws IOException, AllowlistException {
    ByteSource file = ByteSource.of(request.file());
    try {
      return new SignedList(file, request.signature().map(ByteSource::of))
          .verify(request.listTrust(), spool);
    } catch (InputException e) {
      if (request.signature().isPresent() || DsseVerifier.isEnvelope(file)) {
        throw e;
      }
      throw new AllowlistException(
          ExitCode.MALFORMED,
          String.valueOf(e.getMessage()),
          "If its signature is in a file of its own, name that with --signature; else nobody signed"
              + " it.",
          e);
    }
  }

  /**
   * An envelope holds a policy; beside a detached signature there may be a list in another format.
   */
  private static boolean isPolicy(VerifyRequest request, SpoolFile spool) throws IOException {
    if (request.signature().isEmpty()) {
      return true;
    }
    try (InputStream in = spool.open()) {
      return in.read() == '{';
    }
  }

  private static OptionalLong noPolicy(VerifyRequest request) throws AllowlistException {
    if (request.age().isAny()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          request.file() + ": the signature is good, but it is no policy that says its age",
          "Sign the keylime format, which does; or leave --max-age and --not-older-than out.");
    }
    return OptionalLong.empty();
  }

  private static long check(VerifyRequest request, SpoolFile spool)
      throws IOException, AllowlistException {
    PolicyFile.CountedPolicy policy;
    try {
      policy = PolicyFile.count(spool);
    } catch (InputException e) {
      throw new AllowlistException(
          ExitCode.MALFORMED,
          "%s: the signature is good, but Keylime would refuse the policy: %s"
              .formatted(request.file(), e.getMessage()),
          "Have its signer make it anew; --signature-only looks at the signature alone.",
          e);
    }
    AgeCheck.require(request, policy.edition());
    return policy.paths();
  }
}
