package io.github.imaallowlist.rpm.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metalinks in the form that MirrorManager gives out. */
class MetalinkXmlTest {
  private static final byte[] NOW = "now".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BEFORE = "before".getBytes(StandardCharsets.US_ASCII);

  private static Metalink parse(String file) throws IOException {
    String text =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <metalink version="3.0" xmlns="http://www.metalinker.org/" type="dynamic"
            xmlns:mm0="http://fedorahosted.org/mirrormanager">
         <files>%s</files>
        </metalink>
        """
            .formatted(file);
    return MetalinkXml.parse("metalink", text.getBytes(StandardCharsets.UTF_8));
  }

  private static String file(String verification, String urls) {
    return """
    <file name="other.xml"><resources><url>http://other.example/repomd.xml</url></resources></file>
    <file name="repomd.xml">
      <mm0:timestamp>1700000000</mm0:timestamp>
      <size>3</size>
      %s
      <resources maxconnections="1">%s</resources>
    </file>
    """
        .formatted(verification, urls);
  }

  private static String verification(byte[] repomd) {
    return """
    <verification>
      <hash type="md5">00000000000000000000000000000000</hash>
      <hash type="sha256">%s</hash>
      <hash type="sha512">%s</hash>
    </verification>
    """
        .formatted(Digest.SHA256.hex(repomd), Digest.SHA512.hex(repomd));
  }

  @Test
  void preferredMirrorsComeFirst() throws IOException {
    Metalink metalink =
        parse(
            file(
                verification(NOW),
                """
                <url protocol="rsync" type="rsync" preference="100">rsync://r.example/r/</url>
                <url protocol="http" type="http" preference="97">http://a.example/repomd.xml</url>
                <url protocol="https" type="https" preference="99">
                  https://b.example/repomd.xml</url>
                <url protocol="http" type="http" preference="97">http://c.example/repomd.xml</url>
                """));

    assertThat(metalink.urls())
        .containsExactly(
            URI.create("https://b.example/repomd.xml"),
            URI.create("http://a.example/repomd.xml"),
            URI.create("http://c.example/repomd.xml"));
  }

  @Test
  void announcesItsStatesAndNoOther() throws IOException {
    String alternates =
        "<mm0:alternates><mm0:alternate><size>6</size>%s</mm0:alternate></mm0:alternates>"
            .formatted(verification(BEFORE));
    Metalink metalink = parse(file(verification(NOW) + alternates, ""));

    assertThat(metalink.announces(NOW)).isTrue();
    assertThat(metalink.announces(BEFORE)).isTrue();
    assertThat(metalink.announces(new byte[] {1})).isFalse();
  }

  @Test
  void withoutStrongDigestsItAnnouncesAnything() throws IOException {
    assertThat(parse(file("<verification/>", "")).announces(NOW)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<file name='other.xml'/>",
        "<file name='repomd.xml'><verification><hash type='sha256'>0</hash></verification></file>",
        "<file name='repomd.xml'><resources><url>http://a b/repomd.xml</url></resources></file>",
      })
  void whatIsNoMetalinkOfARepositoryIsRefused(String file) {
    assertThatThrownBy(() -> parse(file)).isInstanceOf(MalformedInputException.class);
  }

  @Test
  void otherNamespaceIsRefused() {
    byte[] version4 =
        "<metalink xmlns='urn:ietf:params:xml:ns:metalink'/>".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> MetalinkXml.parse("metalink", version4))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("root element");
  }
}
