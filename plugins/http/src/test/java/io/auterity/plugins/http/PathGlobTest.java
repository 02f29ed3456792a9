package io.auterity.plugins.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.testkit.contract.Failures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathGlobTest {

  private static boolean matches(String glob, String path) {
    return PathGlob.read("paths", glob).matches(PathGlob.split(path));
  }

  @ParameterizedTest
  @CsvSource({
    "/orders, /orders, true",
    "/orders, /orders/, true",
    "/orders, /order, false",
    "/orders/*, /orders/7, true",
    "/orders/*, /orders, false",
    "/orders/*, /orders/7/lines, false",
    "/orders/**, /orders, true",
    "/orders/**, /orders/7/lines, true",
    "/orders/**, /ordersx/7, false",
    "/**/lines, /orders/7/lines, true",
    "/**/lines, /lines, true",
    "/v*/o*s, /v2/orders, true",
    "/a*b*c, /abxbc, true",
    "/a*b*c, /abxb, false",
    "/**, /, true",
    "/, /, true",
    "/, /a, false",
    "/a.c, /abc, false"
  })
  void aPatternMeansThesePaths(String glob, String path, boolean expected) {
    assertThat(matches(glob, path)).isEqualTo(expected);
  }

  @Test
  void aPatternThatMeansNothingIsRefused() {
    for (String glob : List.of("", "orders", "/a/b**", "/a/../b", "/./a")) {
      assertThat(Failures.field(() -> PathGlob.read("paths[0]", glob)))
          .as(glob)
          .isEqualTo("paths[0]");
    }
  }

  @Test
  void manyStarsAreNoWork() {
    String stars = "/" + "*a".repeat(100) + "/**".repeat(50) + "/b";

    assertThat(matches(stars, "/" + "a".repeat(3_000) + "/a".repeat(500))).isFalse();
  }
}
