package io.auterity.provider.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.provider.ProviderHouse;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.plugin.PluginRefusedException;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.spi.CallFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connectors that fail, or wait, while they open a provider: whom that concerns. */
class OpeningTest {

  /** Long for what opens at once, however busy the machine is. */
  private static final Duration LIMIT = Duration.ofSeconds(3);

  @TempDir Path folder;
  private final List<ProviderHouse> houses = new ArrayList<>();
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final String named = UUID.randomUUID().toString();

  @AfterEach
  void close() {
    gate.countDown();
    System.getProperties().remove(named + "arrived");
    System.getProperties().remove(named + "gate");
    System.getProperties().remove(named + "again");
    houses.forEach(ProviderHouse::close);
  }

  @Test
  void aProviderThatTheNewVersionRefusesIsInErrorAndTheOthersMove() {
    ProviderHouse house = house(Duration.ofMinutes(1));
    house.load(new SamplePlugin("a"));
    house.apply("good", "{connector: a-text}");
    house.apply("bad", "{connector: a-text, config: {odd: true}}");

    house
        .host()
        .swap(
            house.write(
                new SamplePlugin("a").version("2.0.0").open(where("odd", refuses("no odd ones")))));

    assertThat(house.mask("good")).isEqualTo("2.0.0");
    assertThat(house.info("good").state()).isEqualTo(State.CONNECTED);
    assertThat(house.info("bad").state()).isEqualTo(State.ERROR);
    assertThat(house.info("bad").reason()).contains("no odd ones");
    assertThat(house.info("bad").pluginVersion()).isEqualTo("2.0.0");
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> house.mask("bad"))
        .withMessageContaining("provider 'bad' is error")
        .withMessageContaining("no odd ones");
  }

  @Test
  void whatIsInErrorComesBackWithTheNextVersion() {
    ProviderHouse house = house(Duration.ofMinutes(1));
    house.load(new SamplePlugin("a"));
    house.apply("good", "{connector: a-text}");
    house.apply("bad", "{connector: a-text, config: {odd: true}}");
    String refusing = where("odd", refuses("no odd ones"));
    house.host().swap(house.write(new SamplePlugin("a").version("2.0.0").open(refusing)));

    house.host().swap(house.write(new SamplePlugin("a").version("3.0.0")));

    assertThat(house.info("bad").state()).isNotEqualTo(State.ERROR);
    assertThat(house.info("bad").pluginVersion()).isEqualTo("3.0.0");
  }

  @Test
  void aVersionThatNoneOfThoseThatWorkCanUseIsRefused() {
    ProviderHouse house = house(Duration.ofMinutes(1));
    house.load(new SamplePlugin("a"));
    house.apply("p", "{connector: a-text}");
    house.apply("q", "{connector: a-text}");
    Path broken = house.write(new SamplePlugin("a").version("2.0.0").open(refuses("a new rule")));

    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(() -> house.host().swap(broken))
        .withMessageContaining("a new rule");

    assertThat(house.mask("p")).isEqualTo("1.0.0");
    assertThat(house.mask("q")).isEqualTo("1.0.0");
  }

  @Test
  void aConnectorThatWaitsInOpenKeepsNoUpgradeBackBeyondTheLimit() {
    ProviderHouse house = house(LIMIT);
    house.load(new SamplePlugin("a"));
    house.apply("good", "{connector: a-text}");
    house.apply("slow", "{connector: a-text, config: {odd: true}}");

    house
        .host()
        .swap(house.write(new SamplePlugin("a").version("2.0.0").open(where("odd", waits()))));

    assertThat(house.mask("good")).isEqualTo("2.0.0");
    assertThat(house.info("slow").state()).isEqualTo(State.ERROR);
    assertThat(house.info("slow").reason())
        .isEqualTo(
            "provider 'slow' was not opened within 3 s: connector 'a-text' waits in open, which"
                + " must not; apply the provider again once its plugin or its configuration is"
                + " mended");
  }

  @Test
  void aConnectorThatWaitsInOpenIsAProblemOfTheConfigurationThatIsApplied() {
    ProviderHouse house = house(LIMIT);
    house.load(new SamplePlugin("a").open(where("odd", waits())));

    assertThat(house.check("slow", "{connector: a-text, config: {odd: true}}"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("config");
              assertThat(problem.toString()).contains("'slow' was not opened within 3 s");
            });
  }

  @Test
  void whileAConnectorOpensOneProviderOthersAreAppliedAndRemoved() throws Exception {
    ProviderHouse house = house(Duration.ofMinutes(5));
    house.load(new SamplePlugin("a").open(where("odd", waits())));
    CompletableFuture<Void> slow =
        CompletableFuture.runAsync(
            () -> house.apply("slow", "{connector: a-text, config: {odd: true}}"),
            Thread::startVirtualThread);
    assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

    CompletableFuture.runAsync(
            () -> {
              house.apply("p", "{connector: a-text}");
              house.apply("q", "{connector: a-text}");
              house.remove("q");
            },
            Thread::startVirtualThread)
        .get(20, TimeUnit.SECONDS);

    assertThat(house.mask("p")).isEqualTo("1.0.0");
    assertThat(slow).isNotDone();
    gate.countDown();
    slow.get(20, TimeUnit.SECONDS);
    assertThat(house.mask("slow")).isEqualTo("1.0.0");
  }

  @Test
  void whatIsAppliedWhileAPluginMovesMovesAsWell() throws Exception {
    ProviderHouse house = house(Duration.ofMinutes(5));
    house.load(new SamplePlugin("a"));
    house.apply("slow", "{connector: a-text, config: {odd: true}}");
    Path next = house.write(new SamplePlugin("a").version("2.0.0").open(where("odd", waits())));
    CompletableFuture<Void> swap =
        CompletableFuture.runAsync(() -> house.host().swap(next), Thread::startVirtualThread);
    assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

    CompletableFuture.runAsync(
            () -> house.apply("late", "{connector: a-text}"), Thread::startVirtualThread)
        .get(20, TimeUnit.SECONDS);
    assertThat(house.mask("late")).isEqualTo("1.0.0");
    gate.countDown();
    swap.get(20, TimeUnit.SECONDS);

    assertThat(house.mask("late")).isEqualTo("2.0.0");
    assertThat(house.mask("slow")).isEqualTo("2.0.0");
  }

  @Test
  void whoAppliesAProviderAgainAndAgainKeepsNoUpgradeFromItsEnd() {
    ProviderHouse house = house(Duration.ofMinutes(1));
    house.load(new SamplePlugin("a"));
    house.apply("p", "{connector: a-text}");
    AtomicInteger again = new AtomicInteger();
    Runnable applying =
        () -> {
          String version =
              house.registry().connector("a-text").orElseThrow().plugin().manifest().version();
          if (version.equals("1.0.0") && again.get() < 20) {
            house.apply(
                "p", "{connector: a-text, config: {n: %d}}".formatted(again.incrementAndGet()));
          }
        };
    System.getProperties().put(named + "again", applying);
    String open =
        "((Runnable) System.getProperties().get(\"%sagain\")).run(); return new Answer(context);"
            .formatted(named);

    house.host().swap(house.write(new SamplePlugin("a").version("2.0.0").open(open)));

    assertThat(again).hasValue(3);
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (house.info("p").state() == State.ERROR && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(house.mask("p")).isEqualTo("2.0.0");
  }

  private ProviderHouse house(Duration openLimit) {
    System.getProperties().put(named + "arrived", arrived);
    System.getProperties().put(named + "gate", gate);
    ProviderHouse house = ProviderHouse.opening(folder, openLimit);
    houses.add(house);
    return house;
  }

  private static String where(String field, String statements) {
    return "if (context.config().fields().containsKey(\"%s\")) { %s } return new Answer(context);"
        .formatted(field, statements);
  }

  private static String refuses(String why) {
    return "if (true) throw new IllegalArgumentException(\"%s\");".formatted(why)
        + " return new Answer(context);";
  }

  private String waits() {
    return """
    try {
      ((CountDownLatch) System.getProperties().get("%1$sarrived")).countDown();
      ((CountDownLatch) System.getProperties().get("%1$sgate")).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    """
        .formatted(named);
  }
}
