package io.auterity.testkit.contract.knowledge;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.knowledge.ContentSearch;
import io.auterity.spi.knowledge.NewSpace;
import io.auterity.testkit.FakeCall;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How a store tells that it refuses, or that nobody waits any more. */
abstract class KnowledgeRefusalTests extends KnowledgePart {

  KnowledgeRefusalTests(KnowledgeContract contract) {
    super(contract);
  }

  @TestFactory
  Stream<DynamicTest> whoHasGoneOrIsLateGetsNothing() {
    return Stream.of("space.list", "page.list", "content.search")
        .filter(this::supports)
        .map(operation -> DynamicTest.dynamicTest(operation, () -> assertEnded(operation)));
  }

  private void assertEnded(String operation) {
    Object input = contract.input(operation, knowledge());
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
    Optional<ProviderContext> refusing = contract.refusing(code);
    offered(refusing.isPresent());
    ProviderContext other = refusing.orElseThrow();
    ContentSearch input = new ContentSearch("words", null, null, null);

    expect(code, () -> open(other).searchContent(input, call("content.search", other)));
  }

  @Test
  void ofAWriteWithoutAnAnswerNothingIsKnown() {
    Optional<ProviderContext> late = contract.refusing(FailureCode.TIMEOUT);
    offered(late.isPresent());
    ProviderContext other = late.orElseThrow();
    NewSpace input = new NewSpace(contract.freshName(), null);

    Failure failure =
        expect(
            FailureCode.TIMEOUT, () -> open(other).createSpace(input, call("space.create", other)));

    assertThat(failure.applied()).isNotEqualTo(Applied.NO);
  }

  @TestFactory
  Stream<DynamicTest> theSameIdempotencyKeyWithAnotherInputIsAConflict() {
    return declared().support().keySet().stream()
        .filter(this::takesKeys)
        .map(operation -> DynamicTest.dynamicTest(operation, () -> assertConflict(operation)));
  }

  private void assertConflict(String operation) {
    Object input = contract.input(operation, knowledge());
    Object other = contract.input(operation, knowledge());
    offered(!other.equals(input));
    invoke(operation, input, keyed(operation));

    Failure failure =
        expect(FailureCode.CONFLICT, () -> invoke(operation, other, keyed(operation)));

    assertThat(failure.fields()).containsKey(Failure.IDEMPOTENCY_KEY);
  }
}
