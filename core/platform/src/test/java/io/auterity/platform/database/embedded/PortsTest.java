package io.auterity.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

  @TempDir private Path directory;
  private final List<Integer> asked = new ArrayList<>();

  @Test
  void whatWasTakenBeforeItCouldBeBoundIsLeftForAnotherOne() {
    int opened = ports().at(0, port -> asked.size() < 2 ? taken(port) : port);

    assertThat(asked).hasSize(2).doesNotContain(opened);
    assertThat(directory.resolve("port")).hasContent(Integer.toString(opened));
    int again = ports().at(0, port -> port);
    assertThat(again).isEqualTo(opened);
  }

  @Test
  void whereEachIsTakenItSaysSo() {
    assertThatThrownBy(() -> ports().at(0, this::taken))
        .hasMessage(StartFailure.portTaken(asked.getLast()));
    assertThat(asked).hasSize(5);
  }

  @Test
  void aPortThatWasChosenIsNotLeft() {
    int free = Ports.anyFree();

    assertThatThrownBy(() -> ports().at(free, this::taken))
        .hasMessage(StartFailure.portTaken(free));
    assertThat(asked).containsExactly(free);
    assertThat(Files.exists(directory.resolve("port"))).isFalse();
  }

  @Test
  void anyOtherFailureIsToldAtOnce() {
    assertThatThrownBy(
            () ->
                ports()
                    .at(
                        0,
                        port -> {
                          asked.add(port);
                          throw new EmbeddedPostgresException(StartFailure.NO_SPACE);
                        }))
        .hasMessage(StartFailure.NO_SPACE);
    assertThat(asked).hasSize(1);
  }

  private Ports ports() {
    return new Ports(directory.resolve("port"));
  }

  private Integer taken(int port) {
    asked.add(port);
    throw new EmbeddedPostgresException(StartFailure.portTaken(port));
  }
}
