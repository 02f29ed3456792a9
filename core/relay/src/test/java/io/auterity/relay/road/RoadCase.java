package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.CallerTerms;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Capability;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.Classification;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * A road for each test, which must have given everything back when the test ends.
 *
 * @param <R> the road
 */
public abstract class RoadCase<R extends TestRoad> {

  protected static final Classification ANSWER = new Classification("debt", "gpt", Map.of());
  protected static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "503 from vendor");

  protected final R road;

  protected RoadCase(R road) {
    this.road = road;
  }

  @AfterEach
  void everyLeaseIsClosedAndEveryTimerCancelled() {
    assertThat(road.providers.openLeases()).isZero();
    assertThat(road.timers.pending()).isZero();
  }

  @AfterEach
  void everyDecisionIsMadeAgainAsItWas() {
    assertThat(road.differences()).isEmpty();
  }

  protected static ProviderInfo priced(String id) {
    return Fleet.withPrices(
        ai(id),
        Map.of(
            "input_tokens", Fleet.perMillion(160_000_000), "output_tokens", Fleet.perMillion(0)));
  }

  /** All callers may do everything, with keys that may use these models alone. */
  protected static Authorizer admitting(String models) {
    return new Authorizer() {
      @Override
      public Verdict authorize(TenantScope scope, Principal principal, Capability capability) {
        return Verdict.allow("role", "Role operator.");
      }

      @Override
      public CallerTerms terms(TenantScope scope, Principal principal) {
        return new CallerTerms(List.of(), Map.of(), List.of(models), null, null);
      }
    };
  }

  protected static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new CallFailedException(
          Failure.of(FailureCode.CANCELLED, "interrupted").withApplied(Applied.NO));
    }
  }

  protected static Failure refusal(Outcome outcome) {
    return ((Outcome.Refused) outcome).failure();
  }

  protected static Failure failure(Outcome outcome) {
    return ((Outcome.Failed) outcome).failure();
  }

  protected static <T> T there(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}
