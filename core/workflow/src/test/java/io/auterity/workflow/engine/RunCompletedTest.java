package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.EventSchema;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunCompleted;
import io.auterity.workflow.journal.TriggerAncestry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever wants to know hears of the end of a run. */
@Tag("carrier")
@Tag("postgresql")
class RunCompletedTest {

  private static final JsonReader READER = new JsonReader(100_000);

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final TestEngine engine = TestEngine.start(db, invoker);
  private final HeardEvents heard = HeardEvents.of(db, RunCompleted.TYPE::equals);

  @AfterEach
  void close() {
    heard.close();
    engine.close();
  }

  @Test
  void aRunThatSucceededIsToldOnce() throws Exception {
    UUID run = engine.run(tenant, "{steps: [{id: a, transform: secret}]}", Json.EMPTY);

    CloudEvent event = heard.next();

    assertThat(event.subject()).isEqualTo(Invocation.RUN_ID.write(run));
    assertThat(event.tenant()).isEqualTo(tenant.tenant());
    assertThat(event.time()).isEqualTo(engine.stored(tenant, run).head().finished());
    assertThat(event.data().text("state")).isEqualTo("succeeded");
    assertThat(event.data().text("workflow")).isEqualTo("test");
    assertThat(event.toString()).doesNotContain("secret");
    EventSchema.assertFits(event);
    heard.close();
    assertThat(heard.isEmpty()).isTrue();
  }

  @Test
  void aRunThatFailedIsToldWithItsCodeAndStep() throws Exception {
    invoker.answerBy(
        call -> {
          throw new CallFailedException(FailureCode.FORBIDDEN, "not with 555-0199");
        });
    engine.run(tenant, "{steps: [{id: a, call: text.pii.mask, with: {text: x}}]}", Json.EMPTY);

    CloudEvent event = heard.next();

    assertThat(event.data().text("state")).isEqualTo("failed");
    assertThat(event.data().get("failure"))
        .isEqualTo(Json.EMPTY.with("code", Json.of("forbidden")).with("step", Json.of("a")));
    assertThat(event.toString()).doesNotContain("555-0199");
    EventSchema.assertFits(event);
  }

  @Test
  void aRunThatWasCancelledIsTold() throws Exception {
    UUID run = engine.run(tenant, "{steps: [{id: a, wait: 1h}]}", Json.EMPTY);
    engine.engine.cancel(tenant, run, "ann");

    CloudEvent event = heard.next();

    assertThat(event.data().text("state")).isEqualTo("cancelled");
    EventSchema.assertFits(event);
  }

  @Test
  void whichTriggersLedToARunIsToldAndKept() throws Exception {
    UUID trigger = new UUID(4, 2);
    engine.apply(tenant, "wf", "{steps: [{id: a, transform: 1}]}");
    UUID run =
        engine.engine.submit(
            new RunRequest(tenant, TestEngine.ANN, "trigger", "wf", Json.EMPTY, Map.of())
                .descendingFrom(TriggerAncestry.NONE.with(trigger)));

    CloudEvent event = heard.next();

    assertThat(TriggerAncestry.of(event).triggers()).containsExactly(trigger);
    EventSchema.assertFits(event);
    assertThat(engine.stored(tenant, run).birth().descent().triggers()).containsExactly(trigger);
  }

  @Test
  void whatEarlierVersionsToldStillFits() throws Exception {
    CloudEvent kept =
        new CloudEvent(
            new UUID(0, 1),
            RunCompleted.TYPE,
            "/workflow",
            "run_" + "0".repeat(32),
            new UUID(0, 2),
            Instant.EPOCH,
            READER.readObject(
                """
                {"workflow": "triage", "version": 3, "state": "failed", "door": "rest",
                 "createdAt": "2026-11-20T12:00:00Z", "finishedAt": "2026-11-20T12:00:01.000001Z",
                 "failure": {"code": "timeout"}}
                """
                    .getBytes(StandardCharsets.UTF_8)));

    EventSchema.assertFits(kept);
  }
}
