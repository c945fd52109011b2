package io.github.imaallowlist.signing.cms;

import io.github.imaallowlist.signing.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;

/**
 * A signature over attributes is also one, without attributes, over content that is the encoding of
 * these attributes: what was signed does not say which of both it is. So content of that form needs
 * attributes. (Strenzke, "Signed attribute confusion in CMS",
 * draft-ietf-lamps-cms-euf-cma-signeddata.)
 */
final class AttributeConfusion {
  private static final int DER_SET = 0x31;
  private static final int LARGEST = 64 * 1024;

  private AttributeConfusion() {}

  static boolean isPossible(ByteSource content) throws IOException {
    byte[] start;
    try (InputStream in = content.open()) {
      start = in.readNBytes(LARGEST + 1);
    }
    if (start.length == 0 || start.length > LARGEST || start[0] != DER_SET) {
      return false;
    }
    try {
      for (ASN1Encodable attribute : ASN1Set.getInstance(ASN1Primitive.fromByteArray(start))) {
        Attribute.getInstance(attribute);
      }
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
