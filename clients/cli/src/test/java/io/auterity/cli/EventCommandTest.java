package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command that raises an event of one's own. */
class EventCommandTest {

  private static final String PATH = "/api/v1/events/io.auterity.custom.paid.v1";

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  @Test
  void anEventIsRaisedWithItsSubjectAndData() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(PATH, "{\"id\": \"e-1\"}");

      assertThat(
              server.run(
                  "event",
                  "raise",
                  "io.auterity.custom.paid.v1",
                  "--subject",
                  "8841",
                  "--data",
                  "{\"sum\": 12}"))
          .isZero();

      assertThat(server.received(PATH)).isEqualTo("{\"subject\":\"8841\",\"data\":{\"sum\":12}}");
      assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("e-1\n");
    }
  }

  @Test
  void whatIsNoJsonIsToldBeforeAnythingIsSent() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      assertThat(server.run("event", "raise", "io.auterity.custom.paid.v1", "--data", "{"))
          .isNotZero();
    }
  }
}
