package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.openpgp.packet.Armor;
import io.github.imaallowlist.openpgp.packet.Block;
import io.github.imaallowlist.openpgp.packet.PacketLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The certificates that somebody pins: a signature is good only if one of them made it. */
public final class Keyring {
  /** Pins nothing, so that nothing is good. */
  public static final Keyring EMPTY = new Keyring(List.of());

  private final List<Certificate> certificates;

  private Keyring(List<Certificate> certificates) {
    this.certificates = List.copyOf(certificates);
  }

  /**
   * Reads files of public keys, armored or binary, each with at least one. A certificate that comes
   * twice is one, with all that any copy says.
   *
   * @throws SecretKeyException if one holds a secret key
   * @throws InputException if one is malformed, is of a kind that is not read, or has none
   */
  public static Keyring read(List<Path> files) throws IOException {
    Keyring keyring = EMPTY;
    for (Path file : files) {
      keyring = keyring.plus(parse(file.toString(), bytes(file)));
    }
    return keyring;
  }

  /**
   * Reads public keys, armored or binary, at least one.
   *
   * @param source the file's name, for errors
   */
  public static Keyring parse(String source, byte[] bytes) throws InputException {
    List<CertificatePackets> packets = new ArrayList<>();
    for (Block block : Armor.blocks(source, bytes, Armor.Content.PUBLIC_KEYS)) {
      packets.addAll(CertificateParser.parse(block));
    }
    if (packets.isEmpty()) {
      throw new MalformedInputException(source, 0, "no OpenPGP key");
    }
    return of(packets);
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(PacketLimits.FILE_BYTES + 1);
    }
  }

  private static Keyring of(List<CertificatePackets> packets) {
    Map<Fingerprint, CertificatePackets> merged = new LinkedHashMap<>();
    for (CertificatePackets certificate : packets) {
      merged.merge(certificate.fingerprint(), certificate, CertificatePackets::merged);
    }
    return new Keyring(merged.values().stream().map(CertificateVerification::of).toList());
  }

  /** These certificates and those of another keyring; what is in both is one, as in a file. */
  public Keyring plus(Keyring other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    return of(
        Stream.concat(certificates.stream(), other.certificates.stream())
            .map(Certificate::packets)
            .toList());
  }

  public List<Certificate> certificates() {
    return certificates;
  }

  public boolean isEmpty() {
    return certificates.isEmpty();
  }

  /**
   * Judges a signature; never throws because of one.
   *
   * <p>Every pinned key with the id that the signature names is tried. Whether a key was valid is
   * asked for the time at which the signature says that it was made: packages outlive keys. Where
   * the secret key may be in other hands, that time proves nothing; its owner has to revoke it.
   *
   * @param now the time at which the signature must not be expired, nor from the future, by more
   *     than five minutes
   */
  public SignatureCheck check(SignedDigest signed, Instant now) {
    return SignatureVerification.check(certificates, signed, now);
  }
}
