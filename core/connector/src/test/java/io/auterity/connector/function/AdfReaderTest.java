package io.auterity.connector.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of what Atlassian sends nothing that people wrote is lost. */
class AdfReaderTest {

  private static Json json(String text) {
    return new JsonReader(100_000).read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A document of these nodes. */
  private static Json read(String nodes) {
    return AdfReader.read(
        json("{\"type\": \"doc\", \"version\": 1, \"content\": [" + nodes + "]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {"type":"mention","attrs":{"text":"@Ann"}}                                              | @Ann
          {"type":"emoji","attrs":{"shortName":":a:","text":"A"}}                                 | A
          {"type":"status","attrs":{"text":"DONE"}}                                               | DONE
          {"type":"inlineCard","attrs":{"url":"https://a.example"}}                               | <https://a.example>
          {"type":"text","text":"x","marks":[{"type":"strike"}]}                                  | ~~x~~
          {"type":"text","text":"x","marks":[{"type":"underline"}]}                               | x
          {"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"/a"}}]}              | [x](/a)
          {"type":"text","text":"x","marks":[{"type":"strong"},{"type":"em"}]}                    | ***x***
          {"type":"heading","attrs":{"level":9},"content":[{"type":"text","text":"x"}]}           | ###### x
          {"type":"heading","content":[{"type":"text","text":"x"}]}                               | # x
          {"type":"panel","content":[{"type":"paragraph","content":[{"type":"text","text":"x"}]}]} | > x
          {"type":"codeBlock","attrs":{"language":"sql"},"content":[{"type":"text","text":"x"}]}  | ```sql\\nx\\n```
          {"type":"newer","content":[{"type":"text","text":"x"}]}                                 | x
          {"content":[{"type":"text","text":"x"}]}                                                | x
          """)
  void aNodeIsMarkdownOrItsText(String node, String markdown) {
    assertThat(read(node)).isEqualTo(Json.of(markdown.replace("\\n", "\n")));
  }

  @Test
  void rowsOfATableAreLines() {
    String cell =
        "{\"type\":\"tableCell\",\"content\":[{\"type\":\"paragraph\",\"content\":"
            + "[{\"type\":\"text\",\"text\":\"%s\"}]}]}";
    String row = "{\"type\":\"tableRow\",\"content\":[" + cell + "," + cell + "]}";
    String table = "{\"type\":\"table\",\"content\":[" + row + "," + row + "]}";

    assertThat(read(table.formatted("a", "b", "c", "d")))
        .isEqualTo(Json.of("| a | b |\n| c | d |"));
  }

  @Test
  void whatIsNoDocumentStaysOrIsRefused() {
    assertThat(AdfReader.read(Json.NULL)).isEqualTo(Json.NULL);
    assertThat(AdfReader.read(Json.of("*old*"))).isEqualTo(Json.of("*old*"));
    assertThat(AdfReader.read(Json.EMPTY)).isEqualTo(Json.of(""));
    assertThat(read("1, null, \"x\", {\"type\": \"text\"}")).isEqualTo(Json.of(""));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> AdfReader.read(Json.of(1)))
        .withMessageContaining("a document of Atlassian");
  }

  @Test
  void aDocumentWithoutAnEndIsRefused() {
    Json document = Json.EMPTY;
    for (int i = 0; i < 150; i++) {
      document =
          Json.EMPTY
              .with("type", Json.of("blockquote"))
              .with("content", new Json.Arr(List.of(document)));
    }
    Json deep = document;

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> AdfReader.read(deep))
        .withMessage("nested deeper than 100 levels");
  }

  @Test
  @Timeout(ProcessorTime.HANGS_SECONDS)
  void documentsThatAreMeantToGrowAreRefused() {
    Json node =
        Json.EMPTY.with("type", Json.of("text")).with("text", Json.of("\n".repeat(100_000)));
    for (int i = 0; i < 90; i++) {
      node =
          Json.EMPTY.with("type", Json.of("blockquote")).with("content", Json.array(List.of(node)));
    }
    Json document = node;

    ProcessorTime.bounded(
        () ->
            assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> AdfReader.read(document))
                .withMessageContaining("10000000"));
  }

  @Test
  @Timeout(ProcessorTime.HANGS_SECONDS)
  void manyMarksOfOneTextAreCut() {
    Json mark = json("{\"type\": \"strong\"}");
    Json text =
        Json.EMPTY
            .with("type", Json.of("text"))
            .with("text", Json.of("x"))
            .with("marks", Json.array(java.util.Collections.nCopies(100_000, mark)));

    Json.Obj document = Json.EMPTY.with("content", Json.array(List.of(text)));

    assertThat(ProcessorTime.bounded(() -> AdfReader.read(document)))
        .isEqualTo(Json.of("**".repeat(20) + "x" + "**".repeat(20)));
  }
}
