package io.auterity.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.secret.SecretVersionLimits.KeptVersion;
import io.auterity.platform.secret.SecretVersionLimits.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretVersionLimitsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  /** Stored ten, three and one day ago. */
  private static final List<Stored> STORED =
      List.of(
          new Stored(3, NOW.minus(Duration.ofDays(1)), "ada"),
          new Stored(2, NOW.minus(Duration.ofDays(3)), null),
          new Stored(1, NOW.minus(Duration.ofDays(10)), "bob"));

  @Test
  void eachIsKeptFromWhenItWasReplaced() {
    List<KeptVersion> kept = new SecretVersionLimits(5, Duration.ofDays(7)).kept(STORED, NOW);

    assertThat(kept).extracting(KeptVersion::version).containsExactly(3, 2, 1);
    assertThat(kept.getFirst().until()).isNull();
    assertThat(kept.get(1).until()).isEqualTo(NOW.plus(Duration.ofDays(6)));
    assertThat(kept.get(2).until()).isEqualTo(NOW.plus(Duration.ofDays(4)));
    assertThat(kept.get(2).author()).isEqualTo("bob");
  }

  @Test
  void whoseTimeIsOverIsKeptNoLonger() {
    assertThat(versions(5, Duration.ofDays(3))).containsExactly(3, 2);
    assertThat(versions(5, Duration.ofDays(1))).containsExactly(3);
  }

  @Test
  void onlySoManyAreKept() {
    assertThat(versions(1, Duration.ofDays(7))).containsExactly(3, 2);
    assertThat(versions(0, Duration.ofDays(7))).containsExactly(3);
    assertThat(new SecretVersionLimits(1, Duration.ofDays(7)).kept(List.of(), NOW)).isEmpty();
  }

  private static List<Integer> versions(int most, Duration lasts) {
    return new SecretVersionLimits(most, lasts)
        .kept(STORED, NOW).stream().map(KeptVersion::version).toList();
  }
}
