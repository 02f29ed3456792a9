package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("carrier")
@Tag("postgresql")
class RunTraceTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final TraceContext TRACE =
      new TraceContext(
          "0af7651916cd43dd8448eb211c80319c",
          "b7ad6b7169203331",
          "01",
          Map.of("team", "billing, \"north\""));

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();

  private UUID started(TestEngine engine, TraceContext trace) {
    engine.apply(
        tenant,
        "test",
        "steps: [{id: w, wait: 4s}, {id: a, call: text.pii.mask, with: {text: x}}]");
    return engine.engine.submit(
        new RunRequest(tenant, TestEngine.ANN, "rest", "test", Json.EMPTY, Map.of()).under(trace));
  }

  @Tag("restart")
  @Test
  void itsCallsBelongToTheTraceOfItsCallerThoughTheServerEndsMeanwhile() {
    TestEngine first = TestEngine.start(db, invoker);
    UUID run = started(first, TRACE);
    first.crash();

    try (TestEngine engine = TestEngine.start(db, invoker)) {
      assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(invoker.calls).extracting(Invocation::trace).containsExactly(TRACE);
    }
  }

  @Test
  void baggageAloneGoesAlong() {
    TraceContext baggage = new TraceContext("", "", "", Map.of("team", "north"));
    try (TestEngine engine = TestEngine.start(db, invoker)) {
      UUID run = started(engine, baggage);

      assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(invoker.calls).extracting(Invocation::trace).containsExactly(baggage);
    }
  }
}
