package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.script.ScriptResult;
import io.auterity.spi.text.MaskedText;
import io.auterity.temporal.TemporalTestCarrier;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.driver.StepResults;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.view.RunOverview;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the value of a step may take is the same on Temporal as on the journal. */
@Tag("carrier")
class StepValueBoundsTest {

  /** Its text in UTF-8, of two bytes a character, is a part less than what a step may have. */
  private static final String LARGE = "é".repeat(StepResults.MAX_PAYLOAD / 2 - 1_000);

  /** Levels of JSON that is read from anywhere. */
  private static final int DEEPEST = 200;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final TestEngine engine =
      TestEngine.start(db, invoker, TemporalTestCarrier.start(Decider.VERSION, queue -> true));

  @AfterEach
  void close() {
    engine.close();
  }

  private RunOverview over(String steps, String answer) {
    invoker.answerBy(call -> new MaskedText(answer, List.of()));
    UUID run = engine.run(tenant, steps, Json.EMPTY);
    var _ = engine.over(tenant, run);
    return engine.views().summary(tenant, run);
  }

  private static void assertTooLarge(RunOverview run, String step) {
    assertThat(run.phase()).isEqualTo(RunPhase.FAILED);
    assertThat(run.failedStep()).isEqualTo(step);
    Failure failure = Objects.requireNonNull(run.failure());
    assertThat(failure.code()).isEqualTo(FailureCode.TOO_LARGE);
    assertThat(failure.message())
        .startsWith("the output has ")
        .endsWith(" bytes, at most %d; pass a reference".formatted(StepResults.MAX_PAYLOAD));
  }

  @Test
  void aCallWhoseResultIsLargerFails() {
    RunOverview run =
        over("steps: [{id: a, call: text.pii.mask, with: {text: x}}]", LARGE + "x".repeat(2_000));

    assertTooLarge(run, "a");
  }

  @Test
  void aValueThatExpressionsMakeFailsWhereItIsLarger() {
    RunOverview run =
        over(
            """
            steps:
              - {id: a, call: text.pii.mask, with: {text: x}}
              - {id: b, transform: "${{'one': a.text, 'two': a.text}}"}
            """,
            LARGE);

    assertTooLarge(run, "b");
  }

  @Test
  void aValueThatFitsGoesToOtherSteps() {
    String someOfIt = LARGE.substring(LARGE.length() * 3 / 4);

    RunOverview run =
        over(
            """
            steps:
              - {id: a, call: text.pii.mask, with: {text: x}}
              - {id: b, call: text.pii.mask, with: {text: "${a.text}"}}
            output: "${size(b.text)}"
            """,
            someOfIt);

    assertThat(run.phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.calls.stream().map(FakeInvoker::text)).containsExactly("x", someOfIt);
  }

  private static Json deep() {
    Json deep = Json.of(1);
    for (int level = 0; level < DEEPEST; level++) {
      deep = Json.EMPTY.with("a", deep);
    }
    return deep;
  }

  private void assertTooDeep(UUID run) {
    var _ = engine.over(tenant, run);
    Failure failure = Objects.requireNonNull(engine.views().summary(tenant, run).failure());
    assertThat(failure.code()).isEqualTo(FailureCode.TOO_LARGE);
    assertThat(failure.message())
        .isEqualTo("the output is nested deeper than %d".formatted(StepResults.MAX_DEPTH));
  }

  @Test
  void aResultThatIsNestedDeeperFails() {
    invoker.answerBy(call -> new ScriptResult(deep(), null));

    assertTooDeep(
        engine.run(tenant, "steps: [{id: a, script: 'export default () => 1'}]", Json.EMPTY));
  }

  @Test
  void aSignalThatIsNestedDeeperFails() {
    UUID run = engine.run(tenant, "steps: [{id: a, await: {signal: go}}]", Json.EMPTY);

    engine.engine.signal(tenant, run, "go", deep(), "ann", UUID.randomUUID());

    assertTooDeep(run);
  }
}
