package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.live.NodeTally;
import io.auterity.workflow.live.RunProgress;
import io.auterity.workflow.step.Compiled;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What steps come to that leave with others, while the run goes on and after it was read back. */
@Tag("postgresql")
class UntoldEndTest {

  private static final String RACE =
      """
      steps:
        - id: race
          need: 1
          others: cancel
          parallel:
            - {id: quick, steps: [{id: won, call: text.pii.mask, with: {text: go}}]}
            - {id: sleepy, steps: [{id: nap, wait: 1h}]}
            - id: paced
              steps:
                - {id: many, each: [1, 2, 3], as: n, pace: 1h, steps: [{id: one, wait: 1h}]}
        - {id: last, call: text.pii.mask, with: {text: held}}
      """;

  private static final String FAILING =
      """
      steps:
        - id: guarded
          try:
            - {id: nap, wait: 1h}
            - {id: bad, after: [], call: text.pii.mask, with: {text: bad}}
          catch: [{steps: [{id: last, call: text.pii.mask, with: {text: held}}]}]
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final Gate others = new Gate();
  private final Gate held = new Gate();
  private final FakeInvoker invoker = new FakeInvoker(FakeInvoker::echo);

  private TestEngine start() {
    return TestEngine.start(db, invoker);
  }

  private static List<String> nodes(TestEngine engine, UUID run, String yaml) {
    Workflow workflow = Compiled.workflow(yaml);
    RunProgress progress = engine.engine.live().progress(run).orElseThrow();
    return progress.tallies().nodes().stream().map(tally -> text(workflow, tally)).toList();
  }

  private static String text(Workflow workflow, NodeTally tally) {
    return "%s %s running %d waiting %d"
        .formatted(
            workflow.node(tally.node()).head().pattern(),
            tally.phase(),
            tally.running(),
            tally.waiting());
  }

  private boolean waits(TestEngine engine, UUID run, String yaml, String step) {
    return engine.engine.live().progress(run).isPresent()
        && nodes(engine, run, yaml).stream().anyMatch(step::equals);
  }

  @Test
  void losersOfARaceAreOverWithIt() {
    invoker.answerBy(
        call -> {
          switch (FakeInvoker.text(call)) {
            case "go" -> others.pass();
            default -> held.pass();
          }
          return FakeInvoker.echo(call);
        });
    TestEngine first = start();
    UUID run = first.run(tenant, RACE, Json.EMPTY);
    TestEngine.until(() -> waits(first, run, RACE, "many[].one WAITING running 0 waiting 1"));
    others.open();
    held.awaitSomeone();
    List<String> before = nodes(first, run, RACE);
    first.crash();

    assertThat(before)
        .containsExactly(
            "race SUCCEEDED running 0 waiting 0",
            "won SUCCEEDED running 0 waiting 0",
            "nap SKIPPED running 0 waiting 0",
            "many SKIPPED running 0 waiting 0",
            "many[].one SKIPPED running 0 waiting 0",
            "last RUNNING running 1 waiting 0");
    try (TestEngine second = start()) {
      TestEngine.until(() -> waits(second, run, RACE, "last RUNNING running 1 waiting 0"));
      assertThat(nodes(second, run, RACE)).isEqualTo(before);
      held.open();
      second.over(tenant, run);
    }
  }

  @Test
  void whatAFailureStopsIsOver() {
    invoker.answerBy(
        call -> {
          switch (FakeInvoker.text(call)) {
            case "bad" -> {
              others.pass();
              throw new CallFailedException(FailureCode.INVALID, "bad");
            }
            default -> held.pass();
          }
          return FakeInvoker.echo(call);
        });
    TestEngine first = start();
    UUID run = first.run(tenant, FAILING, Json.EMPTY);
    TestEngine.until(() -> waits(first, run, FAILING, "nap WAITING running 0 waiting 1"));
    others.open();
    held.awaitSomeone();
    List<String> before = nodes(first, run, FAILING);
    first.crash();

    assertThat(before)
        .containsExactly(
            "guarded RUNNING running 1 waiting 0",
            "nap SKIPPED running 0 waiting 0",
            "bad FAILED running 0 waiting 0",
            "last RUNNING running 1 waiting 0");
    try (TestEngine second = start()) {
      TestEngine.until(() -> waits(second, run, FAILING, "last RUNNING running 1 waiting 0"));
      assertThat(nodes(second, run, FAILING)).isEqualTo(before);
      held.open();
      second.over(tenant, run);
    }
  }
}
