package io.github.imaallowlist.rpm.repodata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.metadata.Location;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.metadata.RelativePath;
import io.github.imaallowlist.rpm.metadata.RepomdXml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepomdEditTest {
  private static final String HEX = "0123456789abcdef".repeat(4);
  private static final String PRIMARY =
      "<checksum type=\"sha256\">" + HEX + "</checksum><location href=\"repodata/p.xml.gz\"/>";
  private static final MetadataRecord LIST = record("ima-allowlist", 'a');
  private static final MetadataRecord POLICY = record("ima-policy", 'b');

  /** As createrepo_c writes it. */
  private static final String USUAL =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <repomd xmlns="http://linux.duke.edu/metadata/repo" xmlns:rpm="http://linux.duke.edu/metadata/rpm">
        <revision>1795381733</revision>
        <data type="primary">
          <checksum type="sha256">%1$s</checksum>
          <location href="repodata/p.xml.gz"/>
        </data>
        <data type="other">
          <checksum type="sha256">%1$s</checksum>
          <location href="repodata/o.xml.gz"/>
        </data>
      </repomd>
      """
          .formatted(HEX);

  private static MetadataRecord record(String type, char digit) {
    FileDigest checksum = FileDigest.ofHex(HashAlgorithm.SHA256, String.valueOf(digit).repeat(64));
    return new MetadataRecord(
        type,
        checksum,
        Optional.of(FileDigest.ofHex(HashAlgorithm.SHA256, HEX)),
        new Location(
            RelativePath.of("repodata/" + checksum.hex() + "-" + type + ".json.gz"),
            Optional.empty()),
        OptionalLong.of(1_700_000_000L),
        OptionalLong.of(123),
        OptionalLong.of(456));
  }

  private static String set(String repomd, MetadataRecord... records) throws IOException {
    return new String(
        RepomdEdit.apply("repomd.xml", repomd.getBytes(UTF_8), List.of(records), Set.of()), UTF_8);
  }

  private static String remove(String repomd, String... types) throws IOException {
    return new String(
        RepomdEdit.apply("repomd.xml", repomd.getBytes(UTF_8), List.of(), Set.of(types)), UTF_8);
  }

  @Test
  void recordIsAddedBehindTheOthersAsTheyAreWritten() throws Exception {
    String added =
        """
          <data type="ima-allowlist">
            <checksum type="sha256">%1$s</checksum>
            <open-checksum type="sha256">%2$s</open-checksum>
            <location href="repodata/%1$s-ima-allowlist.json.gz"/>
            <timestamp>1700000000</timestamp>
            <size>123</size>
            <open-size>456</open-size>
          </data>
        """
            .formatted("a".repeat(64), HEX);
    assertThat(set(USUAL, LIST)).isEqualTo(USUAL.replace("</repomd>", added + "</repomd>"));
  }

  @Test
  void recordThatSaysTheSameChangesNothing() throws Exception {
    String once = set(USUAL, LIST);
    assertThat(set(once, LIST)).isEqualTo(once);
    String otherwise = once.replace("    <size>123</size>", "<!-- --><size >\n 123 </size >");
    assertThat(set(otherwise, LIST)).isEqualTo(otherwise);
  }

  @Test
  void recordIsReplacedInItsPlace() throws Exception {
    String before = set(USUAL, LIST, POLICY);
    MetadataRecord next = record("ima-allowlist", 'c');
    assertThat(set(before, next)).isEqualTo(before.replace("a".repeat(64), "c".repeat(64)));
  }

  @Test
  void revisionStays() throws Exception {
    assertThat(RepomdXml.parse("repomd.xml", set(USUAL, LIST).getBytes(UTF_8)).revision())
        .contains("1795381733");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<repomd xmlns='http://linux.duke.edu/metadata/repo'><data type='primary'>P</data></repomd>",
        "\r\n<repomd xmlns='http://linux.duke.edu/metadata/repo'>\r\n\t<data type='primary'>\r\n\t\tP\r\n\t</data>\r\n</repomd>\r\n",
        "<repomd xmlns='http://linux.duke.edu/metadata/repo'><data type='primary'>P</data><!-- </repomd> <data type='ima-allowlist'> --></repomd><!-- end -->",
        "<?xml version='1.0'?><?pi <data> ?><repomd xmlns='http://linux.duke.edu/metadata/repo' x='/repomd>' y=\"'>\"><data a='>' type='primary'>P</data><x><![CDATA[</x></repomd><data type='ima-allowlist'/>]]></x></repomd>",
        "<repomd xmlns='http://linux.duke.edu/metadata/repo'><n:data xmlns:n='urn:other' type='ima-allowlist'/><data type='primary'>P</data><o xmlns='urn:other'><data type='ima-allowlist'/></o></repomd>",
        "\uFEFF<repomd xmlns='http://linux.duke.edu/metadata/repo'>\n <data type='primary'>P</data>\n <tags>日本 é &#x41; &amp; 𝄞</tags><empty/>\n</repomd\n>\n",
        "<repomd xmlns='http://linux.duke.edu/metadata/repo'><data type='primary'>P</data>text<data type='empty'/></repomd>",
      })
  void everythingElseStaysByteForByte(String form) throws Exception {
    String repomd = form.replace("P", PRIMARY);
    String one = set(repomd, LIST);
    String both = set(one, POLICY);
    assertThat(both.length()).isGreaterThan(one.length());
    assertThat(set(repomd, LIST, POLICY)).isEqualTo(both);
    assertThat(one.contains("\n")).isEqualTo(repomd.contains("\n"));
    if (repomd.contains("\r\n\t<")) {
      assertThat(both.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
      assertThat(both).contains("\r\n\t<data type=\"ima-policy\">\r\n\t\t<checksum");
    }
    assertThat(remove(both, "ima-policy")).isEqualTo(one);
    assertThat(remove(both, "ima-policy", "ima-allowlist")).isEqualTo(repomd);
    assertThat(remove(repomd, "ima-policy")).isEqualTo(repomd);
  }

  @Test
  void prefixOfTheRootIsUsed() throws Exception {
    String repomd =
        "<r:repomd xmlns:r='http://linux.duke.edu/metadata/repo' xmlns='urn:x'><r:data type='primary'>"
            + PRIMARY
                .replace("<checksum", "<r:checksum")
                .replace("</", "</r:")
                .replace("<loc", "<r:loc")
            + "</r:data><data type='ima-allowlist'>not of this namespace</data></r:repomd>";
    String edited = set(repomd, LIST);
    assertThat(edited).contains("<r:data type=\"ima-allowlist\"><r:checksum");
    assertThat(remove(edited, "ima-allowlist")).isEqualTo(repomd);
  }

  @Test
  void severalRecordsOfOneTypeBecomeOne() throws Exception {
    String twice =
        set(USUAL, LIST).replace("</repomd>", "  <data type=\"ima-allowlist\"/>\n</repomd>");
    MetadataRecord next = record("ima-allowlist", 'c');
    assertThat(set(twice, LIST)).isEqualTo(set(USUAL, LIST));
    assertThat(set(twice, next)).isEqualTo(set(USUAL, next));
    assertThat(remove(twice, "ima-allowlist")).isEqualTo(USUAL);
  }

  @Test
  void recordThatCannotBeReadIsReplaced() throws Exception {
    String weak =
        USUAL.replace(
            "</repomd>",
            "  <data type=\"ima-allowlist\"><checksum type=\"md5\">0</checksum></data>\n</repomd>");
    assertThat(set(weak, LIST)).isEqualTo(set(USUAL, LIST));
  }

  @Test
  void recordsOfOthersAreNoneOfOurs() {
    for (String type :
        List.of("primary", "filelists", "IMA-list", "ima-", "ima-a\"", "ima-a b", "")) {
      assertThatThrownBy(() -> remove(USUAL, type)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> set(USUAL, LIST, LIST)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void indentationWithoutEndIsNotTakenOver() throws Exception {
    String wide = USUAL.replace("  <data", " ".repeat(500_000) + "<data");
    String edited = set(wide, LIST, POLICY);
    assertThat(edited.length()).isLessThan(wide.length() + 2_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<repomd/>",
        "<repomd xmlns='http://linux.duke.edu/metadata/repo'/>",
        "<!DOCTYPE repomd [<!ENTITY e '<data type=\"ima-allowlist\"/>'>]><repomd xmlns='http://linux.duke.edu/metadata/repo'><data type='primary'>P</data>&e;</repomd>",
        "<!DOCTYPE repomd SYSTEM 'file:///etc/passwd'><repomd xmlns='http://linux.duke.edu/metadata/repo'><data type='primary'>P</data></repomd>",
        "<repomd xmlns='http://linux.duke.edu/metadata/repo'><data type='primary'>P</data>&undeclared;</repomd>",
        "<repomd xmlns='http://linux.duke.edu/metadata/repo'><data type='primary'>P</data>",
        "<repomd xmlns='http://linux.duke.edu/metadata/repo'><data type='primary'>P</data></repomd><x/>",
        "<repomd xmlns='http://linux.duke.edu/metadata/repo'><data>P</data></repomd>",
        "<?xml version='1.0' encoding='ISO-8859-1'?><repomd xmlns='http://linux.duke.edu/metadata/repo'><data type='primary'>P</data></repomd>",
      })
  void whatIsNoRepomdIsRefused(String form) {
    assertThatThrownBy(() -> set(form.replace("P", PRIMARY), LIST))
        .isInstanceOfAny(MalformedInputException.class, UnsupportedInputException.class)
        .hasMessageStartingWith("repomd.xml: ");
  }

  @Test
  void utf16IsRefused() {
    byte[] utf16 = USUAL.getBytes(StandardCharsets.UTF_16);
    assertThatThrownBy(() -> RepomdEdit.apply("repomd.xml", utf16, List.of(LIST), Set.of()))
        .isInstanceOf(InputException.class);
  }

  @Test
  void whatIsTooMuchIsRefused() {
    String elements = USUAL.replace("</repomd>", "<x/>".repeat(3_000) + "</repomd>");
    assertThatThrownBy(() -> set(elements, LIST)).isInstanceOf(LimitExceededException.class);
    String full = USUAL + " ".repeat((8 << 20) - USUAL.length() - 10);
    assertThatThrownBy(() -> set(full, LIST)).isInstanceOf(LimitExceededException.class);
    String deep = USUAL.replace("</repomd>", "<x>".repeat(50) + "</x>".repeat(50) + "</repomd>");
    assertThatThrownBy(() -> set(deep, LIST)).isInstanceOf(LimitExceededException.class);
  }

  /** Whatever comes in: an error of ours, or a file in which the other bytes are the same. */
  @Test
  void damagedFilesAreRefusedOrEditedRight() throws Exception {
    Random random = new Random(7);
    byte[] base = set(USUAL, POLICY).getBytes(UTF_8);
    byte[] markup = "<>/'\"! -?[]&;=\0".getBytes(UTF_8);
    int edited = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = base.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean()
                ? markup[random.nextInt(markup.length)]
                : (byte) random.nextInt(128);
      }
      try {
        byte[] added = RepomdEdit.apply("repomd.xml", bytes, List.of(LIST), Set.of());
        assertThat(RepomdEdit.apply("repomd.xml", added, List.of(), Set.of(LIST.type())))
            .isEqualTo(bytes);
        edited++;
      } catch (InputException e) {
        assertThat(e.source()).isEqualTo("repomd.xml");
      }
    }
    assertThat(edited).isBetween(50, 1_950);
  }
}
