package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.live.StepPhase;
import io.auterity.workflow.view.StepExecution;
import io.auterity.workflow.view.StepQuery;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Steps that are given up because one beside them has failed keep what is not known of them. */
@Tag("carrier")
@Tag("postgresql")
class AbandonedStepTest {

  private static final String BESIDE =
      """
      steps:
        - {id: bad, call: text.pii.mask, with: {text: bad}}
        - {id: write, call: tracker.issue.create, with: {project: p, title: t}, after: []}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final Gate writing = new Gate();
  private final Gate failing = new Gate();
  private final FakeInvoker invoker = new FakeInvoker(this::answer);
  private TestEngine engine = TestEngine.start(db, invoker, InDoubtTest.REPEATABILITY);

  private Record answer(Invocation call) {
    if (call.capability().startsWith("tracker.")) {
      writing.pass();
      throw new CallFailedException(
          Failure.of(FailureCode.TIMEOUT, "no answer").withApplied(Applied.UNKNOWN));
    }
    failing.pass();
    throw new CallFailedException(FailureCode.INVALID, "bad");
  }

  @AfterEach
  void close() {
    writing.open();
    failing.open();
    engine.close();
  }

  private void assertDoubtIsShown(UUID run) {
    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.FAILED);
    StepExecution step = engine.views().step(tenant, run, "write", 0).instance();
    assertThat(step.phase()).isEqualTo(StepPhase.SKIPPED);
    assertThat(Objects.requireNonNull(step.failure()).applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(engine.views().steps(tenant, run, new StepQuery(null, null, null, null, 10)).items())
        .contains(step);
  }

  @Tag("restart")
  @Test
  void afterACrash() {
    UUID run = engine.run(tenant, BESIDE, Json.EMPTY);
    writing.awaitSomeone();
    failing.awaitSomeone();
    failing.open();
    TestEngine.until(
        () -> engine.views().step(tenant, run, "bad", 0).instance().phase() == StepPhase.FAILED);
    engine.crash();
    writing.open();
    engine.close();
    engine = TestEngine.start(db, invoker, InDoubtTest.REPEATABILITY);

    assertDoubtIsShown(run);
  }

  @Test
  void whileTheyWaitForAnAnswer() {
    UUID run = engine.run(tenant, BESIDE, Json.EMPTY);
    writing.awaitSomeone();
    writing.open();
    TestEngine.until(
        () -> engine.views().step(tenant, run, "write", 0).instance().phase() == StepPhase.WAITING);
    failing.open();

    assertDoubtIsShown(run);
  }

  @Test
  void whenTheirCallEndsAfterwards() {
    UUID run = engine.run(tenant, BESIDE, Json.EMPTY);
    failing.awaitSomeone();
    writing.awaitSomeone();
    failing.open();
    TestEngine.until(
        () -> engine.views().step(tenant, run, "bad", 0).instance().phase() == StepPhase.FAILED);
    writing.open();

    assertDoubtIsShown(run);
  }
}
