package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.platform.provider.ModelSpec;
import io.auterity.platform.provider.Offering;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.plan.Ranked;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.TokenUsage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that goes from one model to another. */
class OfferTest extends RoadFixture {

  @BeforeEach
  void twoVendorsThatNameTheirModels() {
    ModelSpec mini = named("gpt-4o-mini", "gpt-4o-mini-2024-07-18");
    road.providers.add(
        Fleet.offering(
            ai("openai"), Offering.ANY.withModels(List.of(named("gpt-4o", null), mini))));
    road.providers.add(Fleet.withModels(ai("anthropic"), "claude"));
  }

  @Test
  void eachVendorGetsItsOwnNameOfTheModel() {
    road.route(
        "fast", "{'when': {'model': 'fast'}, 'use': ['openai/gpt-4o-mini', 'anthropic/claude']}");
    road.providers.does("openai", ScriptedProviders.fails(DOWN));
    road.providers.does("anthropic", ScriptedProviders.answers(answer()));

    assertThat(road.invoke("ai.chat.create", chat("fast"))).isInstanceOf(Outcome.Succeeded.class);

    assertThat(road.providers.inputs)
        .extracting(input -> ((ChatRequest) input).model())
        .containsExactly("gpt-4o-mini-2024-07-18", "claude");
  }

  @Test
  void failsOverFromOneModelOfAVendorToAnother() {
    road.route("fast", "{'use': ['openai/gpt-4o', 'openai/gpt-4o-mini']}");
    road.providers.does(
        "openai", ScriptedProviders.fails(DOWN), ScriptedProviders.answers(answer()));

    road.invoke("ai.chat.create", chat("gpt-4o"));

    Decision decision = road.decision();
    assertThat(decision.failover()).isTrue();
    assertThat(decision.result().provider()).isEqualTo("openai");
    assertThat(decision.result().offer()).isEqualTo("openai/gpt-4o-mini");
    assertThat(decision.attempts())
        .extracting(Decision.Tried::offer)
        .containsExactly("openai/gpt-4o", "openai/gpt-4o-mini");
    assertThat(there(decision.planning()).ranked())
        .extracting(Ranked::offer)
        .containsExactly("openai/gpt-4o", "openai/gpt-4o-mini");
  }

  @Test
  void anOperationThatNeedsNoModelNamedIsToldTheOffersToo() {
    road.route("triage", "{'use': ['openai/gpt-4o-mini']}");
    road.providers.does("openai", ScriptedProviders.answers(ANSWER));

    road.classify();

    assertThat(road.providers.inputs)
        .extracting(input -> ((TextToClassify) input).model())
        .containsExactly("gpt-4o-mini-2024-07-18");
  }

  private static ModelSpec named(String id, @org.jspecify.annotations.Nullable String as) {
    return new ModelSpec(id, as, null, null, null, null, null, null);
  }

  private static ChatRequest chat(String model) {
    return new ChatRequest(
        model,
        List.of(new Message(Role.USER, List.of(new Part.Text("Hello")), Map.of())),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static ChatResponse answer() {
    return new ChatResponse(
        "1",
        "m",
        List.of(new Part.Text("Hi")),
        FinishReason.STOP,
        new TokenUsage(1, 1, 0, 0),
        null);
  }
}
