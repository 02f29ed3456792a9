package io.auterity.cli.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.cli.exit.CliException;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AnchoredYamlTest {

  private static JsonNode read(String text) {
    return AnchoredYaml.read(text.getBytes(UTF_8));
  }

  @Test
  void anAliasIsWhatItsAnchorHolds() {
    assertThat(read("a: &x {b: [1, 2.5]}\nc: *x\nd: &s [hi]\ne: [*s, \"*s\"]\n"))
        .hasToString(
            "{\"a\":{\"b\":[1,2.5]},\"c\":{\"b\":[1,2.5]},\"d\":[\"hi\"],\"e\":[[\"hi\"],\"*s\"]}");
  }

  @Test
  void whatIsMergedYieldsToWhatIsWritten() {
    JsonNode tree =
        read("x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz: {c: 3, <<: [*x, *y]}\nw: {<<: *x}\n");

    assertThat(tree.path("z")).hasToString("{\"c\":3,\"a\":1,\"b\":1}");
    assertThat(tree.path("w")).hasToString("{\"a\":1,\"b\":1}");
  }

  @Test
  void jsonIsReadAndNothingIsMissing() {
    assertThat(read("{\"a\": [true, null, \"t\"]}")).hasToString("{\"a\":[true,null,\"t\"]}");
    assertThat(read("").isMissingNode()).isTrue();
  }

  @Test
  void whatIsNamedAndNotHeldIsRefused() {
    assertThatThrownBy(() -> read("a: *x")).hasMessageContaining("'*x'");
    assertThatThrownBy(() -> read("[".repeat(200))).isInstanceOf(CliException.class);
  }

  @Test
  void whatRepeatsItselfWithoutBoundIsRefusedBeforeItIsBuilt() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 30; i++) {
      String before = "*a" + (i - 1);
      laughs.append(
          "a%d: &a%d [%s]%n".formatted(i, i, String.join(", ", Collections.nCopies(8, before))));
    }

    assertThatThrownBy(() -> read(laughs.toString()))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("more than 1000000 values")
        .hasMessageContaining("aliases");
  }

  @Test
  void anAliasCountsAsOftenAsItStands() {
    String many = "x: &x [%s]%n".formatted("1, ".repeat(999));

    assertThat(read(many + "y: [" + "*x, ".repeat(900) + "]").path("y").size()).isEqualTo(900);
    assertThatThrownBy(() -> read(many + "y: [" + "*x, ".repeat(1_000) + "]"))
        .isInstanceOf(CliException.class);
    assertThatThrownBy(() -> read("x: &x {a: 1}\ny: {<<: [" + "*x, ".repeat(600_000) + "]}"))
        .isInstanceOf(CliException.class);
  }
}
