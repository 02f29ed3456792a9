package io.auterity.testkit.contract.documents;

import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Ref;
import io.auterity.spi.documents.DocumentSearch;
import io.auterity.spi.documents.FieldComparison;
import io.auterity.spi.documents.FieldFilter;
import io.auterity.spi.documents.FieldOrder;
import io.auterity.spi.documents.FieldValue;
import io.auterity.spi.documents.NewDocument;
import io.auterity.spi.documents.StoredDocument;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How documents are found by their fields. */
abstract class DocumentSearchTests extends DatabasePart {

  DocumentSearchTests(DocumentDatabaseContract contract) {
    super(contract);
  }

  private Ref people() {
    need("document.create", "document.query");
    Ref people = collection();
    person(people, "ada", Map.of("born", number(1815), "tags", tags("math", "code")));
    person(people, "bob", Map.of("born", number(1990), "tags", tags("code")));
    person(people, "cyd", Map.of("born", new FieldValue.Float64(1990.5)));
    person(
        people,
        "dan",
        Map.of("born", text("unknown"), "a b", new FieldValue.Map(Map.of("c", number(1)))));
    person(people, "eve", Map.of("name", text("Eve")));
    return people;
  }

  private void person(Ref people, String id, Map<String, FieldValue> fields) {
    database().createDocument(new NewDocument(people, id, fields), call("document.create"));
  }

  private static FieldValue tags(String... tags) {
    return new FieldValue.Array(List.of(tags).stream().map(DatabasePart::text).toList());
  }

  private List<String> ids(DocumentSearch search) {
    return all(
            slice ->
                database()
                    .queryDocuments(
                        new DocumentSearch(
                            search.collection(),
                            search.where(),
                            search.order(),
                            slice.cursor(),
                            slice.limit()),
                        call("document.query")),
            2)
        .stream()
        .map(StoredDocument::id)
        .toList();
  }

  private List<String> where(Ref people, String field, FieldComparison is, FieldValue value) {
    return ids(
        new DocumentSearch(people, List.of(new FieldFilter(field, is, value)), null, null, null));
  }

  @Test
  void withoutAConditionAllComeByTheirIds() {
    assertThat(ids(new DocumentSearch(people(), null, null, null, null)))
        .containsExactly("ada", "bob", "cyd", "dan", "eve");
  }

  @Test
  void acollectionThatHoldsNothingIsEmpty() {
    need("document.query");

    assertThat(ids(new DocumentSearch(collection(), null, null, null, null))).isEmpty();
  }

  @Test
  void whatIsBelowADocumentIsNotFoundWithIt() {
    Ref people = people();
    stored(Ref.of(people.id() + "/ada/letters"), Map.of("born", number(1)));

    assertThat(where(people, "born", FieldComparison.EQ, number(1))).isEmpty();
  }

  @Test
  void fieldsAreComparedAsTheirTypeIs() {
    Ref people = people();

    assertThat(where(people, "born", FieldComparison.EQ, number(1990))).containsExactly("bob");
    assertThat(where(people, "born", FieldComparison.EQ, new FieldValue.Float64(1815)))
        .containsExactly("ada");
    assertThat(where(people, "born", FieldComparison.LT, number(1990))).containsExactly("ada");
    assertThat(where(people, "born", FieldComparison.LE, number(1990)))
        .containsExactly("ada", "bob");
    assertThat(where(people, "born", FieldComparison.GT, number(1990))).containsExactly("cyd");
    assertThat(where(people, "born", FieldComparison.GE, number(1990)))
        .containsExactly("bob", "cyd");
  }

  @Test
  void anotherValueIsNotAnAbsentOne() {
    assertThat(where(people(), "born", FieldComparison.NE, number(1990)))
        .containsExactlyInAnyOrder("ada", "cyd", "dan");
  }

  @Test
  void itemsOfArraysAreFound() {
    Ref people = people();

    assertThat(where(people, "tags", FieldComparison.ARRAY_CONTAINS, text("code")))
        .containsExactly("ada", "bob");
    assertThat(
            where(
                people,
                "born",
                FieldComparison.IN,
                new FieldValue.Array(List.of(number(1815), text("unknown")))))
        .containsExactlyInAnyOrder("ada", "dan");
  }

  @Test
  void fieldsInsideOfMapsAreFound() {
    assertThat(where(people(), "`a b`.c", FieldComparison.EQ, number(1))).containsExactly("dan");
  }

  @Test
  void allConditionsHold() {
    Ref people = people();
    FieldFilter code = new FieldFilter("tags", FieldComparison.ARRAY_CONTAINS, text("code"));
    FieldFilter born = new FieldFilter("born", FieldComparison.EQ, number(1815));

    assertThat(ids(new DocumentSearch(people, List.of(code, born), null, null, null)))
        .containsExactly("ada");
  }

  @Test
  void anOrderGoesByTypesAndValuesAndLeavesOutWhoHasNone() {
    Ref people = people();
    List<FieldOrder> up = List.of(new FieldOrder("born", false));
    List<FieldOrder> down = List.of(new FieldOrder("born", true));

    assertThat(ids(new DocumentSearch(people, null, up, null, null)))
        .containsExactly("ada", "bob", "cyd", "dan");
    assertThat(ids(new DocumentSearch(people, null, down, null, null)))
        .containsExactly("dan", "cyd", "bob", "ada");
  }

  @Test
  void documentsOfOneValueAreOrderedToTheirEnd() {
    need("document.create", "document.query");
    Ref same = collection();
    for (String id : List.of("c", "a", "e", "b", "d")) {
      person(same, id, Map.of("n", number(1)));
    }

    assertThat(ids(new DocumentSearch(same, null, List.of(new FieldOrder("n", false)), null, null)))
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void documentsOfOneValueGoTheWayOfTheLastField() {
    need("document.create", "document.query");
    Ref same = collection();
    for (String id : List.of("c", "a", "b")) {
      person(same, id, Map.of("n", number(1)));
    }

    assertThat(ids(new DocumentSearch(same, null, List.of(new FieldOrder("n", true)), null, null)))
        .containsExactly("c", "b", "a");
  }

  @Test
  void whatARangeFindsComesByTheFieldThatItIsOf() {
    need("document.create", "document.query");
    Ref scores = collection();
    person(scores, "a", Map.of("n", number(3), "m", number(1)));
    person(scores, "b", Map.of("n", number(1), "m", number(1)));
    person(scores, "c", Map.of("n", number(2), "m", number(1)));

    assertThat(where(scores, "n", FieldComparison.GT, number(0))).containsExactly("b", "c", "a");
    assertThat(
            ids(
                new DocumentSearch(
                    scores,
                    List.of(new FieldFilter("n", FieldComparison.NE, number(0))),
                    List.of(new FieldOrder("m", true)),
                    null,
                    null)))
        .containsExactly("a", "c", "b");
  }
}
