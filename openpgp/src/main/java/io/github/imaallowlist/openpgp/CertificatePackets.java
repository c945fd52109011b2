package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.openpgp.packet.KeyPacket;
import io.github.imaallowlist.openpgp.packet.SignaturePacket;
import io.github.imaallowlist.openpgp.packet.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A certificate as it stands in its file (RFC 9580, section 10.1): what it consists of, each with
 * the signatures that follow it. Nothing is verified.
 *
 * @param userIds user ids and attributes
 * @param flaws what breaks the format so that nothing of it can be trusted, for people
 */
record CertificatePackets(
    Key primary, List<UserId> userIds, List<Key> subkeys, List<String> flaws) {
  CertificatePackets {
    userIds = List.copyOf(userIds);
    subkeys = List.copyOf(subkeys);
    flaws = List.copyOf(flaws);
  }

  /** A key with the signatures that follow it. */
  record Key(KeyPacket packet, List<SignaturePacket> signatures) {
    Key {
      signatures = List.copyOf(signatures);
    }

    private boolean isSame(Key other) {
      return packet.body().hasSameBytes(other.packet.body());
    }
  }

  /**
   * A user id with the signatures that follow it.
   *
   * @param isText whether it is a text, and not a user attribute, such as a picture
   */
  record UserId(boolean isText, Span value, List<SignaturePacket> signatures) {
    UserId {
      signatures = List.copyOf(signatures);
    }

    private boolean isSame(UserId other) {
      return isText == other.isText && value.hasSameBytes(other.value);
    }
  }

  Fingerprint fingerprint() {
    return new Fingerprint(primary.packet.fingerprint());
  }

  /**
   * This and another copy of the same certificate in one: what one knows, such as a revocation,
   * counts for both.
   */
  CertificatePackets merged(CertificatePackets other) {
    List<UserId> allUserIds = new ArrayList<>(userIds);
    for (UserId theirs : other.userIds) {
      Optional<UserId> ours = userIds.stream().filter(theirs::isSame).findFirst();
      ours.ifPresentOrElse(
          id ->
              allUserIds.set(
                  userIds.indexOf(id),
                  new UserId(id.isText, id.value, both(id.signatures, theirs.signatures))),
          () -> allUserIds.add(theirs));
    }
    List<Key> allSubkeys = new ArrayList<>(subkeys);
    for (Key theirs : other.subkeys) {
      Optional<Key> ours = subkeys.stream().filter(theirs::isSame).findFirst();
      ours.ifPresentOrElse(
          key ->
              allSubkeys.set(
                  subkeys.indexOf(key),
                  new Key(key.packet, both(key.signatures, theirs.signatures))),
          () -> allSubkeys.add(theirs));
    }
    Set<String> allFlaws = new LinkedHashSet<>(flaws);
    allFlaws.addAll(other.flaws);
    return new CertificatePackets(
        new Key(primary.packet, both(primary.signatures, other.primary.signatures)),
        allUserIds,
        allSubkeys,
        List.copyOf(allFlaws));
  }

  private static List<SignaturePacket> both(
      List<SignaturePacket> ours, List<SignaturePacket> theirs) {
    List<SignaturePacket> all = new ArrayList<>(ours);
    for (SignaturePacket signature : theirs) {
      if (ours.stream().noneMatch(s -> s.body().hasSameBytes(signature.body()))) {
        all.add(signature);
      }
    }
    return all;
  }
}
