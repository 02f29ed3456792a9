package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.store.EventWaitStore;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Steps wait for events, in whatever order step and event come. */
@Tag("carrier")
@Tag("postgresql")
class AwaitEventTest {

  private static final String PAID = "io.auterity.custom.paid.v1";

  private static final String WAITING =
      """
      input: {order: {type: string}}
      steps:
        - {id: before, call: text.pii.mask, with: {text: "${input.order}"}}
        - {id: paid, after: [before], await: {event: io.auterity.custom.paid.v1, key: "${input.order}"}}
      output: ${paid.data.sum}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private TestEngine engine = TestEngine.start(db, invoker);

  @AfterEach
  void close() {
    engine.close();
  }

  private UUID run(String yaml) {
    return engine.run(tenant, yaml, Json.EMPTY.with("order", Json.of("8841")));
  }

  private CloudEvent raise(TenantScope scope, String order, int sum) {
    CloudEvent event =
        new CloudEvent(
            UUID.randomUUID(),
            PAID,
            "/custom",
            order,
            scope.tenant(),
            TestEngine.TIME.now(),
            Json.EMPTY.with("sum", Json.of(sum)));
    engine.engine.awaited().receive(event);
    return event;
  }

  private void waiting(UUID run) {
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
  }

  /** The journal has left it then. */
  private void awaiting(UUID run) {
    waiting(run);
    if (engine.stored(tenant, run).birth().carrier() == null) {
      TestEngine.until(() -> engine.stored(tenant, run).head().due() != null);
    }
    TestEngine.until(
        () ->
            db.database().inTenant(tenant, tx -> EventWaitStore.waits(tx, PAID, "8841")).stream()
                .anyMatch(wait -> wait.run().equals(run)));
  }

  private Json output(UUID run) {
    return Objects.requireNonNull(engine.over(tenant, run).head().output()).json();
  }

  @Test
  void theEventOfItsKeyEndsItAndNoOther() {
    UUID run = run(WAITING);
    awaiting(run);
    raise(tenant, "8842", 1);
    raise(db.newTenant(), "8841", 2);

    CloudEvent event = raise(tenant, "8841", 3);
    engine.engine.awaited().receive(event);

    assertThat(output(run)).isEqualTo(Json.of(3));
  }

  /** As Inngest's #1433 and Hatchet's #4314 have it, where an event that was early was lost. */
  @Test
  void anEventThatCameBeforeItsStepEndsIt() {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          gate.pass();
          return FakeInvoker.echo(call);
        });
    UUID run = run(WAITING);
    gate.awaitSomeone();
    raise(tenant, "8841", 4);
    gate.open();

    assertThat(output(run)).isEqualTo(Json.of(4));
  }

  @Test
  void oneThatCameBeforeTheRunDoesNotCount() {
    engine.apply(tenant, "test", WAITING);
    raise(tenant, "8841", 5);
    UUID run = run(WAITING);
    awaiting(run);

    raise(tenant, "8841", 6);

    assertThat(output(run)).isEqualTo(Json.of(6));
  }

  @Tag("restart")
  @Test
  void itOutlivesACrash() {
    UUID run = run(WAITING);
    awaiting(run);
    engine.crash();
    engine = TestEngine.start(db, invoker);
    engine.apply(tenant, "test", WAITING);

    raise(tenant, "8841", 7);

    assertThat(output(run)).isEqualTo(Json.of(7));
  }

  /** Events come before the workflows of a tenant are in force, as right after a start. */
  @Tag("restart")
  @Test
  void anEventThatComesBeforeItsStepIsKeptThoughNoWorkflowIsInForceYet() {
    UUID run =
        run(
            """
            input: {order: {type: string}}
            steps:
              - {id: go, await: {signal: go}}
              - {id: paid, after: [go], await: {event: io.auterity.custom.paid.v1, key: "${input.order}"}}
            output: ${paid.data.sum}
            """);
    waiting(run);
    engine.crash();
    engine = TestEngine.start(db, invoker);

    raise(tenant, "8841", 9);
    engine.engine.signal(tenant, run, "go", Json.NULL, "ann", UUID.randomUUID());

    assertThat(output(run)).isEqualTo(Json.of(9));
  }

  /** In a loop each round waits for another event. */
  @Test
  void aRunGetsAnEventOnce() {
    UUID run =
        run(
            """
            input: {order: {type: string}}
            steps:
              - id: rounds
                loop: 3
                as: at
                from: {n: 0}
                steps: [{id: paid, await: {event: io.auterity.custom.paid.v1, key: "${input.order}"}}]
                until: ${at.n >= 2}
                next: {n: "${at.n + 1}"}
                output: ${paid.data.sum}
                collect: true
            """);
    IntStream.rangeClosed(1, 3).forEach(sum -> raise(tenant, "8841", sum));

    assertThat(output(run)).isEqualTo(Compiled.spec("{a: [1, 2, 3]}").get("a"));
  }

  @Test
  void itsTimeMayComeFirst() {
    UUID run =
        run(
            """
            input: {order: {type: string}}
            steps: [{id: paid, await: {event: io.auterity.custom.paid.v1}, timeout: 30ms, onTimeout: "null"}]
            """);

    assertThat(output(run)).isEqualTo(Json.NULL);
    raise(tenant, "8841", 8);
  }
}
