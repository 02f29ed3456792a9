package io.auterity.testkit.contract.documents;

import static io.auterity.testkit.contract.Failures.expect;
import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.documents.CollectionQuery;
import io.auterity.spi.documents.DocumentCollection;
import io.auterity.spi.documents.DocumentPut;
import io.auterity.spi.documents.DocumentRemoval;
import io.auterity.spi.documents.DocumentUpdate;
import io.auterity.spi.documents.FieldChange;
import io.auterity.spi.documents.FieldValue;
import io.auterity.spi.documents.NewDocument;
import io.auterity.spi.documents.StoredDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a database does with one document. */
abstract class DocumentTests extends DatabasePart {

  private static final Map<String, FieldValue> EVERYTHING =
      Map.ofEntries(
          Map.entry("nothing", new FieldValue.Null()),
          Map.entry("truth", new FieldValue.Bool(true)),
          Map.entry("largest", number(Long.MAX_VALUE)),
          Map.entry("least", number(Long.MIN_VALUE)),
          Map.entry("beyond53", number(9_007_199_254_740_993L)),
          Map.entry("one", new FieldValue.Float64(1)),
          Map.entry("tenth", new FieldValue.Float64(0.1)),
          Map.entry("tiny", new FieldValue.Float64(Double.MIN_VALUE)),
          Map.entry("at", new FieldValue.Timestamp(Instant.parse("2026-11-23T14:00:00.123456Z"))),
          Map.entry("text", new FieldValue.Text(UNICODE)),
          Map.entry("empty", new FieldValue.Text("")),
          Map.entry("bytes", FieldValue.Bytes.of("\u0000ÿ".getBytes(StandardCharsets.UTF_8))),
          Map.entry("place", new FieldValue.GeoPoint(52.52, -13.405)),
          Map.entry("some", new FieldValue.Array(List.of(number(1), text("two")))),
          Map.entry("none", new FieldValue.Array(List.of())),
          Map.entry(
              "inner",
              new FieldValue.Map(Map.of("a b", new FieldValue.Map(Map.of("c", text("d")))))),
          Map.entry("Straße 1.b`", text("a name of other signs")));

  DocumentTests(DocumentDatabaseContract contract) {
    super(contract);
  }

  @Test
  void aDocumentKeepsEachValueWithItsType() {
    need("document.create", "document.get");

    StoredDocument made = stored(collection(), EVERYTHING);

    assertThat(made.fields()).isEqualTo(EVERYTHING);
    assertThat(read(made.ref()).fields()).isEqualTo(EVERYTHING);
  }

  @Test
  void aDocumentRefersToAnother() {
    need("document.create", "document.get");
    Ref collection = collection();
    FieldValue other = new FieldValue.Reference(collection.id() + "/other");

    Ref made = stored(collection, Map.of("to", other)).ref();

    assertThat(read(made).fields()).isEqualTo(Map.of("to", other));
  }

  @Test
  void aDocumentIsNamedByItsCollectionAndItsId() {
    need("document.create", "document.get");
    Ref collection = collection();
    NewDocument input = new NewDocument(collection, "ada", Map.of());

    StoredDocument made = database().createDocument(input, call("document.create"));

    assertThat(made.ref()).isEqualTo(new Ref(provider().id(), collection.id() + "/ada"));
    assertThat(made.id()).isEqualTo("ada");
    assertThat(read(Ref.of(collection.id() + "/ada"))).isEqualTo(made);
  }

  @TestFactory
  Stream<DynamicTest> anIdMayBeAnythingWithoutASlash() {
    offered(supports("document.create") && supports("document.get"));
    return Stream.of("a b", UNICODE, "a?b#c&d", "100%25", "'\"", "-", "..a", "{x}", "a:b")
        .map(
            id ->
                DynamicTest.dynamicTest(
                    id,
                    () -> {
                      NewDocument input = new NewDocument(collection(), id, Map.of());
                      Ref made = database().createDocument(input, call("document.create")).ref();
                      assertThat(read(made).id()).isEqualTo(id);
                    }));
  }

  @Test
  void aDocumentWithoutAnIdIsGivenOne() {
    need("document.create", "document.get");
    NewDocument input = new NewDocument(collection(), null, Map.of("n", number(1)));

    StoredDocument first = database().createDocument(input, call("document.create"));
    StoredDocument second = database().createDocument(input, call("document.create"));

    assertThat(first.id()).isNotBlank().isNotEqualTo(second.id());
    assertThat(read(first.ref()).fields()).isEqualTo(input.fields());
  }

  @Test
  void aDocumentIsCreatedOnce() {
    need("document.create");
    StoredDocument made = stored(collection(), Map.of());
    Ref collection = Ref.of(made.ref().id().substring(0, made.ref().id().indexOf('/')));
    NewDocument again = new NewDocument(collection, made.id(), Map.of());

    expect(FailureCode.CONFLICT, () -> database().createDocument(again, call("document.create")));
  }

  @Test
  void aPutStandsInPlaceOfWhatWasThere() {
    need("document.put", "document.get");
    Ref document = Ref.of(collection().id() + "/ada");

    put(document, Map.of("a", number(1)), null);
    put(document, Map.of("b", number(2)), null);

    assertThat(read(document).fields()).isEqualTo(Map.of("b", number(2)));
  }

  private StoredDocument put(
      Ref document, Map<String, FieldValue> fields, @Nullable String expected) {
    return database()
        .putDocument(new DocumentPut(document, fields, expected), call("document.put"));
  }

  @Test
  void anUpdateSetsAndRemovesWhatItNamesAndNothingElse() {
    need("document.create", "document.update", "document.get");
    Ref document =
        stored(collection(), Map.of("a", number(1), "b c", number(2), "d", number(3))).ref();

    database()
        .updateDocument(
            new DocumentUpdate(
                document,
                List.of(new FieldChange("a", text("x")), new FieldChange("`e\\`.`", text("y"))),
                List.of("`b c`"),
                null),
            call("document.update"));

    assertThat(read(document).fields())
        .isEqualTo(Map.of("a", text("x"), "d", number(3), "e`.", text("y")));
  }

  @Test
  void twoWhoChangeFieldsOfOneMapDoNotUndoEachOther() {
    need("document.create", "document.update", "document.get");
    FieldValue address =
        new FieldValue.Map(
            Map.of("city", text("Kiel"), "zip", text("24103"), "post code", text("old")));
    Ref document = stored(collection(), Map.of("address", address, "n", number(1))).ref();

    update(document, List.of(new FieldChange("address.city", text("Bonn"))), null);
    update(document, List.of(new FieldChange("address.zip", text("53111"))), null);
    update(document, null, List.of("address.`post code`"));

    assertThat(read(document).fields())
        .isEqualTo(
            Map.of(
                "address",
                new FieldValue.Map(Map.of("city", text("Bonn"), "zip", text("53111"))),
                "n",
                number(1)));
  }

  private void update(
      Ref document, @Nullable List<FieldChange> set, @Nullable List<String> remove) {
    database()
        .updateDocument(new DocumentUpdate(document, set, remove, null), call("document.update"));
  }

  @Test
  void mapsAreMadeOnTheWayToAFieldThatIsSet() {
    need("document.create", "document.update", "document.get");
    Ref document = stored(collection(), Map.of("a", number(1))).ref();

    update(
        document,
        List.of(new FieldChange("a.b", number(2)), new FieldChange("c.d.e", number(3))),
        List.of("none.such"));

    assertThat(read(document).fields())
        .isEqualTo(
            Map.of(
                "a",
                new FieldValue.Map(Map.of("b", number(2))),
                "c",
                new FieldValue.Map(Map.of("d", new FieldValue.Map(Map.of("e", number(3)))))));
  }

  @Test
  void whatWasWrittenMeanwhileIsNotOverwritten() {
    need("document.create", "document.put", "document.get");
    StoredDocument seen = stored(collection(), Map.of("n", number(1)));
    offered(seen.revision() != null);

    StoredDocument now = put(seen.ref(), Map.of("n", number(2)), seen.revision());

    assertThat(now.revision()).isNotEqualTo(seen.revision());
    assertThat(read(seen.ref()).revision()).isEqualTo(now.revision());
    expect(FailureCode.CONFLICT, () -> put(seen.ref(), Map.of("n", number(3)), seen.revision()));
    assertThat(read(seen.ref()).fields()).isEqualTo(Map.of("n", number(2)));
  }

  @Test
  void anUpdateAndADeletionHeedTheRevisionToo() {
    need("document.create", "document.update", "document.delete", "document.get");
    StoredDocument seen = stored(collection(), Map.of("n", number(1)));
    offered(seen.revision() != null);
    StoredDocument now =
        database()
            .updateDocument(
                new DocumentUpdate(
                    seen.ref(), List.of(new FieldChange("n", number(2))), null, seen.revision()),
                call("document.update"));

    expect(
        FailureCode.CONFLICT,
        () ->
            database()
                .updateDocument(
                    new DocumentUpdate(
                        seen.ref(),
                        List.of(new FieldChange("n", number(3))),
                        null,
                        seen.revision()),
                    call("document.update")));
    expect(
        FailureCode.CONFLICT,
        () ->
            database()
                .deleteDocument(
                    new DocumentRemoval(seen.ref(), seen.revision()), call("document.delete")));

    database()
        .deleteDocument(new DocumentRemoval(seen.ref(), now.revision()), call("document.delete"));
    expect(FailureCode.NOT_FOUND, () -> read(seen.ref()));
  }

  @Test
  void aDeletionIsDoneOnceAndForAll() {
    need("document.create", "document.delete", "document.get");
    Ref document = stored(collection(), Map.of()).ref();

    for (int i = 0; i < 2; i++) {
      database().deleteDocument(new DocumentRemoval(document), call("document.delete"));
    }

    expect(FailureCode.NOT_FOUND, () -> read(document));
  }

  @TestFactory
  Stream<DynamicTest> whatIsUnknownIsNotFound() {
    return Stream.of("document.get", "document.update")
        .filter(this::supports)
        .map(operation -> DynamicTest.dynamicTest(operation, () -> assertUnknown(operation)));
  }

  private void assertUnknown(String operation) {
    DatabaseInputs inputs = new DatabaseInputs(contract);
    Ref collection = collection();
    Object input = inputs.about(operation, collection, inputs.unknown(collection));

    expect(FailureCode.NOT_FOUND, () -> invoke(operation, input, call(operation)));
  }

  @Test
  void collectionsAreListedWhileTheyHoldSomething() {
    need("document.create", "document.delete", "collection.list");
    Ref first = collection();
    Ref document = stored(first, Map.of()).ref();
    stored(collection(), Map.of());
    Ref below = stored(Ref.of(document.id() + "/below"), Map.of()).ref();

    assertThat(collections(null)).contains(first.id()).doesNotHaveDuplicates();
    assertThat(collections(document)).containsExactly(document.id() + "/below");

    database().deleteDocument(new DocumentRemoval(below), call("document.delete"));
    assertThat(collections(document)).isEmpty();
  }

  private List<String> collections(@Nullable Ref parent) {
    return all(
            slice ->
                database()
                    .listCollections(
                        new CollectionQuery(parent, slice.cursor(), slice.limit()),
                        call("collection.list")),
            1)
        .stream()
        .map(DocumentCollection::ref)
        .map(Ref::id)
        .toList();
  }
}
