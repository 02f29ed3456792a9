package io.auterity.plugins.ai.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.contract.Failures;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BedrockConfigTest {

  private static final Json REGION = Json.of("eu-central-1");

  @Test
  void asksTheServicesOfTheRegion() {
    BedrockConfig config =
        ConfigForm.read(BedrockConfig.class, Json.object(Map.of("region", REGION)));

    assertThat(config.endpoint().runtime())
        .hasToString("https://bedrock-runtime.eu-central-1.amazonaws.com/");
    assertThat(config.endpoint().control())
        .hasToString("https://bedrock.eu-central-1.amazonaws.com/");
    assertThat(config.model()).isNull();
    assertThat(config.inputType()).isEqualTo("search_document");
  }

  @Test
  void asksWhereItIsTold() {
    BedrockConfig one =
        ConfigForm.read(
            BedrockConfig.class,
            Json.object(Map.of("region", REGION, "url", Json.of("https://vpce-1.example"))));
    BedrockConfig two =
        ConfigForm.read(
            BedrockConfig.class,
            Json.object(
                Map.of(
                    "region", REGION,
                    "url", Json.of("https://vpce-1.example/"),
                    "controlUrl", Json.of("https://vpce-2.example"),
                    "inputType", Json.of("search_query"),
                    "model", Json.of("us.amazon.nova-pro-v1:0"))));

    assertThat(one.endpoint().runtime()).hasToString("https://vpce-1.example/");
    assertThat(one.endpoint().control()).isEqualTo(one.endpoint().runtime());
    assertThat(two.endpoint().control()).hasToString("https://vpce-2.example/");
    assertThat(two.model()).isEqualTo("us.amazon.nova-pro-v1:0");
    assertThat(two.inputType()).isEqualTo("search_query");
  }

  @Test
  void refusesWhatCannotWorkByItsName() {
    assertThat(refused(Map.of())).isEqualTo("region");
    assertThat(refused(Map.of("region", Json.of("evil.test/")))).isEqualTo("region");
    assertThat(refused(Map.of("region", REGION, "url", Json.of("ftp://x")))).isEqualTo("url");
    assertThat(refused(Map.of("region", REGION, "controlUrl", Json.of("x"))))
        .isEqualTo("controlUrl");
    assertThat(refused(Map.of("region", REGION, "inputType", Json.of("x")))).isEqualTo("inputType");
  }

  private static String refused(Map<String, Json> config) {
    return Failures.field(
        () -> ConfigForm.read(BedrockConfig.class, Json.object(config)).endpoint());
  }
}
