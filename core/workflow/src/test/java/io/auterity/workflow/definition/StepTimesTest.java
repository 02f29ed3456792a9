package io.auterity.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.problem.Problem;
import io.auterity.workflow.step.Compiled;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepTimesTest {

  @ParameterizedTest
  @CsvSource({
    "2026-12-07T08:00:00Z, , 2026-12-07T08:00:00Z",
    "2026-12-07T09:00+01:00, America/New_York, 2026-12-07T08:00:00Z",
    "2026-12-07T09:00, Europe/Berlin, 2026-12-07T08:00:00Z",
    "2026-12-07, Europe/Berlin, 2026-12-06T23:00:00Z",
    "2026-12-07T08:00:00.250Z, , 2026-12-07T08:00:00.250Z",
    // The clock goes from 2 to 3: what it skips comes right after.
    "2027-03-28T02:30, Europe/Berlin, 2027-03-28T01:00:00Z",
    // It shows 2 to 3 twice: the first one.
    "2026-10-25T02:30, Europe/Berlin, 2026-10-25T00:30:00Z",
    // A day that begins at 1.
    "2026-09-06, America/Santiago, 2026-09-06T04:00:00Z"
  })
  void timesAreReadByTheirOffsetOrZone(String text, @Nullable String zone, String instant) {
    assertThat(StepTimes.read(text, zone == null ? null : ZoneId.of(zone))).hasToString(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "monday", "2026-12-07 09:00", "2026-02-30", "2026-12-07T25:00Z", "2026-12-07"})
  void whatIsNoTimeSaysHowToWriteOne(String text) {
    assertThatThrownBy(() -> StepTimes.read(text, null))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("'%s'".formatted(text))
        .hasMessageContaining("write e.g. 2026-12-07T09:00 and a zone");
  }

  @Test
  void whatIsWrittenOutIsCheckedWithItsZone() {
    assertThat(problems("{until: '2026-12-07T09:00', zone: Europe/Berlin}")).isEmpty();
    assertThat(problems("{until: '${input.at}'}")).isEmpty();
    assertThat(problems("{until: '2026-12-07T09:00'}"))
        .extracting(Problem::path)
        .containsExactly("steps[0].wait.until");
    assertThat(problems("{until: '2026-12-07T09:00', zone: Europe/Berlim}").getFirst().fix())
        .contains("Europe/Berlin");
    assertThat(problems("{zone: UTC}"))
        .extracting(Problem::path)
        .containsExactly("steps[0].wait.until");
    assertThat(problems("{until: '${input}'}"))
        .extracting(Problem::path)
        .containsExactly("steps[0].wait.until");
    assertThat(problems("{until: '2026-12-07T09:00Z', at: 5}"))
        .extracting(Problem::path)
        .containsExactly("steps[0].wait.at");
  }

  private static List<Problem> problems(String wait) {
    return Compiled.problems(
        "{input: {at: {type: string}}, steps: [{id: pause, wait: %s}]}".formatted(wait));
  }
}
