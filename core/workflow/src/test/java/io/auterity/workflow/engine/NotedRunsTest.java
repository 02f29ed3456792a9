package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs that are there from the note of their start on, and begin later. */
@Tag("carrier")
@Tag("postgresql")
class NotedRunsTest {

  private static final String SAYS =
      """
      input: {order: {type: string}}
      steps: [{id: said, call: text.pii.mask, with: {text: "${input.order}"}}]
      output: ${said.text}
      """;

  private static final String AWAITS =
      """
      input: {order: {type: string}}
      steps:
        - {id: go, await: {signal: go}}
        - {id: paid, await: {event: io.auterity.custom.noted.v1, key: "${input.order}"}}
      output: {go: "${go}", paid: "${paid.data.sum}"}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private TestEngine engine = TestEngine.start(db, invoker);

  @AfterEach
  void close() {
    engine.close();
  }

  private RunRequest request(Principal principal) {
    Json.Obj input = Json.EMPTY.with("order", Json.of("8841"));
    return new RunRequest(
        tenant, principal, "trigger", "test", input, Map.of("trigger", "test.hook"));
  }

  private RunRequest request() {
    return request(TestEngine.ANN);
  }

  private UUID noted(String yaml, Instant at) {
    UUID run = UUID.randomUUID();
    engine.apply(tenant, "test", yaml);
    db.database()
        .inTenant(
            tenant,
            tx -> {
              engine.engine.noted().note(tx, request(), run, at);
              return run;
            });
    return run;
  }

  private UUID noted(String yaml) {
    return noted(yaml, TestEngine.TIME.now());
  }

  private void begin(UUID run) {
    engine.engine.noted().begin(request(), run, TestEngine.TIME.now());
  }

  private Json output(UUID run) {
    return Objects.requireNonNull(engine.over(tenant, run).head().output()).json();
  }

  /** Has another run take its course, so that this one would have, too. */
  private void another() {
    engine.over(tenant, engine.run(tenant, SAYS, Json.EMPTY.with("order", Json.of("1"))));
  }

  @Test
  void itIsThereAndBeginsWhenItMayAndOnce() {
    Instant at = TestEngine.TIME.now();
    UUID run = noted(SAYS, at);
    another();
    assertThat(engine.views().summary(tenant, run).phase()).isEqualTo(RunPhase.QUEUED);
    assertThat(engine.views().summary(tenant, run).createdAt()).isEqualTo(at);
    assertThat(engine.views().summary(tenant, run).begins()).isNull();

    begin(run);
    begin(run);

    assertThat(output(run)).isEqualTo(Json.of("8841"));
    begin(run);
    assertThat(engine.stored(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Tag("restart")
  @Test
  void aStartOfTheEngineLeavesItToWhoLetsItBegin() {
    UUID run = noted(SAYS);
    engine.crash();
    engine = TestEngine.start(db, invoker);
    another();
    assertThat(engine.stored(tenant, run).head().phase()).isEqualTo(RunPhase.QUEUED);

    begin(run);

    assertThat(output(run)).isEqualTo(Json.of("8841"));
  }

  @Tag("restart")
  @Test
  void whoDiesBehindItsBeginningLeavesItToTheNext() {
    UUID run = noted(SAYS);
    TestEngine standby = TestEngine.beside(db, invoker);
    engine.crash();
    standby.engine.noted().begin(request(), run, TestEngine.TIME.now());
    standby.close();

    engine = TestEngine.start(db, invoker);

    assertThat(output(run)).isEqualTo(Json.of("8841"));
  }

  @Test
  void oneThatIsCancelledBeforeEndsAndNeverBegins() {
    UUID run = noted(SAYS);

    engine.engine.cancel(tenant, run, "ann");

    StoredRun over = engine.over(tenant, run);
    assertThat(over.head().phase()).isEqualTo(RunPhase.CANCELLED);
    begin(run);
    another();
    assertThat(engine.stored(tenant, run).head().finished()).isEqualTo(over.head().finished());
  }

  @Test
  void whatIsSentToItIsKeptAndLetsItNotBegin() {
    UUID run = noted(AWAITS);
    engine.engine.signal(tenant, run, "go", Json.of("now"), "ann", UUID.randomUUID());
    CloudEvent paid =
        new CloudEvent(
            UUID.randomUUID(),
            "io.auterity.custom.noted.v1",
            "/custom",
            "8841",
            tenant.tenant(),
            TestEngine.TIME.now(),
            Json.EMPTY.with("sum", Json.of(3)));
    engine.engine.awaited().receive(paid);
    engine.engine.messagesStored();
    another();
    assertThat(engine.stored(tenant, run).head().phase()).isEqualTo(RunPhase.QUEUED);

    begin(run);

    assertThat(output(run))
        .isEqualTo(Json.EMPTY.with("go", Json.of("now")).with("paid", Json.of(3)));
  }

  @Test
  void oneThatIsGivenUpCanBeginAllTheSame() {
    UUID run = noted(SAYS);
    engine
        .engine
        .noted()
        .giveUp(tenant, run, RunPhase.FAILED, Failure.of(FailureCode.FORBIDDEN, "ann may not"));
    assertThat(engine.views().detail(tenant, run).summary().failure())
        .extracting(Failure::message)
        .isEqualTo("ann may not");
    begin(run);
    assertThat(output(run)).isEqualTo(Json.of("8841"));

    engine
        .engine
        .noted()
        .giveUp(tenant, run, RunPhase.FAILED, Failure.of(FailureCode.INTERNAL, "late"));
    engine.engine.noted().again(tenant, run);

    assertThat(engine.stored(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void oneThatIsForgottenIsGoneAndComesAgainWithItsBeginning() {
    UUID run = noted(SAYS);

    assertThat(engine.engine.noted().forget(tenant, run)).isTrue();

    assertThat(engine.views().phase(tenant, run)).isEmpty();
    begin(run);
    assertThat(output(run)).isEqualTo(Json.of("8841"));
    assertThat(engine.engine.noted().forget(tenant, run)).isFalse();
  }

  @Test
  void oneThatWasSentSomethingIsNotForgotten() {
    UUID run = noted(AWAITS);
    engine.engine.signal(tenant, run, "go", Json.NULL, "ann", UUID.randomUUID());

    assertThat(engine.engine.noted().forget(tenant, run)).isFalse();
  }

  @Test
  void oneThatIsNotedAgainWaits() {
    UUID run = noted(SAYS);
    engine
        .engine
        .noted()
        .giveUp(tenant, run, RunPhase.CANCELLED, Failure.of(FailureCode.CANCELLED, "skipped"));

    engine.engine.noted().again(tenant, run);

    assertThat(engine.views().summary(tenant, run).phase()).isEqualTo(RunPhase.QUEUED);
    assertThat(engine.views().summary(tenant, run).failure()).isNull();
  }

  @Test
  void itIsWhoseItIsWhenItBegins() {
    UUID run = noted(SAYS);
    Principal bob = new Principal(new UUID(1, 2), "bob", Principal.Type.USER);

    engine.engine.noted().begin(request(bob).startedBy(TestEngine.ANN), run, TestEngine.TIME.now());

    assertThat(engine.over(tenant, run).birth().principal()).isEqualTo(bob);
    assertThat(engine.stored(tenant, run).birth().starter()).isEqualTo(TestEngine.ANN);
  }

  @Test
  void itsTimeCountsSinceItMayBegin() {
    UUID run = noted("timeout: 1h\n" + SAYS, TestEngine.TIME.now().minus(Duration.ofHours(3)));

    begin(run);

    assertThat(output(run)).isEqualTo(Json.of("8841"));
  }

  @Test
  void itCountsForLimitsSinceItMayBegin() {
    String limited = "limits: {starts: {most: 1, in: 1h}}\n" + SAYS;
    UUID first = noted(limited, TestEngine.TIME.now().minus(Duration.ofHours(3)));
    UUID second = noted(limited);

    begin(first);

    assertThat(output(first)).isEqualTo(Json.of("8841"));
    assertThatThrownBy(() -> begin(second)).hasMessageContaining("limits.starts of 'test'");
    assertThat(engine.stored(tenant, second).head().phase()).isEqualTo(RunPhase.QUEUED);
  }

  @Test
  void oneWithoutARowGetsItWhenItBegins() {
    engine.apply(tenant, "test", SAYS);
    UUID run = UUID.randomUUID();
    Instant at = TestEngine.TIME.now().minus(Duration.ofMinutes(2));

    engine.engine.noted().begin(request(), run, at);

    assertThat(engine.over(tenant, run).birth().created()).isEqualTo(at);
  }

  @Test
  void oneThatCannotBeIsRefused() {
    engine.apply(
        tenant, "test", SAYS.replace("{order: {type: string}}", "{order: {type: integer}}"));

    assertThatThrownBy(() -> begin(UUID.randomUUID())).isInstanceOf(InvalidInputException.class);
  }
}
