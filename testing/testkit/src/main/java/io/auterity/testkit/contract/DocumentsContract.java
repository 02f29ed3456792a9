package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store of documents does, whether it lasts or not. */
public abstract class DocumentsContract {

  private static final Json.Obj RED = Json.object(Map.of("colour", Json.of("red")));

  /** An empty store; the same one during a test. */
  protected abstract Documents documents();

  @Test
  void findsADocumentByIdAndByKey() {
    Document added = add("a", "red", Map.of("name", "one"));

    assertThat(documents().get("things", "a")).contains(added);
    assertThat(documents().find("things", "name", "one")).contains(added);
    assertThat(documents().find("others", "name", "one")).isEmpty();
  }

  @Test
  void keepsBodiesAsTheyAre() {
    Json.Obj body =
        Json.object(
            Map.of(
                "n", Json.of(9007199254740993L),
                "d", Json.of(0.1),
                "t", Json.of("line\n\u20ac"),
                "l", Json.array(List.of(Json.NULL, Json.of(true)))));
    documents().write(w -> w.addOrGet(new Document("things", "a", body), Map.of()));

    assertThat(documents().get("things", "a").orElseThrow().body()).isEqualTo(body);
  }

  @Test
  void addingWithAKeyThatIsTakenReturnsTheHolder() {
    Document first = add("a", "red", Map.of("name", "one"));

    Added again = documents().write(w -> w.addOrGet(thing("b", "blue"), Map.of("name", "one")));

    assertThat(again).isEqualTo(new Added(first, false));
    assertThat(documents().get("things", "b")).isEmpty();
  }

  @Test
  void losesNoChangeWhenManyChangeOneDocumentAtOnce() {
    documents().write(w -> w.addOrGet(count(0), Map.of()));

    CompletableFuture.allOf(
            IntStream.range(0, 16)
                .mapToObj(
                    i -> CompletableFuture.runAsync(this::countOn, Thread::startVirtualThread))
                .toArray(CompletableFuture[]::new))
        .join();

    assertThat(documents().get("counts", "a")).contains(count(400));
  }

  private void countOn() {
    for (int i = 0; i < 25; i++) {
      countOnce();
    }
  }

  private void countOnce() {
    documents()
        .write(
            writer -> {
              Document before = writer.get("counts", "a").orElseThrow();
              long count = before.body().get("count") instanceof Json.Int(long value) ? value : 0;
              writer.put(count(count + 1));
              return count;
            });
  }

  private static Document count(long value) {
    return new Document("counts", "a", Json.object(Map.of("count", Json.of(value))));
  }

  @Test
  void addsOneDocumentWhenManyAddWithOneKeyAtOnce() {
    List<CompletableFuture<Added>> all =
        IntStream.range(0, 24)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            documents()
                                .write(
                                    w -> {
                                      w.next("number");
                                      return w.addOrGet(
                                          thing("id" + i, "red"),
                                          Map.of("name", "one", "call", "c"));
                                    }),
                        Thread::startVirtualThread))
            .toList();

    assertThat(all).extracting(CompletableFuture::join).filteredOn(Added::created).hasSize(1);
    assertThat(all)
        .extracting(added -> added.join().document().id())
        .containsOnly(documents().find("things", "name", "one").orElseThrow().id());
    assertThat(documents().list("things", Json.EMPTY, null, 100)).hasSize(1);
  }

  @Test
  void refusesASecondDocumentWithTheSameId() {
    add("a", "red", Map.of());

    Failures.expect(FailureCode.CONFLICT, () -> add("a", "blue", Map.of()));
  }

  @Test
  void anExceptionUndoesTheWrite() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                documents()
                    .write(
                        writer -> {
                          writer.addOrGet(thing("a", "red"), Map.of());
                          throw new IllegalStateException("no");
                        }));

    assertThat(documents().get("things", "a")).isEmpty();
  }

  @Test
  void listsInOrderOfCreationAfterThePageBefore() {
    for (String id : List.of("c", "a", "b", "d")) {
      add(id, "b".equals(id) ? "blue" : "red", Map.of());
    }

    assertThat(documents().list("things", RED, "c", 2))
        .extracting(Document::id)
        .containsExactly("a", "d");
    assertThat(documents().list("things", Json.EMPTY, null, 1))
        .extracting(Document::id)
        .containsExactly("c");
  }

  @Test
  void aListGoesOnBehindADocumentThatWasDeletedMeanwhile() {
    List.of("a", "b", "c").forEach(id -> add(id, "red", Map.of()));

    delete("b");

    assertThat(documents().list("things", Json.EMPTY, "b", 9))
        .extracting(Document::id)
        .containsExactly("c");
  }

  @Test
  void aDocumentThatWasDeletedAndAddedAgainStandsWhereItStood() {
    List.of("a", "b").forEach(id -> add(id, "red", Map.of()));

    delete("a");
    add("a", "blue", Map.of());

    assertThat(documents().list("things", Json.EMPTY, "a", 9))
        .extracting(Document::id)
        .containsExactly("b");
  }

  @Test
  void aListThatIsReadPageByPageComesToItsEndAndSkipsNothing() {
    List.of("a", "b", "c").forEach(id -> add(id, "red", Map.of()));
    List.of("a", "b").forEach(this::delete);
    List.of("b", "a", "d").forEach(id -> add(id, "blue", Map.of()));
    List<String> seen = new ArrayList<>();

    for (int pages = 0; pages < 9; pages++) {
      String last = seen.isEmpty() ? null : seen.getLast();
      documents().list("things", Json.EMPTY, last, 2).forEach(one -> seen.add(one.id()));
    }

    assertThat(seen).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aDocumentMayBeDeletedAndAddedAgainAnyTimes() {
    List.of("a", "b").forEach(id -> add(id, "red", Map.of()));

    for (int times = 0; times < 3; times++) {
      delete("a");
      assertThat(documents().list("things", Json.EMPTY, "a", 9)).hasSize(1);
      add("a", "blue", Map.of());
    }

    assertThat(documents().list("things", Json.EMPTY, null, 9))
        .containsExactly(thing("a", "blue"), thing("b", "red"));
  }

  @Test
  void aListThatShallGoOnBehindWhatNeverWasIsRefused() {
    add("a", "red", Map.of());

    Failures.expect(FailureCode.INVALID, () -> documents().list("things", Json.EMPTY, "never", 9));
  }

  private void delete(String id) {
    documents()
        .write(
            writer -> {
              writer.delete("things", id);
              return true;
            });
  }

  @Test
  void aListIsFoundByAnItemItHolds() {
    addWithTags("a", "old", "large");
    addWithTags("b", "older");
    add("c", "old", Map.of());

    Json.Obj old = Json.object(Map.of("tags", Json.array(List.of(Json.of("old")))));

    assertThat(documents().list("things", old, null, 10))
        .extracting(Document::id)
        .containsOnly("a");
  }

  @Test
  void replacesTheBodyOfADocument() {
    add("a", "red", Map.of("name", "one"));
    documents()
        .write(
            writer -> {
              writer.put(thing("a", "blue"));
              return true;
            });

    assertThat(documents().find("things", "name", "one")).contains(thing("a", "blue"));
    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            documents()
                .write(
                    writer -> {
                      writer.put(thing("z", "blue"));
                      return true;
                    }));
  }

  @Test
  void aDeletedDocumentFreesItsKeys() {
    add("a", "red", Map.of("name", "one"));
    documents()
        .write(
            writer -> {
              writer.delete("things", "a");
              return true;
            });

    assertThat(documents().find("things", "name", "one")).isEmpty();
    assertThat(add("b", "blue", Map.of("name", "one")).id()).isEqualTo("b");
  }

  @Test
  void aSequenceStartsAtOneAndNeverRepeats() {
    List<Long> numbers = documents().write(w -> List.of(w.next("s"), w.next("s"), w.next("other")));

    assertThat(numbers).containsExactly(1L, 2L, 1L);
    assertThat(documents().<Long>write(w -> w.next("s"))).isEqualTo(3);
  }

  private Document add(String id, String colour, Map<String, String> keys) {
    return documents().write(w -> w.addOrGet(thing(id, colour), keys)).document();
  }

  private void addWithTags(String id, String... tags) {
    Json list = Json.array(Stream.of(tags).map(Json::of).toList());
    Document document = new Document("things", id, Json.object(Map.of("tags", list)));
    documents().write(w -> w.addOrGet(document, Map.of()));
  }

  private static Document thing(String id, String colour) {
    return new Document("things", id, Json.object(Map.of("colour", Json.of(colour))));
  }
}
