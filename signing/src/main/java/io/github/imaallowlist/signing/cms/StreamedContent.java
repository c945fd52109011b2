package io.github.imaallowlist.signing.cms;

import io.github.imaallowlist.signing.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.cms.CMSTypedData;

/** Content that is signed without being in the signature: bytes of no certain type. */
final class StreamedContent implements CMSTypedData {
  private final ByteSource source;

  StreamedContent(ByteSource source) {
    this.source = source;
  }

  @Override
  public ASN1ObjectIdentifier getContentType() {
    return CMSObjectIdentifiers.data;
  }

  @Override
  public void write(OutputStream out) throws IOException {
    try (InputStream in = source.open()) {
      in.transferTo(out);
    }
  }

  @Override
  public Object getContent() {
    return source;
  }
}
