package io.auterity.testkit.contract;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeCall;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * How a connector reports that its vendor refuses, or that the caller no longer waits.
 *
 * @param <K> the kind's interface
 */
public abstract class VendorRefusalTests<K> extends ContractPart<K> {

  private final OpenContract<K> whole;

  protected VendorRefusalTests(OpenContract<K> whole) {
    super(whole);
    this.whole = whole;
  }

  /** Operations by which callers are watched who have gone, or are late. */
  protected abstract Stream<String> watched();

  /** A provider whose vendor refuses so; empty where the set-up cannot bring that about. */
  protected abstract Optional<ProviderContext> refusing(FailureCode code);

  /** Reads something at a provider. */
  protected abstract void read(ProviderContext provider);

  /** The operation that {@link #write} carries out. */
  protected abstract String written();

  /** Changes something at a provider. */
  protected abstract void write(ProviderContext provider);

  @TestFactory
  Stream<DynamicTest> whoHasGoneOrIsLateGetsNothing() {
    return watched()
        .filter(this::supports)
        .map(operation -> DynamicTest.dynamicTest(operation, () -> assertEnded(operation)));
  }

  private void assertEnded(String operation) {
    Object input = whole.input(operation, instance());
    FakeCall gone = call(operation);
    gone.cancel();

    expect(FailureCode.CANCELLED, () -> invoke(operation, input, gone));
    FakeCall late = call(operation).withRemaining(Duration.ZERO);
    expect(FailureCode.TIMEOUT, () -> invoke(operation, input, late));
  }

  @TestFactory
  Stream<DynamicTest> aRefusalOfTheVendorIsToldAsSuch() {
    return Stream.of(FailureCode.UNAUTHENTICATED, FailureCode.RATE_LIMITED, FailureCode.TIMEOUT)
        .map(code -> DynamicTest.dynamicTest(code.wire(), () -> assertTold(code)));
  }

  private void assertTold(FailureCode code) {
    ProviderContext refusing = offeredBy(code);

    expect(code, () -> read(refusing));
  }

  @Test
  void ofAWriteWithoutAnAnswerNothingIsKnown() {
    need(written());
    ProviderContext late = offeredBy(FailureCode.TIMEOUT);

    Failure failure = expect(FailureCode.TIMEOUT, () -> write(late));

    assertThat(failure.applied()).isNotEqualTo(Applied.NO);
  }

  private ProviderContext offeredBy(FailureCode code) {
    Optional<ProviderContext> refusing = refusing(code);
    offered(refusing.isPresent());
    return refusing.orElseThrow();
  }
}
