package io.auterity.workflow.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalOutageTest {

  private final ManualTime time = new ManualTime();
  private final JournalOutage outage = new JournalOutage(time);
  private final List<String> said = new ArrayList<>();

  private void fail(int writer) {
    outage.failed(writer, "no space left on device").ifPresent(said::add);
  }

  private void write(int writer) {
    outage.written(writer).ifPresent(said::add);
  }

  @Test
  void isToldWhenItBeginsNowAndThenAndWhenItIsOver() {
    for (int tenths = 0; tenths < 650; tenths++) {
      fail(0);
      time.advance(Duration.ofMillis(100));
    }
    write(0);
    write(0);

    assertThat(said)
        .containsExactly(
            "The journal cannot be written now: no space left on device",
            "The journal cannot be written for 30 s: no space left on device",
            "The journal cannot be written for 60 s: no space left on device",
            "The journal is written again, after 65 s.");
  }

  @Test
  void ofSeveralWritersIsOne() {
    fail(0);
    fail(1);
    write(0);
    fail(1);
    assertThat(said).hasSize(1);

    write(1);
    assertThat(said).hasSize(2).last().asString().contains("written again");
  }

  @Test
  void thatComesAgainIsToldAgain() {
    fail(0);
    write(0);
    fail(0);

    assertThat(said).hasSize(3).last().asString().contains("cannot be written now");
  }

  @Test
  void thatNeverWasIsNotOver() {
    write(0);

    assertThat(said).isEmpty();
  }
}
