package io.auterity.testkit.contract.ci;

import static io.auterity.testkit.contract.Failures.expect;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.ci.BuildQuery;
import io.auterity.spi.ci.PipelineTrigger;
import io.auterity.testkit.FakeCall;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a build server reports that it refuses, or that the caller no longer waits. */
abstract class CiRefusalTests extends CiPart {

  CiRefusalTests(CiContract contract) {
    super(contract);
  }

  @Test
  void aCredentialThatIsNotKnownIsToldAsThat() {
    refuses(contract.withBadCredentials(), FailureCode.UNAUTHENTICATED);
  }

  @Test
  void aServerThatTakesNoMoreCallsSaysWhenItWill() {
    refuses(contract.withoutCallsLeft(), FailureCode.RATE_LIMITED);
  }

  private void refuses(Optional<ProviderContext> found, FailureCode code) {
    offered(found.isPresent());
    ProviderContext refused = found.orElseThrow();
    expect(
        code,
        () ->
            open(refused)
                .listBuilds(
                    new BuildQuery(Ref.of(contract.pipeline()), null, null, null),
                    call("build.list", refused)));
  }

  @Test
  void whoHasGoneStartsNothing() {
    need("pipeline.trigger");
    FakeCall gone = call("pipeline.trigger");
    gone.cancel();

    expect(
        FailureCode.CANCELLED,
        () ->
            ci().triggerPipeline(
                    new PipelineTrigger(Ref.of(contract.pipeline()), null, null), gone));
  }

  @Test
  void whoIsLateGetsNothing() {
    String operation = supports("build.list") ? "build.list" : "definition.render";
    need(operation);
    Object input = contract.input(operation, ci());

    expect(
        FailureCode.TIMEOUT,
        () -> invoke(operation, input, call(operation).withRemaining(Duration.ZERO)));
  }
}
