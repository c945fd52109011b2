package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.openpgp.packet.Armor;
import io.github.imaallowlist.openpgp.packet.Block;
import io.github.imaallowlist.openpgp.packet.Packet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The certificates that somebody pins: a signature is good only if one of them made it. */
public final class Keyring {
  /** Pins nothing, so that nothing is good. */
  public static final Keyring EMPTY = new Keyring(List.of());

  private final List<Certificate> certificates;

  private Keyring(List<Certificate> certificates) {
    this.certificates = List.copyOf(certificates);
  }

  /**
   * Reads files of public keys, armored or binary, each with at least one.
   *
   * @throws InputException if one is malformed, or has none
   */
  public static Keyring read(List<Path> files) throws IOException {
    Keyring keyring = EMPTY;
    for (Path file : files) {
      keyring = keyring.plus(parse(file.toString(), Files.readAllBytes(file)));
    }
    return keyring;
  }

  /**
   * Reads public keys, armored or binary, at least one.
   *
   * @param source the file's name, for errors
   */
  public static Keyring parse(String source, byte[] bytes) throws InputException {
    for (Block block : Armor.blocks(source, bytes, Armor.Content.PUBLIC_KEYS)) {
      Packet.all(block);
    }
    return EMPTY;
  }

  /** These certificates and those of another keyring. */
  public Keyring plus(Keyring other) {
    List<Certificate> all = new ArrayList<>(certificates);
    all.addAll(other.certificates);
    return new Keyring(all);
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
   * @param now the time at which it has to be good
   */
  public SignatureCheck check(SignedDigest signed, Instant now) {
    return new SignatureCheck(
        SignatureStatus.UNKNOWN_KEY, Optional.empty(), "made by a key that is not pinned");
  }
}
