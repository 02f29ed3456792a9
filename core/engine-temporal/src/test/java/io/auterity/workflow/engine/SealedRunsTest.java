package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.temporal.TemporalTestCarrier;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.view.RunViews;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Temporal keeps of runs shows nothing of their values, and none that is large. */
@Tag("carrier")
class SealedRunsTest {

  private static final int LARGE = 300_000;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final TestEngine engine = TestEngine.start(db, invoker);
  private final RunViews views = engine.views();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void noValueOfARunCanBeRead() {
    invoker.answerBy(
        call -> {
          if (FakeInvoker.text(call).contains("refused")) {
            throw new CallFailedException(FailureCode.CONFLICT, "canary in a failure");
          }
          return FakeInvoker.echo(call);
        });

    UUID run =
        engine.run(
            tenant,
            """
            input: {text: {type: string}}
            steps:
              - {id: first, call: text.pii.mask, with: {text: "${input.text}"}}
              - id: second
                try: [{id: fails, call: text.pii.mask, with: {text: "${'refused: ' + first.text}"}}]
                catch: [{steps: [{id: noted, transform: "${error.message}"}]}]
            """,
            Json.EMPTY.with("text", Json.of("canary in the input")));

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(TemporalTestCarrier.history(run))
        .contains("turn.Call")
        .doesNotContain("canary", "text.pii.mask", "conflict", tenant.tenant().toString());
  }

  @Test
  void aLargeValueIsKeptInARow() {
    String large = "x".repeat(LARGE);

    UUID run =
        engine.run(
            tenant,
            """
            input: {text: {type: string}}
            steps:
              - {id: a, call: text.pii.mask, with: {text: "${input.text + 'y'}"}}
              - {id: b, call: text.pii.mask, with: {text: "${a.text + 'z'}"}}
            output: ${b.text}
            """,
            Json.EMPTY.with("text", Json.of(large)));

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(views.detail(tenant, run).output()).isEqualTo(Json.of(large + "yz"));
    assertThat(TemporalTestCarrier.history(run).length()).isLessThan(LARGE / 4);
  }
}
