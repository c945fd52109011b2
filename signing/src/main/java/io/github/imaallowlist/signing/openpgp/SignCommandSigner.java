package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.process.ExternalProgram;
import io.github.imaallowlist.process.ProgramResult;
import io.github.imaallowlist.signing.ByteSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Has another program sign, the way the Open Build Service calls {@code sign -d FILE}.
 *
 * <p>What {@code sign} makes by default rests on SHA-1, which is refused: it needs {@code -h
 * sha256}, or that in its configuration (obs-sign's sign.conf.5).
 *
 * <p>The program gets a file's name as its last argument, leaves that file as it is, and writes the
 * armored signature to {@code FILE.asc} (obs-sign's sign.c), or, where there is no such file, to
 * its standard output. It runs in a folder of its own, on a copy, without standard input, with the
 * environment of this process.
 *
 * @param command the program and its arguments, split at blanks; quotes keep blanks together
 * @param keyring the keys of which one must have signed; without it, the signature is not verified,
 *     and the result has a warning
 * @param workFolder where the copy is made
 * @param timeLimit for the run
 * @param clock for whether the new signature is good now
 */
public record SignCommandSigner(
    String command,
    Optional<Keyring> keyring,
    Path workFolder,
    Duration timeLimit,
    InstantSource clock)
    implements OpenPgpSigner {
  private static final String BEGIN = "-----BEGIN PGP SIGNATURE-----";
  private static final String END = "-----END PGP SIGNATURE-----";

  public SignCommandSigner {
    if (keyring.isPresent() && keyring.get().isEmpty()) {
      throw new IllegalArgumentException("without a trusted key nothing can be verified");
    }
  }

  /**
   * Fails where there is no such program, before anything is there to be signed.
   *
   * @throws AllowlistException naming it
   */
  public void ensurePossible() throws AllowlistException {
    ExternalProgram.of(CommandLine.split(command)).ensureInstalled();
  }

  @Override
  public OpenPgpSignature sign(ByteSource data) throws IOException, AllowlistException {
    ExternalProgram program = ExternalProgram.of(CommandLine.split(command));
    byte[] armored;
    try (PrivateCopy copy = PrivateCopy.of(data, workFolder)) {
      ProgramResult result =
          program
              .withArguments(copy.file().toString())
              .in(copy.folder())
              .within(timeLimit)
              .withOutputLimit(OpenPgpLimits.SIGNATURE_BYTES)
              .run();
      requireSuccess(result);
      if (!copy.isUnchanged()) {
        throw noTrust(
            "changed the file that it had to sign",
            "Let it make a detached signature, as `sign -d` does; `sign -c` changes the file.");
      }
      armored = signature(copy, result);
      ClaimedSignatures.parse(source(), armored)
          .requirePlausible(ByteSource.of(copy.file()), clock.instant());
    }
    return verified(data, armored);
  }

  private OpenPgpSignature verified(ByteSource data, byte[] armored)
      throws IOException, AllowlistException {
    if (keyring.isEmpty()) {
      return new OpenPgpSignature(
          armored,
          List.of(),
          List.of(
              source()
                  + ": its signature is not verified, for lack of its public key: see"
                  + " --sign-keyring"));
    }
    List<Fingerprint> signers =
        DetachedOpenPgp.verify(
                data, ByteSource.of(source(), armored), keyring.get(), clock.instant(), 1)
            .signers();
    return new OpenPgpSignature(armored, signers, List.of());
  }

  @Override
  public boolean vouches(ByteSource data, ByteSource signature) throws IOException {
    if (keyring.isPresent()) {
      return DetachedOpenPgp.isSignedBy(keyring.get(), data, signature, clock.instant());
    }
    try {
      byte[] bytes = OpenPgpLimits.readAll(signature, OpenPgpLimits.SIGNATURE_BYTES);
      ClaimedSignatures.parse(signature.name(), bytes).requirePlausible(data, clock.instant());
      return true;
    } catch (InputException | AllowlistException e) {
      return false;
    }
  }

  private void requireSuccess(ProgramResult result) throws AllowlistException {
    if (result.exitCode() != 0) {
      String errors = result.errorTail();
      throw new AllowlistException(
          ExitCode.IO,
          "%s: ended with exit code %d%s"
              .formatted(source(), result.exitCode(), errors.isEmpty() ? "" : ": " + errors),
          "Run it by hand on a file to see what it needs.");
    }
  }

  private byte[] signature(PrivateCopy copy, ProgramResult result)
      throws IOException, AllowlistException {
    Optional<Path> file = copy.signatureFile();
    byte[] bytes = file.isPresent() ? read(file.get()) : result.output();
    String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
    if (text.isEmpty()) {
      throw noTrust(
          "ended well, but wrote no signature to FILE.asc or to its standard output",
          "Give a command that does, such as \"sign -d\" or \"gpg --armor --detach-sign\".");
    }
    if (!text.startsWith(BEGIN)
        || !text.endsWith(END)
        || text.indexOf(BEGIN, BEGIN.length()) >= 0) {
      throw noTrust(
          "what it wrote is not one armored OpenPGP signature",
          "Let it write " + BEGIN + " and nothing else.");
    }
    return (text + "\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] read(Path file) throws IOException, AllowlistException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw noTrust("made FILE.asc something else than a file", "Let it write a plain file.");
    }
    try {
      return OpenPgpLimits.readAll(ByteSource.of(file), OpenPgpLimits.SIGNATURE_BYTES);
    } catch (InputException e) {
      throw noTrust("wrote FILE.asc with " + e.problem(), "Let it write one signature.");
    }
  }

  private String source() {
    return "the sign command \"" + command + "\"";
  }

  private AllowlistException noTrust(String problem, String remedy) {
    return new AllowlistException(ExitCode.NO_TRUST, source() + ": " + problem, remedy);
  }
}
