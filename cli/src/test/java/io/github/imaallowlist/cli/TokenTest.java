package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys in tokens of SoftHSM, filled by pkcs11-tool. It finds its tokens by the environment. */
@RequiresTool({"openssl", "softhsm2-util", "pkcs11-tool"})
final class TokenTest {
  private static final List<String> EXPORTS =
      List.of("--add-exports", "jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED");

  @TempDir private Path work;
  private Path module;
  private Path list;
  private Path pin;

  @BeforeEach
  void initializeTokens() throws IOException {
    module =
        Stream.of(
                "/usr/lib/softhsm/libsofthsm2.so",
                "/usr/lib64/softhsm/libsofthsm2.so",
                "/usr/lib64/pkcs11/libsofthsm2.so")
            .map(Path::of)
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();
    Files.createDirectory(work.resolve("tokens"));
    Files.writeString(
        work.resolve("softhsm2.conf"), "directories.tokendir = " + work.resolve("tokens") + "\n");
    for (String label : List.of("other", "signing token")) {
      tool(
          "softhsm2-util",
          "--init-token",
          "--free",
          "--label",
          label,
          "--pin",
          "1234",
          "--so-pin",
          "123456");
    }
    list = Files.writeString(work.resolve("list"), "0123  /usr/bin/true\n");
    pin = Files.writeString(work.resolve("pin"), "1234\n");
  }

  private Tools.Outcome tool(Object... command) {
    return Tools.command(command).with(environment()).in(work).run().succeeded();
  }

  private Map<String, String> environment() {
    return Map.of("SOFTHSM2_CONF", work.resolve("softhsm2.conf").toString());
  }

  /** A key and its self-signed certificate, made outside and moved in. */
  private void store(String label, String id, String... algorithm) {
    List<Object> genpkey = new ArrayList<>(List.of("openssl", "genpkey", "-out", label + ".key"));
    genpkey.addAll(List.of(algorithm));
    tool(genpkey.toArray());
    tool(
        "openssl",
        "req",
        "-x509",
        "-key",
        label + ".key",
        "-subj",
        "/CN=" + label,
        "-days",
        "9",
        "-addext",
        "keyUsage=digitalSignature",
        "-out",
        label + ".crt");
    tool("openssl", "pkey", "-in", label + ".key", "-outform", "DER", "-out", "key.der");
    tool("openssl", "x509", "-in", label + ".crt", "-outform", "DER", "-out", "crt.der");
    pkcs11("--write-object", "key.der", "--type", "privkey", "--id", id, "--label", label);
    pkcs11("--write-object", "crt.der", "--type", "cert", "--id", id, "--label", label);
  }

  private void pkcs11(Object... arguments) {
    List<Object> command =
        new ArrayList<>(
            List.of(
                "pkcs11-tool",
                "--module",
                module,
                "--token-label",
                "signing token",
                "--login",
                "--pin",
                "1234"));
    command.addAll(List.of(arguments));
    tool(command.toArray());
  }

  private void storeEc(String label, String id, String curve) {
    store(label, id, "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:" + curve);
  }

  private Tools.Outcome run(Object... args) {
    return Tools.command(Program.withOptions(EXPORTS, args).toArray()).with(environment()).run();
  }

  private Tools.Outcome sign(String uri, Object... more) {
    List<Object> command =
        new ArrayList<>(
            List.of(
                "sign",
                list,
                "-k",
                uri,
                "--pkcs11-module",
                module,
                "--passphrase-file",
                pin,
                "--signature=cms-der",
                "-o",
                work.resolve("p7s")));
    command.addAll(List.of(more));
    return run(command.toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "EC, ec_paramgen_curve:P-256",
    "EC, ec_paramgen_curve:P-521",
    "RSA, rsa_keygen_bits:2048"
  })
  void opensslVerifiesWhatTheTokenSigned(String algorithm, String option) {
    store("list", "01", "-algorithm", algorithm, "-pkeyopt", option);

    sign("pkcs11:token=signing%20token;object=list").succeeded();

    tool(
        "openssl",
        "cms",
        "-verify",
        "-binary",
        "-content",
        "list",
        "-inform",
        "DER",
        "-in",
        "p7s",
        "-CAfile",
        "list.crt",
        "-purpose",
        "any",
        "-out",
        "verified");
    Run.of("verify", list, "--signature", work.resolve("p7s"), "--ca", work.resolve("list.crt"))
        .succeeded();
  }

  @Test
  void tokenSignsAnEnvelopeBesideAKeyFile() {
    storeEc("list", "01", "P-384");
    Path key = work.resolve("key");
    Run.of("keygen", key).succeeded();
    Path signed = work.resolve("signed");

    run(
            "generate",
            "--allow-unsigned",
            "-k",
            key,
            "-k",
            "pkcs11:token=signing%20token?module-path=" + module + "&pin-source=file:" + pin,
            "-o",
            signed,
            Repositories.SAMPLE)
        .succeeded();

    Run.of(
            "verify",
            signed,
            "-k",
            work.resolve("list.crt"),
            "-k",
            work.resolve("key.pub"),
            "--threshold=2")
        .succeeded();
  }

  @Test
  void whatIsNotClearOrNotThereSaysWhatIs() throws IOException {
    storeEc("first", "01", "P-256");
    storeEc("second", "02", "P-256");

    assertRefused(5, sign("pkcs11:token=signing%20token"), "several private keys", "first, second");
    assertRefused(5, sign("pkcs11:token=signing%20token;object=third"), "no private key \"third\"");
    assertRefused(5, sign("pkcs11:token=absent"), "no such token", "signing token");
    assertRefused(5, sign("pkcs11:object=first"), "more than one token");
    assertRefused(5, sign("pkcs11:token=other"), "holds no private key", "certificate beside it");
    Files.writeString(pin, "4321\n");
    assertRefused(5, sign("pkcs11:token=signing%20token;object=first"), "PIN does not open");
    assertThat(work.resolve("p7s")).doesNotExist();
  }

  @Test
  void uriIsReadStrictly() {
    for (String uri :
        List.of(
            "pkcs11:token=a?pin-value=1234",
            "pkcs11:pin-value=1234",
            "pkcs11:token",
            "pkcs11:token=a;token=b",
            "pkcs11:id=%01",
            "pkcs11:token=%zz",
            "pkcs11:type=public",
            "pkcs11:slot-id=x",
            "pkcs11:token=a?module-path=relative.so")) {
      Run run = Run.of("sign", list, "-k", uri).ended(2);
      assertThat(run.err()).as(uri).contains("PKCS#11 URI").doesNotContain("1234");
    }
    assertThat(
            Run.of("sign", list, "-k", "pkcs11:token=a", "--pkcs11-module", work.resolve("none.so"))
                .ended(4)
                .err())
        .contains("no such PKCS#11 module");
    assertThat(Run.of("sign", list, "-k", "pkcs11:token=a", "--pkcs11-module", list).ended(4).err())
        .contains("cannot be used as a PKCS#11 module");
  }

  private static void assertRefused(int exit, Tools.Outcome outcome, String... texts) {
    assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(exit);
    assertThat(outcome.errorText()).contains(texts);
  }
}
