package io.auterity.cli.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.cli.exit.CliException;
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
}
