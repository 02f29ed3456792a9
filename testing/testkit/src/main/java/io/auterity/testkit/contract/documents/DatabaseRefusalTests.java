package io.auterity.testkit.contract.documents;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.documents.DocumentPut;
import io.auterity.spi.documents.WhichDocument;
import io.auterity.testkit.FakeCall;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How a database tells that it refuses, or that nobody waits any more. */
abstract class DatabaseRefusalTests extends DatabasePart {

  DatabaseRefusalTests(DocumentDatabaseContract contract) {
    super(contract);
  }

  @TestFactory
  Stream<DynamicTest> whoHasGoneOrIsLateGetsNothing() {
    return Stream.of("document.get", "document.put", "document.query", "transaction.run")
        .filter(this::supports)
        .map(operation -> DynamicTest.dynamicTest(operation, () -> assertEnded(operation)));
  }

  private void assertEnded(String operation) {
    Object input = contract.input(operation, database());
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
    WhichDocument input = new WhichDocument(Ref.of("a/b"));

    expect(code, () -> open(other).getDocument(input, call("document.get", other)));
  }

  @Test
  void ofAWriteWithoutAnAnswerNothingIsKnown() {
    Optional<ProviderContext> late = contract.refusing(FailureCode.TIMEOUT);
    offered(late.isPresent());
    ProviderContext other = late.orElseThrow();
    DocumentPut input = new DocumentPut(Ref.of("a/b"), Map.of());

    Failure failure =
        expect(
            FailureCode.TIMEOUT, () -> open(other).putDocument(input, call("document.put", other)));

    assertThat(failure.applied()).isNotEqualTo(Applied.NO);
  }

  @Test
  void theSameIdempotencyKeyWithAnotherInputIsAConflict() {
    offered(takesKeys("document.create"));
    Ref collection = collection();
    DatabaseInputs inputs = new DatabaseInputs(contract);
    invoke(
        "document.create",
        inputs.about("document.create", collection, collection),
        keyed("document.create"));
    Object other = inputs.about("document.create", collection, collection);

    Failure failure =
        expect(
            FailureCode.CONFLICT, () -> invoke("document.create", other, keyed("document.create")));

    assertThat(failure.fields()).containsKey(Failure.IDEMPOTENCY_KEY);
  }

  @TestFactory
  Stream<DynamicTest> aNameThatIsNoneIsInvalid() {
    return Stream.of("a", "a/", "/a", "a//b", "a/b/c")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      need("document.get");
                      expect(
                          FailureCode.INVALID,
                          () ->
                              database()
                                  .getDocument(
                                      new WhichDocument(Ref.of(name)), call("document.get")));
                    }));
  }
}
