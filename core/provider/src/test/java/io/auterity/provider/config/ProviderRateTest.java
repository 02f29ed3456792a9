package io.auterity.provider.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.rate.Pacing;
import io.auterity.platform.rate.Pacing.WhenReached;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.RateLimit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderRateTest {

  private static final RateLimit KNOWN = new RateLimit(60, 3_600);
  private static final ConnectorManifest CONNECTOR =
      ConnectorManifest.builder("c", "git", "c").grade("V1").rateLimit(KNOWN).build();

  private static Json.Obj spec(String rate) {
    String json = "{\"connector\": \"c\", \"config\": {}%s}".formatted(rate);
    return new JsonReader(10_000).readObject(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Pacing pacing(String rate) {
    return ProviderRate.pacing(ProviderSpec.read(spec(rate)).rate(), CONNECTOR);
  }

  @Test
  void whatNobodySaysIsAsTheConnectorKnowsIt() {
    assertThat(pacing("")).isEqualTo(Pacing.usual(KNOWN, null));
  }

  @Test
  void aTenantsOwnPlanCounts() {
    assertThat(pacing(", \"rate\": {\"requests\": 5000, \"seconds\": 60}"))
        .isEqualTo(Pacing.usual(new RateLimit(5_000, 60), null));
  }

  @Test
  void whatIsDoneWhenItIsReachedIsSaidApart() {
    assertThat(pacing(", \"rate\": {\"whenReached\": \"wait\", \"waitSeconds\": 30}"))
        .isEqualTo(new Pacing(KNOWN, null, WhenReached.WAIT, Duration.ofSeconds(30)));
    assertThat(pacing(", \"rate\": {\"whenReached\": \"queue\"}").whenReached())
        .isEqualTo(WhenReached.QUEUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"requests\": 5}",
        "{\"requests\": 0, \"seconds\": 1}",
        "{\"whenReached\": \"never\"}",
        "{\"whenReached\": \"wait\", \"waitSeconds\": 601}",
        "{\"patience\": 3}"
      })
  void whatCannotBeMeantIsRefused(String rate) {
    JsonSchema schema = JsonSchema.of(ProviderSpec.schema());
    assertThat(schema.check(spec(", \"rate\": " + rate))).isNotEmpty();
  }
}
