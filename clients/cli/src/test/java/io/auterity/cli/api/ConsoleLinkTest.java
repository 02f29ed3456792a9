package io.auterity.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.AnsweringServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleLinkTest {

  @TempDir Path folder;

  @Test
  void eachLinkHoldsACodeOfItsOwn() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      ConsoleLink link = new ConsoleLink(server.api(), "runs/run_1");

      server.answer("/api/v1/codes", "{\"code\": \"first\"}");
      assertThat(link.fresh()).endsWith("/runs/run_1#code=first");
      server.answer("/api/v1/codes", "{\"code\": \"second\"}");
      assertThat(link.fresh()).endsWith("/runs/run_1#code=second");
    }
  }
}
