package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.toolkit.generate.FileSignatureRequest;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What to do about IMA signatures of files. */
public final class FileSignatureOptions {
  @Option(
      names = "--ima-cert",
      paramLabel = "FILE",
      description =
          "Verify the IMA signatures of files by these X.509 certificates, in PEM or DER; a bad"
              + " one is a finding, one by another key is counted; may be repeated.")
  private List<Path> certificates = List.of();

  @Option(
      names = "--verification-key",
      paramLabel = "FILE",
      description =
          "Have Keylime accept IMA signatures by this public key or certificate: what it signed"
              + " then passes, in the list or not; may be repeated.")
  private List<Path> verificationKeys = List.of();

  public FileSignatureRequest toRequest() {
    return new FileSignatureRequest(certificates, verificationKeys);
  }
}
