package io.auterity.testkit.contract.documents;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.documents.DocumentDatabase;
import io.auterity.spi.documents.DocumentPut;
import io.auterity.spi.documents.WhichDocument;
import io.auterity.testkit.contract.VendorRefusalTests;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How a database reports that it refuses, or that the caller no longer waits. */
abstract class DatabaseRefusalTests extends VendorRefusalTests<DocumentDatabase> {

  private final DocumentDatabaseContract contract;

  DatabaseRefusalTests(DocumentDatabaseContract contract) {
    super(contract);
    this.contract = contract;
  }

  @Override
  protected Stream<String> watched() {
    return Stream.of("document.get", "document.put", "document.query", "transaction.run");
  }

  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return contract.refusing(code);
  }

  @Override
  protected void read(ProviderContext provider) {
    open(provider).getDocument(new WhichDocument(Ref.of("a/b")), call("document.get", provider));
  }

  @Override
  protected String written() {
    return "document.put";
  }

  @Override
  protected void write(ProviderContext provider) {
    DocumentPut input = new DocumentPut(Ref.of("a/b"), Map.of());
    open(provider).putDocument(input, call("document.put", provider));
  }

  @Test
  void theSameIdempotencyKeyWithAnotherInputIsAConflict() {
    offered(takesKeys("document.create"));
    Ref collection = Ref.of(contract.freshName());
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
                              instance()
                                  .getDocument(
                                      new WhichDocument(Ref.of(name)), call("document.get")));
                    }));
  }
}
