package io.auterity.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningState;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records that connectors make piece by piece. */
class BuildersTest {

  private static final Instant AT = Instant.parse("2026-11-20T07:00:00Z");
  private static final Json.Obj MORE = Json.EMPTY.with("a", Json.of(1));

  private static final Issue ISSUE =
      new Issue(
          new Ref("p", "1"),
          new Ref("p", "debts"),
          "debts-1",
          "Late fee",
          "I paid.",
          IssueState.CLOSED,
          List.of("fee"),
          AT,
          AT.plusSeconds(1),
          MORE);

  private static final Tuning TUNING =
      new Tuning(
          new Ref("p", "j"),
          "m",
          TuningState.FAILED,
          "m:1",
          AT,
          AT.plusSeconds(1),
          7L,
          new Tuning.Fault("c", "why", null),
          Map.of("openai", MORE));

  private static final Model MODEL = new Model("m", "o", AT, "M", 10L, 5L, Map.of("openai", MORE));

  @Test
  void whatIsNotSaidIsAbsent() {
    assertThat(Model.builder("m").build()).isEqualTo(new Model("m", null, null));
    assertThat(Tuning.builder(new Ref("p", "j"), "m", TuningState.RUNNING).build())
        .isEqualTo(
            new Tuning(
                new Ref("p", "j"), "m", TuningState.RUNNING, null, null, null, null, null, null));
  }

  @Test
  void anIssueIsNewUnlessItIsSaidOtherwise() {
    Issue made = Issue.builder(ISSUE.ref(), ISSUE.project(), "debts-1", "Late fee", AT).build();

    assertThat(made)
        .isEqualTo(
            new Issue(
                ISSUE.ref(),
                ISSUE.project(),
                "debts-1",
                "Late fee",
                "",
                IssueState.OPEN,
                List.of(),
                AT,
                AT,
                Json.EMPTY));
  }

  @Test
  void aCopyDiffersInWhatIsSaidOnly() {
    assertThat(ISSUE.toBuilder().build()).isEqualTo(ISSUE);
    assertThat(TUNING.toBuilder().build()).isEqualTo(TUNING);
    assertThat(MODEL.toBuilder().build()).isEqualTo(MODEL);
    assertThat(MODEL.toBuilder().id("n").build())
        .isEqualTo(new Model("n", "o", AT, "M", 10L, 5L, Map.of("openai", MORE)));
    assertThat(ISSUE.toBuilder().title("Paid").build().title()).isEqualTo("Paid");
  }
}
