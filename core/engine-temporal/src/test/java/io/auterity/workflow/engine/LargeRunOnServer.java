package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Json;
import io.auterity.spi.text.MaskedText;
import io.auterity.temporal.TemporalTestCarrier;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.journal.RunPhase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs of many calls and of large values at a real server of Temporal, which takes minutes. */
@Tag("carrier")
@EnabledIfSystemProperty(named = "auterity.witness.temporal", matches = ".+")
class LargeRunOnServer {

  private static final int CALLS = 100_000;
  private static final int CALLS_MADE_ONCE = 10_000;
  private static final long MOST_EVENTS = 15_000;
  private static final Duration PATIENCE = Duration.ofHours(1);

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final AtomicReference<CallIdempotency> idempotency =
      new AtomicReference<>(new CallIdempotency.Anywhere());
  private final TestEngine engine =
      TestEngine.start(
          db, invoker, (scope, capability) -> idempotency.get(), TemporalTestCarrier.ofServers());

  @AfterEach
  void close() {
    engine.close();
  }

  private RunPhase over(UUID run) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!engine.stored(tenant, run).head().phase().over() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
    return engine.stored(tenant, run).head().phase();
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        Arguments.of(CALLS, new CallIdempotency.Anywhere()),
        Arguments.of(CALLS_MADE_ONCE, new CallIdempotency.Nowhere()));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aRunOfManyCallsMakesEachOnceAndKeepsItsHistoriesShort(int calls, CallIdempotency allowed) {
    idempotency.set(allowed);
    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - id: all
                each: "${range(%d)}"
                as: n
                output: "${one.text}"
                steps: [{id: one, call: text.pii.mask, with: {text: "${string(n)}"}}]
            output: "${size(all)}"
            """
                .formatted(calls),
            Json.EMPTY);

    assertThat(over(run)).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.byKey).hasSize(calls);
    assertThat(invoker.byKey.values()).extracting(AtomicInteger::get).containsOnly(1);
    List<Long> events = TemporalTestCarrier.events(run);
    assertThat(events).isNotEmpty().allMatch(length -> length <= MOST_EVENTS);
  }

  @Test
  void aValueOfTenMegabytesGoesFromStepToStep() {
    String value = "x".repeat(10_000_000);
    invoker.answerBy(call -> new MaskedText(value, List.of()));

    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - {id: a, call: text.pii.mask, with: {text: x}}
              - {id: b, call: text.pii.mask, with: {text: "${a.text}"}}
            output: "${size(b.text)}"
            """,
            Json.EMPTY);

    assertThat(over(run)).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.calls.stream().map(FakeInvoker::text)).containsExactly("x", value);
  }
}
