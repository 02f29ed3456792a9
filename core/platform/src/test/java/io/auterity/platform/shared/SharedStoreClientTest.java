package io.auterity.platform.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.SharedStore;
import io.auterity.spi.SharedStores;
import io.auterity.spi.SharedStores.Place;
import io.auterity.testkit.InMemorySharedStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedStoreClientTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Place PATIENT = new Place("cache", 6379, false, null, null, LONG);
  private static final Place HASTY =
      new Place("cache", 6379, false, null, null, Duration.ofMillis(20));

  private final ManualTime time = new ManualTime();
  private final InMemorySharedStores stores = new InMemorySharedStores(time::now);
  private volatile @Nullable SharedStores brought = stores;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean broken;

  private SharedStoreClient line(Place place) {
    return new SharedStoreClient(() -> brought, place, time, Runnable::run);
  }

  private boolean ask(SharedStoreClient line) {
    return line.ask(
        LONG,
        store -> {
          asked.incrementAndGet();
          if (broken) {
            throw new IllegalStateException("no route to host");
          }
          return store.get(List.of("k")).isEmpty();
        });
  }

  private void fails(SharedStoreClient line, String says) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> ask(line))
        .matches(e -> e.failure().code() == FailureCode.UNAVAILABLE)
        .withMessageContaining(says);
  }

  @Test
  void givesWhatTheStoreSays() {
    SharedStoreClient line = line(PATIENT);
    line.tell(store -> store.put("k", new byte[] {1}, LONG));

    assertThat(ask(line)).isFalse();
    assertThat(line.problem()).isEmpty();
    assertThat(line.failures()).isZero();
  }

  @Test
  void whoAsksWaitsNoLongerThanThePatience() {
    SharedStoreClient line = line(HASTY);
    CountDownLatch never = new CountDownLatch(1);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> line.ask(LONG, store -> waited(never)))
        .withMessageContaining("did not answer within 20 ms");
    assertThat(line.failures()).isEqualTo(1);
    never.countDown();
  }

  @Test
  void whoHasLessTimeWaitsLessAndBlamesNobody() {
    SharedStoreClient line = line(PATIENT);
    CountDownLatch never = new CountDownLatch(1);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> line.ask(Duration.ofMillis(1), store -> waited(never)))
        .withMessageContaining("in the time that was left");
    assertThat(line.failures()).isZero();
    never.countDown();
  }

  private static boolean waited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void restsAfterThreeFailuresInARowAndIsThenAskedByOne() {
    SharedStoreClient line = line(PATIENT);
    broken = true;
    for (int i = 0; i < 3; i++) {
      assertThat(line.problem()).isEmpty();
      fails(line, "no route to host");
    }
    assertThat(line.problem()).hasValueSatisfying(said -> assertThat(said).contains("cache:6379"));
    fails(line, "is not asked now");
    assertThat(asked).hasValue(3);

    time.advance(Duration.ofSeconds(1));
    fails(line, "no route to host");
    time.advance(Duration.ofSeconds(1));
    fails(line, "is not asked now");
    time.advance(Duration.ofSeconds(1));
    broken = false;
    assertThat(ask(line)).isTrue();

    assertThat(line.problem()).isEmpty();
    assertThat(ask(line)).isTrue();
    assertThat(line.failures()).isEqualTo(4);
    assertThat(line.skips()).isEqualTo(2);
  }

  @Test
  void restsNoLongerThanHalfAMinute() {
    SharedStoreClient line = line(PATIENT);
    broken = true;
    for (int i = 0; i < 12; i++) {
      time.advance(Duration.ofSeconds(30));
      fails(line, "no route to host");
    }
    assertThat(asked).hasValue(12);
  }

  @Test
  void manyThatFailTogetherAreOneRest() {
    SharedStoreClient line = line(PATIENT);
    broken = true;

    for (int round = 1; round <= 4; round++) {
      failTogether(line, 12);
      time.advance(Duration.ofSeconds(round == 1 ? 1 : 1L << (round - 1)));
    }

    assertThat(asked).hasValue(12 + 3);
    broken = false;
    assertThat(ask(line)).isTrue();
  }

  /** As many as may be asked are under way when the first of them fails. */
  private void failTogether(SharedStoreClient line, int calls) {
    CountDownLatch all = new CountDownLatch(1);
    List<Thread> asking = new ArrayList<>();
    int before = asked.get();
    long skips = line.skips();
    for (int i = 0; i < calls; i++) {
      asking.add(Thread.ofVirtual().start(() -> asksWhenLet(line, all)));
    }
    while (asked.get() - before + line.skips() - skips < calls) {
      LockSupport.parkNanos(1_000_000);
    }
    all.countDown();
    asking.forEach(SharedStoreClientTest::join);
  }

  private void asksWhenLet(SharedStoreClient line, CountDownLatch all) {
    try {
      line.ask(
          LONG,
          store -> {
            asked.incrementAndGet();
            waited(all);
            throw new IllegalStateException("no route to host");
          });
    } catch (CallFailedException e) {
      assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneThatWorksBetweenEndsTheCount() {
    SharedStoreClient line = line(PATIENT);
    for (int i = 0; i < 5; i++) {
      broken = true;
      fails(line, "no route");
      fails(line, "no route");
      broken = false;
      ask(line);
    }
    assertThat(line.skips()).isZero();
  }

  @Test
  void opensTheStoresOfThePluginThatIsThere() {
    SharedStoreClient line = line(PATIENT);
    ask(line);
    InMemorySharedStores next = new InMemorySharedStores(time::now);
    brought = next;
    line.tell(store -> store.put("k", new byte[] {1}, LONG));

    assertThat(next.keys()).containsExactly("k");
    assertThat(stores.keys()).isEmpty();
    brought = null;
    fails(line, "no started plugin brings shared stores");
  }

  @Test
  void whatNobodyWaitsForIsDroppedWhenItIsTooMuch() {
    List<Runnable> waiting = new ArrayList<>();
    SharedStoreClient line = new SharedStoreClient(() -> brought, PATIENT, time, waiting::add);
    for (int i = 0; i < 100; i++) {
      String key = "k" + i;
      line.tell(store -> store.put(key, new byte[] {1}, LONG));
    }
    waiting.forEach(Runnable::run);

    assertThat(stores.keys()).hasSize(64);
    assertThat(line.skips()).isEqualTo(36);
  }

  @Test
  void isClosedOnce() {
    AtomicInteger closed = new AtomicInteger();
    SharedStores same = place -> counting(closed);
    SharedStoreClient steady = new SharedStoreClient(() -> same, PATIENT, time, Runnable::run);
    ask(steady);
    ask(steady);

    steady.close();
    steady.close();

    assertThat(closed).hasValue(1);
    fails(steady, "is closed");
  }

  private SharedStore counting(AtomicInteger closed) {
    SharedStore store = stores.open(PATIENT);
    return new SharedStore() {
      @Override
      public Map<String, byte[]> get(List<String> keys) {
        return store.get(keys);
      }

      @Override
      public void put(String key, byte[] value, Duration ttl) {
        store.put(key, value, ttl);
      }

      @Override
      public byte[] putIfAbsent(String key, byte[] value, Duration ttl) {
        return store.putIfAbsent(key, value, ttl);
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }
}
