package io.github.imaallowlist.signing.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Pkcs11UriTest {
  @Test
  void attributesAreDecoded() throws Exception {
    Pkcs11Uri uri =
        Pkcs11Uri.parse(
            "pkcs11:token=My%20t%C3%B6ken;serial=1a;slot-id=7;object=list;type=private"
                + "?module-path=/usr/lib/p11.so&pin-source=file:///etc/pin");

    assertThat(uri.token()).contains("My töken");
    assertThat(uri.serial()).contains("1a");
    assertThat(uri.slotId()).contains(7L);
    assertThat(uri.object()).contains("list");
    assertThat(uri.modulePath()).contains(Path.of("/usr/lib/p11.so"));
    assertThat(uri.pinSource()).contains(Path.of("/etc/pin"));
    assertThat(uri).hasToString("pkcs11:token=My töken;serial=1a;slot-id=7;object=list");
    assertThat(Pkcs11Uri.parse("pkcs11:")).hasToString("pkcs11:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:key",
        "pkcs11:token",
        "pkcs11:token=a;token=b",
        "pkcs11:token=a;",
        "pkcs11:id=%01",
        "pkcs11:token=%",
        "pkcs11:token=%0",
        "pkcs11:token=%zz",
        "pkcs11:type=public",
        "pkcs11:slot-id=x",
        "pkcs11:module-path=/a",
        "pkcs11:token=a?module-path=relative.so",
        "pkcs11:token=a?module-path=/%00",
        "pkcs11:token=a?pin-source=|command",
        "pkcs11:token=a?pin-value=1234"
      })
  void whatIsNotKnownIsRefused(String text) {
    assertThatThrownBy(() -> Pkcs11Uri.parse(text))
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .returns(ExitCode.USAGE, AllowlistException::exitCode)
        .satisfies(e -> assertThat(e.getMessage() + e.remedy()).doesNotContain("1234"));
  }
}
