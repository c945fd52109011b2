package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.signing.openpgp.OpenPgpSignature;
import io.github.imaallowlist.signing.openpgp.OpenPgpSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** To sign any list by a detached OpenPGP signature, as {@code repomd.xml.asc} is one. */
public record OpenPgpSigning(OpenPgpKey key) implements SigningRequest {
  @Override
  public List<Path> files() {
    return key.files();
  }

  @Override
  public boolean isDetached() {
    return true;
  }

  @Override
  public ListSigner open() throws IOException, AllowlistException {
    OpenPgpSigner signer = key.open();
    return new DetachedSigner(
        list -> {
          OpenPgpSignature signature = signer.sign(list);
          return new DetachedSigner.NewSignature(
              signature.armored(),
              new SignedBy(
                  signature.signers().stream().map(Fingerprint::toString).toList(),
                  signature.warnings()));
        },
        signer::vouches,
        "asc");
  }
}
