package io.auterity.provider.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.provider.CheckAttempt;
import io.auterity.provider.ProviderHouse;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.call.ProviderInstance;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.life.ProviderTable.ProviderKey;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.spi.CallFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who serves while a provider that is applied anew has not been looked at. */
@Timeout(60)
class WaitingFormTest {

  /** Checks last while this property is set; plugins share nothing else with a test. */
  private static final String HELD = "auterity.test.held";

  private static final String LOOKED_AT = "auterity.test.looked-at";

  private static final String CHECK =
      """
      System.setProperty("auterity.test.looked-at", "true");
      while (System.getProperty("auterity.test.held") != null) Thread.yield();
      if (call.provider().config().get("bad") != null) {
        throw new CallFailedException(FailureCode.UNAUTHENTICATED, "bad key");
      }
      """;
  private static final String MASK =
      "return new MaskedText(VERSION + \" \" + call.provider().config(), List.of());";
  private static final String OLD = "1.0.0 {\"x\":1}";
  private static final String NEW = "1.0.0 {\"x\":2}";

  @TempDir Path folder;
  private ProviderHouse house;
  private ProviderHealthChecks checks;
  private ProviderKey key;

  @BeforeEach
  void open() throws InterruptedException {
    house = new ProviderHouse(folder);
    house.stopChecks();
    checks = new ProviderHealthChecks(house.registry(), house.time());
    key = new ProviderKey(house.tenant(), "p");
    house.load(plugin("1.0.0"));
    apply("{connector: a-text, config: {x: 1}}");
    assertThat(house.info("p").state()).isEqualTo(State.PENDING);
    look();
  }

  @AfterEach
  void close() {
    System.clearProperty(HELD);
    System.clearProperty(LOOKED_AT);
    house.close();
  }

  @Test
  void itGoesOnAsItWasUntilItsNewFormHasBeenLookedAt() throws InterruptedException {
    ProviderInstance first = latest();
    apply("{connector: a-text, config: {x: 2}}");

    assertThat(house.mask("p")).isEqualTo(OLD);
    assertThat(house.info("p").state()).isEqualTo(State.CONNECTED);
    look();
    awaitEnd(first);

    assertThat(house.mask("p")).isEqualTo(NEW);
    assertThat(house.info("p").state()).isEqualTo(State.CONNECTED);
    assertThat(house.info("p").generation()).isEqualTo(2);
  }

  @Test
  void oneThatIsFoundWrongTakesOverAsWell() throws InterruptedException {
    apply("{connector: a-text, config: {bad: true}}");
    assertThat(house.mask("p")).isEqualTo("1.0.0 {\"x\":1}");
    look();

    assertThat(house.info("p").state()).isEqualTo(State.ERROR);
    assertThat(house.info("p").reason()).isEqualTo("unauthenticated: bad key");
  }

  @Test
  void aLookThatDoesNotEndHoldsItUpNoLongerThanACheckMayLast() throws InterruptedException {
    System.setProperty(HELD, "true");
    System.clearProperty(LOOKED_AT);
    apply("{connector: a-text, config: {x: 2}}");
    house.time().advance(Duration.ofSeconds(9));
    Thread look = checks.tick().getFirst();
    assertThat(house.mask("p")).isEqualTo(OLD);

    while (System.getProperty(LOOKED_AT) == null) {
      LockSupport.parkNanos(1_000_000);
    }
    house.time().advance(Duration.ofSeconds(4));
    checks.tick();
    assertThat(house.mask("p")).isEqualTo(OLD);

    house.time().advance(Duration.ofSeconds(1));
    checks.tick();
    assertThat(house.info("p").state()).isEqualTo(State.PENDING);
    System.clearProperty(HELD);
    look.join();

    assertThat(house.mask("p")).isEqualTo(NEW);
  }

  @Test
  void theLatestFormIsTheOneThatIsLookedAt() throws InterruptedException {
    apply("{connector: a-text, config: {x: 3}}");
    ProviderInstance neverSeen = latest();
    apply("{connector: a-text, config: {x: 2}}");
    awaitEnd(neverSeen);
    apply("{connector: a-text, config: {x: 2}, slots: 3}");
    assertThat(house.mask("p")).isEqualTo(OLD);
    look();

    assertThat(house.mask("p")).isEqualTo(NEW);
    assertThat(house.info("p").slots()).isEqualTo(3);
  }

  @Test
  void theFormThatServesCanBeAppliedAgain() throws InterruptedException {
    apply("{connector: a-text, config: {x: 2}}");
    apply("{connector: a-text, config: {x: 1}, slots: 3}");
    assertThat(house.info("p").slots()).isEqualTo(3);
    look();

    assertThat(house.mask("p")).isEqualTo(OLD);
    assertThat(house.info("p").generation()).isEqualTo(1);
  }

  @Test
  void itIsDisabledAtOnceAndThenBeginsAnew() {
    apply("{connector: a-text, config: {x: 2}}");
    apply("{connector: a-text, config: {x: 2}, disabled: true}");
    assertThat(house.info("p").state()).isEqualTo(State.DISABLED);

    apply("{connector: a-text, config: {x: 1}}");
    assertThat(house.info("p").state()).isEqualTo(State.PENDING);
  }

  @Test
  void itIsRemovedAtOnceWithTheFormThatWaits() throws InterruptedException {
    apply("{connector: a-text, config: {x: 2}}");
    ProviderInstance waiting = latest();
    house.remove("p");
    awaitEnd(waiting);
    assertThat(house.registry().of(house.tenant())).isEmpty();
    look();

    assertThat(house.registry().of(house.tenant())).isEmpty();
    assertThat(house.registry().latestOpen(key)).isEmpty();
  }

  @Test
  void aNewVersionOfItsPluginServesTheLatestForm() {
    apply("{connector: a-text, config: {x: 2}}");

    house.host().swap(house.write(plugin("2.0.0")));

    assertThat(house.mask("p")).isEqualTo("2.0.0 {\"x\":2}");
    assertThat(house.info("p").state()).isEqualTo(State.CONNECTED);
  }

  @Test
  void aNewVersionOfAnotherPluginEndsNoWait() {
    SamplePlugin other = new SamplePlugin("b");
    house.load(other);
    apply("{connector: a-text, config: {x: 2}}");

    house.host().swap(house.write(other.version("2.0.0")));

    assertThat(house.mask("p")).isEqualTo(OLD);
  }

  @Test
  void itBeginsAnewWhenItIsAppliedAndWhenItTakesOver() throws InterruptedException {
    house.fresh().clear();

    apply("{connector: a-text, config: {x: 2}, auth: {bearer: {secret: key}}}");
    assertThat(house.fresh()).containsExactly("p, key");
    look();
    assertThat(house.fresh()).containsExactly("p, key", "p, key");
    look();
    assertThat(house.fresh()).hasSize(2);

    house.applyAgain("p", "{connector: a-text, config: {x: 2}}");
    assertThat(house.fresh()).hasSize(3).endsWith("p, key as it was");
    house.apply("p", "{connector: a-text, config: {x: 2}, slots: 3}");
    assertThat(house.fresh()).endsWith("p, provider p");
  }

  @Test
  void withoutItsPluginNoFormServes() {
    apply("{connector: a-text, config: {x: 2}}");

    house.host().unload("a");

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> house.mask("p"))
        .withMessageContaining("no started plugin brings the connector a-text");
  }

  private static SamplePlugin plugin(String version) {
    return new SamplePlugin("a").version(version).mask(MASK).check(CHECK);
  }

  private void apply(String spec) {
    house.registry().changes().apply(key, ProviderSpec.read(ProviderHouse.json(spec)));
  }

  private ProviderInstance latest() {
    return Objects.requireNonNull(house.registry().latestOpen(key).orElseThrow().instance());
  }

  private void awaitEnd(ProviderInstance instance) {
    while (instance.check(new CheckAttempt(house.time(), Duration.ofSeconds(5)), () -> {})) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void look() throws InterruptedException {
    checks.begin(key).join();
  }
}
