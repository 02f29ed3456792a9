package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class GuardrailCommandTest {

  private static final String PATH = "/api/v1/guardrails/test";
  private static final String FOUND =
      "{\"findings\":[{\"guardrail\":\"personal\",\"kind\":\"email\",\"start\":5,\"end\":11}]}";

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  @Test
  void whatIsFoundStandsInALineUnderItsHead() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      assertThat(server.answer(PATH, FOUND).run("guardrail", "test", "--text", "mail a@b.io"))
          .isZero();
      assertThat(server.received(PATH)).isEqualTo("{\"text\":\"mail a@b.io\",\"tool\":false}");
    }

    assertThat(printed())
        .isEqualTo(
            """
            guardrail  kind   start  end  text
            personal   email  5      11   a@b.io
            """);
  }

  @Test
  void aFileIsLookedThroughByTheGuardrailThatIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("said.txt"), "mail a@b.io");
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(PATH, "{\"findings\":[]}");
      assertThat(
              server.run(
                  "guardrail", "test", "-f", file.toString(), "--guardrail", "pii", "--tool"))
          .isZero();
      assertThat(server.received(PATH))
          .isEqualTo("{\"text\":\"mail a@b.io\",\"tool\":true,\"guardrail\":\"pii\"}");
    }

    assertThat(printed()).isEqualTo("Nothing is found.\n");
  }

  @Test
  void howSureAHeadIsIsTold() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(
          PATH,
          """
          {"head": true, "findings": [{"guardrail": "injection", "kind": "injection_by_head", "start": 0, "end": 4, "score": 0.973}]}\
          """);
      server.run("guardrail", "test", "--text", "obey");
    }

    assertThat(printed()).contains("injection_by_head (0.97)").doesNotContain("rules alone");
  }

  @Test
  void whereNoPluginBringsAHeadItIsTold() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(PATH, "{\"findings\":[],\"head\":false}");
      server.run("guardrail", "test", "--text", "hello");
    }

    assertThat(printed()).contains("by rules alone");
  }

  @Test
  void forProgramsTheAnswerIsPrintedAsItIs() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(PATH, FOUND).run("guardrail", "test", "--text", "mail a@b.io", "--json");
    }

    assertThat(printed().strip()).isEqualTo(FOUND);
  }

  @Test
  void withoutAWordForWhatToDoItIsBadInput() {
    assertThat(Main.commandLine("").execute("guardrail")).isEqualTo(CliException.BAD_INPUT);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
