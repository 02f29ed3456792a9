package io.auterity.platform.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlReaderTest {

  private final YamlReader reader = new YamlReader(100_000);

  @Test
  void readsEveryDocumentOfAText() {
    List<YamlDocument> documents =
        reader.read("a: 1\n---\n# nothing\n---\n- x\n- 2.5\n- true\n- null\n");

    assertThat(documents)
        .extracting(document -> document.value().toString())
        .containsExactly("{\"a\":1}", "[\"x\",2.5,true,null]");
  }

  @Test
  void keepsWhatOtherReadersTakeForBooleansAsText() {
    assertThat(only("country: no\nversion: 1.10.2\nmode: 0755\n").toString())
        .isEqualTo("{\"country\":\"no\",\"version\":\"1.10.2\",\"mode\":\"0755\"}");
  }

  @Test
  void knowsTheLineOfEachPart() {
    YamlDocument document =
        reader
            .read("kind: x\nspec:\n  steps:\n    - id: a\n    - id: b\n      call: y\n")
            .getFirst();

    assertThat(document.line("spec.steps[1].call")).isEqualTo(6);
    assertThat(document.line("spec.steps[1]")).isEqualTo(5);
  }

  @Test
  void givesTheLineOfWhatHoldsAnAbsentPart() {
    YamlDocument document = reader.read("spec:\n  a.b:\n    c: 1\n").getFirst();

    assertThat(document.line("spec['a.b'].missing")).isEqualTo(2);
    assertThat(document.line("other")).isEqualTo(1);
  }

  @Test
  void followsAliases() {
    assertThat(only("one: &x {a: 1}\ntwo: *x\n").toString())
        .isEqualTo("{\"one\":{\"a\":1},\"two\":{\"a\":1}}");
  }

  @Test
  void refusesAliasesThatGrowWithoutBound() {
    StringBuilder text = new StringBuilder("l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String last = "*l" + (i - 1);
      text.append(
          "l%d: &l%d [%s]\n"
              .formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, last))));
    }

    refused(text.toString(), 6, "more than 1000000 values");
  }

  @Test
  void refusesANameThatStandsTwice() {
    refused("a: 1\nb: 2\na: 3\n", 3, "'a' stands twice");
  }

  @Test
  void refusesTags() {
    refused("a: 1\nb: !!binary aGk=\n", 2, "tags are not supported");
  }

  @Test
  void refusesNumbersThatJsonCannotHold() {
    refused("a: 9223372036854775808\n", 1, "outside 64 bits");
    refused("a: .inf\n", 1, "no JSON number");
  }

  @Test
  void refusesDeepNesting() {
    refused("[".repeat(200) + "]".repeat(200), 1, "nested deeper than 100 levels");
  }

  @Test
  void namesTheLineOfBadSyntax() {
    refused("a: 1\nb: [1, 2\nc: 3\n", 3, "expected ',' or ']'");
  }

  @Test
  void namesTheLineOfBytesThatAreNoText() {
    assertThatExceptionOfType(MalformedYamlException.class)
        .isThrownBy(() -> reader.read(new byte[] {'a', ':', ' ', 'b', '\n', (byte) 0xff}))
        .withMessage("the text is not UTF-8")
        .satisfies(e -> assertThat(e.line()).isEqualTo(2));
  }

  @Test
  void refusesATextThatIsTooLong() {
    assertThatExceptionOfType(MalformedYamlException.class)
        .isThrownBy(() -> reader.read("a: " + "x".repeat(200_000)));
  }

  @Test
  void refusesAValueThatIsTooLongWithItsPath() {
    String text = "a:\n  b: \"" + "x".repeat(1_000_001) + "\"\n";

    assertThatExceptionOfType(MalformedYamlException.class)
        .isThrownBy(() -> new YamlReader(2_000_000).read(text))
        .withMessage("a.b has 1000001 characters, at most 1000000: shorten it")
        .satisfies(e -> assertThat(e.line()).isEqualTo(2));
  }

  @Test
  void refusesANameThatIsTooLongAndCutsIt() {
    String name = "n".repeat(50_000);

    refused("a:\n  ? " + name + "\n  : [1, 2, 3]\n", 2, "…' has 50,000 characters, at most 1,024");
    refused(
        "{\"" + "n".repeat(1_025) + "\": 1}", 1, "the name '" + "n".repeat(40) + "…' has 1,025");
  }

  @Test
  void readsANameOfTheMostCharactersAndItsLine() {
    String name = "n".repeat(1_024);

    YamlDocument document = reader.read("a: 1\n? " + name + "\n: [x]\n").getFirst();

    assertThat(document.line(name + "[0]")).isEqualTo(3);
  }

  @Test
  void refusesPathsThatTogetherOutgrowTheText() {
    StringBuilder text = new StringBuilder();
    for (int level = 0; level < 60; level++) {
      text.append("{? ").append("n".repeat(1_000)).append(" : ");
    }
    text.append("[").append("1,".repeat(2_000)).append("1]").append("}".repeat(60));

    refused(text.toString(), 1, "the paths of all values have more than 32,000,000 characters");
  }

  @Test
  void countsThePathsOfAllDocumentsTogether() {
    String one = "? " + "n".repeat(1_000) + "\n: [" + "1,".repeat(1_500) + "1]\n";

    assertThat(reader.read(one)).hasSize(1);
    refused((one + "---\n").repeat(24), 1, "the paths of all values");
  }

  @Test
  void refusesTextThatAliasesRepeatTooOften() {
    String text = "long: &x " + "x".repeat(20_000) + "\nall: [" + "*x, ".repeat(800) + "*x]\n";

    refused(text, 2, "more than 16000000 characters of text once aliases are followed");
  }

  @Test
  void countsTheValuesOfAllDocumentsTogether() {
    String ten = "[" + "x, ".repeat(9) + "x]";
    StringBuilder one = new StringBuilder("l0: &l0 " + ten + "\n");
    for (int i = 1; i < 5; i++) {
      String last = "*l" + (i - 1);
      one.append(
          "l%d: &l%d [%s]\n"
              .formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, last))));
    }

    assertThatExceptionOfType(MalformedYamlException.class)
        .isThrownBy(() -> new YamlReader(5_000_000).read((one + "---\n").repeat(20)))
        .withMessageContaining("more than 1000000 values");
  }

  @Test
  void cutsWhatIsLongInMessages() {
    refused("a: *" + "x".repeat(5_000) + "\n", 1, "the alias *" + "x".repeat(200) + "… names");
    refused("a: " + "9".repeat(5_000) + "\n", 1, "the integer " + "9".repeat(40) + "… is outside");
  }

  @Test
  void tellsNamesApartThatOthersBeginWith() {
    YamlDocument document = reader.read("a: 1\nab: 2\n'a.b':\n  c: 3\n'':\n  - 4\n").getFirst();

    assertThat(document.line("ab")).isEqualTo(2);
    assertThat(document.line("['a.b'].c")).isEqualTo(4);
    assertThat(document.line("[''][0]")).isEqualTo(6);
    assertThat(document.line("a.b")).isEqualTo(1);
  }

  private Json only(String text) {
    return reader.read(text).getFirst().value();
  }

  private void refused(String text, int line, String message) {
    assertThatExceptionOfType(MalformedYamlException.class)
        .isThrownBy(() -> reader.read(text))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.line()).isEqualTo(line));
  }
}
