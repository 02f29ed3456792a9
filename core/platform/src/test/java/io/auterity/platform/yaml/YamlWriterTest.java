package io.auterity.platform.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class YamlWriterTest {

  private static final String TEXT =
      """
      kind: workflow
      id: sample
      spec:
        input:
          pace:
            type: string
            default: 0s
        steps:
          - id: all
            each: ${input.items}
            concurrency: 16
          - id: sum
            transform: '${{''count'': size(all)}}'
        empty: {}
        none: null
        share: 0.5
        text: 'true'
      """;

  @Test
  void whatIsWrittenLooksAsPeopleWriteItAndIsReadBackTheSame() {
    Json value = read(TEXT);

    String written = YamlWriter.write(value);

    assertThat(read(written)).isEqualTo(value);
    assertThat(written).contains("each: ${input.items}\n", "    - id: all\n", "share: 0.5\n");
  }

  @Test
  void textsThatLookLikeSomethingElseStayTexts() {
    Json value =
        Json.EMPTY
            .with("number", Json.of("012"))
            .with("bool", Json.of("true"))
            .with("null", Json.of("null"))
            .with("lines", Json.of("one\ntwo: three\n"))
            .with("long", Json.of("word ".repeat(60)));

    assertThat(read(YamlWriter.write(value))).isEqualTo(value);
  }

  private static Json read(String text) {
    return new YamlReader(100_000).read(text.getBytes(StandardCharsets.UTF_8)).getFirst().value();
  }
}
