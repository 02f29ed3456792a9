package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Done;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.RunNames;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The time that expressions read, and what they read of their run. */
@Tag("carrier")
@Tag("postgresql")
class NowTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();

  private static Json output(StoredRun run) {
    assertThat(run.head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    return Objects.requireNonNull(run.head().output()).json();
  }

  private List<String> texts(String field) {
    return invoker.calls.stream()
        .map(call -> ((Payload.OfJson) call.input()).value().text(field))
        .toList();
  }

  @Test
  void aStepKnowsWhenItBegan() {
    try (TestEngine engine = TestEngine.start(db, invoker)) {
      UUID run =
          engine.run(
              tenant,
              """
              steps:
                - {id: first, transform: "${now}"}
                - {id: nap, wait: "${string(timestamp(first) + duration('50ms') - now)}"}
                - {id: second, transform: "${now}"}
              output: {first: "${first}", second: "${second}", accepted: "${run.time}"}
              """,
              Json.EMPTY);

      Json.Obj output = (Json.Obj) output(engine.over(tenant, run));
      Instant accepted = Instant.parse(Objects.requireNonNull(output.text("accepted")));
      Instant first = Instant.parse(Objects.requireNonNull(output.text("first")));
      Instant second = Instant.parse(Objects.requireNonNull(output.text("second")));

      assertThat(first).isAfterOrEqualTo(accepted);
      assertThat(second).isAfterOrEqualTo(first.plusMillis(50));
      assertThat(accepted)
          .isEqualTo(engine.stored(tenant, run).birth().created().truncatedTo(ChronoUnit.MILLIS));
    }
  }

  @Test
  void eachTryOfACallIsGivenTheSame() {
    AtomicInteger tries = new AtomicInteger();
    invoker.answerBy(
        call -> {
          if (tries.incrementAndGet() < 3) {
            throw new CallFailedException(
                Failure.of(FailureCode.UNAVAILABLE, "not now").withRetryable(true));
          }
          return FakeInvoker.echo(call);
        });
    try (TestEngine engine = TestEngine.start(db, invoker)) {
      UUID run =
          engine.run(
              tenant,
              """
              steps: [{id: a, call: text.pii.mask, with: {text: "${now}"}, retry: {max: 3, backoff: 20ms}}]
              output: ${a.text}
              """,
              Json.EMPTY);

      Json output = output(engine.over(tenant, run));
      assertThat(texts("text")).hasSize(3).containsOnly(((Json.Str) output).value());
    }
  }

  // n8n#16112: who looked at an earlier execution was shown the time of looking.
  @Test
  void whoLooksAtAStepSeesTheTimeThatItWasGiven() {
    try (TestEngine engine = TestEngine.start(db, invoker)) {
      UUID run =
          engine.run(
              tenant,
              "steps: [{id: a, call: text.pii.mask, with: {text: \"${now}\"}}]",
              Json.EMPTY);
      engine.over(tenant, run);

      Json input = Objects.requireNonNull(engine.views().step(tenant, run, "a", 0).input());

      assertThat(((Json.Obj) input).text("text")).isEqualTo(texts("text").getFirst());
    }
  }

  @Tag("journal")
  @Test
  void aWriteThatIsMadeAgainAfterACrashIsGivenTheSame() {
    Gate gate = new Gate();
    invoker.answerBy(
        call -> {
          gate.pass();
          return Done.DONE;
        });
    TestEngine first = TestEngine.start(db, invoker);
    UUID run =
        first.run(
            tenant,
            """
            steps: [{id: drop, call: containers.tag.delete, with: {repository: r, tag: "${string(now).replace(':', '-')}"}}]
            """,
            Json.EMPTY);
    gate.awaitSomeone();
    first.crash();
    gate.open();

    try (TestEngine second = TestEngine.start(db, invoker)) {
      second.over(tenant, run);
    }
    assertThat(texts("tag")).hasSize(2);
    assertThat(texts("tag").getFirst()).isEqualTo(texts("tag").getLast());
  }

  @Test
  void aRunKnowsWhatItIs() {
    try (TestEngine engine = TestEngine.start(db, invoker)) {
      engine.apply(
          tenant,
          "test",
          """
          steps: [{id: a, transform: 1}]
          output: "${[run.workflow, string(run.version), run.by, run.trigger == null ? 'none' : run.trigger].join(' ')}"
          """);
      UUID byHand = engine.submit(tenant, "test", Json.EMPTY);
      UUID byTrigger =
          engine.engine.submit(
              new RunRequest(
                  tenant,
                  TestEngine.ANN,
                  "trigger",
                  "test",
                  Json.EMPTY,
                  Map.of("trigger", "nightly")));
      UUID labelled =
          engine.engine.submit(
              new RunRequest(
                  tenant, TestEngine.ANN, "rest", "test", Json.EMPTY, Map.of("trigger", "fake")));

      assertThat(output(engine.over(tenant, byHand))).isEqualTo(Json.of("test 1 ann none"));
      assertThat(output(engine.over(tenant, byTrigger))).isEqualTo(Json.of("test 1 ann nightly"));
      assertThat(output(engine.over(tenant, labelled))).isEqualTo(Json.of("test 1 ann none"));
      Json run = engine.stored(tenant, byHand).birth().around().get("run");
      assertThat(((Json.Obj) Objects.requireNonNull(run)).fields().keySet())
          .map("run."::concat)
          .containsExactlyInAnyOrderElementsOf(
              RunNames.ALL.stream()
                  .map(RunNames.Name::path)
                  .filter(path -> path.startsWith("run.") && !path.equals("run.link"))
                  .toList());
    }
  }
}
