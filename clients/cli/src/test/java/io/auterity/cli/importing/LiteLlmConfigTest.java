package io.auterity.cli.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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
        - model_name: "*"
          litellm_params: {model: "*"}
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
        context_window_fallbacks: [{gpt-4o: [local]}, {unlisted: [claude]}]
        content_policy_fallbacks: [{gpt-4o: [claude, local]}]
        callbacks: [langfuse]
        something_new: {a: 1}
      general_settings:
        master_key: sk-1234
      """;

  private static Imported read(String config) {
    return read(config, Map.of());
  }

  private static Imported read(String config, Map<String, String> environment) {
    return LiteLlmConfig.read(config.getBytes(UTF_8), LocalDate.parse("2026-11-22"), environment);
  }

  private static Imported everyForm() {
    try (InputStream in = LiteLlmConfigTest.class.getResourceAsStream("litellm.yaml")) {
      return read(
          new String(Objects.requireNonNull(in).readAllBytes(), UTF_8),
          Map.of("AZURE_API_BASE", "https://ca.openai.azure.com"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
                      + "\"fallback\":[\"anthropic/claude-sonnet-4-5\"],"
                      + "\"fallbackOn\":{"
                      + "\"content_refused\":[\"anthropic/claude-sonnet-4-5\",\"ollama/llama3.2\"],"
                      + "\"context_too_long\":[\"ollama/llama3.2\"]},\"retry\":{\"max\":3},"
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
        .hasToString("{\"azure-openai/gpt-4o-eu\":3,\"openai/gpt-4o\":1}");
  }

  @Test
  void pricesByTheTokenBecomePricesByTheMillion() {
    assertThat(spec(read(CONFIG), "prices", "litellm-2026-11-22").path("offers"))
        .hasToString("{\"openai/gpt-4o\":{\"input\":\"2.5\",\"output\":\"10\"}}");
  }

  @Test
  void ofPricesOfOneOfferTheDearestStands() {
    Imported imported =
        read(
            """
            model_list:
              - model_name: fast
                litellm_params: {model: openai/gpt-4o, api_key: os.environ/KEY}
                model_info: {input_cost_per_token: 0.000003, output_cost_per_token: 0.00001}
              - model_name: cheap
                litellm_params: {model: openai/gpt-4o, api_key: os.environ/KEY}
                model_info: {input_cost_per_token: 0, output_cost_per_token: 0.00002}
              - model_name: same
                litellm_params: {model: openai/gpt-4o, api_key: os.environ/KEY}
                model_info: {output_cost_per_token: 0.00002}
            """);

    assertThat(spec(imported, "prices", "litellm-2026-11-22").path("offers"))
        .hasToString("{\"openai/gpt-4o\":{\"input\":\"3\",\"output\":\"20\"}}");
    assertThat(imported.notes())
        .containsOnlyKeys(
            "model_list[1].model_info.input_cost_per_token",
            "model_list[1].model_info.output_cost_per_token")
        .containsEntry(
            "model_list[1].model_info.input_cost_per_token",
            "openai/gpt-4o has other prices elsewhere in the file: the dearest stands, input 3 for"
                + " a million");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://me:hidden@host/v1",
        "https://host/v1?key=hidden",
        "https://host/v1#hidden",
        "me:hidden@host"
      })
  void refusedAddressesTellNoCredential(String address) {
    Imported imported =
        read(
            """
            model_list:
              - model_name: local
                litellm_params: {model: ollama/llama3.2, api_base: os.environ/BASE}
            """,
            Map.of("BASE", address));

    assertThat(imported.left())
        .hasEntrySatisfying("model_list[0]", why -> assertThat(why).startsWith("api_base cannot"));
    assertThat(imported.toString()).doesNotContain("hidden");
  }

  @Test
  void deploymentsWhoseCredentialIsAbsentAreLeft() {
    Imported imported =
        read(
            """
            model_list:
              - model_name: gpt
                litellm_params: {model: openai/gpt-4o, litellm_credential_name: lost}
              - model_name: kept
                litellm_params: {model: openai/gpt-4o, litellm_credential_name: there}
            credential_list:
              - credential_name: there
                credential_values: {api_key: os.environ/KEY}
            """);

    assertThat(imported.left())
        .containsEntry("model_list[0]", "names the credential 'lost', which credential_list lacks");
    assertThat(imported.resources().stream().map(one -> one.path("id").asString()))
        .containsExactly("openai", "kept");
  }

  @Test
  void whatIsNotCarriedIsToldByItsPath() {
    assertThat(read(CONFIG).left())
        .containsKeys(
            "model_list[1].model_info.mode",
            "general_settings.master_key",
            "litellm_settings.callbacks",
            "litellm_settings.context_window_fallbacks[1].unlisted",
            "litellm_settings.drop_params",
            "litellm_settings.something_new.a",
            "router_settings.redis_host")
        .containsEntry("model_list[5]", "there is no connector for 'nobody/odd'")
        .hasEntrySatisfying("model_list[4]", why -> assertThat(why).startsWith("stands for every"))
        .doesNotContainKeys(
            "model_list[0].litellm_params.api_key",
            "model_list[0].litellm_params.rpm",
            "litellm_settings.fallbacks[0].gpt-4o[0]",
            "router_settings.num_retries");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "a: 1", "model_list: 1", "{", "model_list: [}"})
  void whatIsNoConfigurationIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(CliException.class);
  }

  private static JsonNode config(String id) {
    return spec(everyForm(), "provider", id).path("config");
  }

  @Test
  void whatLiesInTheEnvironmentIsReadThereOrItsDeploymentLeft() {
    assertThat(config("azure-openai-2"))
        .hasToString("{\"url\":\"https://ca.openai.azure.com\",\"apiVersion\":\"2024-10-21\"}");
    assertThat(everyForm().notes())
        .containsEntry(
            "model_list[1].litellm_params.api_base",
            "the environment variable AZURE_API_BASE says it");
    assertThat(everyForm().notes().toString()).doesNotContain("ca.openai.azure.com");
    assertThat(everyForm().left())
        .containsEntry(
            "model_list[3]",
            "needs the environment variable NOT_SET_ANYWHERE, which is not set here: set it and"
                + " import again");
  }

  @Test
  void credentialsThatAreNamedAreFound() {
    assertThat(config("azure-openai-3").path("url").asString())
        .isEqualTo("https://ch.openai.azure.com/");
    assertThat(everyForm().secrets())
        .containsEntry("azure-api-key-ch", "the environment variable AZURE_API_KEY_CH");
  }

  @Test
  void aliasesAreWhatTheirAnchorsHold() {
    assertThat(spec(everyForm(), "provider", "deepseek").path("models"))
        .hasToString("[\"deepseek-chat\",\"deepseek-reasoner\"]");
    assertThat(spec(everyForm(), "route", "merged").path("use"))
        .hasToString("[\"deepseek/deepseek-reasoner\"]");
  }

  @Test
  void placesOfVertexStandInItsAddressAlone() {
    assertThat(config("vertex"))
        .hasToString(
            "{\"project\":\"my-project\",\"url\":\"https://europe-west4-aiplatform.googleapis.com/v1\"}");
    assertThat(config("vertex-2")).hasToString("{\"project\":\"my-project\"}");
    assertThat(config("vertex-3").path("url").asString())
        .isEqualTo("https://us-central1-aiplatform.googleapis.com/v1");
    assertThat(config("anthropic-vertex").path("location").asString()).isEqualTo("eu");
  }

  @Test
  void whatCannotBeAnAddressLeavesItsDeploymentAlone() {
    assertThat(everyForm().left())
        .containsEntry("model_list[18]", "api_base cannot be 'your_ollama_api_base'")
        .containsEntry("model_list[7]", "names no aws_region_name")
        .hasEntrySatisfying(
            "model_list[4].litellm_params.api_version",
            why -> assertThat(why).contains("no dated version"));
    assertThat(spec(everyForm(), "route", "local").path("use"))
        .hasToString("[\"ollama/llama3.2\"]");
  }

  @Test
  void unverifiedConnectorsAreTakenAndTold() {
    for (String id : new String[] {"vllm", "fireworks", "lm-studio", "llama-cpp"}) {
      assertThat(spec(everyForm(), "provider", id).path("unverified")).hasToString("true");
      assertThat(everyForm().notes().get("provider " + id)).contains("V0");
    }
    assertThat(spec(everyForm(), "provider", "mistral").has("unverified")).isFalse();
  }

  @Test
  void patternsAreRoutesToProvidersOfAnyModel() {
    Imported imported = everyForm();

    assertThat(spec(imported, "provider", "openai").has("models")).isFalse();
    assertThat(spec(imported, "provider", "together_ai").path("connector"))
        .hasToString("\"together\"");
    JsonNode route = spec(imported, "route", "claude");
    assertThat(route.path("when")).hasToString("{\"model\":\"claude-*\"}");
    assertThat(route.path("use")).hasToString("[\"anthropic\"]");
    assertThat(route.path("priority").asInt()).isNegative();
    assertThat(imported.left()).containsKeys("model_list[30]", "model_list[31]");
    assertThat(spec(imported, "route", "gpt-4o").path("fallback"))
        .hasToString("[\"vertex/gemini-2.5-pro\",\"openai/gpt-4o-mini\",\"ollama/llama3.2\"]");
  }

  @Test
  void ratesOfDeploymentsAreQuotas() {
    assertThat(spec(everyForm(), "quota", "litellm-azure-openai-gpt-4o-eu"))
        .hasToString(
            "{\"perMinute\":6,\"tokensPerMinute\":100000,"
                + "\"scope\":{\"model\":\"azure-openai/gpt-4o-eu\"}}");
    assertThat(spec(everyForm(), "quota", "litellm-vllm-meta-llama-llama-3.1-8b-instruct"))
        .hasToString(
            "{\"parallel\":4,\"scope\":{\"model\":\"vllm/meta-llama/Llama-3.1-8B-Instruct\"}}");
    assertThat(everyForm().left()).containsKey("model_list[27].litellm_params.rpm");
  }

  @Test
  void sharesWithoutWeightsAreByTheCallsOfAMinute() {
    Imported imported =
        read(CONFIG.replace("weight: 3\n", "\n").replace("routing_strategy: least-busy", "x: 1"));

    assertThat(spec(imported, "route", "gpt-4o").path("weights"))
        .hasToString("{\"azure-openai/gpt-4o-eu\":6,\"openai/gpt-4o\":1}");
  }

  @Test
  void aCacheIsThatOfEachRoute() {
    assertThat(spec(everyForm(), "route", "gpt-4o").path("cache"))
        .hasToString("{\"exact\":\"600s\"}");
    assertThat(everyForm().notes().get("litellm_settings.cache")).contains("within: tenant");
    assertThat(read(CONFIG.replace("drop_params: true", "cache: true")).left())
        .hasEntrySatisfying("litellm_settings.cache", why -> assertThat(why).contains("ttl"));
  }

  @Test
  void whatHasItsKindHereIsToldByTheKind() {
    assertThat(everyForm().left())
        .hasEntrySatisfying("guardrails", why -> assertThat(why).contains("kind: guardrail"))
        .hasEntrySatisfying(
            "litellm_settings.max_budget", why -> assertThat(why).contains("kind: budget"))
        .hasEntrySatisfying(
            "router_settings.routing_strategy_args", why -> assertThat(why).contains("strategies"))
        .doesNotContainKeys("router_settings.routing_strategy", "litellm_settings.cache");
    assertThat(everyForm().notes()).containsKey("router_settings.routing_strategy");
  }

  @Test
  void unverifiedIsWhatItsPresetSays() throws IOException {
    Path presets = Path.of("../../plugins/ai-openai/src/main/resources/META-INF/auterity/presets");
    try (Stream<Path> files = Files.list(presets)) {
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        String id = file.getFileName().toString().replace(".yaml", "");
        for (String vendor : List.of(id, id + "_ai", "hosted_" + id, id.replace('-', '_'))) {
          ForeignVendor known = ForeignVendor.of(vendor);
          if (known != null) {
            assertThat(known.unverified()).as(vendor).isEqualTo(text.contains("grade: V0"));
          }
        }
      }
    }
  }
}
