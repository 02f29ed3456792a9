package io.auterity.testkit.contract.knowledge;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.knowledge.ContentSearch;
import io.auterity.spi.knowledge.Knowledge;
import io.auterity.spi.knowledge.NewSpace;
import io.auterity.testkit.contract.VendorRefusalTests;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** How a store reports that it refuses, or that the caller no longer waits. */
abstract class KnowledgeRefusalTests extends VendorRefusalTests<Knowledge> {

  private final KnowledgeContract contract;

  KnowledgeRefusalTests(KnowledgeContract contract) {
    super(contract);
    this.contract = contract;
  }

  @Override
  protected Stream<String> watched() {
    return Stream.of("space.list", "page.list", "content.search");
  }

  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return contract.refusing(code);
  }

  @Override
  protected void read(ProviderContext provider) {
    ContentSearch input = new ContentSearch("words", null, null, null);
    open(provider).searchContent(input, call("content.search", provider));
  }

  @Override
  protected String written() {
    return "space.create";
  }

  @Override
  protected void write(ProviderContext provider) {
    NewSpace input = new NewSpace(contract.freshName(), null);
    open(provider).createSpace(input, call("space.create", provider));
  }

  @TestFactory
  Stream<DynamicTest> theSameIdempotencyKeyWithAnotherInputIsAConflict() {
    return declared().support().keySet().stream()
        .filter(this::takesKeys)
        .map(operation -> DynamicTest.dynamicTest(operation, () -> assertConflict(operation)));
  }

  private void assertConflict(String operation) {
    Object input = contract.input(operation, instance());
    Object other = contract.input(operation, instance());
    offered(!other.equals(input));
    invoke(operation, input, keyed(operation));

    Failure failure =
        expect(FailureCode.CONFLICT, () -> invoke(operation, other, keyed(operation)));

    assertThat(failure.fields()).containsKey(Failure.IDEMPOTENCY_KEY);
  }
}
