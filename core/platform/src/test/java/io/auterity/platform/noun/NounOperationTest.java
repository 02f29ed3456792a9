package io.auterity.platform.noun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import org.junit.jupiter.api.Test;

class NounOperationTest {

  /** A noun with one operation. */
  public static final class Shelves {
    @Rest(value = "DELETE /shelves/{id}/books/{book}", id = "shelf_remove", needs = "shelf.write")
    public void remove(NounCaller caller, String id, String book) {}

    /** Is no operation. */
    public void sort() {}
  }

  /** A noun whose operation takes a query and a body. */
  public static final class Books {
    public record Query(String title, int limit) {}

    public record NewBook(String name) {}

    @Rest(value = "POST /books", id = "book_add", needs = "book.write")
    public void add(NounCaller caller, Query query, @FromBody NewBook body) {}
  }

  @Test
  void takesWhatIsNotItsBodyFromTheQuery() {
    assertThat(NounOperation.of(Books.class))
        .flatExtracting(one -> NounOperation.query(one.handler()).toList())
        .extracting(RecordComponent::getName)
        .containsExactly("title", "limit");
  }

  /** A noun whose operation has no method. */
  public static final class Nameless {
    @Rest(value = "/shelves", id = "shelf_list", needs = "shelf.read")
    public String list() {
      return "";
    }
  }

  @Test
  void hasTheMethodAndThePathBelowTheRootOfTheApi() {
    assertThat(NounOperation.of(Shelves.class))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.verb()).isEqualTo("DELETE");
              assertThat(one.path()).isEqualTo("/api/v1/shelves/{id}/books/{book}");
            });
  }

  @Test
  void needsAMethodAndAPath() {
    assertThatThrownBy(() -> NounOperation.of(Nameless.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'/shelves' is no method and path, e.g. GET /keys/{id}");
  }

  /** A noun whose operation takes a text that its path does not have. */
  public static final class Lost {
    @Rest(value = "GET /shelves/{id}", id = "shelf_get", needs = "shelf.read")
    public String get(String shelf) {
      return shelf;
    }
  }

  @Test
  void takesNoTextThatItsPathDoesNotHave() {
    assertThatThrownBy(() -> NounOperation.of(Lost.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'shelf' is no part of GET /shelves/{id}");
  }
}
