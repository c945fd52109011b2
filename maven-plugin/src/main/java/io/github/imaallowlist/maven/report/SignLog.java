package io.github.imaallowlist.maven.report;

import io.github.imaallowlist.toolkit.SignResult;
import io.github.imaallowlist.toolkit.VerifyResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;

/** Who signed what. */
public final class SignLog {
  private SignLog() {}

  /** Of a list that was signed. */
  public static void print(Log log, Path signed, SignResult result) {
    result.signedBy().warnings().forEach(warning -> log.warn(Printable.of(warning)));
    log.info(
        "Wrote "
            + signed
            + ", "
            + GenerateLog.signed(result.signedBy())
            + ": "
            + contents(result.paths(), result.bytes()));
  }

  /** Of a list that was verified. */
  public static void print(Log log, Path file, VerifyResult result) {
    String signers =
        result.signers().stream().map(SignLog::shown).collect(Collectors.joining(", "));
    log.info(
        "Good: "
            + file
            + ", signed by "
            + Printable.of(signers)
            + ": "
            + contents(result.paths(), result.payloadBytes()));
  }

  private static String contents(OptionalLong paths, long bytes) {
    return paths.isPresent()
        ? Amounts.count(paths.getAsLong(), "path")
        : Amounts.count(bytes, "byte") + ", not looked at";
  }

  private static String shown(VerifyResult.Signer signer) {
    List<String> notes = new ArrayList<>();
    signer.certificate().ifPresent(notes::add);
    signer.signingTime().ifPresent(time -> notes.add("at " + time));
    return notes.isEmpty()
        ? signer.fingerprint()
        : signer.fingerprint() + " (" + String.join("; ", notes) + ")";
  }
}
