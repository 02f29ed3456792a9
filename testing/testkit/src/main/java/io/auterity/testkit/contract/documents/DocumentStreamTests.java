package io.auterity.testkit.contract.documents;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Events;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.documents.DocumentEvent;
import io.auterity.spi.documents.DocumentEventType;
import io.auterity.spi.documents.DocumentListening;
import io.auterity.spi.documents.DocumentPut;
import io.auterity.spi.documents.DocumentRemoval;
import io.auterity.spi.documents.FieldComparison;
import io.auterity.spi.documents.FieldFilter;
import io.auterity.spi.documents.StoredDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How what is written is followed. */
abstract class DocumentStreamTests extends DatabasePart {

  DocumentStreamTests(DocumentDatabaseContract contract) {
    super(contract);
  }

  private List<DocumentEvent> told(DocumentListening input) {
    List<DocumentEvent> told = new ArrayList<>();
    try (Events<DocumentEvent> events =
        database().listenToDocuments(input, call("document.listen"))) {
      for (DocumentEvent event = events.next(); event != null; event = events.next()) {
        told.add(event);
      }
    }
    return told;
  }

  /** Without what tells how far the stream has come. */
  private List<DocumentEvent> changes(DocumentListening input) {
    return told(input).stream()
        .filter(event -> event.type() != DocumentEventType.POSITION)
        .toList();
  }

  private static DocumentListening to(Ref collection, @Nullable String from) {
    return new DocumentListening(collection, null, null, from, false);
  }

  private void put(Ref document, long n) {
    database().putDocument(new DocumentPut(document, Map.of("n", number(n))), call("document.put"));
  }

  @Test
  void aStreamBeginsWithTheDocumentsAsTheyStand() {
    need("document.create", "document.listen");
    Ref collection = collection();
    StoredDocument one = stored(collection, Map.of("n", number(1)));
    StoredDocument two = stored(collection, Map.of("n", number(2)));

    List<DocumentEvent> told = told(to(collection, null));

    assertThat(told.subList(0, 2))
        .extracting(DocumentEvent::now)
        .containsExactlyInAnyOrder(one, two);
    assertThat(told)
        .extracting(DocumentEvent::type)
        .containsExactly(
            DocumentEventType.STANDS, DocumentEventType.STANDS, DocumentEventType.POSITION);
  }

  @Test
  void aStreamOfNothingHasAPositionToGoOnFrom() {
    need("document.create", "document.listen");
    Ref collection = collection();
    List<DocumentEvent> none = told(to(collection, null));
    assertThat(none).extracting(DocumentEvent::type).containsExactly(DocumentEventType.POSITION);

    StoredDocument one = stored(collection, Map.of("n", number(1)));

    assertThat(changes(to(collection, none.getLast().position())))
        .extracting(DocumentEvent::now)
        .containsExactly(one);
  }

  @Test
  void aStreamIsTakenUpAgainWhereItWasLeft() {
    need("document.create", "document.put", "document.delete", "document.listen");
    Ref collection = collection();
    Ref one = stored(collection, Map.of("n", number(1))).ref();
    Ref two = stored(collection, Map.of("n", number(2))).ref();
    String left = told(to(collection, null)).getLast().position();
    assertThat(changes(to(collection, left))).isEmpty();

    put(two, 3);
    stored(collection(), Map.of("n", number(9)));
    database().deleteDocument(new DocumentRemoval(one), call("document.delete"));

    List<DocumentEvent> told = changes(to(collection, left));
    assertThat(told)
        .extracting(event -> event.type() + " " + Objects.requireNonNull(event.document()).id())
        .containsExactlyInAnyOrder("STANDS " + two.id(), "GONE " + one.id());
    assertThat(changes(to(collection, told.getLast().position()))).isEmpty();
  }

  @Test
  void oneDocumentIsFollowedAlone() {
    need("document.create", "document.put", "document.listen");
    Ref collection = collection();
    Ref one = stored(collection, Map.of("n", number(1))).ref();
    Ref two = stored(collection, Map.of("n", number(2))).ref();
    DocumentListening first = new DocumentListening(null, one, null, null, false);
    String left = told(first).getLast().position();

    put(two, 3);
    put(one, 4);

    assertThat(changes(new DocumentListening(null, one, null, left, false)))
        .extracting(DocumentEvent::document)
        .containsExactly(one);
  }

  @Test
  void whatFitsNoMoreIsGone() {
    need("document.create", "document.put", "document.listen");
    Ref collection = collection();
    Ref one = stored(collection, Map.of("n", number(1))).ref();
    FieldFilter small = new FieldFilter("n", FieldComparison.LT, number(5));
    String left =
        told(new DocumentListening(collection, null, List.of(small), null, false))
            .getLast()
            .position();

    put(one, 7);

    assertThat(changes(new DocumentListening(collection, null, List.of(small), left, false)))
        .extracting(DocumentEvent::type)
        .containsExactly(DocumentEventType.GONE);
  }

  @Test
  void whatIsWrittenMeanwhileIsWaitedFor() {
    need("document.create", "document.listen");
    Ref collection = collection();
    StoredDocument one = stored(collection, Map.of("n", number(1)));

    try (Events<DocumentEvent> events =
        database()
            .listenToDocuments(
                new DocumentListening(collection, null, null, null, true),
                call("document.listen"))) {
      assertThat(event(events).now()).isEqualTo(one);
      assertThat(event(events).type()).isEqualTo(DocumentEventType.POSITION);
      StoredDocument two = stored(collection, Map.of("n", number(2)));
      assertThat(event(events).now()).isEqualTo(two);
    }
  }

  private static DocumentEvent event(Events<DocumentEvent> events) {
    DocumentEvent event = events.next();
    assertThat(event).isNotNull();
    return Objects.requireNonNull(event);
  }

  @Test
  void whoWaitsInVainIsLate() {
    need("document.listen");
    Events<DocumentEvent> events =
        database()
            .listenToDocuments(
                new DocumentListening(collection(), null, null, null, true),
                call("document.listen"));

    assertThat(event(events).type()).isEqualTo(DocumentEventType.POSITION);
    expect(FailureCode.TIMEOUT, events::next);
  }

  @Test
  void aPositionThatIsNoneIsInvalid() {
    need("document.listen");

    expect(FailureCode.INVALID, () -> told(to(collection(), "nowhere")));
  }

  @Test
  void aStreamIsLeftBeforeItsEnd() {
    need("document.create", "document.listen");
    Ref collection = collection();
    stored(collection, Map.of());
    stored(collection, Map.of());

    Events<DocumentEvent> events =
        database().listenToDocuments(to(collection, null), call("document.listen"));
    assertThat(events.next()).isNotNull();
    events.close();
    events.close();

    expect(FailureCode.CANCELLED, events::next);
  }
}
