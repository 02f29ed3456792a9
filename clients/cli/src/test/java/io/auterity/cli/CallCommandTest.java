package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallCommandTest {

  private static final String MASK = "/api/v1/call/text.pii.mask";
  private static final String DESCRIPTION =
      """
      {"id": "text.pii.mask", "stream": false,
       "input": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}}
      """;

  @TempDir Path folder;

  @Test
  void fieldsOfTheInputAreFlags() {
    try (AnsweringServer server = mask()) {
      assertThat(server.run("call", "text.pii.mask", "--text", "call me")).isZero();
      assertThat(server.received(MASK)).isEqualTo("{\"text\":\"call me\"}");
    }
  }

  @Test
  void aFlagThatIsNoFieldIsBadInput() {
    try (AnsweringServer server = mask()) {
      assertThat(server.run("call", "text.pii.mask", "--test", "x"))
          .isEqualTo(CliException.BAD_INPUT);
      assertThat(server.received(MASK)).isEmpty();
    }
  }

  private AnsweringServer mask() {
    return new AnsweringServer(folder)
        .answer("/api/v1/capabilities/text.pii.mask", DESCRIPTION)
        .answer(MASK, "{\"text\": \"call me\"}");
  }
}
