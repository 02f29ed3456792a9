package io.auterity.cli.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.cli.exit.CliException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LiteLlmConfigTest {

  private static final String CONFIG =
      """
      model_list:
        - model_name: gpt-4o
          litellm_params:
            model: azure/gpt-4o-eu
            api_base: https://eu.openai.azure.com
            api_key: os.environ/AZURE_API_KEY_EU
            api_version: "2024-10-21"
            weight: 3
            rpm: 6
            timeout: 30
        - model_name: gpt-4o
          litellm_params: {model: openai/gpt-4o, api_key: sk-hidden-in-the-file}
          model_info: {input_cost_per_token: 0.0000025, output_cost_per_token: 0.00001, mode: chat}
        - model_name: claude
          litellm_params: {model: anthropic/claude-sonnet-4-5, api_key: os.environ/ANTHROPIC_API_KEY}
        - model_name: local
          litellm_params: {model: ollama/llama3.2, api_base: "http://localhost:11434"}
        - model_name: "openai/*"
          litellm_params: {model: "openai/*", api_key: os.environ/OPENAI_API_KEY}
        - model_name: odd
          litellm_params: {model: nobody/odd}
      router_settings:
        routing_strategy: least-busy
        model_group_alias: {gpt-4: gpt-4o}
        num_retries: 3
        redis_host: cache
      litellm_settings:
        drop_params: true
        fallbacks: [{gpt-4o: [claude]}]
        context_window_fallbacks: [{gpt-4o: [local]}]
        callbacks: [langfuse]
        something_new: {a: 1}
      general_settings:
        master_key: sk-1234
      """;

  private static Imported read(String config) {
    return LiteLlmConfig.read(config.getBytes(UTF_8), LocalDate.parse("2026-11-22"));
  }

  private static JsonNode spec(Imported imported, String kind, String id) {
    return imported.resources().stream()
        .filter(one -> one.path("kind").asString().equals(kind))
        .filter(one -> one.path("id").asString().equals(id))
        .map(one -> one.path("spec"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(imported.resources().toString()));
  }

  @Test
  void deploymentsBecomeProvidersByAddressAndCredential() {
    Imported imported = read(CONFIG);

    assertThat(spec(imported, "provider", "azure-openai"))
        .hasToString(
            "{\"connector\":\"azure-openai\",\"config\":{\"url\":\"https://eu.openai.azure.com\","
                + "\"apiVersion\":\"2024-10-21\"},\"auth\":{\"header\":{\"name\":\"api-key\","
                + "\"secret\":\"azure-api-key-eu\"}},\"models\":[\"gpt-4o-eu\"]}");
    assertThat(spec(imported, "provider", "ollama").has("auth")).isFalse();
    assertThat(spec(imported, "provider", "anthropic").path("auth").path("header").path("name"))
        .hasToString("\"x-api-key\"");
  }

  @Test
  void keysAreNeverCopied() {
    Imported imported = read(CONFIG);

    assertThat(imported.secrets())
        .containsEntry("azure-api-key-eu", "the environment variable AZURE_API_KEY_EU")
        .containsEntry("openai", "the file itself");
    assertThat(imported.toString()).doesNotContain("sk-hidden", "sk-1234");
  }

  @Test
  void namesBecomeRoutesWithTheirFallbacks() {
    Imported imported = read(CONFIG);

    for (String id : new String[] {"gpt-4o", "gpt-4"}) {
      assertThat(spec(imported, "route", id))
          .hasToString(
              ("{\"when\":{\"model\":\"%s\"},\"use\":[\"azure-openai/gpt-4o-eu\",\"openai/gpt-4o\"],"
                      + "\"strategy\":\"least_connections\","
                      + "\"fallback\":[\"anthropic/claude-sonnet-4-5\"],\"retry\":{\"attempts\":3},"
                      + "\"timeouts\":{\"firstToken\":\"30s\"}}")
                  .formatted(id));
    }
    assertThat(spec(imported, "route", "claude").path("use"))
        .hasToString("[\"anthropic/claude-sonnet-4-5\"]");
  }

  @Test
  void weightsHoldWhereTheStrategyIsByThem() {
    Imported imported = read(CONFIG.replace("routing_strategy: least-busy", "x: 1"));

    JsonNode route = spec(imported, "route", "gpt-4o");
    assertThat(route.path("strategy").asString()).isEqualTo("weighted");
    assertThat(route.path("weights"))
        .hasToString("{\"azure-openai/gpt-4o-eu\":300,\"openai/gpt-4o\":100}");
  }

  @Test
  void pricesByTheTokenBecomePricesByTheMillion() {
    assertThat(spec(read(CONFIG), "prices", "litellm-2026-11-22").path("offers"))
        .hasToString("{\"openai/gpt-4o\":{\"input\":\"2.5\",\"output\":\"10\"}}");
  }

  @Test
  void whatIsNotCarriedIsToldByItsPath() {
    assertThat(read(CONFIG).left())
        .containsKeys(
            "model_list[0].litellm_params.rpm",
            "model_list[1].model_info.mode",
            "general_settings.master_key",
            "litellm_settings.callbacks",
            "litellm_settings.context_window_fallbacks",
            "litellm_settings.drop_params",
            "litellm_settings.something_new.a",
            "router_settings.redis_host")
        .containsEntry("model_list[5]", "there is no connector for 'nobody/odd'")
        .hasEntrySatisfying("model_list[4]", why -> assertThat(why).startsWith("a pattern"))
        .doesNotContainKeys(
            "model_list[0].litellm_params.api_key",
            "litellm_settings.fallbacks[0].gpt-4o[0]",
            "router_settings.num_retries");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "a: 1", "model_list: 1", "{", "model_list: [}"})
  void whatIsNoConfigurationIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(CliException.class);
  }
}
