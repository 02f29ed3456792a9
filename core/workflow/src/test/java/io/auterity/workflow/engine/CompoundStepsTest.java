package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.view.RunViews;
import io.auterity.workflow.view.StepExecutionDetail;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Loops, handled failures and undo in an engine over a database, and how people see them. */
@Tag("carrier")
class CompoundStepsTest {

  private static final String LOOP =
      """
      steps:
        - id: review
          loop: 5
          as: draft
          from: {text: a}
          every: 10ms
          steps: [{id: judge, call: text.pii.mask, with: {text: "${draft.text}"}}]
          until: ${judge.text == 'aaa'}
          next: {text: "${judge.text + 'a'}"}
          output: ${judge.text}
      """;

  private static final String SAGA =
      """
      steps:
        - id: trip
          try:
            - id: beds
              each: [x, y]
              as: bed
              concurrency: 1
              steps: [{id: book, call: text.pii.mask, with: {text: "${bed}"}, undo: [{id: cancel_bed, call: text.pii.mask, with: {text: "${'no ' + book.text}"}}]}]
            - {id: flight, call: text.pii.mask, with: {text: flight}}
          catch: [{when: "${error.code == 'conflict'}", steps: [{id: told, transform: "${error.step + ': ' + error.message}"}]}]
          finally: [{id: last, call: text.pii.mask, with: {text: bye}}]
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final TestEngine engine = TestEngine.start(db, invoker);
  private final RunViews views = engine.views();

  @AfterEach
  void close() {
    engine.close();
  }

  private void soldOut() {
    invoker.answerBy(
        call -> {
          if (FakeInvoker.text(call).equals("flight")) {
            throw new CallFailedException(FailureCode.CONFLICT, "sold out");
          }
          return FakeInvoker.echo(call);
        });
  }

  private @Nullable Json output(UUID run) {
    StoredRun over = engine.over(tenant, run);
    assertThat(over.head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    return views.detail(tenant, run).output();
  }

  @Test
  void aLoopTellsWhatEachRoundGotAndGave() {
    UUID run = engine.run(tenant, LOOP, Json.EMPTY);

    assertThat(output(run)).isEqualTo(Json.of("aaa"));
    StepExecutionDetail second = views.step(tenant, run, "review[1].judge", 0);
    assertThat(second.input()).isEqualTo(Json.EMPTY.with("text", Json.of("aa")));
    assertThat(views.step(tenant, run, "review", 0).output()).isEqualTo(Json.of("aaa"));
  }

  @Test
  void aHandledFailureTellsWhatWasUndoneAndWhatTheArmSaw() {
    soldOut();
    UUID run = engine.run(tenant, SAGA, Json.EMPTY);

    assertThat(output(run)).isEqualTo(Json.of("flight: sold out"));
    assertThat(views.step(tenant, run, "beds[1].cancel_bed", 0).input())
        .isEqualTo(Json.EMPTY.with("text", Json.of("no y")));
    assertThat(views.step(tenant, run, "told", 0).output()).isEqualTo(Json.of("flight: sold out"));
    assertThat(invoker.begun)
        .extracting(FakeInvoker.Begun::step)
        .containsExactly(
            "beds[0].book",
            "beds[1].book",
            "flight",
            "beds[1].cancel_bed",
            "beds[0].cancel_bed",
            "last");
  }

  @Test
  void aRunCancelledInItsTryUndoesWhatItDidBeforeItEnds() {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          if (FakeInvoker.text(call).equals("flight")) {
            gate.pass();
          }
          return FakeInvoker.echo(call);
        });
    UUID run = engine.run(tenant, SAGA, Json.EMPTY);
    gate.awaitSomeone();
    engine.engine.cancel(tenant, run, "ann");
    gate.open();

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(invoker.times("/beds[0].cancel_bed/0") + invoker.times("/beds[1].cancel_bed/0"))
        .isEqualTo(2);
  }
}
