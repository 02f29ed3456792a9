package io.auterity.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewSecretTest {

  @ParameterizedTest
  @ValueSource(strings = {"sk-1", "sk-1\n", "sk-1\r\n", "sk-1\r"})
  void oneLineBreakAtTheEndIsNoPartOfIt(String given) {
    assertThat(NewSecret.of("vendor-key", given).value()).isEqualTo("sk-1");
  }

  @Test
  void noOtherLineBreakIsTakenAway() {
    assertThat(NewSecret.of("vendor-key", "\nsk\n1\n\n").value()).isEqualTo("\nsk\n1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void ofAnEmptyOneNothingIsLeft(String given) {
    assertThatThrownBy(() -> NewSecret.of("vendor-key", given))
        .isInstanceOf(CallFailedException.class)
        .hasMessageMatching(".*(is empty|1 to 64000 characters).*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Vendor", "9key", "a/b"})
  void aNameThatCouldNotBeStoredIsRefused(String name) {
    assertThatThrownBy(() -> NewSecret.of(name, "sk-1"))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("openai_key");
  }

  @Test
  void oneThatIsTooLongIsRefusedAndNoneIsTold() {
    assertThatThrownBy(() -> NewSecret.of("vendor-key", "s".repeat(64_001)))
        .isInstanceOf(CallFailedException.class);
    assertThat(NewSecret.of("vendor-key", "sk-1")).asString().doesNotContain("sk-1");
  }
}
