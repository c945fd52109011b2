package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.toolkit.VerifyResult.Signer;
import io.github.imaallowlist.toolkit.fetch.FetchResult;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/** The result of {@code fetch} as JSON. */
public final class FetchJson {
  private FetchJson() {}

  /**
   * @param out not closed
   */
  public static void write(FetchResult result, OutputStream out) throws IOException {
    JsonOutput.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeBooleanField("changed", result.changed());
          json.writeStringField("source", result.source());
          JsonOutput.optional(json, "revision", result.repositoryRevision());
          JsonOutput.optional(
              json, "repository-signer", result.repositorySigner().map(Fingerprint::toString));
          JsonOutput.names(
              json, "signers", result.signers().stream().map(Signer::fingerprint).toList());
          json.writeNumberField("paths", result.paths());
          json.writeNumberField("bytes", result.bytes());
          JsonOutput.optional(
              json, "timestamp", result.edition().timestamp().map(Instant::toString));
          JsonOutput.optional(
              json,
              "issued",
              result.edition().validity().map(Validity::issued).map(Instant::toString));
          JsonOutput.optional(
              json,
              "expires",
              result.edition().validity().map(Validity::expires).map(Instant::toString));
          json.writeBooleanField("behind-repository", result.isBehind());
          json.writeEndObject();
        });
  }
}
