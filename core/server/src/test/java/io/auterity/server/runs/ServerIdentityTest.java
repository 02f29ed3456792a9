package io.auterity.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.workflow.seat.SeatCandidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerIdentityTest {

  @Test
  void aServerThatStartsAgainIsTheSame(@TempDir Path data) {
    SeatCandidate first = ServerIdentity.on(data);

    assertThat(ServerIdentity.on(data.resolve("."))).isEqualTo(first);
  }

  /** As containers have it, whose directories all have one path. */
  @Test
  void anotherDirectoryOfTheSamePathIsAnotherServer(@TempDir Path data) throws IOException {
    SeatCandidate first = ServerIdentity.on(data);
    Files.delete(data.resolve("server.id"));

    assertThat(ServerIdentity.on(data).server()).isNotEqualTo(first.server());
  }

  @Test
  void aCopyOfADirectoryIsAnotherServer(@TempDir Path data, @TempDir Path copy) throws IOException {
    SeatCandidate first = ServerIdentity.on(data);
    Files.copy(data.resolve("server.id"), copy.resolve("server.id"));

    assertThat(ServerIdentity.on(copy).server()).isNotEqualTo(first.server());
  }
}
