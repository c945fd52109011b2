package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Detached signatures and certified signers, against openssl. */
@RequiresTool("openssl")
final class CmsCommandsTest {
  @TempDir private Path work;
  private Path root;
  private Path certificate;
  private Path key;
  private Path list;

  @BeforeEach
  void makeCa() throws IOException {
    root = certify("root", "", "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign");
    certificate = certify("signer", "root", "extendedKeyUsage=codeSigning");
    key = work.resolve("signer.key");
    list = Files.writeString(work.resolve("list"), "0123  /usr/bin/true\n");
  }

  /**
   * @param issuer empty: self-signed
   */
  private Path certify(String name, String issuer, String extensions) throws IOException {
    openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out NAME.key", name);
    Files.writeString(work.resolve(name + ".ext"), extensions + "\n");
    openssl("req -new -key NAME.key -subj /CN=NAME -out NAME.csr", name);
    String by =
        issuer.isEmpty()
            ? "-signkey NAME.key"
            : "-CA " + issuer + ".crt -CAkey " + issuer + ".key -CAcreateserial";
    openssl("x509 -req -days 9 -in NAME.csr -extfile NAME.ext -out NAME.crt " + by, name);
    return work.resolve(name + ".crt");
  }

  private void openssl(String arguments, String name) {
    Tools.command((Object[]) ("openssl " + arguments).replace("NAME", name).split(" "))
        .in(work)
        .run()
        .succeeded();
  }

  @Test
  void opensslVerifiesWhatSignSigned() {
    Path signature = work.resolve("list.p7s");

    Run sign =
        Run.of(
                "sign",
                list,
                "-k",
                key,
                "--cert",
                certificate,
                "--signature=cms-pem",
                "-o",
                signature)
            .succeeded();

    assertThat(sign.err()).contains("Signed 20 bytes with the key ");
    openssl(
        "cms -verify -binary -content list -inform PEM -in list.p7s -CAfile root.crt -purpose any"
            + " -out verified",
        "");
    Run verify = Run.of("verify", list, "--signature", signature, "--ca", root).succeeded();
    assertThat(verify.err())
        .contains("Good: signed by", "\"CN=signer\"", "\"CN=root\"", "20 bytes");
    Run.of("verify", list, "--signature", signature, "-k", certificate).succeeded();
    Run.of("verify", list, "--signature", signature, "-k", root).ended(5);
  }

  @Test
  void generateWritesListAndSignatureTogether() throws IOException {
    Path policy = work.resolve("policy");
    Path verified = work.resolve("verified");

    Run.generate(
            "-k",
            key,
            "--cert",
            certificate,
            "--signature=cms-der",
            "-o",
            policy,
            Repositories.SAMPLE)
        .succeeded();

    openssl(
        "cms -verify -binary -content policy -inform DER -in policy.p7s -CAfile root.crt -purpose"
            + " any -out out",
        "");
    Path signature = work.resolve("policy.p7s");
    Run run =
        Run.of("verify", policy, "--signature", signature, "--ca", root, "-o", verified)
            .succeeded();
    assertThat(run.err()).contains("8 paths");
    assertThat(verified).hasSameBinaryContentAs(policy);
    assertThat(policy).hasBinaryContent(Run.generate(Repositories.SAMPLE).succeeded().out());
    Run.generate(
            "-k",
            key,
            "--cert",
            certificate,
            "--signature=cms-der",
            "--format=flat",
            "-o",
            policy,
            "--signature-output",
            work.resolve("elsewhere"),
            Repositories.SAMPLE)
        .succeeded();
    Run.of("verify", policy, "--signature", work.resolve("elsewhere"), "--ca", root).succeeded();
    // The old signature does not vouch for the new list.
    Run.of("verify", policy, "--signature", signature, "--ca", root, "-o", work.resolve("none"))
        .ended(5);
    assertThat(work.resolve("none")).doesNotExist();
  }

  @Test
  void whatIsSignedTwiceAtOneTimeDiffersInNothing() {
    String[] command = {
      "sign",
      list.toString(),
      "-k",
      key.toString(),
      "--cert",
      certificate.toString(),
      "--signature=cms-der"
    };
    String time = Long.toString(System.currentTimeMillis() / 1000 + 5);

    Tools.Outcome one =
        Program.run((Object[]) command).with(Map.of("SOURCE_DATE_EPOCH", time)).run().succeeded();
    Tools.Outcome two =
        Program.run((Object[]) command).with(Map.of("SOURCE_DATE_EPOCH", time)).run().succeeded();

    assertThat(one.output()).isEqualTo(two.output()).isNotEmpty();
  }

  @Test
  void wrongUseSaysWhatIsMissing() {
    Path out = work.resolve("out");
    assertThat(Run.generate("-k", key, "--signature=cms-pem", Repositories.SAMPLE).ended(2).err())
        .contains("name the list with --output");
    assertThat(Run.generate("--signature=cms-pem", Repositories.SAMPLE).ended(2).err())
        .contains("go with --key");
    assertThat(Run.of("sign", list, "-k", key, "-k", key, "--signature=cms-pem").ended(2).err())
        .contains("one --key");
    assertThat(Run.of("sign", list, "-k", key, "--chain", root).ended(2).err())
        .contains("--chain goes with");
    assertThat(Run.of("sign", list, "-k", key, "--signature=cms-pem").ended(5).err())
        .contains("--cert");
    assertThat(Run.of("verify", list).ended(2).err())
        .contains("--key, --ca or --keyring is missing");
    assertThat(Run.of("verify", list, "-k", key, "--crl", key).ended(2).err())
        .contains("go with --ca");
    assertThat(Run.of("verify", list, "-k", key, "--threshold=2").ended(2).err())
        .contains("more keys than were given");
    assertThat(
            Run.generate("-k", key, "--signature-output", out, Repositories.SAMPLE).ended(2).err())
        .contains("--signature-output goes with");
    assertThat(
            Run.generate(
                    "-k",
                    key,
                    "--cert",
                    certificate,
                    "--signature=cms-pem",
                    "-o",
                    out,
                    "--signature-output",
                    out,
                    Repositories.SAMPLE)
                .ended(2)
                .err())
        .contains("two outputs of this run go there");
    assertThat(
            Run.generate(
                    "-k",
                    key,
                    "--cert",
                    certificate,
                    "--signature=cms-pem",
                    "-o",
                    out,
                    "--signature-output",
                    certificate,
                    Repositories.SAMPLE)
                .ended(4)
                .err())
        .contains("needed as it is");
    assertThat(
            Run.of(
                    "sign",
                    list,
                    "-k",
                    key,
                    "--cert",
                    certificate,
                    "--signature=cms-pem",
                    "-o",
                    list)
                .ended(4)
                .err())
        .contains("needed as it is");
    assertThat(out).doesNotExist();
  }

  @Test
  void certificateForServersSignsNothing() throws IOException {
    Path server = certify("server", "root", "extendedKeyUsage=serverAuth");
    Path signature = work.resolve("p7s");

    assertThat(
            Run.of(
                    "sign",
                    list,
                    "-k",
                    work.resolve("server.key"),
                    "--cert",
                    server,
                    "--signature=cms-pem",
                    "-o",
                    signature)
                .ended(5)
                .err())
        .contains("for other purposes");
    assertThat(signature).doesNotExist();
    openssl(
        "cms -sign -binary -in list -signer server.crt -inkey server.key -outform PEM -out p7s",
        "");
    assertThat(
            Run.of(
                    "verify",
                    list,
                    "--signature",
                    signature,
                    "--ca",
                    root,
                    "-o",
                    work.resolve("out"))
                .ended(5)
                .err())
        .contains("the signature is not good", "for other purposes");
    assertThat(work.resolve("out")).doesNotExist();
  }

  @Test
  void revokedSignerIsRefused() throws IOException {
    Path signature = work.resolve("list.p7s");
    Run.of("sign", list, "-k", key, "--cert", certificate, "--signature=cms-pem", "-o", signature)
        .succeeded();
    Files.writeString(
        work.resolve("ca.conf"),
        "[ca]\ndefault_ca=d\n[d]\ndatabase=index\ndefault_md=sha256\ndefault_crl_days=9\n");
    Files.writeString(work.resolve("index"), "");
    openssl("ca -config ca.conf -gencrl -cert root.crt -keyfile root.key -out crl", "");
    Run.of("verify", list, "--signature", signature, "--ca", root, "--crl", work.resolve("crl"))
        .succeeded();
    openssl("ca -config ca.conf -revoke signer.crt -cert root.crt -keyfile root.key", "");
    openssl("ca -config ca.conf -gencrl -cert root.crt -keyfile root.key -out crl", "");

    assertThat(
            Run.of(
                    "verify",
                    list,
                    "--signature",
                    signature,
                    "--ca",
                    root,
                    "--crl",
                    work.resolve("crl"))
                .ended(5)
                .err())
        .contains("was revoked on");
  }

  @Test
  void envelopeBySeveralSignersCountsThem() {
    Path other = work.resolve("other");
    Run.of("keygen", other).succeeded();
    Path signed = work.resolve("signed");

    Run.generate("-k", key, "--cert", certificate, "-k", other, "-o", signed, Repositories.SAMPLE)
        .succeeded();

    Path otherPublic = work.resolve("other.pub");
    Run both =
        Run.of("verify", signed, "-k", certificate, "-k", otherPublic, "--threshold=2").succeeded();
    assertThat(both.err().lines().filter(line -> line.startsWith("Good")).findFirst().orElseThrow())
        .containsPattern("[0-9a-f]{64}, [0-9a-f]{64};");
    // One key in two files is one signer.
    assertThat(
            Run.of("verify", signed, "-k", otherPublic, "-k", otherPublic, "--threshold=2")
                .ended(5)
                .err())
        .contains("signed by 1 of the trusted keys; 2 different ones");
    Run.of("verify", signed, "--ca", root, "-k", otherPublic, "--threshold=2").succeeded();
    Run.of("verify", signed, "--ca", root, "--threshold=2").ended(5);
    assertThat(Run.generate("-k", key, "-k", key, Repositories.SAMPLE).ended(2).err())
        .contains("given twice");
  }

  @Test
  void envelopesCertificateCountsOnlyIfItLeadsToTheCa() throws IOException {
    Path foreign = certify("foreign", "", "basicConstraints=critical,CA:TRUE");
    Path server = certify("server", "root", "extendedKeyUsage=serverAuth");
    Path signed = work.resolve("signed");
    Path bad = work.resolve("bad");
    Run.generate("-k", key, "--cert", certificate, "-o", signed, Repositories.SAMPLE).succeeded();
    Run.generate("-k", work.resolve("server.key"), "--cert", server, "-o", bad, Repositories.SAMPLE)
        .succeeded();

    Run.of("verify", signed, "--ca", root).succeeded();
    assertThat(Run.of("verify", signed, "--ca", foreign).ended(5).err())
        .contains("its signer is not trusted", "neither trusted nor given");
    assertThat(Run.of("verify", bad, "--ca", root).ended(5).err()).contains("for other purposes");
    String text = Files.readString(signed);
    int middle = text.indexOf("\"payload\"") + 400;
    char changed = text.charAt(middle) == 'A' ? 'B' : 'A';
    Files.writeString(bad, text.substring(0, middle) + changed + text.substring(middle + 1));
    Run.of("verify", bad, "--ca", root, "-o", work.resolve("out")).ended(5);
    assertThat(work.resolve("out")).doesNotExist();
  }

  @Test
  void pkcs12HasKeyAndChain() throws IOException {
    openssl(
        "pkcs12 -export -inkey signer.key -in signer.crt -certfile root.crt -out key.p12 -passout"
            + " pass:geheim",
        "");
    Path passphrase = Files.writeString(work.resolve("passphrase"), "geheim\n");
    Path signature = work.resolve("list.p7s");

    Run.of(
            "sign",
            list,
            "-k",
            work.resolve("key.p12"),
            "--passphrase-file",
            passphrase,
            "--signature=cms-pem",
            "-o",
            signature)
        .succeeded();

    Run.of("verify", list, "--signature", signature, "--ca", root).succeeded();
    Run.generate(
            "-k",
            work.resolve("key.p12"),
            "--passphrase-file",
            passphrase,
            "-k",
            key,
            Repositories.SAMPLE)
        .ended(2);
  }
}
