package io.auterity.plugins.documents;

import static io.auterity.testkit.contract.Failures.expect;
import static io.auterity.testkit.contract.Failures.field;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Cursor;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.documents.CollectionQuery;
import io.auterity.spi.documents.DocumentDatabase;
import io.auterity.spi.documents.DocumentEvent;
import io.auterity.spi.documents.DocumentEventType;
import io.auterity.spi.documents.DocumentListening;
import io.auterity.spi.documents.DocumentPut;
import io.auterity.spi.documents.DocumentRemoval;
import io.auterity.spi.documents.DocumentSearch;
import io.auterity.spi.documents.DocumentTransaction;
import io.auterity.spi.documents.DocumentUpdate;
import io.auterity.spi.documents.DocumentWrite;
import io.auterity.spi.documents.FieldValue;
import io.auterity.spi.documents.NewDocument;
import io.auterity.spi.documents.StoredDocument;
import io.auterity.spi.documents.TransactionOutcome;
import io.auterity.spi.documents.WhichDocument;
import io.auterity.spi.documents.WriteAction;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.FakeTime;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedDatabaseTest {

  private static final Ref ADA = Ref.of("users/ada");

  private final FakeTime time = new FakeTime(Instant.parse("2026-03-04T05:06:07.123456789Z"));
  private final AtomicInteger ids = new AtomicInteger();
  private final FakeProvider provider =
      new FakeProvider("base", ManifestFileReader.of(DocumentsPlugin.class));
  private final DocumentDatabase database =
      new DocumentsConnector(time, () -> "id" + ids.incrementAndGet()).open(provider);

  private FakeCall call() {
    return FakeCall.of("documents.document.put", provider);
  }

  private StoredDocument put(Ref document, FieldValue value) {
    return database.putDocument(new DocumentPut(document, Map.of("f", value)), call());
  }

  private static FieldValue number(long value) {
    return new FieldValue.Int64(value);
  }

  @Test
  void aDocumentKnowsWhenItWasMadeAndWritten() {
    StoredDocument made = put(ADA, number(1));
    time.advance(Duration.ofSeconds(5));

    StoredDocument now = put(ADA, number(2));

    assertThat(made.createdAt()).isEqualTo(Instant.parse("2026-03-04T05:06:07.123456Z"));
    assertThat(now.createdAt()).isEqualTo(made.createdAt());
    assertThat(now.updatedAt()).isEqualTo(Instant.parse("2026-03-04T05:06:12.123456Z"));
  }

  @Test
  void aRepetitionThatNamesFieldsInAnotherOrderIsTheSame() {
    FakeCall keyed = call().withIdempotencyKey("k");
    Map<String, FieldValue> inner = new LinkedHashMap<>();
    inner.put("a", number(1));
    inner.put("b", number(2));
    Map<String, FieldValue> turned = new LinkedHashMap<>();
    turned.put("b", number(2));
    turned.put("a", number(1));
    Ref users = Ref.of("users");

    StoredDocument made =
        database.createDocument(
            new NewDocument(users, null, Map.of("f", new FieldValue.Map(inner))), keyed);

    assertThat(
            database
                .createDocument(
                    new NewDocument(users, null, Map.of("f", new FieldValue.Map(turned))), keyed)
                .ref())
        .isEqualTo(made.ref());
  }

  @Test
  void aStreamThatWasLeftWithEventsInHandIsCancelled() {
    put(ADA, number(1));
    put(Ref.of("users/bob"), number(2));
    Events<DocumentEvent> stream =
        database.listenToDocuments(
            new DocumentListening(Ref.of("users"), null, null, null, false), call());
    stream.next();

    stream.close();

    expect(FailureCode.CANCELLED, stream::next);
  }

  @ParameterizedTest
  @ValueSource(strings = {"half \ud83d", "nul \0"})
  void textThatTheDatabaseCannotHoldIsRefused(String text) {
    assertThat(field(() -> put(ADA, new FieldValue.Text(text)))).isEqualTo("fields");
    assertThat(field(() -> put(Ref.of("users/" + text), number(1)))).isEqualTo("document");
    assertThat(
            field(
                () -> database.putDocument(new DocumentPut(ADA, Map.of(text, number(1))), call())))
        .isEqualTo("fields");
  }

  @Test
  void aDocumentThatIsTooLargeIsRefused() {
    assertThat(field(() -> put(ADA, new FieldValue.Text("x".repeat(1_000_000)))))
        .isEqualTo("fields");
  }

  @Test
  void aRepeatedCallFindsWhatItMade() {
    NewDocument input = new NewDocument(Ref.of("users"), null, Map.of("f", number(1)));

    StoredDocument first = database.createDocument(input, call().withIdempotencyKey("k"));

    assertThat(database.createDocument(input, call().withIdempotencyKey("k"))).isEqualTo(first);
    assertThat(database.createDocument(input, call().withIdempotencyKey("l")).id())
        .isNotEqualTo(first.id());
  }

  @Test
  void aRepeatedCallMakesNoOtherDocumentWhenItsOwnIsGone() {
    NewDocument input = new NewDocument(Ref.of("users"), "ada", Map.of("f", number(1)));
    FakeCall keyed = call().withIdempotencyKey("k");
    StoredDocument made = database.createDocument(input, keyed);
    database.deleteDocument(new DocumentRemoval(ADA), call());

    assertThat(database.createDocument(input, keyed)).isEqualTo(made);

    expect(FailureCode.NOT_FOUND, () -> database.getDocument(new WhichDocument(ADA), call()));
    assertThat(provider.documents().list("calls", Json.EMPTY, null, 10).toString())
        .doesNotContain("int64");
  }

  @Test
  void aKeyIsForgottenAfterADay() {
    NewDocument input = new NewDocument(Ref.of("users"), null, Map.of());
    StoredDocument made = database.createDocument(input, call().withIdempotencyKey("k"));
    time.advance(KeyedCalls.KEPT.plusSeconds(1));

    database.createDocument(input, call().withIdempotencyKey("other"));

    assertThat(provider.documents().list("calls", Json.EMPTY, null, 10)).hasSize(1);
    assertThat(database.createDocument(input, call().withIdempotencyKey("k")).id())
        .isNotEqualTo(made.id());
  }

  @Test
  void aRepeatedTransactionIsCarriedOutOnce() {
    put(ADA, number(1));
    Ref bob = Ref.of("users/bob");
    DocumentTransaction input =
        new DocumentTransaction(
            List.of(ADA),
            null,
            List.of(new DocumentWrite(WriteAction.CREATE, bob, Map.of("f", number(2)))));
    FakeCall keyed = call().withIdempotencyKey("k");

    TransactionOutcome outcome = database.runTransaction(input, keyed);

    assertThat(database.runTransaction(input, keyed)).isEqualTo(outcome);
    put(ADA, number(3));
    Failure failure = expect(FailureCode.CONFLICT, () -> database.runTransaction(input, keyed));
    assertThat(failure.applied()).isEqualTo(Applied.YES);
    assertThat(failure.message()).contains("users/ada");
  }

  @Test
  void aPageIsBoundedByWhatIsInItsDocuments() {
    FieldValue large = new FieldValue.Text("x".repeat(900_000));
    for (int i = 0; i < 25; i++) {
      put(Ref.of("users/u%02d".formatted(i)), large);
    }
    List<String> found = new ArrayList<>();
    Cursor cursor = null;
    do {
      Page<StoredDocument> page =
          database.queryDocuments(
              new DocumentSearch(Ref.of("users"), null, null, cursor, 200), call());
      assertThat(page.items()).hasSizeBetween(1, 11);
      page.items().forEach(document -> found.add(document.id()));
      cursor = page.next();
    } while (cursor != null);

    assertThat(found).hasSize(25).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void valuesHaveOneOrderWhateverTheirTypes() {
    List<FieldValue> ordered =
        List.of(
            new FieldValue.Null(),
            new FieldValue.Bool(false),
            new FieldValue.Bool(true),
            new FieldValue.Float64(Double.NaN),
            new FieldValue.Float64(Double.NEGATIVE_INFINITY),
            number(Long.MIN_VALUE),
            new FieldValue.Float64(-0.5),
            number(0),
            new FieldValue.Float64(9_007_199_254_740_992d),
            number(9_007_199_254_740_993L),
            number(Long.MAX_VALUE),
            new FieldValue.Float64(9.3e18),
            new FieldValue.Timestamp(Instant.EPOCH),
            new FieldValue.Text("Z"),
            new FieldValue.Text("a"),
            new FieldValue.Text("\uffff"),
            new FieldValue.Text("🚀"),
            FieldValue.Bytes.of(new byte[] {1}),
            FieldValue.Bytes.of(new byte[] {-1}),
            new FieldValue.Reference("a/b"),
            new FieldValue.GeoPoint(1, 2),
            new FieldValue.GeoPoint(1, 3),
            new FieldValue.Array(List.of()),
            new FieldValue.Array(List.of(number(1))),
            new FieldValue.Array(List.of(number(1), number(0))),
            new FieldValue.Map(Map.of("a", number(2))),
            new FieldValue.Map(Map.of("b", number(1))));
    List<FieldValue> sorted = new ArrayList<>(ordered);
    sorted.sort(Comparator.comparing(FieldValue::toString));

    sorted.sort(ValueOrder.INSTANCE);

    assertThat(sorted).isEqualTo(ordered);
    assertThat(ValueOrder.INSTANCE.compare(number(1), new FieldValue.Float64(1))).isZero();
    assertThat(
            ValueOrder.INSTANCE.compare(new FieldValue.Float64(0.0), new FieldValue.Float64(-0.0)))
        .isZero();
  }

  @Test
  void aPositionOfLongAgoIsTold() {
    put(ADA, number(0));
    String left = follow(null).getLast();
    for (int i = 0; i < DocumentStore.WRITES_KEPT; i++) {
      put(ADA, number(i));
    }
    assertThat(follow(left)).hasSize((int) DocumentStore.WRITES_KEPT);

    put(Ref.of("others/bob"), number(1));

    assertThat(field(() -> follow(left))).isEqualTo("from");
  }

  @Test
  void whoFollowsAQuietCollectionKeepsUpWithABusyOne() {
    put(ADA, number(0));
    String left = follow(null).getLast();
    try (Events<DocumentEvent> events =
        database.listenToDocuments(
            new DocumentListening(Ref.of("users"), null, null, left, true), call())) {
      for (int i = 0; i <= DocumentStore.WRITES_KEPT; i++) {
        put(Ref.of("logs/one"), number(i));
        if (i % 1_000 == 999) {
          DocumentEvent event = Objects.requireNonNull(events.next());
          assertThat(event.type()).isEqualTo(DocumentEventType.POSITION);
          left = event.position();
        }
      }
    }
    StoredDocument now = put(ADA, number(1));

    assertThat(follow(left)).last().isEqualTo(now.revision());
  }

  @Test
  void aStreamThatEndsTellsHowFarItCame() {
    put(ADA, number(0));
    String left = follow(null).getLast();
    put(Ref.of("logs/one"), number(1));

    List<String> told = follow(left);

    assertThat(told).hasSize(1).doesNotContain(left);
    assertThat(follow(told.getLast())).isEmpty();
  }

  @Test
  void whatIsDeletedIsNowhereAnyMore() {
    put(ADA, new FieldValue.Text("secret of Ada"));
    database.deleteDocument(new DocumentRemoval(ADA), call());

    assertThat(provider.documents().list("writes", Json.EMPTY, null, 10))
        .hasSize(2)
        .allSatisfy(write -> assertThat(write.body().toString()).doesNotContain("secret"));
  }

  @Test
  void aNameThatNoKeyHoldsIsRefused() {
    String half = "x".repeat(800);

    assertThat(field(() -> put(Ref.of(half + "/" + half), number(1)))).isEqualTo("document");
    assertThat(
            field(
                () ->
                    database.createDocument(new NewDocument(Ref.of(half), half, Map.of()), call())))
        .isEqualTo("id");
    put(Ref.of("users/" + "é".repeat(747)), number(1));
  }

  private List<String> follow(@Nullable String from) {
    List<String> positions = new ArrayList<>();
    var events =
        database.listenToDocuments(
            new DocumentListening(Ref.of("users"), null, null, from, false), call());
    for (var event = events.next(); event != null; event = events.next()) {
      positions.add(event.position());
    }
    return positions;
  }

  @Test
  void aStreamThatBreaksOffAmongTheFirstDocumentsBeginsAgain() {
    Stream.of("a", "b", "c").forEach(id -> put(Ref.of("users/" + id), number(1)));

    List<String> positions = follow(null);

    assertThat(positions.subList(0, 3)).containsOnly("begin");
    assertThat(follow(positions.getFirst())).hasSize(4);
    assertThat(follow(positions.getLast())).isEmpty();
  }

  @Test
  void everythingIsGoneWithTheProvidersDocuments() {
    put(ADA, number(1));
    FakeProvider other = new FakeProvider("other", ManifestFileReader.of(DocumentsPlugin.class));
    DocumentDatabase empty = new DocumentsConnector(time, () -> "id").open(other);

    assertThat(empty.listCollections(new CollectionQuery(null, null, null), call()).items())
        .isEmpty();
    expect(
        FailureCode.NOT_FOUND,
        () -> empty.updateDocument(new DocumentUpdate(ADA, "f", number(1)), call()));
  }
}
