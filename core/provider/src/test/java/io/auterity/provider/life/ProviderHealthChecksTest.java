package io.auterity.provider.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offering;
import io.auterity.provider.ProviderHouse;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.plugin.SamplePlugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderHealthChecksTest {

  /** Fails while this property names a code; plugins share nothing else with a test. */
  private static final String DOWN = "auterity.test.down";

  private static final String CHECK =
      """
      String code = System.getProperty("auterity.test.down");
      if (code != null) {
        throw new CallFailedException(FailureCode.valueOf(code), "told so");
      }
      """;

  @TempDir Path folder;
  private ProviderHouse house;
  private ProviderHealthChecks checks;

  @BeforeEach
  void open() throws InterruptedException {
    house = new ProviderHouse(folder);
    house.stopChecks();
    checks = new ProviderHealthChecks(house.registry(), house.time());
    house.load(new SamplePlugin("a").check(CHECK));
    house.apply("p", "{connector: a-text}");
    tick();
  }

  @AfterEach
  void close() {
    System.clearProperty(DOWN);
    house.close();
  }

  @Test
  void asksAHealthyProviderEveryHalfMinute() throws InterruptedException {
    assertThat(tick()).isEmpty();

    house.time().advance(Duration.ofSeconds(29));
    assertThat(tick()).isEmpty();

    house.time().advance(Duration.ofSeconds(1));
    assertThat(tick()).hasSize(1);
  }

  @Test
  void findsASecretThatNoHeaderCanCarryThoughTheConnectorAsksNothing() throws InterruptedException {
    house.store("key", "canary-4711\nx");

    house.apply("q", "{connector: a-text, auth: {bearer: {secret: key}}}");

    assertThat(house.info("q").state()).isEqualTo(State.ERROR);
    assertThat(house.info("q").reason())
        .startsWith("unauthenticated: provider 'q' cannot use its secret 'key': it holds a line")
        .doesNotContain("canary");

    house.store("key", "canary-4711");
    house.time().advance(Duration.ofSeconds(11));
    tick();

    assertThat(house.info("q").state()).isEqualTo(State.CONNECTED);
  }

  @Test
  void degradesAProviderThatDoesNotAnswerUntilItDoes() throws InterruptedException {
    System.setProperty(DOWN, "UNAVAILABLE");
    assertThat(after(Duration.ofSeconds(30))).isEqualTo(State.DEGRADED);
    assertThat(house.mask("p")).isEqualTo("1.0.0");

    System.clearProperty(DOWN);
    assertThat(after(Duration.ofSeconds(30))).isEqualTo(State.CONNECTED);
  }

  @Test
  void asksAProviderInErrorEveryFewSeconds() throws InterruptedException {
    System.setProperty(DOWN, "UNAUTHENTICATED");
    assertThat(after(Duration.ofSeconds(30))).isEqualTo(State.ERROR);
    assertThat(house.info("p").reason()).isEqualTo("unauthenticated: told so");

    System.clearProperty(DOWN);
    assertThat(after(Duration.ofSeconds(4))).isEqualTo(State.ERROR);
    assertThat(after(Duration.ofSeconds(1))).isEqualTo(State.CONNECTED);
  }

  @Test
  void tellsWhatAVendorSaysOfModelsWhereTheirProviderSaysNothing() throws InterruptedException {
    house.load(
        new SamplePlugin("b")
            .models(
                """
                return List.of(
                    new PluginManifest.KnownModel("m", 8192L, null, List.of("tools")),
                    new PluginManifest.KnownModel("n", 512L, null, null));
                """));
    house.apply("q", "{connector: b-text, models: [m, {id: n, context: 256, abilities: []}]}");
    tick();

    Offering offering = house.info("q").offering();
    ModelSpec told = Objects.requireNonNull(offering.find("m"));
    ModelSpec declared = Objects.requireNonNull(offering.find("n"));

    assertThat(told.context()).isEqualTo(8_192);
    assertThat(told.abilities()).containsExactly("tools");
    assertThat(declared.context()).isEqualTo(256);
    assertThat(declared.abilities()).isEmpty();
  }

  @Test
  void aProviderWhoseConnectorCannotTellItsModelsIsWell() throws InterruptedException {
    house.load(new SamplePlugin("b").models("throw new IllegalStateException(\"broken\");"));
    house.load(
        new SamplePlugin("c").models("return Arrays.asList((PluginManifest.KnownModel) null);"));
    house.apply("q", "{connector: b-text}");
    house.apply("r", "{connector: c-text}");
    tick();

    assertThat(house.info("q").state()).isEqualTo(State.CONNECTED);
    assertThat(house.info("r").state()).isEqualTo(State.CONNECTED);
  }

  @Test
  void doesNotAskAProviderThatIsDisabled() throws InterruptedException {
    house.apply("p", "{connector: a-text, disabled: true}");
    house.time().advance(Duration.ofMinutes(10));

    assertThat(tick()).isEmpty();
  }

  private State after(Duration time) throws InterruptedException {
    house.time().advance(time);
    tick();
    return house.info("p").state();
  }

  private List<Thread> tick() throws InterruptedException {
    List<Thread> looks = checks.tick();
    for (Thread look : looks) {
      look.join();
    }
    return looks;
  }
}
