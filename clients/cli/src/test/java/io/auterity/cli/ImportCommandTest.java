package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ImportCommandTest {

  private static final String LISTED =
      """
      {"items": [{"kind": "provider", "id": "openai", "version": 3},
                 {"kind": "provider", "id": "elsewhere", "version": 1}]}
      """;

  @TempDir Path folder;

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @BeforeEach
  void listen() throws IOException {
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    Files.writeString(
        config(),
        """
        model_list:
          - model_name: chat
            litellm_params: {model: openai/gpt-5.1, api_key: os.environ/OPENAI_API_KEY}
        """);
  }

  @AfterEach
  void stopListening() {
    System.setErr(before);
  }

  private Path config() {
    return folder.resolve("config.yaml");
  }

  private Path carried() {
    return folder.resolve("carried.yaml");
  }

  private int imported(int status, String listed, String... more) {
    String[] words = new String[5 + more.length];
    String[] first = {"import", "litellm", config().toString(), "-o", carried().toString()};
    System.arraycopy(first, 0, words, 0, 5);
    System.arraycopy(more, 0, words, 5, more.length);
    try (AnsweringServer server = new AnsweringServer(folder)) {
      return server.answer("/api/v1/resources", status, listed).run(words);
    }
  }

  private String told() {
    return told.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsAppliedUnderTheSameNameIsNotReplacedUnasked() {
    assertThat(imported(200, LISTED)).isEqualTo(CliException.FAILED);

    assertThat(told())
        .contains("would replace: provider openai (version 3)\n", "--replace")
        .doesNotContain("elsewhere");
    assertThat(carried()).doesNotExist();

    assertThat(imported(200, LISTED, "--replace")).isZero();
    assertThat(carried()).content().contains("id: openai");
  }

  @Test
  void whatIsAppliedAsItWouldBeIsNoConflict() throws IOException {
    assertThat(imported(200, "{\"items\": []}")).isZero();
    String first = Files.readString(carried());
    StringBuilder items = new StringBuilder();
    try (MappingIterator<ObjectNode> made =
        new YAMLMapper().readerFor(ObjectNode.class).readValues(first)) {
      while (made.hasNext()) {
        items.append(items.isEmpty() ? "" : ",").append(made.next().put("version", 4));
      }
    }

    assertThat(imported(200, "{\"items\": [" + items + "]}")).isZero();

    assertThat(told()).doesNotContain("would replace");
    assertThat(carried()).content().isEqualTo(first);
  }

  @Test
  void whatIsNewIsWritten() {
    assertThat(imported(200, "{\"items\": []}")).isZero();

    assertThat(told()).doesNotContain("replace", "not compared");
    assertThat(carried()).exists();
  }

  @Test
  void theFileIsMadeWithoutAServerToo() {
    assertThat(imported(403, "{\"code\": \"forbidden\", \"message\": \"not yours\"}")).isZero();

    assertThat(told()).contains("not compared with what is applied: ");
    assertThat(carried()).exists();
  }
}
