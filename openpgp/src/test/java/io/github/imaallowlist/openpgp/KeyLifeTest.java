package io.github.imaallowlist.openpgp;

import static io.github.imaallowlist.openpgp.Checks.DATA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.openpgp.ListedKey.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of gpg over their lives: expiry, revocation, subkeys, what they are for. */
@RequiresTool({"gpg", "gpgv"})
final class KeyLifeTest {
  private static final String BIRTH = "20200101T000000";
  private static final String EARLY = "20200601T000000";
  private static final String LATE = "20220601T000000";
  private static final Gpg GPG = new Gpg();

  @TempDir private Path folder;

  @AfterAll
  static void endAgent() {
    GPG.close();
  }

  private static String key(String name) {
    return GPG.key(BIRTH, name, "ed25519", "cert,sign", "0");
  }

  private static String subkey(String key, String usage, String expire) {
    GPG.at(
        BIRTH, "--quick-add-key", key, usage.equals("encr") ? "cv25519" : "ed25519", usage, expire);
    return GPG.fingerprints(key).get(GPG.fingerprints(key).size() - 1);
  }

  private static void revoke(String time, String key, int reason) {
    byte[] revocation =
        GPG.conversation(time, "y\n" + reason + "\n\ny\n", "--gen-revoke", key).output();
    Checks.write(GPG.home().resolve("revocation"), revocation);
    GPG.at(time, "--import", GPG.home().resolve("revocation"));
  }

  private boolean gpgvTakes(byte[] keys, byte[] signature) {
    return Gpg.gpgv(folder, keys, signature, DATA).exitCode() == 0;
  }

  private static ListedKey listed(byte[] keys, int index) {
    KeyListing listing = Checks.keyring(keys).certificates().get(0).listing(Checks.NOW);
    return index == 0 ? listing.primary() : listing.subkeys().get(index - 1);
  }

  @Test
  void expiredKeyCountsForWhatItSignedBefore() {
    String key = key("expired");
    byte[] early = GPG.sign(EARLY, key, DATA);
    byte[] late = GPG.sign(LATE, key, DATA);
    GPG.at("20200102T000000", "--quick-set-expire", key, "1y");
    byte[] keys = GPG.export(key);

    assertThat(Checks.status(keys, early)).isEqualTo(SignatureStatus.GOOD);
    assertThat(Checks.status(keys, late)).isEqualTo(SignatureStatus.KEY_EXPIRED);
    assertThat(listed(keys, 0).state()).isEqualTo(State.EXPIRED);
    assertThat(listed(keys, 0).expires().orElseThrow()).hasToString("2021-01-01T00:00:00Z");
  }

  @Test
  void signatureIsJudgedAnewWhenTimeReachesAndWhenItExpires() throws Exception {
    String key = key("expiring");
    byte[] forEver = GPG.sign(EARLY, key, DATA);
    byte[] oneYear = GPG.sign(EARLY, key, DATA, "--default-sig-expire", "1y");
    DataSignature expiring = DataSignature.parse("signature", oneYear).get(0);
    Instant made = Instant.parse("2020-06-01T00:00:00Z");
    Instant end = expiring.expires().orElseThrow();

    assertThat(DataSignature.parse("signature", forEver).get(0).judgedAnewAt(made)).isEmpty();
    assertThat(expiring.judgedAnewAt(made)).hasValue(end);
    assertThat(expiring.judgedAnewAt(end)).isEmpty();
    assertThat(status(key, oneYear, end.minusSeconds(1))).isEqualTo(SignatureStatus.GOOD);
    assertThat(status(key, oneYear, end)).isEqualTo(SignatureStatus.SIGNATURE_EXPIRED);
    Instant reached = expiring.judgedAnewAt(made.minus(Duration.ofDays(1))).orElseThrow();
    assertThat(status(key, oneYear, reached.minusSeconds(1)))
        .isEqualTo(SignatureStatus.SIGNATURE_FROM_FUTURE);
    assertThat(status(key, oneYear, reached)).isEqualTo(SignatureStatus.GOOD);
  }

  private static SignatureStatus status(String key, byte[] signature, Instant time) {
    return Checks.all(Checks.keyring(GPG.export(key)), signature, DATA, time).get(0).status();
  }

  @Test
  void signatureOlderThanItsKeyDoesNotCount() {
    String key = key("young");
    byte[] signature =
        GPG.sign("20190101T000000", key, DATA, "--ignore-time-conflict", "--ignore-valid-from");

    assertThat(Checks.status(GPG.export(key), signature))
        .isEqualTo(SignatureStatus.KEY_NOT_YET_VALID);
  }

  @Test
  void keyThatIsPublishedWithItsNewestSelfSignatureAloneCountsForOlderData() {
    String key = key("minimal");
    byte[] signature = GPG.sign(EARLY, key, DATA);
    GPG.at("20230101T000000", "--quick-set-expire", key, "10y");
    byte[] keys = GPG.export("--export-options", "export-minimal", key);

    assertThat(Checks.status(keys, signature)).isEqualTo(SignatureStatus.GOOD);
    assertThat(gpgvTakes(keys, signature)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, KEY_REVOKED, KEY_REVOKED",
    "1, KEY_REVOKED, KEY_REVOKED",
    "2, GOOD, KEY_REVOKED",
    "3, GOOD, KEY_REVOKED"
  })
  void revocationTakesBackAllUnlessTheKeyWasInGoodHands(
      int answer, SignatureStatus before, SignatureStatus after) {
    String key = key("revoked for " + answer);
    byte[] early = GPG.sign(EARLY, key, DATA);
    byte[] late = GPG.sign(LATE, key, DATA);
    revoke("20210101T000000", key, answer);
    byte[] keys = GPG.export(key);

    assertThat(Checks.status(keys, early)).isEqualTo(before);
    assertThat(Checks.status(keys, late)).isEqualTo(after);
    assertThat(listed(keys, 0).state()).isEqualTo(State.REVOKED);
  }

  @Test
  void revocationInOneCopyOfACertificateCountsForAll() {
    String key = key("copied");
    byte[] signature = GPG.sign(EARLY, key, DATA);
    byte[] before = GPG.export(key);
    revoke("20210101T000000", key, 1);
    byte[] after = GPG.export(key);

    for (Keyring keyring :
        new Keyring[] {Checks.keyring(before, after), Checks.keyring(after, before)}) {
      assertThat(keyring.certificates()).hasSize(1);
      assertThat(Checks.all(keyring, signature, DATA, Checks.NOW).get(0).status())
          .isEqualTo(SignatureStatus.KEY_REVOKED);
    }
  }

  @Test
  void signingSubkeySignsForItsPrimaryKey() {
    String key = key("subkey");
    String subkey = subkey(key, "sign", "0");
    byte[] signature = GPG.sign(EARLY, subkey, DATA);
    byte[] keys = GPG.export(key);

    SignatureCheck check = Checks.one(keys, signature, DATA);

    assertThat(check.isGood()).as(check.detail()).isTrue();
    assertThat(check.signer().orElseThrow()).hasToString(key);
    assertThat(check.detail()).contains(subkey);
    assertThat(gpgvTakes(keys, signature)).isTrue();
    assertThat(gpgvTakes(PacketSurgery.withoutBackSignatures(keys), signature)).isFalse();
    assertThat(Checks.status(PacketSurgery.withoutBackSignatures(keys), signature))
        .isEqualTo(SignatureStatus.KEY_MAY_NOT_SIGN);
  }

  @Test
  void expiredSubkeyCountsForWhatItSignedBefore() {
    String key = key("expired subkey");
    String subkey = subkey(key, "sign", "0");
    byte[] early = GPG.sign(EARLY, subkey, DATA);
    byte[] late = GPG.sign(LATE, subkey, DATA);
    GPG.at("20200102T000000", "--quick-set-expire", key, "1y", "*");
    byte[] keys = GPG.export(key);

    assertThat(Checks.status(keys, early)).isEqualTo(SignatureStatus.GOOD);
    assertThat(Checks.status(keys, late)).isEqualTo(SignatureStatus.KEY_EXPIRED);
    assertThat(listed(keys, 1).state()).isEqualTo(State.EXPIRED);
    assertThat(listed(keys, 0).state()).isEqualTo(State.VALID);
  }

  @Test
  void revokedSubkeyDoesNotTakeThePrimaryKeyWithIt() {
    String key = key("revoked subkey");
    String subkey = subkey(key, "sign", "0");
    byte[] bySubkey = GPG.sign(EARLY, subkey, DATA);
    byte[] byPrimary = GPG.sign(EARLY, key, DATA);
    GPG.conversation(LATE, "key 1\nrevkey\ny\n0\n\ny\nsave\n", "--edit-key", key);
    byte[] keys = GPG.export(key);

    assertThat(Checks.status(keys, bySubkey)).isEqualTo(SignatureStatus.KEY_REVOKED);
    assertThat(Checks.status(keys, byPrimary)).isEqualTo(SignatureStatus.GOOD);
    assertThat(listed(keys, 1).state()).isEqualTo(State.REVOKED);
  }

  @Test
  void primaryKeyThatOnlyCertifiesSignsNoData() {
    String key = key("certifier");
    byte[] signature = GPG.sign(EARLY, key, DATA);
    subkey(key, "encr", "0");
    GPG.conversation(
        "20200102T000000", "change-usage\nS\nQ\nsave\n", "--expert", "--edit-key", key);
    byte[] keys = GPG.export(key);

    assertThat(Checks.status(keys, signature)).isEqualTo(SignatureStatus.KEY_MAY_NOT_SIGN);
    assertThat(listed(keys, 0).capabilities()).containsExactly(ListedKey.Capability.CERTIFY);
    assertThat(listed(keys, 1).capabilities()).containsExactly(ListedKey.Capability.ENCRYPT);
    assertThat(Checks.keyring(keys).certificates().get(0).listing(Checks.NOW).verifies()).isFalse();
  }

  @Test
  void subkeyOfAnotherCertificateMakesItsThiefWorthless() {
    String owner = key("owner");
    String subkey = subkey(owner, "sign", "0");
    String thief = key("thief");
    byte[] bySubkey = GPG.sign(EARLY, subkey, DATA);
    byte[] byThief = GPG.sign(EARLY, thief, DATA);
    byte[] stolen = PacketSurgery.withSubkeysOf(GPG.export(thief), GPG.export(owner));

    assertThat(Checks.status(stolen, bySubkey)).isEqualTo(SignatureStatus.KEY_MAY_NOT_SIGN);
    assertThat(Checks.status(stolen, byThief)).isEqualTo(SignatureStatus.KEY_MAY_NOT_SIGN);
    assertThat(gpgvTakes(stolen, bySubkey)).isFalse();
  }

  @Test
  void certificateWithoutSelfSignatureIsWorthless() {
    String key = key("bare");
    byte[] signature = GPG.sign(EARLY, key, DATA);
    byte[] keys = PacketSurgery.withoutSignatures(GPG.export(key));

    assertThat(Checks.status(keys, signature)).isEqualTo(SignatureStatus.KEY_MAY_NOT_SIGN);
    assertThat(Checks.keyring(keys).certificates().get(0).listing(Checks.NOW).problems())
        .containsExactly("it has no valid self-signature");
    assertThat(Checks.keyring(keys).certificates().get(0).userIds())
        .containsExactly(new UserId("bare", UserId.State.UNPROVED));
  }

  @Test
  void selfSignatureWithSha1IsTakenWithAWarning() {
    GPG.at(
        BIRTH, "--cert-digest-algo", "SHA1", "--quick-generate-key", "old", "rsa2048", "sign", "0");
    String key = GPG.fingerprints("old").get(0);
    byte[] keys = GPG.export(key);

    assertThat(Checks.status(keys, GPG.sign(EARLY, key, DATA))).isEqualTo(SignatureStatus.GOOD);
    assertThat(Checks.keyring(keys).certificates().get(0).listing(Checks.NOW).warnings())
        .singleElement()
        .asString()
        .contains(key, "SHA1");
  }

  @Test
  void revokedUserIdIsShownAsSuch() {
    String key = key("first name");
    GPG.at(BIRTH, "--quick-add-uid", key, "second\u202ename");
    GPG.at(EARLY, "--quick-revoke-uid", key, "first name");

    assertThat(Checks.keyring(GPG.export(key)).certificates().get(0).userIds())
        .containsExactlyInAnyOrder(
            new UserId("first name", UserId.State.REVOKED),
            new UserId("second\\u{202e}name", UserId.State.PROVED));
  }

  @Test
  void secretKeyIsRefused() {
    String key = key("secret");
    byte[] armored = GPG.at(EARLY, "--armor", "--export-secret-keys", key).output();

    assertThat(Checks.failureOf(armored)).isInstanceOf(SecretKeyException.class);
    assertThat(Checks.failureOf(GPG.at(EARLY, "--export-secret-keys", key).output()))
        .isInstanceOf(SecretKeyException.class)
        .hasMessageContaining("at byte 0");
  }
}
