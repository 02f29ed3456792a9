package io.auterity.relay.decision.log;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.ProviderInfo;
import io.auterity.relay.decision.SampleDecision;
import io.auterity.relay.decision.format.ConfigFormat;
import io.auterity.relay.plan.Config;
import io.auterity.relay.route.RouteIndex;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigDigestsTest {

  private static final UUID ONE = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);
  private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

  private final ConfigDigests configs = new ConfigDigests(2);
  private final Config gpt = config(1, ai("gpt"));
  private final Config gemini = config(2, ai("gemini"));

  @Test
  void thatOfSeveralDecisionsIsMissingOnce() {
    List<DecisionStore.StoredConfig> missing =
        configs.missing(List.of(planned(ONE, gpt), planned(ONE, gpt)));

    assertThat(missing)
        .singleElement()
        .satisfies(
            stored -> {
              assertThat(stored.tenant()).isEqualTo(ONE);
              assertThat(stored.day()).isEqualTo(TODAY);
              assertThat(stored.digest()).isEqualTo(configs.digest(gpt)).hasSize(32);
              assertThat(ConfigFormat.read(stored.body(), 1).providers())
                  .extracting(ProviderInfo::id)
                  .containsExactly("gpt");
            });
  }

  @Test
  void isMissingUntilItIsStored() {
    List<QueuedDecision> batch = List.of(planned(ONE, gpt));
    configs.missing(batch);

    List<DecisionStore.StoredConfig> missing = configs.missing(batch);
    assertThat(missing).hasSize(1);

    configs.stored(missing);
    assertThat(configs.missing(batch)).isEmpty();
  }

  @Test
  void isStoredForEachTenantAndDay() {
    configs.stored(configs.missing(List.of(planned(ONE, gpt))));

    List<DecisionStore.StoredConfig> missing =
        configs.missing(
            List.of(planned(ONE, gpt), planned(OTHER, gpt), planned(TODAY.plusDays(1), ONE, gpt)));

    assertThat(missing).extracting(DecisionStore.StoredConfig::tenant).containsExactly(OTHER, ONE);
    assertThat(missing)
        .extracting(DecisionStore.StoredConfig::day)
        .containsExactly(TODAY, TODAY.plusDays(1));
  }

  @Test
  void whatSaysTheSameIsStoredOnce() {
    Config again = config(3, ai("gpt"));
    configs.stored(configs.missing(List.of(planned(ONE, gpt))));

    assertThat(configs.digest(again)).isEqualTo(configs.digest(gpt));
    assertThat(configs.digest(gemini)).isNotEqualTo(configs.digest(gpt));
    assertThat(configs.missing(List.of(planned(ONE, again)))).isEmpty();
  }

  @Test
  void theOldestIsForgottenWhenThereAreTooMany() {
    for (Config one : List.of(gpt, gemini, config(3, ai("claude")))) {
      configs.stored(configs.missing(List.of(planned(ONE, one))));
    }

    assertThat(configs.missing(List.of(planned(ONE, gpt), planned(ONE, gemini))))
        .extracting(DecisionStore.StoredConfig::digest)
        .containsExactly(configs.digest(gpt));
  }

  @Test
  void aDecisionWithoutAPlanNeedsNone() {
    assertThat(configs.missing(List.of(planned(ONE, null)))).isEmpty();
  }

  private static Config config(long epoch, ProviderInfo provider) {
    return new Config(epoch, new RouteIndex(List.of()), List.of(provider));
  }

  private static QueuedDecision planned(UUID tenant, @Nullable Config config) {
    return planned(TODAY, tenant, config);
  }

  private static QueuedDecision planned(LocalDate day, UUID tenant, @Nullable Config config) {
    return new QueuedDecision(DecisionRow.of(SampleDecision.of(day, tenant)), config, 0);
  }
}
