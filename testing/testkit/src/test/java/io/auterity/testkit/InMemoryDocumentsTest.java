package io.auterity.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.testkit.contract.Failures;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InMemoryDocumentsTest {

  private static final Json.Obj RED = Json.object(Map.of("colour", Json.of("red")));

  private final InMemoryDocuments documents = new InMemoryDocuments();

  @Test
  void findsADocumentByIdAndByKey() {
    Document added = add("a", "red", Map.of("name", "one"));

    assertThat(documents.get("things", "a")).contains(added);
    assertThat(documents.find("things", "name", "one")).contains(added);
    assertThat(documents.find("others", "name", "one")).isEmpty();
  }

  @Test
  void addingWithAKeyThatIsTakenReturnsTheHolder() {
    Document first = add("a", "red", Map.of("name", "one"));

    Added again = documents.write(w -> w.addOrGet(thing("b", "blue"), Map.of("name", "one")));

    assertThat(again).isEqualTo(new Added(first, false));
    assertThat(documents.get("things", "b")).isEmpty();
  }

  @Test
  void anExceptionUndoesTheWrite() {
    assertThatThrownBy(
            () ->
                documents.write(
                    writer -> {
                      writer.addOrGet(thing("a", "red"), Map.of());
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(documents.get("things", "a")).isEmpty();
  }

  @Test
  void listsInOrderOfCreationAfterThePageBefore() {
    for (String id : List.of("c", "a", "b", "d")) {
      add(id, "b".equals(id) ? "blue" : "red", Map.of());
    }

    assertThat(documents.list("things", RED, "c", 2))
        .extracting(Document::id)
        .containsExactly("a", "d");
  }

  @Test
  void aListIsFoundByAnItemItHolds() {
    addWithTags("a", "old", "large");
    addWithTags("b", "older");
    add("c", "old", Map.of());

    Json.Obj old = Json.object(Map.of("tags", Json.array(List.of(Json.of("old")))));

    assertThat(documents.list("things", old, null, 10)).extracting(Document::id).containsOnly("a");
  }

  @Test
  void replacingWhatIsNotThereIsNotFound() {
    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            documents.write(
                writer -> {
                  writer.put(thing("a", "red"));
                  return true;
                }));
  }

  @Test
  void aDeletedDocumentFreesItsKeys() {
    add("a", "red", Map.of("name", "one"));
    documents.write(
        writer -> {
          writer.delete("things", "a");
          return true;
        });

    assertThat(documents.find("things", "name", "one")).isEmpty();
    assertThat(add("b", "blue", Map.of("name", "one")).id()).isEqualTo("b");
  }

  @Test
  void aSequenceStartsAtOne() {
    List<Long> numbers = documents.write(w -> List.of(w.next("s"), w.next("s"), w.next("other")));

    assertThat(numbers).containsExactly(1L, 2L, 1L);
  }

  private Document add(String id, String colour, Map<String, String> keys) {
    return documents.write(w -> w.addOrGet(thing(id, colour), keys)).document();
  }

  private void addWithTags(String id, String... tags) {
    Json list = Json.array(Stream.of(tags).map(Json::of).toList());
    Document document = new Document("things", id, Json.object(Map.of("tags", list)));
    documents.write(w -> w.addOrGet(document, Map.of()));
  }

  private static Document thing(String id, String colour) {
    return new Document("things", id, Json.object(Map.of("colour", Json.of(colour))));
  }
}
