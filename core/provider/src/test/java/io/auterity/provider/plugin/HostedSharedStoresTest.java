package io.auterity.provider.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.SharedStore;
import io.auterity.spi.SharedStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HostedSharedStoresTest extends HostFixture {

  /** Keeps what it is given, and fails for the key {@code broken} with the place's password. */
  private static final String KEEPING =
      """
      return List.of(
          place -> new SharedStore() {
            final Map<String, byte[]> kept = new ConcurrentHashMap<>();
            public Map<String, byte[]> get(List<String> keys) {
              if (keys.contains("broken")) {
                throw new IllegalStateException(VERSION + " tried " + place.password());
              }
              Map<String, byte[]> found = new HashMap<>(kept);
              found.keySet().retainAll(keys);
              return found;
            }
            public void put(String key, byte[] value, Duration ttl) { kept.put(key, value); }
            public byte[] putIfAbsent(String key, byte[] value, Duration ttl) {
              return kept.computeIfAbsent(key, none -> value);
            }
            public void close() { kept.clear(); }
          });
      """;

  private static final SharedStores.Place PLACE =
      new SharedStores.Place("cache.example", 6379, false, null, "s3cret", Duration.ofMillis(50));

  @Test
  void areAbsentWherePluginsBringNone() {
    host.load(new SamplePlugin("a").write(folder.resolve("a.jar")));

    assertThat(host.sharedStores()).isNull();
  }

  @Test
  void areThoseOfTheVersionThatTakesCallsAndEndWithIt() {
    host.load(keeping("1.0.0"));
    SharedStore first = current().open(PLACE);
    first.put("k", new byte[] {1}, Duration.ofMinutes(1));
    assertThat(first.get(List.of("k", "other"))).containsOnlyKeys("k");
    assertThat(first.putIfAbsent("k", new byte[] {2}, Duration.ofMinutes(1))).containsExactly(1);

    host.swap(keeping("2.0.0")).ended().join();

    fails(FailureCode.UNAVAILABLE, () -> first.get(List.of("k")));
    assertThat(current().open(PLACE).get(List.of("k"))).isEmpty();
  }

  @Test
  void failAsTextWithoutThePassword() {
    host.load(keeping("1.0.0"));
    SharedStore store = current().open(PLACE);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> store.get(List.of("broken")))
        .withMessageContaining("shared store of plugin 'a' broke")
        .withMessageContaining("1.0.0 tried \u2022\u2022\u2022");
  }

  private Path keeping(String version) {
    return written(new SamplePlugin("a").sharedStores(KEEPING), version);
  }

  private SharedStores current() {
    return Objects.requireNonNull(host.sharedStores());
  }
}
