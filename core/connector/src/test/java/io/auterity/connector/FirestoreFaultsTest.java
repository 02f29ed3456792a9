package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.documents.DocumentCheck;
import io.auterity.spi.documents.DocumentDatabase;
import io.auterity.spi.documents.DocumentEvent;
import io.auterity.spi.documents.DocumentListening;
import io.auterity.spi.documents.DocumentPut;
import io.auterity.spi.documents.DocumentRemoval;
import io.auterity.spi.documents.DocumentSearch;
import io.auterity.spi.documents.DocumentTransaction;
import io.auterity.spi.documents.DocumentUpdate;
import io.auterity.spi.documents.FieldChange;
import io.auterity.spi.documents.FieldValue;
import io.auterity.spi.documents.NewDocument;
import io.auterity.spi.documents.StoredDocument;
import io.auterity.spi.documents.WhichDocument;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code firestore.yaml} where Firestore refuses, or somebody else writes at the same time. */
class FirestoreFaultsTest {

  private static final DataPlugin FILE = VendorFiles.plugin("firestore");
  private static final Ref PEOPLE = Ref.of("people");
  private static final Ref ADA = Ref.of("people/ada");
  private static final String QUERY = "runQuery";
  private static final String READ = "batchGet";

  private final FirestoreDouble firestore = new FirestoreDouble();
  private final FakeProvider provider = provider(FILE, Json.EMPTY);
  private final DocumentDatabase database = open(FILE, provider);

  private FakeProvider provider(DataPlugin plugin, Json.Obj config) {
    return new FakeProvider("mine", plugin.manifest())
        .withConfig(config.with("project", Json.of("acme-4711")))
        .withTransport(firestore);
  }

  private static DocumentDatabase open(DataPlugin plugin, FakeProvider provider) {
    return (DocumentDatabase) (Object) plugin.connectors().getFirst().open(provider);
  }

  private FakeCall call(String operation) {
    return FakeCall.of("documents." + operation, provider).withRemaining(Duration.ofHours(2));
  }

  private static Map<String, FieldValue> n(long value) {
    return Map.of("n", new FieldValue.Int64(value));
  }

  private StoredDocument put(Ref document, long value, @Nullable String expected) {
    return database.putDocument(
        new DocumentPut(document, n(value), expected), call("document.put"));
  }

  private StoredDocument put(Ref document, long value) {
    return put(document, value, null);
  }

  private StoredDocument update(long value, @Nullable String expected) {
    return database.updateDocument(
        new DocumentUpdate(
            ADA, List.of(new FieldChange("n", new FieldValue.Int64(value))), null, expected),
        call("document.update"));
  }

  private void delete(Ref document) {
    database.deleteDocument(new DocumentRemoval(document), call("document.delete"));
  }

  private StoredDocument read() {
    return database.getDocument(new WhichDocument(ADA), call("document.get"));
  }

  private Events<DocumentEvent> listen(@Nullable String from, FakeCall call) {
    return database.listenToDocuments(new DocumentListening(PEOPLE, null, null, from, true), call);
  }

  private static DocumentEvent next(Events<DocumentEvent> events) {
    return Objects.requireNonNull(events.next());
  }

  @ParameterizedTest
  @CsvSource({"an", "a COLLECTION_GROUP_ASC"})
  void aSearchWithoutItsIndexIsUnsupportedAndSaysWhereToMakeIt(String which) {
    String link =
        "https://console.firebase.google.com/v1/r/project/acme-4711/firestore/indexes?create_composite="
            + "Ck1wcm9qZWN0cy9hY21lLTQ3MTEvZGF0YWJhc2VzLyhkZWZhdWx0KS9jb2xsZWN0aW9uR3JvdXBzL3Blb3BsZS9pbmRleGVzL18QARoHCgNhZ2UQARoM";
    firestore.refuse(
        QUERY,
        400,
        "FAILED_PRECONDITION",
        "The query requires %s index. You can create it here: %s".formatted(which, link));

    Failure failure =
        Failures.expect(
            FailureCode.UNSUPPORTED,
            () ->
                database.queryDocuments(
                    new DocumentSearch(PEOPLE, null, null, null, null), call("document.query")));

    assertThat(failure.message()).endsWith(link);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void aPositionThatFirestoreForgotIsInvalid() {
    firestore.refuse(
        QUERY, 400, "FAILED_PRECONDITION", "The requested snapshot version is too old.");

    Failures.expect(
        FailureCode.INVALID, () -> listen("2026-03-04T05:06:07.000000Z", call("document.listen")));
  }

  @ParameterizedTest
  @CsvSource({"503, UNAVAILABLE, 15", "429, RESOURCE_EXHAUSTED, 25", "500, INTERNAL, 15"})
  void aStreamOutlivesAReadingThatFails(int code, String status, long seconds) {
    put(ADA, 1);
    FakeCall call = call("document.listen");
    try (Events<DocumentEvent> events = listen(null, call)) {
      next(events);
      next(events);
      Instant before = call.time().instant();
      firestore.refuse(QUERY, code, status, "later");
      put(ADA, 2);

      assertThat(Objects.requireNonNull(next(events).now()).fields()).isEqualTo(n(2));
      assertThat(call.time().instant()).isEqualTo(before.plusSeconds(seconds));
    }
  }

  @Test
  void aStreamEndsWhenEachReadingFails() {
    try (Events<DocumentEvent> events = listen(null, call("document.listen"))) {
      next(events);
      for (int i = 0; i < 6; i++) {
        firestore.refuse(QUERY, 503, "UNAVAILABLE", "down");
      }

      Failures.expect(FailureCode.UNAVAILABLE, events::next);
    }
  }

  @Test
  void aStreamEndsAtOnceWhenNothingWillHelp() {
    try (Events<DocumentEvent> events = listen(null, call("document.listen"))) {
      next(events);
      firestore.refuse(QUERY, 403, "PERMISSION_DENIED", "no longer");

      Failures.expect(FailureCode.FORBIDDEN, events::next);
    }
  }

  @Test
  void theMoreAStreamFollowsTheLessOftenItReads() {
    for (int i = 0; i < 800; i++) {
      put(Ref.of("people/n" + i), i);
    }
    FakeCall call = call("document.listen");
    try (Events<DocumentEvent> events = listen(null, call)) {
      for (int i = 0; i <= 800; i++) {
        next(events);
      }
      Instant before = call.time().instant();
      put(ADA, 1);
      next(events);

      assertThat(call.time().instant()).isEqualTo(before.plusSeconds(8));
    }
  }

  @Test
  void aQuietStreamTellsItsPositionEachFiveMinutes() {
    FakeCall call = call("document.listen");
    try (Events<DocumentEvent> events = listen(null, call)) {
      next(events);
      Instant before = call.time().instant();

      next(events);
      next(events);

      assertThat(call.time().instant()).isEqualTo(before.plus(Duration.ofMinutes(10)));
    }
  }

  @Test
  void moreThanTheProviderLetsFollowIsRefusedByName() {
    FakeProvider few = provider(FILE, Json.EMPTY.with("followed", Json.of(2)));
    DocumentListening input = new DocumentListening(PEOPLE, null, null, null, false);
    DocumentDatabase bounded = open(FILE, few);
    put(ADA, 1);
    put(Ref.of("people/bob"), 2);
    bounded.listenToDocuments(input, call("document.listen"));
    put(Ref.of("people/cyd"), 3);

    Failure failure =
        Failures.expect(
            FailureCode.TOO_LARGE, () -> bounded.listenToDocuments(input, call("document.listen")));

    assertThat(failure.message()).contains("more than 2 documents", "raise followed");
  }

  @Test
  void whoWroteIsToldHisOwnRevisionAndNotThatOfWhoCameAfter() {
    StoredDocument first = put(ADA, 1);
    firestore.before(READ, () -> put(ADA, 7));

    StoredDocument mine = put(ADA, 2, first.revision());

    assertThat(mine.fields()).isEqualTo(n(2));
    assertThat(mine.revision()).isNotEqualTo(read().revision());
    Failures.expect(FailureCode.CONFLICT, () -> put(ADA, 3, mine.revision()));
    assertThat(read().fields()).isEqualTo(n(7));
  }

  @Test
  void whoUpdatedIsToldHisOwnRevisionToo() {
    put(ADA, 1);
    firestore.before(READ, () -> put(ADA, 7));

    StoredDocument mine = update(2, null);

    Failures.expect(FailureCode.CONFLICT, () -> update(3, mine.revision()));
    assertThat(read().fields()).isEqualTo(n(7));
  }

  @Test
  void whatWasWrittenIsToldThoughItIsGoneByNow() {
    firestore.before(READ, () -> delete(ADA));

    StoredDocument made =
        database.createDocument(new NewDocument(PEOPLE, "ada", n(1)), call("document.create"));

    assertThat(made.ref().id()).isEqualTo("people/ada");
    assertThat(made.fields()).isEqualTo(n(1));
    assertThat(made.createdAt()).isNull();
    assertThat(made.revision()).isNotNull();
  }

  @Test
  void anUpdateOfWhatIsGoneByNowSaysThatItWasApplied() {
    put(ADA, 1);
    firestore.before(READ, () -> delete(ADA));

    Failure failure = Failures.expect(FailureCode.NOT_FOUND, () -> update(2, null));

    assertThat(failure.applied()).isEqualTo(Applied.YES);
  }

  @Test
  void aCheckThatFailsIsAConflictAlsoWhenNothingCanBeRolledBack() {
    firestore.refuse("rollback", 503, "UNAVAILABLE", "down");
    DocumentTransaction transaction =
        new DocumentTransaction(null, List.of(new DocumentCheck(ADA, true, null)), null);

    Failure failure =
        Failures.expect(
            FailureCode.CONFLICT,
            () -> database.runTransaction(transaction, call("transaction.run")));

    assertThat(failure.message()).contains("people/ada");
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void whatIsDoneIsLookedAtWhereTheFileSaysWhere() {
    String whole = new String(Objects.requireNonNull(VendorFiles.text("firestore")), UTF_8);

    assertThat(Failures.of(() -> deletedBy(whole, "${body.writeResults}"))).isEmpty();
    Failures.expect(FailureCode.NOT_FOUND, () -> deletedBy(whole, "${body.nothing}"));
  }

  private void deletedBy(String file, String of) {
    assertThat(file).containsOnlyOnce("result: {done: true}");
    String other = file.replace("result: {done: true}", "of: " + of);
    DataPlugin plugin =
        new DataPlugin(
            VendorFiles.checked("firestore", other.getBytes(UTF_8)),
            VendorFiles.KINDS,
            VendorFiles.BINDER);
    open(plugin, provider(plugin, Json.EMPTY))
        .deleteDocument(new DocumentRemoval(ADA), call("document.delete"));
  }
}
