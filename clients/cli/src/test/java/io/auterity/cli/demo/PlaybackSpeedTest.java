package io.auterity.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.cli.demo.Complaint.Answer;
import io.auterity.cli.exit.CliException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaybackSpeedTest {

  private static final Duration LIMIT =
      new Example(Path.of("../../examples/complaint-triage")).classifyTimeout();

  @Test
  void theExampleLimitsTheStepThatClassifies() {
    assertThat(LIMIT).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void refusesASpeedAtWhichAnAnswerComesTooLate() {
    assertThatThrownBy(() -> PlaybackSpeed.check(0.31, answered(1.01, 7.47), LIMIT))
        .isInstanceOf(CliException.class)
        .hasMessage(
            "--speed must be at least 0.32, not 0.31: the slowest recorded answer took 7.47 s, and a step has 30 s");
    assertThatCode(() -> PlaybackSpeed.check(0.32, answered(1.01, 7.47), LIMIT))
        .doesNotThrowAnyException();
  }

  @Test
  void takesAnySpeedWhereNothingIsPlayedBack() {
    ComplaintFile file = file(Map.of());

    assertThatCode(() -> PlaybackSpeed.check(0.001, file, LIMIT)).doesNotThrowAnyException();
    assertThatThrownBy(() -> PlaybackSpeed.check(0, file, LIMIT)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> PlaybackSpeed.check(Double.NaN, file, LIMIT))
        .hasMessageContaining("above 0");
  }

  private static ComplaintFile answered(double first, double second) {
    return file(Map.of("a", new Answer("x", first), "b", new Answer("x", second)));
  }

  private static ComplaintFile file(Map<String, Answer> answers) {
    return new ComplaintFile(
        Path.of("a.csv"), "d", List.of(new Complaint("1", "late", null, answers)));
  }
}
