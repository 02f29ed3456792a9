package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offering;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
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
        .extracting(RankedCandidate::offer)
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

  @Test
  void aPictureNeedsAModelThatSees() {
    road.providers.remove("anthropic");
    road.providers.remove("openai");
    road.providers.add(
        Fleet.offering(
            ai("blind"),
            Offering.ANY.withModels(
                List.of(new ModelSpec("m", null, 100L, null, List.of(), null, null, null)))));

    Failure refused =
        refusal(
            road.invoke(
                "ai.chat.create", chat("m", new Part.Image("https://x/a.png", null, null))));
    Failure tooLong =
        refusal(road.invoke("ai.chat.create", chat("m", new Part.Text("word ".repeat(100)))));

    assertThat(refused.code()).isEqualTo(FailureCode.NO_VIABLE_PROVIDER);
    assertThat(refused.retryable()).isFalse();
    assertThat(refused.message()).contains("has no ability vision (blind/m)");
    assertThat(tooLong.message()).contains("has room for 100 tokens", "(blind/m)");
    assertThat(there(there(road.decision().call().facts()).demand()).input()).isBetween(125L, 140L);
  }

  private static ModelSpec named(String id, @org.jspecify.annotations.Nullable String as) {
    return new ModelSpec(id, as, null, null, null, null, null, null);
  }

  private static ChatRequest chat(String model) {
    return chat(model, new Part.Text("Hello"));
  }

  private static ChatRequest chat(String model, Part part) {
    return ChatRequest.builder(model, List.of(new Message(Role.USER, List.of(part), Map.of())))
        .build();
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
