package io.github.imaallowlist.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.Content;
import io.github.imaallowlist.fixtures.CpioFormat;
import io.github.imaallowlist.fixtures.PackagedFile;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.model.FileTraits;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a package's files can run. */
final class FileTraitsTest {
  private static final String ELF = "\u007fELF and so on";

  private static Map<String, FileTraits> traits(ScannedPackage scanned) {
    assertThat(scanned.findings()).isEmpty();
    Map<String, FileTraits> traits = new TreeMap<>();
    scanned.files().forEach(file -> traits.put(file.path().toString(), file.traits()));
    return traits;
  }

  private static PackagedFile file(String path, String content, int permissions) {
    return PackagedFile.regular(path, Content.text(content)).permissions(permissions);
  }

  private static RpmBytes program() {
    return RpmBytes.named("traits")
        .file(file("/program", ELF, 0755))
        .file(file("/library", ELF, 0644))
        .file(file("/script", "#!/bin/sh", 0755))
        .file(file("/data", "text", 0644));
  }

  @Test
  void payloadTellsElfAndTheHeaderTellsModes() throws IOException {
    assertThat(traits(Scans.payload(program().build())))
        .containsEntry("/program", FileTraits.of(true, true))
        .containsEntry("/library", FileTraits.of(false, true))
        .containsEntry("/script", FileTraits.of(true, false))
        .containsEntry("/data", FileTraits.of(false, false));
  }

  @Test
  void headersAloneTellModes() throws IOException {
    ScannedPackage scanned =
        Scans.scan(
            ReadMode.HEADERS, new ByteArrayInputStream(program().build()), HashAlgorithm.SHA256);

    assertThat(traits(scanned))
        .containsEntry("/program", FileTraits.ofMode(true))
        .containsEntry("/data", FileTraits.ofMode(false));
  }

  @ParameterizedTest
  @ValueSource(ints = {0100, 0010, 0001, 04711, 0755})
  void xBitIsOneWhoeverHasIt(int permissions) throws IOException {
    RpmBytes rpm = RpmBytes.named("x").file(file("/x", "x", permissions));

    assertThat(traits(Scans.payload(rpm.build()))).containsEntry("/x", FileTraits.of(true, false));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 0644, 0666, 04600, 01000})
  void withoutAnXBitNobodyExecutes(int permissions) throws IOException {
    RpmBytes rpm = RpmBytes.named("x").file(file("/x", "x", permissions));

    assertThat(traits(Scans.payload(rpm.build()))).containsEntry("/x", FileTraits.of(false, false));
  }

  @Test
  void shortContentsAreNoElf() throws IOException {
    RpmBytes rpm =
        RpmBytes.named("short")
            .file("/empty", "")
            .file("/three", "\u007fEL")
            .file("/f", "F")
            .file("/later", " \u007fELF")
            .file("/four", "\u007fELF");

    Map<String, FileTraits> traits = traits(Scans.payload(rpm.build()));

    assertThat(traits.remove("/four")).isEqualTo(FileTraits.of(false, true));
    assertThat(traits.values()).hasSize(4).containsOnly(FileTraits.of(false, false));
  }

  @ParameterizedTest
  @EnumSource(CpioFormat.class)
  void hardLinksShareWhatTheContentIs(CpioFormat archive) throws IOException {
    RpmBytes rpm =
        RpmBytes.named("links").hardLinks(ELF, "/a1", "/b1").hardLinks("two", "/a2", "/b2");

    assertThat(traits(Scans.payload(rpm.cpio(archive).build())))
        .containsEntry("/a1", FileTraits.of(false, true))
        .containsEntry("/b1", FileTraits.of(false, true))
        .containsEntry("/a2", FileTraits.of(false, false))
        .containsEntry("/b2", FileTraits.of(false, false));
  }
}
