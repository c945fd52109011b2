package io.github.imaallowlist.signing.cms;

import io.github.imaallowlist.signing.OpenSsl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CAs and signers' certificates, made by {@code openssl x509}, as good and as bad as asked for. */
final class Authority {
  static final String CA =
      "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign";
  static final String SIGNER =
      "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=codeSigning";

  private final OpenSsl openssl;

  Authority(OpenSsl openssl) {
    this.openssl = openssl;
  }

  /** A key {@code NAME.key}: {@code RSA}, or EC with the curve's name. */
  Path key(String name, String kind) {
    if (kind.startsWith("RSA")) {
      openssl.run(
          "genpkey",
          "-algorithm",
          "RSA",
          "-pkeyopt",
          "rsa_keygen_bits:" + (kind.equals("RSA") ? "2048" : kind.substring(3)),
          "-out",
          name + ".key");
    } else {
      openssl.pkcs8(name + ".key", kind);
    }
    return openssl.file(name + ".key");
  }

  /** A self-signed {@code NAME.crt} for a new P-256 key. */
  Path root(String name, String extensions, String... options) throws IOException {
    key(name, "P-256");
    return selfSigned(name, extensions, options);
  }

  Path selfSigned(String name, String extensions, String... options) throws IOException {
    request(name, "/CN=" + name);
    sign(name, extensions, new String[] {"-signkey", name + ".key"}, options);
    return openssl.file(name + ".crt");
  }

  /** {@code NAME.crt} by another, for a new P-256 key unless there is one. */
  Path issue(String issuer, String name, String extensions, String... options) throws IOException {
    if (!Files.exists(openssl.file(name + ".key"))) {
      key(name, "P-256");
    }
    request(name, "/CN=" + name);
    sign(
        name,
        extensions,
        new String[] {"-CA", issuer + ".crt", "-CAkey", issuer + ".key", "-CAcreateserial"},
        options);
    return openssl.file(name + ".crt");
  }

  void request(String name, String subject) {
    openssl.run("req", "-new", "-key", name + ".key", "-subj", subject, "-out", name + ".csr");
  }

  private void sign(String name, String extensions, String[] issuer, String[] options)
      throws IOException {
    Files.writeString(openssl.file(name + ".ext"), extensions + "\n");
    Object[] command = new Object[8 + issuer.length + options.length + 2];
    int at = 0;
    for (String part :
        new String[] {
          "x509", "-req", "-in", name + ".csr", "-out", name + ".crt", "-extfile", name + ".ext"
        }) {
      command[at++] = part;
    }
    for (String part : issuer) {
      command[at++] = part;
    }
    for (String part : options.length == 0 ? new String[] {"-days", "30"} : options) {
      command[at++] = part;
    }
    openssl.run(java.util.Arrays.copyOf(command, at));
  }
}
