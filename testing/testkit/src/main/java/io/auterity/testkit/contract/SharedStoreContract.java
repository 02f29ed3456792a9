package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.SharedStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store does that servers share. */
public abstract class SharedStoreContract {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final byte[] ONE = {1};
  private static final byte[] TWO = {2};

  private final String key = "contract:" + UUID.randomUUID();

  /** The store; the same one during a test. */
  protected abstract SharedStore store();

  /** The same content by another server's own connection. */
  protected abstract SharedStore other();

  /** Lets so much time pass for the store. */
  protected abstract void pass(Duration time);

  @Test
  void givesAnyServerWhatOneHasKept() {
    store().put(key, ONE, LONG);

    assertThat(store().get(List.of(key)).get(key)).containsExactly(ONE);
    assertThat(other().get(List.of(key)).get(key)).containsExactly(ONE);
  }

  @Test
  void leavesOutWhatIsNotThere() {
    store().put(key, ONE, LONG);

    assertThat(store().get(List.of(key + "a", key, key + "b"))).containsOnlyKeys(key);
    assertThat(store().get(List.of(key + "a"))).isEmpty();
    assertThat(store().get(List.of())).isEmpty();
  }

  @Test
  void keepsBytesAsTheyAre() {
    byte[] all = new byte[70_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    byte[] odd = "\r\n$-1\r\n\u20ac\0".getBytes(StandardCharsets.UTF_8);
    store().put(key, all, LONG);
    store().put(key + " \u20ac\r\n", odd, LONG);
    store().put(key + "empty", new byte[0], LONG);

    Map<String, byte[]> found = store().get(List.of(key, key + " \u20ac\r\n", key + "empty"));
    assertThat(found.get(key)).containsExactly(all);
    assertThat(found.get(key + " \u20ac\r\n")).containsExactly(odd);
    assertThat(found.get(key + "empty")).isEmpty();
  }

  @Test
  void theLastOneKeptCounts() {
    store().put(key, ONE, LONG);
    other().put(key, TWO, LONG);

    assertThat(store().get(List.of(key)).get(key)).containsExactly(TWO);
  }

  @Test
  void forgetsWhenItsTimeIsOver() {
    store().put(key, ONE, Duration.ofMillis(150));
    store().put(key + "longer", TWO, LONG);
    store().putIfAbsent(key + "settled", TWO, Duration.ofMillis(150));
    pass(Duration.ofMillis(200));

    assertThat(store().get(List.of(key, key + "longer", key + "settled")))
        .containsOnlyKeys(key + "longer");
    assertThat(store().putIfAbsent(key, TWO, LONG)).containsExactly(TWO);
  }

  @Test
  void keepsWhatWasThereFirst() {
    assertThat(store().putIfAbsent(key, ONE, LONG)).containsExactly(ONE);
    assertThat(other().putIfAbsent(key, TWO, LONG)).containsExactly(ONE);

    assertThat(store().get(List.of(key)).get(key)).containsExactly(ONE);
  }

  @Test
  void ofManyAtOneTimeOneIsFirst() {
    List<CompletableFuture<byte[]>> all =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            (i % 2 == 0 ? store() : other())
                                .putIfAbsent(key, new byte[] {(byte) i}, LONG),
                        Thread.ofVirtual()::start))
            .toList();

    assertThat(all.stream().map(CompletableFuture::join).map(found -> found[0]).distinct())
        .hasSize(1);
  }
}
