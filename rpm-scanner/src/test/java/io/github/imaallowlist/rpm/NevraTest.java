package io.github.imaallowlist.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.HeaderEntry;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.RpmFormat;
import io.github.imaallowlist.fixtures.RpmTag;
import io.github.imaallowlist.rpm.header.RpmInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NevraTest {
  private static final int NO_SOURCE = 1051;
  private static final int NO_PATCH = 1052;

  private static String nevra(RpmBytes rpm) throws IOException {
    RpmInput in = new RpmInput(new ByteArrayInputStream(rpm.build()), "test.rpm");
    return PackageHeaders.read(in).id().toString();
  }

  private static RpmBytes binary() {
    return RpmBytes.named("n").version("1.2~rc1").release("3.fc40").arch("x86_64").file("/n", "n");
  }

  private static RpmBytes source() {
    return RpmBytes.named("n").source().file("n.spec", "Name: n\n");
  }

  @Test
  void binaryPackageHasItsArchitecture() throws IOException {
    assertThat(nevra(binary())).isEqualTo("n-1.2~rc1-3.fc40.x86_64");
    assertThat(nevra(binary().epoch(7))).isEqualTo("n-7:1.2~rc1-3.fc40.x86_64");
  }

  @Test
  void sourcePackageHasSrcOrNosrc() throws IOException {
    assertThat(nevra(source())).isEqualTo("n-1.0-1.src");
    assertThat(nevra(source().tag(HeaderEntry.int32s(NO_SOURCE, 0)))).isEqualTo("n-1.0-1.nosrc");
    assertThat(nevra(source().tag(HeaderEntry.int32s(NO_PATCH, 0)))).isEqualTo("n-1.0-1.nosrc");
  }

  @Test
  void fileListTellsSourcesWhereNoTagDoes() throws IOException {
    assertThat(nevra(source().withoutTag(RpmTag.SOURCE_PACKAGE))).endsWith(".src");
    assertThat(nevra(source().format(RpmFormat.V3).withoutTag(RpmTag.SOURCE_PACKAGE)))
        .endsWith(".src");
    assertThat(nevra(binary().withoutTag(RpmTag.SOURCE_RPM))).endsWith(".x86_64");
    assertThat(nevra(binary().format(RpmFormat.V3).withoutTag(RpmTag.SOURCE_RPM)))
        .endsWith(".x86_64");
    assertThat(nevra(RpmBytes.named("empty").withoutTag(RpmTag.SOURCE_RPM))).endsWith(".noarch");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a\nb", "a\u007f"})
  void nameThatIsNoneIsMalformed(String name) {
    assertThatThrownBy(() -> nevra(binary().tag(HeaderEntry.string(RpmTag.NAME, name))))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("NAME (1000)");
  }

  @Test
  void longNameAndHugeEpochAreMalformed() {
    assertThatThrownBy(
            () -> nevra(binary().tag(HeaderEntry.string(RpmTag.VERSION, "1".repeat(256)))))
        .hasMessageContaining("VERSION (1001) has 256 bytes");
    assertThatThrownBy(() -> nevra(binary().epoch(-1))).hasMessageContaining("epoch");
  }
}
