package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.script.ScriptResult;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("carrier")
@Tag("postgresql")
class ScriptStepTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final String WORKFLOW =
      """
      input: {orders: {type: array, items: {type: object}}}
      steps:
        - id: lines
          script: |
            export default ({orders}) => orders.map(o => `${o.sku}: ${o.qty}`)
          with: {orders: "${input.orders}"}
          timeout: 2s
      output: ${lines.value}
      """;

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = new FakeInvoker(call -> new ScriptResult(Json.of(7), null));

  private StoredRun run() {
    try (TestEngine engine = TestEngine.start(db, invoker)) {
      Json.Obj input = Json.EMPTY.with("orders", Json.array(List.of(Json.EMPTY)));
      return engine.over(tenant, engine.run(tenant, WORKFLOW, input));
    }
  }

  @Test
  void callsWithTheCodeAsItStandsAndTheInputThatItsTemplateMakes() {
    StoredRun run = run();

    Invocation call = invoker.calls.element();
    assertThat(call.capability()).isEqualTo("script.code.run");
    assertThat(((Payload.OfJson) call.input()).value())
        .isEqualTo(
            Json.EMPTY
                .with(
                    "code",
                    Json.of("export default ({orders}) => orders.map(o => `${o.sku}: ${o.qty}`)\n"))
                .with("input", Json.EMPTY.with("orders", Json.array(List.of(Json.EMPTY))))
                .with("within", Json.of("PT2S")));
    assertThat(call.timeout()).isEqualTo(Duration.ofSeconds(62));
    assertThat(Objects.requireNonNull(run.head().output()).json()).isEqualTo(Json.of(7));
  }

  @Test
  void failsWithWhatTheScriptFailedWithAndRunsItOnce() {
    invoker.answerBy(
        call -> {
          throw new CallFailedException(
              Failure.of(FailureCode.INVALID, "line 1: TypeError: orders is undefined"));
        });

    StoredRun run = run();

    assertThat(run.head().phase()).isEqualTo(RunPhase.FAILED);
    assertThat(invoker.calls).hasSize(1);
  }
}
