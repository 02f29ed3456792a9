package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.events;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.catalogue.Payload;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.call.InputSize;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.JsonSplice;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.WireAnswer;
import io.auterity.spi.ai.WireBody;
import io.auterity.spi.ai.WireEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A chat that goes as its caller wrote it. */
class WireTest extends RoadFixture {

  private static final List<Message> CONVERSATION = List.of(Message.text(Role.USER, "hi"));
  private static final ChatRequest FRAME = ChatRequest.builder("fast", List.of()).build();
  private static final WireAnswer PASSED =
      new WireAnswer("openai", new byte[] {'{', '}'}, new TokenUsage(3, 1, 0, 0));
  private static final ChatResponse READ =
      new ChatResponse(
          "1",
          "m",
          List.of(new Part.Text("hello")),
          FinishReason.STOP,
          new TokenUsage(3, 1, 0, 0),
          null);

  private final AtomicInteger made = new AtomicInteger();

  @BeforeEach
  void twoVendorsThatNameTheirModels() {
    road.providers.add(offering("same", "m-same"));
    road.providers.add(offering("other", "m-other"));
    road.providers.passing.add("same");
  }

  @Test
  void goesUnreadToWhoeverSpeaksItsLanguage() {
    road.route("r", "{'use': ['same/m-same']}");
    road.providers.does("same", answers(PASSED));

    Exchange exchange = road.openAtGateway("ai.chat.create", written(), true);

    assertThat(((Outcome.Succeeded) exchange.outcome()).value()).isSameAs(PASSED);
    assertThat(road.providers.inputs)
        .singleElement()
        .isInstanceOfSatisfying(
            WireBody.class, sent -> assertThat(sent.frame()).isEqualTo(FRAME.withModel("m-same")));
    assertThat(exchange.lost()).isEmpty();
    assertThat(made).hasValue(0);
  }

  @Test
  void losesNothingWhateverRecordsWouldLose() {
    road.providers.lossy.put("same", List.of("temperature"));
    road.route("r", "{'use': ['same/m-same']}");
    road.providers.does("same", answers(PASSED));

    Exchange exchange = road.openAtGateway("ai.chat.create", written(), true);

    assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(exchange.lost()).isEmpty();
  }

  @Test
  void goesReadToAnyOther() {
    road.route("r", "{'use': ['same/m-same', 'other/m-other']}");
    road.providers.does("same", fails(DOWN));
    road.providers.does("other", answers(READ));

    road.openAtGateway("ai.chat.create", written(), false).outcome();

    assertThat(road.providers.inputs).hasSize(2);
    assertThat(road.providers.inputs.getFirst()).isInstanceOf(WireBody.class);
    assertThat(road.providers.inputs.getLast())
        .isEqualTo(FRAME.withModel("m-other").withMessages(CONVERSATION));
    assertThat(made).hasValue(1);
  }

  @Test
  void goesReadWhereItsContentIsKept() {
    road.route("r", "{'use': ['same/m-same'], 'capture': 'full'}");
    road.providers.does("same", answers(READ));

    road.openAtGateway("ai.chat.create", written(), false).outcome();
    road.captures.flush();

    assertThat(road.providers.inputs)
        .containsExactly(FRAME.withModel("m-same").withMessages(CONVERSATION));
    assertThat(road.kept.getFirst().content().input()).contains("hi");
    assertThat(road.kept.getFirst().content().output()).contains("hello");
  }

  @Test
  void aStreamThatPassesShowsNothingBeforeItsFirstWord() {
    road.route("r", "{'use': ['same/m-same', 'other/m-other']}");
    road.providers.streams("same", events(DOWN, passed(false, null)));
    road.providers.passing.add("other");
    WireEvent.Passed begin = passed(false, null);
    WireEvent.Passed word = passed(true, null);
    WireEvent.Passed end =
        new WireEvent.Passed(new byte[0], false, 0, null, WireEvent.UsageField.AS_USUAL, true);
    WireEvent.Passed usage = passed(false, new TokenUsage(3, 1, 0, 0));
    road.providers.streams("other", events(null, begin, word, usage, end));

    Exchange exchange = road.openAtGateway("ai.chat.stream", written(), true);
    List<Record> seen = new ArrayList<>();
    for (Record event = exchange.next(); event != null; event = exchange.next()) {
      seen.add(event);
    }

    assertThat(seen).containsExactly(begin, word, usage, end);
    assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(road.decision().attempts().getLast().used())
        .containsEntry("input_tokens", 3L)
        .containsEntry("output_tokens", 1L);
    assertThat(made).hasValue(0);
  }

  private static WireEvent.Passed passed(boolean visible, @Nullable TokenUsage usage) {
    return new WireEvent.Passed(
        new byte[] {1}, visible, 1, usage, WireEvent.UsageField.AS_USUAL, false);
  }

  @Test
  void isSentWithTheLimitThatItsHoldIsFor() {
    road.providers.add(
        Fleet.withPrices(
            offering("dear", "m-dear"),
            Map.of(
                "input_tokens", Fleet.perMillion(0),
                "output_tokens", Fleet.perMillion(160_000_000))));
    road.providers.passing.add("dear");
    road.budget("daily", "{'cap': '10.00', 'currency': 'USD', 'period': 'day'}");
    road.route("r", "{'use': ['dear/m-dear']}");
    road.providers.does("dear", answers(PASSED));

    road.openAtGateway("ai.chat.create", written(), false).outcome();

    assertThat(road.providers.inputs)
        .singleElement()
        .isInstanceOfSatisfying(
            WireBody.class, sent -> assertThat(sent.frame().maxOutputTokens()).isEqualTo(4_096));
  }

  private Payload written() {
    InputSize whole = InputSize.of(FRAME.withMessages(CONVERSATION));
    return new Payload.OfWire(
        new WireBody("openai", FRAME, new JsonSplice(new byte[] {'{', '}'}, List.of())),
        new Payload.OfWire.Unread(whole.most() - InputSize.of(FRAME).most(), 2, 0, false, false),
        () -> {
          made.incrementAndGet();
          return FRAME.withMessages(CONVERSATION);
        });
  }

  private static ProviderInfo offering(String id, String model) {
    return Fleet.offering(ai(id), Offering.ANY.withModels(List.of(named(model))));
  }

  private static ModelSpec named(String model) {
    return new ModelSpec(model, null, null, null, null, null, null, null);
  }
}
