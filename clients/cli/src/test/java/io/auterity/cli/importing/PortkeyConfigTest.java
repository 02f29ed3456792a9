package io.auterity.cli.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.cli.exit.CliException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PortkeyConfigTest {

  private static final String OPENAI =
      "{\"provider\": \"openai\", \"api_key\": \"sk-hidden\", \"override_params\": {\"model\": \"gpt-4o\"}%s}";
  private static final String ANTHROPIC =
      "{\"provider\": \"anthropic\", \"api_key\": \"k\", \"override_params\": {\"model\": \"claude\"}%s}";

  private static Imported read(String config) {
    return PortkeyConfig.read(config.getBytes(UTF_8), "chat");
  }

  private static List<JsonNode> routes(Imported imported) {
    return imported.resources().stream()
        .filter(one -> one.path("kind").asString().equals("route"))
        .<JsonNode>map(one -> one)
        .toList();
  }

  @Test
  void aChainOfTargetsIsARouteWithItsFallback() {
    Imported imported =
        read(
            "{\"strategy\": {\"mode\": \"fallback\", \"on_status_codes\": [429]}, \"retry\":"
                + " {\"attempts\": 2}, \"request_timeout\": 30000, \"targets\": ["
                + OPENAI.formatted("")
                + ","
                + ANTHROPIC.formatted("")
                + "]}");

    assertThat(routes(imported))
        .singleElement()
        .hasToString(
            "{\"kind\":\"route\",\"id\":\"chat\",\"spec\":{\"when\":{\"model\":\"chat\"},"
                + "\"use\":[\"openai/gpt-4o\"],\"fallback\":[\"anthropic/claude\"],"
                + "\"retry\":{\"max\":2},\"timeouts\":{\"firstToken\":\"30000ms\"}}}");
    assertThat(imported.secrets().keySet()).containsExactly("openai", "anthropic");
    assertThat(imported.left()).containsOnlyKeys("strategy.on_status_codes");
    assertThat(imported.toString()).doesNotContain("sk-hidden");
  }

  @Test
  void sharesAreWeights() {
    Imported imported =
        read(
            "{\"strategy\": {\"mode\": \"loadbalance\"}, \"targets\": ["
                + OPENAI.formatted(", \"weight\": 0.7")
                + ","
                + ANTHROPIC.formatted(", \"weight\": 0.3")
                + "]}");

    JsonNode spec = routes(imported).getFirst().path("spec");
    assertThat(spec.path("strategy").asString()).isEqualTo("weighted");
    assertThat(spec.path("weights")).hasToString("{\"openai/gpt-4o\":70,\"anthropic/claude\":30}");
  }

  @Test
  void whoIsTurnedOffGetsNothingAndWhoSaysNothingAnEqualShare() {
    Imported imported =
        read(
            "{\"strategy\": {\"mode\": \"loadbalance\"}, \"targets\": ["
                + OPENAI.formatted(", \"weight\": 1")
                + ","
                + ANTHROPIC.formatted("")
                + ", {\"provider\": \"groq\", \"weight\": 0, \"override_params\": {\"model\": \"x\"}}]}");

    JsonNode spec = routes(imported).getFirst().path("spec");
    assertThat(spec.path("weights"))
        .hasToString("{\"openai/gpt-4o\":100,\"anthropic/claude\":100}");
    assertThat(spec.path("use")).hasSize(2);
  }

  @Test
  void keysThatLieAtPortkeyAreToBeStored() {
    Imported imported =
        read(
            """
            {"strategy": {"mode": "fallback"}, "targets": [
               {"provider": "openai", "virtual_key": "a", "override_params": {"model": "m"}},
               {"provider": "openai", "virtual_key": "b", "override_params": {"model": "m"}}]}
            """);

    assertThat(imported.secrets())
        .containsEntry("openai", "the other gateway itself: a")
        .containsEntry("openai-2", "the other gateway itself: b");
  }

  @Test
  void groupsWithinAChainKeepTheirRank() {
    Imported imported =
        read(
            "{\"strategy\": {\"mode\": \"fallback\"}, \"targets\": [{\"strategy\": {\"mode\":"
                + " \"loadbalance\"}, \"targets\": ["
                + OPENAI.formatted(", \"weight\": 1")
                + ","
                + ANTHROPIC.formatted(", \"weight\": 1")
                + "]}, {\"provider\": \"groq\", \"override_params\": {\"model\": \"oss\"}}]}");

    JsonNode spec = routes(imported).getFirst().path("spec");
    assertThat(spec.path("use")).hasToString("[\"openai/gpt-4o\",\"anthropic/claude\"]");
    assertThat(spec.path("fallback")).hasToString("[\"groq/oss\"]");
  }

  @Test
  void conditionsAreRoutesOfTheirOwn() {
    Imported imported =
        read(
            """
            {"strategy": {"mode": "conditional", "default": "b", "conditions": [
               {"query": {"params.model": {"$eq": "fast"}}, "then": "a"},
               {"query": {"metadata.plan": {"$eq": "paid"}}, "then": "a"},
               {"query": {"metadata.age": {"$gt": 3}}, "then": "a"}]},
             "targets": [%s, %s]}
            """
                .formatted(
                    OPENAI.formatted(", \"name\": \"a\""),
                    ANTHROPIC.formatted(", \"name\": \"b\"")));

    assertThat(routes(imported))
        .extracting(route -> route.path("spec").path("when").toString())
        .containsExactly(
            "{\"model\":\"fast\"}",
            "{\"labels\":{\"plan\":\"paid\"},\"model\":\"chat\"}",
            "{\"model\":\"chat\"}");
    assertThat(routes(imported))
        .extracting(route -> route.path("spec").path("priority").asInt(0))
        .containsExactly(3, 2, 0);
    assertThat(imported.left()).containsOnlyKeys("strategy.conditions[2]");
  }

  @Test
  void deploymentsOfAzureHaveTheirResource() {
    Imported imported =
        read(
            """
            {"provider": "azure-openai", "api_key": "k", "azure_resource_name": "mine",
             "azure_deployment_id": "gpt", "azure_api_version": "2024-10-21"}
            """);

    assertThat(imported.resources().getFirst().path("spec").path("config"))
        .hasToString("{\"url\":\"https://mine.openai.azure.com\",\"apiVersion\":\"2024-10-21\"}");
  }

  @Test
  void whatIsNotCarriedIsTold() {
    Imported imported =
        read(
            """
            {"cache": {"mode": "semantic"}, "targets": [
               {"provider": "nobody", "api_key": "k"}, {"virtual_key": "v"},
               {"provider": "openai", "api_key": "k"}]}
            """
                .replace("\"targets\"", "\"strategy\": {\"mode\": \"fallback\"}, \"targets\""));

    assertThat(imported.left())
        .containsKeys("cache", "targets[0]", "targets[1]", "targets[2].provider");
    assertThat(routes(imported)).isEmpty();
  }

  @Test
  void whoCannotBeAProviderIsTold() {
    Imported imported =
        read(
            """
            {"cache": {"mode": "semantic"}, "strategy": {"mode": "fallback"}, "targets": [
               {"provider": "azure-openai", "api_key": "k", "azure_deployment_id": "gpt"},
               {"provider": "openai", "custom_host": "none", "override_params": {"model": "m"}}]}
            """);

    assertThat(imported.left())
        .containsEntry("targets[0].provider", "names no custom_host")
        .containsEntry("targets[1].provider", "custom_host cannot be 'none'")
        .hasEntrySatisfying("cache", why -> assertThat(why).contains("{semantic: {ttl: 1h}}"));
    assertThat(imported.resources()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"targets\": 1}", "{\"a\""})
  void whatIsNoConfigIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(CliException.class);
  }
}
