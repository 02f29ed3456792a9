package io.auterity.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.jobs.batch.BatchRules.Next;
import io.auterity.jobs.batch.BatchRules.Refused;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchRulesTest {

  private static final Instant NOW = Instant.parse("2030-05-01T00:00:00Z");

  private static Next next(FailureCode code, int attempts) {
    return BatchRules.next(new Refused(code, code.retryable(), null), attempts);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {"INVALID", "TOO_LARGE", "CONTEXT_TOO_LONG", "CONTENT_REFUSED"})
  void whatEachVendorWouldRefuseEndsALineThatLayWithOne(FailureCode code) {
    assertThat(BatchRules.afterVendor(new Refused(code, false, null), 0)).isEqualTo(new Next.End());
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {"NOT_FOUND", "UNSUPPORTED", "UNAUTHENTICATED", "QUOTA_EXHAUSTED", "INTERNAL"})
  void whatAnotherCouldAnswerIsAskedOnceMoreAtOnce(FailureCode code) {
    assertThat(BatchRules.afterVendor(new Refused(code, false, null), 0))
        .isEqualTo(new Next.Wait(Duration.ZERO, false));
  }

  @Test
  void aLimitOfItsVendorIsWaitedForThereAsEver() {
    Refused limited = new Refused(FailureCode.RATE_LIMITED, true, Duration.ofSeconds(9));

    assertThat(BatchRules.afterVendor(limited, 3)).isEqualTo(BatchRules.next(limited, 3));
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void onlyWhatMayBeAnotherAnswerLaterIsAskedAgain(FailureCode code) {
    assertThat(next(code, 0) instanceof Next.Wait).isEqualTo(code.retryable());
    assertThat(BatchRules.next(new Refused(code, false, Duration.ofSeconds(1)), 0))
        .isEqualTo(new Next.End());
  }

  @Test
  void aBudgetIsWaitedForOnlyWhileItIsMerelyHeld() {
    Duration soon = Duration.ofSeconds(2);

    assertThat(BatchRules.next(new Refused(FailureCode.BUDGET_EXHAUSTED, true, soon), 1_000))
        .isEqualTo(new Next.Wait(soon, true));
    assertThat(BatchRules.next(new Refused(FailureCode.BUDGET_EXHAUSTED, false, soon), 0))
        .isEqualTo(new Next.End());
  }

  @Test
  void limitsAreWaitedForHoweverOftenTheyAreMet() {
    assertThat(next(FailureCode.RATE_LIMITED, 1_000))
        .isEqualTo(new Next.Wait(Duration.ofMinutes(5), true));
    assertThat(BatchRules.next(new Refused(FailureCode.QUOTA_EXHAUSTED, true, null), 0))
        .isEqualTo(new Next.Wait(Duration.ofSeconds(2), true));
  }

  @Test
  void whoCannotServeItIsAskedSomeTimes() {
    assertThat(
            IntStream.range(0, BatchRules.MOST_ATTEMPTS)
                .mapToObj(attempt -> next(FailureCode.UNAVAILABLE, attempt))
                .toList())
        .containsExactly(
            new Next.Wait(Duration.ofSeconds(2), false),
            new Next.Wait(Duration.ofSeconds(8), false),
            new Next.Wait(Duration.ofSeconds(32), false),
            new Next.Wait(Duration.ofSeconds(128), false),
            new Next.Wait(Duration.ofMinutes(5), false),
            new Next.End());
  }

  @Test
  void triesThatAreCountedAreNotSpentAtOnce() {
    Refused atOnce = new Refused(FailureCode.NO_VIABLE_PROVIDER, true, Duration.ZERO);

    assertThat(BatchRules.next(atOnce, 0)).isEqualTo(new Next.Wait(Duration.ofSeconds(2), false));
    assertThat(BatchRules.next(atOnce, 3)).isEqualTo(new Next.Wait(Duration.ofSeconds(128), false));
    assertThat(BatchRules.next(new Refused(FailureCode.SATURATED, true, Duration.ZERO), 1))
        .isEqualTo(new Next.Wait(Duration.ofSeconds(8), true));
  }

  @Test
  void whoSaysWhenIsBelieved() {
    Refused refused = new Refused(FailureCode.SATURATED, true, Duration.ofMillis(300));

    assertThat(BatchRules.next(refused, 3)).isEqualTo(new Next.Wait(Duration.ofMillis(300), true));
    assertThat(BatchRules.next(new Refused(FailureCode.RATE_LIMITED, true, Duration.ofDays(1)), 0))
        .as("but no batch rests for a day")
        .isEqualTo(new Next.Wait(Duration.ofMinutes(5), true));
  }

  private static CallBatch batch(@Nullable Instant cancelling, BatchCounts counts) {
    return new CallBatch(
        new UUID(0, 1),
        TenantScope.authenticated(new UUID(0, 2)),
        new Principal(new UUID(0, 3), "a", Principal.Type.SERVICE),
        new BatchOrder("openai", "/v1/embeddings", null, null, null),
        BatchState.IN_PROGRESS,
        new BatchTimes(NOW, NOW, NOW.plus(BatchRules.WINDOW), cancelling, null, null),
        counts,
        null,
        null,
        List.of());
  }

  @Test
  void linesAreAskedUntilTheBatchIsCancelledOrItsTimeIsOver() {
    CallBatch batch = batch(null, BatchCounts.NONE);

    assertThat(BatchRules.rest(batch, NOW.plus(Duration.ofHours(23)))).isNull();
    assertThat(BatchRules.rest(batch, NOW.plus(Duration.ofHours(24)))).isEqualTo(LineState.EXPIRED);
    assertThat(BatchRules.rest(batch(NOW, BatchCounts.NONE), NOW.plus(Duration.ofHours(24))))
        .isEqualTo(LineState.CANCELLED);
  }

  @Test
  void aBatchEndsAsItsLinesDid() {
    assertThat(BatchRules.end(batch(null, new BatchCounts(2, 1, 1, 0, 0))))
        .isEqualTo(BatchState.COMPLETED);
    assertThat(BatchRules.end(batch(null, new BatchCounts(2, 1, 0, 0, 1))))
        .isEqualTo(BatchState.EXPIRED);
    assertThat(BatchRules.end(batch(NOW, new BatchCounts(2, 1, 0, 1, 0))))
        .isEqualTo(BatchState.CANCELLED);
  }
}
