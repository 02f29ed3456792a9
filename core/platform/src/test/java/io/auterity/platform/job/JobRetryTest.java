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

  private static final Instant SINCE = Instant.parse("2026-03-01T00:00:00Z");
  private static final TenantScope TENANT = TenantScope.recovered(new UUID(0, 1));

  private static JobRetry usual(int failures, Instant now) {
    Job.Claim claim = new Job.Claim(new UUID(0, 2), 0);
    return JobRetry.usual(new Job(TENANT, "k", "s", "", failures, SINCE, null, claim), now);
  }

  @Test
  void thePauseDoublesUpToSixHours() {
    assertThat(usual(0, SINCE).due()).isEqualTo(SINCE.plus(Duration.ofMinutes(1)));
    assertThat(usual(3, SINCE).due()).isEqualTo(SINCE.plus(Duration.ofMinutes(8)));
    assertThat(usual(1_000, SINCE).due()).isEqualTo(SINCE.plus(Duration.ofHours(6)));
  }

  @Property
  void aJobIsGivenUpThatHasFailedForAWeekAndOften(
      @ForAll @IntRange(max = 50) int failures,
      @ForAll @LongRange(min = 0, max = 30L * 86_400) long later) {
    Instant now = SINCE.plusSeconds(later);
    JobRetry retry = usual(failures, now);

    assertThat(retry.over()).isEqualTo(later > 7 * 86_400 && failures + 1 >= JobRetry.FEWEST);
    assertThat(retry.failures()).isEqualTo(failures + 1);
    assertThat(retry.due()).isBetween(now.plusSeconds(60), now.plusSeconds(6 * 3_600));
  }
}
