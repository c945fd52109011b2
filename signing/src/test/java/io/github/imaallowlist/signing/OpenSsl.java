package io.github.imaallowlist.signing;

import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code openssl} program, working in one folder. */
public final class OpenSsl {
  private final Path folder;

  public OpenSsl(Path folder) {
    this.folder = folder;
  }

  public Path folder() {
    return folder;
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  public Tools.Outcome attempt(Object... arguments) {
    List<Object> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    return Tools.command(command.toArray()).in(folder).run();
  }

  public void run(Object... arguments) {
    attempt(arguments).succeeded();
  }

  /** A plain PKCS#8 key. */
  public Path pkcs8(String name, String curve) {
    run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:" + curve, "-out", name);
    return file(name);
  }

  public Path publicHalf(Path key) {
    Path out = file(key.getFileName() + ".pub");
    run("pkey", "-in", key, "-pubout", "-out", out);
    return out;
  }

  public Path certificate(Path key) {
    Path out = file(key.getFileName() + ".crt");
    run("req", "-x509", "-key", key, "-subj", "/CN=signer", "-days", "30", "-out", out);
    return out;
  }

  public byte[] sign(String digest, Path key, byte[] message) throws IOException {
    Files.write(file("message"), message);
    run("dgst", "-" + digest, "-sign", key, "-out", "signature", "message");
    return Files.readAllBytes(file("signature"));
  }

  public boolean verifies(Path publicKey, byte[] message, byte[] signature) throws IOException {
    Files.write(file("message"), message);
    Files.write(file("signature"), signature);
    return attempt("dgst", "-sha256", "-verify", publicKey, "-signature", "signature", "message")
            .exitCode()
        == 0;
  }
}
