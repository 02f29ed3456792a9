package io.auterity.provider.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.PlatformCause;
import io.auterity.provider.Lease;
import io.auterity.provider.ProviderHouse;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.TestAttempt;
import io.auterity.provider.plugin.PluginRefusedException;
import io.auterity.provider.plugin.PluginSwap;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginSwapTest {

  private static final String PAUSE =
      "call.pause(Duration.ofMillis(20)); return new MaskedText(VERSION, List.of());";
  private static final String STAY =
      "call.pause(Duration.ofMinutes(5)); return new MaskedText(VERSION, List.of());";

  @TempDir Path folder;
  private final List<ProviderHouse> houses = new ArrayList<>();

  @AfterEach
  void close() {
    houses.forEach(ProviderHouse::close);
  }

  @Test
  void failsNoCallAndLeavesNoClassBehind() throws Exception {
    ProviderHouse house = house(Duration.ofSeconds(10));
    house.load(new SamplePlugin("a").mask(PAUSE));
    house.apply("p", "{connector: a-text}");
    Callers callers = new Callers(house, 8);

    for (int version = 2; version <= 5; version++) {
      callers.awaitMore(40);
      PluginSwap pluginSwap =
          house
              .host()
              .swap(house.write(new SamplePlugin("a").version(version + ".0.0").mask(PAUSE)));
      assertThat(house.mask("p")).isEqualTo(version + ".0.0");
      assertThat(pluginSwap.ended().get(10, TimeUnit.SECONDS).cancelled()).isZero();
    }
    callers.stop();

    assertThat(callers.failures).isEmpty();
    assertThat(callers.answers).contains("1.0.0", "2.0.0", "3.0.0", "4.0.0", "5.0.0");
    house.host().unload("a");
    assertThat(collected(house)).isTrue();
  }

  @Test
  void cutsCallsThatOutlastTheDeadlineAndSaysThatThePlatformDid() throws Exception {
    ProviderHouse house = house(Duration.ZERO);
    house.load(new SamplePlugin("a").mask(STAY));
    house.apply("p", "{connector: a-text}");
    CountDownLatch inside = new CountDownLatch(1);
    CompletableFuture<Failure> stayed =
        CompletableFuture.supplyAsync(() -> failure(house, inside), Thread::startVirtualThread);
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

    PluginSwap pluginSwap = house.host().swap(house.write(new SamplePlugin("a").version("2.0.0")));

    assertThat(pluginSwap.ended().get(10, TimeUnit.SECONDS).cancelled()).isEqualTo(1);
    Failure cut = stayed.get(10, TimeUnit.SECONDS);
    assertThat(PlatformCause.of(cut)).isEqualTo(PlatformCause.REPLACED);
    assertThat(cut.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(house.mask("p")).isEqualTo("2.0.0");
  }

  @Test
  void keepsTheOldVersionWhenTheNewOneRefusesAConfiguration() {
    ProviderHouse house = house(Duration.ofSeconds(1));
    house.load(new SamplePlugin("a"));
    house.apply("p", "{connector: a-text}");
    Path broken =
        house.write(
            new SamplePlugin("a")
                .version("2.0.0")
                .open("throw new IllegalArgumentException(\"new rule\");"));

    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(() -> house.host().swap(broken))
        .withMessageContaining("new rule");
    assertThat(house.mask("p")).isEqualTo("1.0.0");
    assertThat(house.info("p").state()).isEqualTo(State.CONNECTED);
  }

  @Test
  void changesGoOnAfterAVersionThatRanOutOfMemory() throws Exception {
    ProviderHouse house = house(Duration.ofSeconds(1));
    house.load(new SamplePlugin("a"));
    house.apply("p", "{connector: a-text}");
    Path greedy =
        house.write(
            new SamplePlugin("a").version("2.0.0").open("throw new OutOfMemoryError(\"full\");"));

    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> house.host().swap(greedy))
        .withMessage("full");
    CompletableFuture.runAsync(
            () -> house.apply("q", "{connector: a-text}"), Thread::startVirtualThread)
        .get(10, TimeUnit.SECONDS);

    assertThat(house.mask("q")).isEqualTo("1.0.0");
    assertThat(collected(house)).isTrue();
  }

  @Test
  void tellsWhyAProviderCannotBeCalledWhoseConnectorTheNewVersionLacks() {
    ProviderHouse house = house(Duration.ofSeconds(1));
    house.load(new SamplePlugin("a"));
    house.apply("p", "{connector: a-text}");

    house.host().swap(house.write(new SamplePlugin("a").version("2.0.0").connector("a-words")));

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> house.mask("p"))
        .withMessageContaining("no started plugin brings the connector a-text");
    assertThat(house.registry().connectorIds()).containsExactly("a-words");
  }

  @Test
  void tellsWhyAProviderOfAnUnloadedPluginCannotBeCalled() {
    ProviderHouse house = house(Duration.ofSeconds(1));
    house.load(new SamplePlugin("a"));
    house.apply("p", "{connector: a-text}");

    house.host().unload("a");

    assertThat(house.info("p").state()).isEqualTo(State.ERROR);
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> house.mask("p"))
        .withMessageContaining("no started plugin brings the connector a-text");
  }

  @Test
  void waitsForTheLastLeaseBeforeItUnloads() {
    ProviderHouse house = house(Duration.ofSeconds(10));
    house.load(new SamplePlugin("a"));
    house.apply("p", "{connector: a-text}");
    Lease lease = house.registry().lease(house.tenant(), "p");

    CompletableFuture<PluginSwap.Drained> ended =
        CompletableFuture.supplyAsync(() -> house.host().unload("a"), Thread::startVirtualThread);
    assertThat(ended).isNotDone();
    lease.close();

    assertThat(ended.join().cancelled()).isZero();
  }

  private ProviderHouse house(Duration drainDeadline) {
    ProviderHouse house = new ProviderHouse(folder, drainDeadline, true);
    houses.add(house);
    return house;
  }

  private static Failure failure(ProviderHouse house, CountDownLatch inside) {
    try (Lease lease = house.registry().lease(house.tenant(), "p")) {
      inside.countDown();
      lease.call(
          house.capability("text.pii.mask"),
          new io.auterity.spi.text.TextToMask("x"),
          TestAttempt.ofSeconds(600));
    } catch (CallFailedException e) {
      return e.failure();
    }
    throw new AssertionError("the call succeeded");
  }

  private static boolean collected(ProviderHouse house) {
    for (int i = 0; i < 50 && house.host().uncollected() > 0; i++) {
      System.gc();
    }
    return house.host().uncollected() == 0;
  }

  /** Calls a provider again and again from several threads. */
  private static final class Callers {

    private final ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final Semaphore answered = new Semaphore(0);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private final ProviderHouse house;

    Callers(ProviderHouse house, int number) {
      this.house = house;
      for (int i = 0; i < number; i++) {
        threads.add(Thread.startVirtualThread(this::run));
      }
    }

    void awaitMore(int calls) throws InterruptedException {
      assertThat(answered.tryAcquire(calls, 10, TimeUnit.SECONDS)).isTrue();
      answered.drainPermits();
    }

    void stop() throws InterruptedException {
      stopped.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }

    private void run() {
      while (!stopped.get()) {
        try {
          answers.add(house.mask("p"));
          answered.release();
        } catch (CallFailedException e) {
          failures.add(String.valueOf(e.getMessage()));
        }
      }
    }
  }
}
