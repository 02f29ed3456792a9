package io.auterity.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebLinksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<https://v.example/a?page=2>; rel=\"next\"",
        "<https://v.example/a?page=2>;rel=next",
        "<https://v.example/a?page=2> ; REL = \"Next\"",
        "<https://v.example/a?page=1>; rel=\"prev\", <https://v.example/a?page=2>; rel=\"next\"",
        "<https://v.example/a?page=1>; rel=\"self\" , ,<https://v.example/a?page=2>; rel=\"next\"",
        "<https://v.example/a?page=2>; title=\"x, y; rel=prev\"; rel=\"next\"",
        "<https://v.example/a?page=2>; title=\"say \\\"<hi>\\\"\"; rel=\"next\"",
        "<https://v.example/a?page=2>; rel=\"last  next\"",
        "<https://v.example/a?page=2>; rel=next; rel=prev",
        "<https://v.example/b?x=1,2>; rel=\"alternate\", <https://v.example/a?page=2>; rel=next"
      })
  void findsTheNextPage(String header) {
    assertThat(WebLinks.next(header)).isEqualTo("https://v.example/a?page=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<https://v.example/a?page=2>",
        "<https://v.example/a?page=2>; rel=\"nextish\"",
        "<https://v.example/a?page=2>; rel=prev; rel=next",
        "<https://v.example/a?page=2>; title=\"rel=next\"",
        "<https://v.example/a?page=2>; rel=next; anchor=\"/other\"",
        "https://v.example/a?page=2; rel=next",
        "<https://v.example/a?page=2; rel=next",
        "<a>; title=\"never closed; rel=next"
      })
  void findsNoneElsewhere(String header) {
    assertThat(WebLinks.next(header)).isNull();
  }

  @Test
  void anEmptyTargetIsOne() {
    assertThat(WebLinks.next("<>; rel=next")).isEmpty();
  }
}
