package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.ManualTime;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.SampleBirth;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.live.DoneOfTotal;
import io.auterity.workflow.live.TallyJson;
import io.auterity.workflow.step.Compiled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunHeadChangesTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final RunBirth birth = SampleBirth.at(NOW);

  private RunHeadChanges heads(@Nullable Instant due) {
    LoadedRun run =
        LoadedRun.fresh(
            birth,
            Compiled.workflow("steps: [{id: a, wait: 2d}]"),
            birth.around(),
            new ManualTime());
    return new RunHeadChanges(
        run.with(due, List.of()), new ManualTime()::now, at -> true, () -> true);
  }

  @Test
  void aRunOfAnotherCarrierSaysHowFarItIsEveryFewSeconds() {
    ManualTime time = new ManualTime();
    RunHeadChanges heads =
        RunHeadChanges.ofCarried(
            LoadedRun.fresh(
                birth, Compiled.workflow("steps: [{id: a, wait: 2d}]"), birth.around(), time),
            time::now);
    assertThat(Objects.requireNonNull(heads.change()).progress()).isNotNull();
    assertThat(heads.progressed()).isNull();
    time.advance(Duration.ofSeconds(2));

    RunHead head = Objects.requireNonNull(heads.progressed());

    assertThat(head.progress()).isNotNull();
    assertThat(head.due()).isNull();
    assertThat(heads.progressed()).isNull();
  }

  @Test
  void whatHappensInTheMiddleOfATurnTakesTheTimeOutOfTheRow() {
    RunHeadChanges heads = heads(RunHead.NEVER);

    assertThat(heads.awake())
        .isEqualTo(RunHead.going(birth.id(), RunPhase.RUNNING, null, null, 0, null));
    assertThat(heads.due()).isNull();
    assertThat(heads.awake()).isNull();
  }

  @Test
  void aRunThatLeavesMemorySaysHowFarItHasCome() {
    RunHeadChanges heads = heads(null);

    RunHead head = Objects.requireNonNull(heads.change());

    assertThat(head.phase()).isEqualTo(RunPhase.WAITING);
    assertThat(head.due()).isNotNull();
    StoredJson progress = Objects.requireNonNull(head.progress());
    assertThat(TallyJson.count((Json.Obj) progress.json())).isEqualTo(new DoneOfTotal(0, 1));
    assertThat(heads.change()).isNull();
  }

  @Test
  void aRowWithoutATimeHasNothingToSay() {
    assertThat(heads(null).awake()).isNull();
  }
}
