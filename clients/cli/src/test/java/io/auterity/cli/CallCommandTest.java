package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CallCommandTest {

  /** The table of a capability's input. */
  private static final Pattern INPUT =
      Pattern.compile("^\\| input \\|.*\\R(?:\\|.*\\R)+", Pattern.MULTILINE);

  /** A row of it. */
  private static final Pattern FIELD =
      Pattern.compile("^\\| `(\\w+)`(?: \\*)? \\|[^|]+\\|[^|]*\\|$", Pattern.MULTILINE);

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

  @Test
  void noFieldOfACapabilityIsAnOptionOfTheCommand() throws IOException {
    List<String> fields =
        INPUT
            .matcher(Files.readString(Path.of("../../docs/reference/capabilities.md")))
            .results()
            .flatMap(table -> FIELD.matcher(table.group()).results())
            .map(field -> "--" + field.group(1))
            .toList();

    assertThat(fields).contains("--label", "--title", "--version");
    assertThat(new CommandLine(new CallCommand()).getCommandSpec().optionsMap())
        .doesNotContainKeys(fields.toArray(String[]::new));
  }

  @Test
  void anInputOfEightMegabytesIsSentFromAFile() throws IOException {
    String text = Base64.getEncoder().encodeToString(new byte[8_000_000]);
    Path input = folder.resolve("input.json");
    Files.writeString(input, "{\"text\": \"%s\", \"language\": \"en\"}".formatted(text));

    try (AnsweringServer server = mask()) {
      assertThat(server.run("call", "text.pii.mask", "--call-input", input.toString())).isZero();
      assertThat(server.received(MASK))
          .isEqualTo("{\"text\":\"%s\",\"language\":\"en\"}".formatted(text));
    }
  }

  @Test
  void flagsSetFieldsOfAnInputFromAFile() throws IOException {
    Path input = Files.writeString(folder.resolve("i.json"), "{\"text\": \"a\", \"more\": 1}");

    try (AnsweringServer server = mask()) {
      assertThat(
              server.run("call", "text.pii.mask", "--call-input", input.toString(), "--text", "b"))
          .isZero();
      assertThat(server.received(MASK)).isEqualTo("{\"text\":\"b\",\"more\":1}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "{\"text\"", "\"text\""})
  void anInputThatIsNoObjectIsBadInput(String given) throws IOException {
    Path input = Files.writeString(folder.resolve("i.json"), given);

    try (AnsweringServer server = mask()) {
      assertThat(server.run("call", "text.pii.mask", "--call-input", input.toString()))
          .isEqualTo(CliException.BAD_INPUT);
    }
  }

  @Test
  void aLabelOfTheCallIsNoFieldOfItsInput() {
    try (AnsweringServer server = mask()) {
      assertThat(server.run("call", "text.pii.mask", "--text", "x", "--call-label", "team=a"))
          .isZero();
      assertThat(server.received(MASK)).isEqualTo("{\"text\":\"x\"}");
    }
  }

  @Test
  void eventsOfAStreamArePrintedUntilItFails() {
    String log = "/api/v1/call/ci.log.stream";
    String line = "data: {\"position\": \"3\", \"text\": \"one\"}\n\n";
    try (AnsweringServer server =
        new AnsweringServer(folder)
            .answer(
                "/api/v1/capabilities/ci.log.stream",
                DESCRIPTION.replace("\"stream\": false", "\"stream\": true"))
            .answer(log, line + "event: done\ndata: {}\n\n")) {
      assertThat(server.run("call", "ci.log.stream", "--text", "b")).isZero();

      server.answer(log, line + "event: error\ndata: {\"code\": \"unavailable\"}\n\n");

      assertThat(server.run("call", "ci.log.stream", "--text", "b")).isEqualTo(CliException.FAILED);
    }
  }

  private AnsweringServer mask() {
    return new AnsweringServer(folder)
        .answer("/api/v1/capabilities/text.pii.mask", DESCRIPTION)
        .answer(MASK, "{\"text\": \"call me\"}");
  }
}
