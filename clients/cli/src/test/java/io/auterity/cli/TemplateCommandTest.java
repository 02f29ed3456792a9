package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TemplateCommandTest {

  private static final String SUMMARY =
      """
      {"id": "clean-texts", "title": "Mask personal data", "uses": 2,
       "needs": [{"capability": "text.pii.mask", "provider": "text"},
                 {"capability": "tracker.issue.create"}]}
      """;

  @TempDir Path folder;
  @RegisterExtension final Printed out = new Printed();

  @Test
  void templatesAreListedWithWhatTheyNeed() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer("/api/v1/templates", "{\"items\": [%s]}".formatted(SUMMARY));

      assertThat(server.run("template", "list")).isZero();
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("clean-texts", "Mask personal data")
        .contains("✓ text.pii.mask, ◌ tracker.issue.create");
  }

  @Test
  void aDraftIsMadeOfParametersAsTheirSchemaHasThem() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server
          .answer(
              "/api/v1/templates/clean-texts",
              """
              {"summary": %s, "parameters":
                {"type": "object", "properties": {"atOnce": {"type": "integer"},
                                                  "to": {"type": "string"}}}}
              """
                  .formatted(SUMMARY))
          .answer("/api/v1/templates/clean-texts/drafts", "{\"id\": \"mine\", \"revision\": 1}");

      assertThat(server.run("template", "use", "clean-texts", "mine", "--atOnce", "3", "--to", "4"))
          .isZero();
      assertThat(server.received("/api/v1/templates/clean-texts/drafts"))
          .isEqualTo("{\"workflow\":\"mine\",\"parameters\":{\"atOnce\":3,\"to\":\"4\"}}");
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("mine: draft 1 is made")
        .contains("tracker.issue.create: connect a provider before it runs")
        .doesNotContain("text.pii.mask:");
  }
}
