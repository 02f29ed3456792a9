package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Done;
import io.auterity.spi.Json;
import io.auterity.temporal.RecordedHistory;
import io.auterity.temporal.TemporalTestCarrier;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.journal.RunPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A worker of this build takes over what one of an earlier build began: it does the same for the
 * same events. Where it does not, {@code RunTaskQueue.EXECUTIONS} is to be raised, so that
 * executions of the earlier build end by their own workers. {@code ./auterity generate} records the
 * histories of a new number, and never those that are there anew.
 */
@Tag("carrier")
class RecordedHistoriesTest {

  private static final Path FOLDER = Path.of("src/test/resources/histories", RecordedHistory.RULES);

  private static final String DELETE = "containers.tag.delete";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  enum Course {
    CALLS(
        0,
        """
        steps:
          - {id: first, call: text.pii.mask, with: {text: one}}
          - {id: drop, after: [first], call: containers.tag.delete, with: {repository: r, tag: t}}
          - {id: rest, after: [drop], wait: 1s}
        """),
    ITEMS(
        1,
        """
        steps:
          - id: many
            each: ${range(40)}
            as: i
            concurrency: 8
            steps: [{id: one, call: text.pii.mask, with: {text: "${string(i)}"}}]
        """),
    SIGNAL(
        2, "steps: [{id: go, await: {signal: go}}, {id: ok, ask: Sure?, due: 1ms, onDue: refuse}]"),
    CANCEL(
        3,
        """
        steps:
          - id: saga
            try:
              - {id: a, call: text.pii.mask, with: {text: a}, undo: [{id: u, call: text.pii.mask, with: {text: u}}]}
              - {id: go, after: [a], await: {signal: go}}
        """),
    CANCELLED_CALL(4, "steps: [{id: long, call: text.pii.mask, with: {text: long}}]"),
    CHILD(5, "steps: [{id: child, run: child, with: {n: 1}}]"),
    RENEW(6, "steps: [{id: go, await: {signal: go}}]");

    private final int number;
    private final String yaml;

    Course(int number, String yaml) {
      this.number = number;
      this.yaml = yaml;
    }

    Path file() {
      return FOLDER.resolve(name().toLowerCase(Locale.ROOT) + ".json");
    }

    UUID run() {
      return new UUID(52, number);
    }
  }

  private final TenantScope tenant = db.newTenant();

  // Each takes the ids of the recorded runs.
  @AfterEach
  void forget() {
    Tampering.with(db.logins().owner(), "run", "delete from run");
  }

  private void submit(TestEngine engine, Course course, UUID run) {
    engine.apply(
        tenant,
        "child",
        "input: {n: {type: integer}}\nsteps: [{id: t, transform: \"${input.n}\"}]");
    engine.apply(tenant, "test", course.yaml);
    var _ =
        engine.engine.submit(
            new RunRequest(tenant, TestEngine.ANN, "rest", "test", Json.EMPTY, Map.of()), run);
  }

  @Tag("generated")
  @ParameterizedTest
  @EnumSource
  void aWorkerOfThisBuildDoesTheSame(Course course) throws IOException {
    if (Boolean.getBoolean("auterity.generate") && !Files.exists(course.file())) {
      Files.createDirectories(FOLDER);
      Files.writeString(course.file(), record(course));
      forget();
    }
    assertThat(course.file()).describedAs("./auterity generate records it").exists();

    assertThatCode(() -> replay(course, course))
        .describedAs("executions of earlier builds would fail: raise RunTaskQueue.EXECUTIONS")
        .doesNotThrowAnyException();
  }

  @Test
  void oneThatDoesSomethingElseIsFoundOut() {
    assertThatThrownBy(() -> replay(Course.CALLS, Course.SIGNAL))
        .hasMessageContaining("during replay");
  }

  private void replay(Course course, Course history) throws Exception {
    IdleCarrier carrier = new IdleCarrier();
    try (TestEngine engine = TestEngine.start(db, FakeInvoker.echoing(), carrier)) {
      UUID run = history.run();
      submit(engine, course, run);
      TestEngine.until(() -> carrier.carries(run));
      RecordedHistory.replay(carrier.runs(), run, Files.readString(history.file()));
    }
  }

  private String record(Course course) {
    CountDownLatch answer = new CountDownLatch(course == Course.CANCELLED_CALL ? 1 : 0);
    FakeInvoker invoker = new FakeInvoker(call -> answer(call, answer));
    Repeatability repeatability =
        (scope, capability) ->
            capability.equals(DELETE)
                ? new CallIdempotency.Nowhere()
                : new CallIdempotency.Anywhere();
    try (TestEngine engine =
        TestEngine.start(db, invoker, repeatability, TemporalTestCarrier.ofServers())) {
      UUID run = course.run();
      submit(engine, course, run);
      TestEngine.until(() -> RecordedHistory.Recording.of(run).isPresent());
      RecordedHistory.Recording recording = RecordedHistory.Recording.of(run).orElseThrow();
      takeCourse(engine, course, run, recording);
      answer.countDown();
      TestEngine.until(recording::over);
      return recording.json(tenant);
    }
  }

  private static Record answer(Invocation call, CountDownLatch answer) {
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return call.capability().equals(DELETE) ? Done.DONE : FakeInvoker.echo(call);
  }

  private void takeCourse(
      TestEngine engine, Course course, UUID run, RecordedHistory.Recording recording) {
    switch (course) {
      case SIGNAL -> {
        waiting(engine, run);
        engine.engine.signal(tenant, run, "go", Json.NULL, "ann", UUID.randomUUID());
      }
      case CANCEL, RENEW -> {
        waiting(engine, run);
        end(engine, course, run);
      }
      case CANCELLED_CALL -> {
        TestEngine.until(() -> recording.events().contains("run.AwaitCall"));
        engine.engine.cancel(tenant, run, "ann");
        TestEngine.until(() -> recording.events().contains("run.Publish"));
      }
      case CALLS, ITEMS, CHILD -> {}
    }
  }

  private void end(TestEngine engine, Course course, UUID run) {
    if (course == Course.RENEW) {
      TemporalTestCarrier.renew(run, tenant);
    } else {
      engine.engine.cancel(tenant, run, "ann");
    }
  }

  private void waiting(TestEngine engine, UUID run) {
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
  }
}
