package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.StageMark;
import io.auterity.spi.ai.TextToClassify;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the decision of a call tells of it. */
class ExplanationTest extends RoadFixture {

  private static final Record TEXT =
      new TextToClassify("They took my house", Map.of("a", "A", "b", "B"));

  @Test
  void answersAndExplains() {
    road.providers.add(ai("gpt", "recorded"));
    road.route("triage", "{'when': {'labels': {'route': 'triage'}}, 'priority': 20}");
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          attempt.meter("input_tokens", 214);
          return ANSWER;
        });

    Outcome outcome = road.classify();

    Decision decision = road.decision();
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class,
            ok -> {
              assertThat(ok.value()).isEqualTo(ANSWER);
              assertThat(ok.provider()).isEqualTo("gpt");
              assertThat(ok.decision()).isEqualTo(decision.id());
              assertThat(ok.usage().quantities()).containsEntry("input_tokens", 214L);
            });
    assertThat(decision.stages()).extracting(StageMark::stage).containsExactly(Stage.values());
    assertThat(decision.marks()).containsExactly("recorded");
    assertThat(there(there(decision.planning()).route()).matched())
        .isEqualTo("Matched route = triage.");
    assertThat(decision.costs().used().unpriced()).containsExactly("input_tokens");
    assertThat(decision.call().step()).isEqualTo("triage[3].classify");
  }

  @Test
  void keepsTheKeyAndWhatEachAttemptUsed() {
    road.providers.add(priced("gpt"));
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          attempt.meter("input_tokens", 214);
          return ANSWER;
        });

    road.invoke("ai.text.classify", TEXT, "order-7");

    Decision decision = road.decision();
    assertThat(decision.call().idempotencyKey()).isEqualTo("order-7");
    assertThat(decision.call().trace()).isNull();
    assertThat(decision.attempts().getFirst().used()).containsEntry("input_tokens", 214L);
    assertThat(decision.attempts().getFirst().cost()).isEqualTo(34_240);
  }

  @Test
  void handsItsTraceToTheConnectorAndKeepsItsId() {
    TraceContext trace =
        new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "01");
    List<String> seen = new ArrayList<>();
    road.providers.add(ai("gpt"));
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          attempt.traceparent().ifPresent(seen::add);
          return ANSWER;
        });

    road.invoke("ai.text.classify", TEXT, trace);

    assertThat(seen).containsExactly("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    assertThat(road.decision().call().trace()).isEqualTo(trace.traceId());
  }
}
