package io.auterity.platform.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class JobRetryTest {

  private static final Instant ADDED = Instant.parse("2026-03-01T00:00:00Z");
  private static final TenantScope TENANT = TenantScope.recovered(new UUID(0, 1));

  private static JobRetry usual(int failures, Instant now) {
    return JobRetry.usual(new Job(TENANT, "k", "s", "", failures, ADDED, null, 0), now);
  }

  @Test
  void thePauseDoublesUpToSixHours() {
    assertThat(usual(0, ADDED).due()).isEqualTo(ADDED.plus(Duration.ofMinutes(1)));
    assertThat(usual(3, ADDED).due()).isEqualTo(ADDED.plus(Duration.ofMinutes(8)));
    assertThat(usual(1_000, ADDED).due()).isEqualTo(ADDED.plus(Duration.ofHours(6)));
  }

  @Property
  void aJobIsGivenUpAfterAWeekAndNotBefore(
      @ForAll @IntRange(max = 1_000_000) int failures,
      @ForAll @LongRange(min = 0, max = 30L * 86_400) long later) {
    Instant now = ADDED.plusSeconds(later);
    JobRetry retry = usual(failures, now);

    assertThat(retry.over()).isEqualTo(later > 7 * 86_400);
    assertThat(retry.failures()).isEqualTo(failures + 1);
    assertThat(retry.due()).isBetween(now.plusSeconds(60), now.plusSeconds(6 * 3_600));
  }
}
