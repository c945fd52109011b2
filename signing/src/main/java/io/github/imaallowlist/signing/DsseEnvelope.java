package io.github.imaallowlist.signing;

import java.util.List;

/**
 * What a DSSE envelope says, except its payload, which stays in the file. Nothing of it is believed
 * yet.
 *
 * @param payloadStart where the payload's base64 starts, in bytes from the envelope's start, after
 *     the quote
 */
record DsseEnvelope(String payloadType, long payloadStart, List<DsseSignature> signatures) {
  DsseEnvelope {
    signatures = List.copyOf(signatures);
  }
}
