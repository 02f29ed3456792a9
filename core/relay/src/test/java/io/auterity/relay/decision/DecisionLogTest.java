package io.auterity.relay.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.relay.health.FakeTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DecisionLogTest {

  private final FakeTime time = new FakeTime();
  private final List<Ink.Sheet> written = new ArrayList<>();
  private boolean broken;
  private final DecisionLog log = new DecisionLog(this::write, time, 2);
  private final Decision decision = sample();

  @Test
  void keepsWhatCannotBeWrittenAndWritesItLater() {
    log.add(() -> decision, null);
    broken = true;
    assertThatThrownBy(log::flush).isInstanceOf(CallFailedException.class);
    assertThat(log.waiting()).isEqualTo(1);

    broken = false;
    log.flush();

    assertThat(written).hasSize(1);
    assertThat(log.waiting()).isZero();
  }

  @Test
  void refusesNewCallsOnlyAfterASecondOfBeingFull() {
    log.add(() -> decision, null);
    log.add(() -> decision, null);
    log.admit();
    time.pass(Duration.ofMillis(999));
    log.admit();

    time.pass(Duration.ofMillis(1));

    assertThatThrownBy(log::admit).isInstanceOf(CallFailedException.class);
    log.flush();
    log.admit();
    assertThat(written).hasSize(2);
  }

  @Test
  void writesInOrderAndSaysInWhichCompany() {
    for (int i = 0; i < 2_500; i++) {
      log.add(() -> decision, null);
    }
    time.pass(Duration.ofMillis(41));
    log.flush();

    assertThat(written).hasSize(2_500);
    assertThat(DecisionFormat.read(written.getFirst().body()).stages().getLast().reason())
        .isEqualTo("With 999 others, 41 ms after the reply.");
  }

  @Test
  void aStopWritesWhatIsLeft() {
    log.start();
    log.add(() -> decision, null);

    log.close();

    assertThat(log.waiting()).isZero();
  }

  private synchronized void write(List<Ink.Setting> settings, List<Ink.Sheet> sheets) {
    if (broken) {
      throw new CallFailedException(FailureCode.UNAVAILABLE, "no database");
    }
    written.addAll(sheets);
  }

  private static Decision sample() {
    try (InputStream in =
        Objects.requireNonNull(DecisionLogTest.class.getResourceAsStream("decision-1.json"))) {
      return DecisionFormat.read(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
