package io.auterity.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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
    assertThat(WebLinks.next(header, Map.of())).isEqualTo("https://v.example/a?page=2");
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
    assertThat(WebLinks.next(header, Map.of())).isNull();
  }

  @Test
  void anEmptyTargetIsOne() {
    assertThat(WebLinks.next("<>; rel=next", Map.of())).isEmpty();
  }

  // Sentry's, which names a next page behind the last one too.
  @Test
  void aParameterOfTheLinkSaysWhetherItLeadsOn() {
    String sentry =
        "<https://v.example/a?cursor=0:0:1>; rel=\"previous\"; results=\"true\"; cursor=\"0:0:1\","
            + " <https://v.example/a?cursor=0:100:0>; rel=\"next\"; results=\"%s\"";

    assertThat(WebLinks.next(sentry.formatted("true"), Map.of("Results", "true")))
        .isEqualTo("https://v.example/a?cursor=0:100:0");
    assertThat(WebLinks.next(sentry.formatted("false"), Map.of("results", "true"))).isNull();
    assertThat(WebLinks.next("<a>; rel=next", Map.of("results", "true"))).isNull();
  }
}
