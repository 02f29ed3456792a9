package io.auterity.plugins.documents;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.documents.DocumentCheck;
import io.auterity.spi.documents.DocumentDatabase;
import io.auterity.spi.documents.DocumentPut;
import io.auterity.spi.documents.DocumentRemoval;
import io.auterity.spi.documents.DocumentTransaction;
import io.auterity.spi.documents.DocumentWrite;
import io.auterity.spi.documents.FieldValue;
import io.auterity.spi.documents.NewDocument;
import io.auterity.spi.documents.StoredDocument;
import io.auterity.spi.documents.WriteAction;
import io.auterity.spi.shape.Shapes;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.FakeTime;
import io.auterity.testkit.InMemoryDocuments;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The embedded database tells of each document that is written, and of nothing else. */
class WriteEventsTest {

  private static final Ref ADA = Ref.of("users/ada");
  private static final Map<String, FieldValue> FIELDS = Map.of("f", new FieldValue.Int64(1));

  private final InMemoryDocuments documents = new InMemoryDocuments();
  private final FakeProvider provider =
      new FakeProvider("base", ManifestFileReader.of(DocumentsPlugin.class))
          .withDocuments(documents);
  private final DocumentDatabase database =
      new DocumentsConnector(new FakeTime(), () -> "id1").open(provider);

  private FakeCall call() {
    return FakeCall.of("documents.document.put", provider);
  }

  private StoredDocument put(Ref document, Map<String, FieldValue> fields) {
    return database.putDocument(new DocumentPut(document, fields), call());
  }

  private static DocumentWrite write(WriteAction action, String document) {
    return new DocumentWrite(action, Ref.of(document), FIELDS, null, null, null);
  }

  private List<String> types() {
    return documents.raised().stream().map(RaisedEvent::type).toList();
  }

  private static Object record(RaisedEvent event) {
    return Shapes.ofResults().read(event.record(), StoredDocument.class, "the event");
  }

  @Test
  void eachWriteIsToldWithItsDocument() {
    StoredDocument made = put(ADA, FIELDS);
    StoredDocument changed = put(ADA, Map.of());
    database.deleteDocument(new DocumentRemoval(ADA, null), call());

    assertThat(types())
        .containsExactly(
            "documents.document.created",
            "documents.document.updated",
            "documents.document.deleted");
    assertThat(documents.raised()).extracting(RaisedEvent::subject).containsOnly("users/ada");
    assertThat(documents.raised())
        .extracting(WriteEventsTest::record)
        .containsExactly(made, changed, changed);
  }

  @Test
  void aRepeatedCallTellsNothingAgain() {
    NewDocument input = new NewDocument(Ref.of("users"), "ada", FIELDS);
    for (int i = 0; i < 3; i++) {
      database.createDocument(input, call().withIdempotencyKey("k"));
    }

    assertThat(types()).containsExactly("documents.document.created");
  }

  @Test
  void aTransactionTellsOfAllThatItWritesOrOfNothing() {
    List<DocumentWrite> hundred =
        IntStream.range(0, 100).mapToObj(i -> write(WriteAction.CREATE, "users/u" + i)).toList();
    database.runTransaction(new DocumentTransaction(null, null, hundred), call());
    DocumentTransaction refused =
        new DocumentTransaction(
            null,
            null,
            List.of(write(WriteAction.PUT, "users/u1"), write(WriteAction.CREATE, "users/u2")));

    expect(FailureCode.CONFLICT, () -> database.runTransaction(refused, call()));

    assertThat(types()).hasSize(100).containsOnly("documents.document.created");
  }

  @Test
  void whatIsReadCheckedOrNotThereIsNotTold() {
    put(ADA, FIELDS);

    database.runTransaction(
        new DocumentTransaction(
            List.of(ADA), List.of(new DocumentCheck(ADA, true, null)), List.of()),
        call());
    database.deleteDocument(new DocumentRemoval(Ref.of("users/bob"), null), call());

    assertThat(types()).containsExactly("documents.document.created");
  }

  @Test
  void whatNoEventHoldsIsToldWithoutItsFields() {
    put(ADA, Map.of("f", new FieldValue.Text("x".repeat(300_000))));
    put(Ref.of("users/" + "u".repeat(600)), FIELDS);

    assertThat(documents.raised().get(0).record().get("fields")).hasToString("{}");
    assertThat(documents.raised().get(1).subject()).isEqualTo("u".repeat(500));
  }
}
