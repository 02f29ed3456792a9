package io.auterity.plugins.ai.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.contract.Failures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnthropicConfigTest {

  @Test
  void asksAnthropicUnlessConfigured() {
    AnthropicConfig config = ConfigForm.read(AnthropicConfig.class, Json.EMPTY);

    assertThat(config.endpoint().url()).hasToString("https://api.anthropic.com/v1/");
    assertThat(config.endpoint().version()).isEqualTo("2023-06-01");
    assertThat(config.endpoint().betas()).isEmpty();
    assertThat(config.endpoint().maxTokens()).isEqualTo(4_096);
    assertThat(config.model()).isNull();
  }

  @Test
  void readsEverySetting() {
    AnthropicConfig config =
        ConfigForm.read(
            AnthropicConfig.class,
            Json.object(
                Map.of(
                    "url", Json.of("http://localhost:9000/v1"),
                    "version", Json.of("2027-01-01"),
                    "betas", Json.array(List.of(Json.of("a-1"), Json.of("b_2.0"))),
                    "maxTokens", Json.of(100),
                    "model", Json.of("claude-x"))));

    assertThat(config.endpoint().url()).hasToString("http://localhost:9000/v1/");
    assertThat(config.endpoint().version()).isEqualTo("2027-01-01");
    assertThat(config.endpoint().betas()).containsExactly("a-1", "b_2.0");
    assertThat(config.endpoint().maxTokens()).isEqualTo(100);
    assertThat(config.model()).contains("claude-x");
  }

  @Test
  void refusesWhatCannotWorkByItsName() {
    assertThat(refused("url", Json.of("api.anthropic.com"))).isEqualTo("url");
    assertThat(refused("betas", Json.array(List.of(Json.of("a\r\nx: y"))))).isEqualTo("betas[0]");
    assertThat(refused("maxTokens", Json.of(0))).isEqualTo("maxTokens");
    assertThat(refused("maxTokens", Json.of(1.5))).isEqualTo("maxTokens");
  }

  private static String refused(String name, Json value) {
    return Failures.field(
        () -> ConfigForm.read(AnthropicConfig.class, Json.object(Map.of(name, value))).endpoint());
  }
}
