package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PricesCommandTest {

  private static final String APPLY = "/api/v1/apply";

  private static final String PORTKEY =
      """
      {"default": {"pricing_config": {"pay_as_you_go": {"request_token": {"price": 0}}}},
       "sonnet": {"pricing_config": {"pay_as_you_go": {
         "request_token": {"price": 0.0003}, "response_token": {"price": 0.0015},
         "cache_read_input_token": {"price": 0.00003},
         "cache_write_input_token": {"price": 0.000375},
         "additional_units": {"cache_write_1h": {"price": 0.0006}}}}},
       "free": {"pricing_config": {"pay_as_you_go": {
         "request_token": {"price": 0}, "response_token": {"price": 0}}}},
       "other": {"pricing_config": {"currency": "EUR", "pay_as_you_go": {
         "request_token": {"price": 1}}}}}
      """;

  private static final String LITELLM =
      """
      {"sample_spec": {"litellm_provider": "one of these", "input_cost_per_token": 0.0},
       "gpt-4o": {"litellm_provider": "openai", "input_cost_per_token": 2.5e-06,
         "cache_read_input_token_cost": 1.25e-06, "output_cost_per_token": 1e-05},
       "gemini/pro": {"litellm_provider": "gemini", "input_cost_per_token": 1.25e-06,
         "output_cost_per_token": 1e-05, "input_cost_per_token_above_200k_tokens": 2.5e-06,
         "output_cost_per_token_above_200k_tokens": 1.5e-05},
       "dall-e": {"litellm_provider": "openai", "input_cost_per_image": 0.02}}
      """;

  @TempDir Path folder;

  @Test
  void takesPortkeysFileOfAVendor() throws IOException {
    JsonNode spec = imported("anthropic.json", PORTKEY, "--id", "mine", "--as-of", "2026-11-01");

    assertThat(spec.path("asOf").asString()).isEqualTo("2026-11-01");
    assertThat(spec.path("currency").asString()).isEqualTo("USD");
    assertThat(spec.path("offers"))
        .isEqualTo(
            json(
                """
                {"anthropic/sonnet": {"input": "3", "output": "15", "cached_input": "0.3",
                  "cache_write": "3.75", "cache_write_long": "6"}}
                """));
  }

  @Test
  void takesLiteLlmsFileOfAllVendors() throws IOException {
    JsonNode spec = imported("prices.json", LITELLM, "--provider", "openai=my-openai");

    assertThat(spec.path("offers"))
        .isEqualTo(
            json(
                """
                {"gemini/pro": {"input": "1.25", "output": "10",
                  "tiers": [{"above": 200000, "input": "2.5", "output": "15"}]},
                 "my-openai/gpt-4o": {"input": "2.5", "cached_input": "1.25", "output": "10"}}
                """));
  }

  @Test
  void takesWhatIsNotPricedByTheToken() throws IOException {
    JsonNode spec =
        imported(
            "prices.json",
            """
            {"whisper-1": {"litellm_provider": "openai", "input_cost_per_second": 0.0001},
             "tts-1": {"litellm_provider": "openai", "input_cost_per_character": 1.5e-05},
             "imagen": {"litellm_provider": "google", "output_cost_per_image": 0.04},
             "rerank": {"litellm_provider": "cohere", "input_cost_per_query": 0.002}}
            """);

    assertThat(spec.path("offers"))
        .isEqualTo(
            json(
                """
                {"cohere/rerank": {"search": "0.002"},
                 "google/imagen": {"image": "0.04"},
                 "openai/tts-1": {"characters": "15"},
                 "openai/whisper-1": {"audio_minute": "0.006"}}
                """));
  }

  @Test
  void aDryRunAsksTheServerToCheckOnly() throws IOException {
    try (AnsweringServer server = server()) {
      assertThat(run(server, "anthropic.json", PORTKEY, "--dry-run")).isZero();
      assertThat(server.query(APPLY)).isEqualTo("dryRun=true");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"a\": {\"price\": 1}}",
        "{\"a\": {\"litellm_provider\": \"x\", \"input_cost_per_token\": \"1\"}}",
        "{\"a\": {\"litellm_provider\": \"x\", \"input_cost_per_token\": -1}}",
        "{\"a\": {\"litellm_provider\": \"x\", \"input_cost_per_token\": 1e9}}",
        "{\"a\": {\"litellm_provider\": \"x\"}}"
      })
  void aMalformedFileStoresNothing(String text) throws IOException {
    try (AnsweringServer server = server()) {
      assertThat(run(server, "p.json", text)).isEqualTo(CliException.BAD_INPUT);
      assertThat(server.received(APPLY)).isEmpty();
    }
  }

  private JsonNode imported(String name, String text, String... more) throws IOException {
    try (AnsweringServer server = server()) {
      assertThat(run(server, name, text, more)).isZero();
      JsonNode resource = json(server.received(APPLY));
      assertThat(resource.path("kind").asString()).isEqualTo("prices");
      return resource.path("spec");
    }
  }

  private int run(AnsweringServer server, String name, String text, String... more)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    String[] words = new String[more.length + 3];
    words[0] = "prices";
    words[1] = "import";
    words[2] = file.toString();
    System.arraycopy(more, 0, words, 3, more.length);
    return server.run(words);
  }

  private AnsweringServer server() {
    return new AnsweringServer(folder).answer(APPLY, "{\"applied\": []}");
  }

  private static JsonNode json(String text) {
    return ApiClient.mapper().readTree(text);
  }
}
