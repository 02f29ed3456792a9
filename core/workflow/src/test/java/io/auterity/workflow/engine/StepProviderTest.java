package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which provider a step has asked. */
@Tag("carrier")
@Tag("postgresql")
class StepProviderTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final TestEngine engine = TestEngine.start(db, invoker);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aStepNamesItsProviderOrLeavesItOpen() {
    engine.apply(
        tenant,
        "test",
        """
        input: {to: {type: string}}
        steps:
          - {id: plain, call: text.pii.mask, with: {text: a}}
          - {id: named, call: text.pii.mask, provider: there, with: {text: b}}
          - {id: told, call: text.pii.mask, provider: "${input.to}", with: {text: c}}
        """);

    UUID run =
        engine.engine.submit(
            new RunRequest(
                tenant,
                TestEngine.ANN,
                "rest",
                "test",
                Json.EMPTY.with("to", Json.of("elsewhere")),
                Map.of()));

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.calls)
        .extracting(Invocation::provider)
        .containsExactly(null, "there", "elsewhere");
  }
}
