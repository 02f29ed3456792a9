package io.auterity.server.noun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.noun.NounCaller;
import io.auterity.platform.noun.Rest;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;

class NounOperationTest {

  /** A noun with one operation. */
  public static final class Shelves {
    @Rest(value = "DELETE /shelves/{id}/books/{book}", id = "shelf_remove", needs = "shelf.write")
    public void remove(NounCaller caller, String id, String book) {}

    /** Is no operation. */
    public void sort() {}
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
              assertThat(one.method()).isEqualTo(RequestMethod.DELETE);
              assertThat(one.path()).isEqualTo("/api/v1/shelves/{id}/books/{book}");
              assertThat(one.parameters()).containsExactlyInAnyOrder("id", "book");
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
