package io.github.imaallowlist.signing.tpm;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.util.Optional;

/** Numbers of {@code TPM_ALG_ID}: TCG Algorithm Registry, table 3. */
final class TpmAlgorithms {
  static final int RSA = 0x0001;
  static final int NULL = 0x0010;
  static final int RSASSA = 0x0014;
  static final int RSAPSS = 0x0016;
  static final int ECDSA = 0x0018;
  static final int ECC = 0x0023;

  private TpmAlgorithms() {}

  static Optional<HashAlgorithm> hash(int id) {
    return switch (id) {
      case 0x0004 -> Optional.of(HashAlgorithm.SHA1);
      case 0x000b -> Optional.of(HashAlgorithm.SHA256);
      case 0x000c -> Optional.of(HashAlgorithm.SHA384);
      case 0x000d -> Optional.of(HashAlgorithm.SHA512);
      case 0x0012 -> Optional.of(HashAlgorithm.SM3);
      case 0x0027 -> Optional.of(HashAlgorithm.SHA3_256);
      case 0x0028 -> Optional.of(HashAlgorithm.SHA3_384);
      case 0x0029 -> Optional.of(HashAlgorithm.SHA3_512);
      default -> Optional.empty();
    };
  }

  static HashAlgorithm hash(TpmBuffer in, String what) throws InputException {
    int id = in.u16(what);
    return hash(id)
        .orElseThrow(
            () ->
                new UnsupportedInputException(
                    in.source(),
                    in.position() - Short.BYTES,
                    "%s is 0x%04x, which is not known here".formatted(what, id)));
  }
}
