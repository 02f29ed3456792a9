package io.auterity.plugins.ai.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Events;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatEvent.PartDelta;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.ReplyFields;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that an answer shall begin with, at a vendor that says them again. */
class BegunAnswerTest {

  private static final VendorTraits MISTRAL = VendorTraitsTest.of("mistral");
  private static final ChatRequest BEGUN =
      Requests.text("m", "What happened?")
          .withMessages(
              List.of(
                  Message.text(Role.USER, "What happened?"),
                  Message.text(Role.ASSISTANT, "Well, ")));

  @Test
  void theyAreMarkedWhereTheVendorWantsIt() {
    assertThat(last(BEGUN, MISTRAL))
        .hasToString("{\"role\":\"assistant\",\"content\":\"Well, \",\"prefix\":true}");
    assertThat(last(BEGUN, VendorTraits.NONE).get("prefix")).isNull();
    assertThat(last(Requests.text("m", "Hi"), MISTRAL).get("prefix")).isNull();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "Well,| they took|.; 'they took.'",
        "Well, | they took|.; ' they took.'",
        "We|ll, they| took.; 'they took.'",
        "Well, they took.; 'they took.'",
        "Well,they took.; 'they took.'",
        "Well,  they took.; ' they took.'",
        "They| took.; 'They took.'",
        "We| took.; 'We took.'",
        "We; 'We'",
        "Well,; ''",
        "'Well, '; ''",
      })
  void theyComeOnceOnly(String pieces, String heard) {
    List<ChatEvent> events = new ArrayList<>(List.of(new ChatEvent.Started("i", "m")));
    Stream.of(pieces.split("\\|"))
        .map(piece -> new PartDelta(0, new Part.Text(piece)))
        .forEach(events::add);
    events.addAll(
        List.of(
            new ChatEvent.PartDone(0),
            new ChatEvent.Used(new TokenUsage(1, 1, 0, 0)),
            new ChatEvent.Finished(FinishReason.STOP)));

    List<ChatEvent> told = drain(BegunAnswer.of(played(events), BEGUN, MISTRAL));

    assertThat(text(told)).isEqualTo(heard);
    assertThat(told)
        .filteredOn(event -> !(event instanceof PartDelta))
        .containsExactlyElementsOf(
            events.stream().filter(event -> !(event instanceof PartDelta)).toList());
    assertThat(told.getLast()).isInstanceOf(ChatEvent.Finished.class);
  }

  @Test
  void thoughtsBeforeThemChangeNothing() {
    List<ChatEvent> events =
        List.of(
            new PartDelta(0, new Part.Reasoning("Hm.", null)),
            new PartDelta(1, new Part.Text("Well, no.")));

    assertThat(drain(BegunAnswer.of(played(events), BEGUN, MISTRAL)))
        .containsExactly(events.getFirst(), new PartDelta(1, new Part.Text("no.")));
  }

  @Test
  void anAnswerAtOnceIsTheSame() {
    ChatResponse answer = answer("Well, they took.");

    assertThat(BegunAnswer.of(answer, BEGUN, MISTRAL)).isEqualTo(answer("they took."));
    assertThat(BegunAnswer.of(answer("Well,they took."), BEGUN, MISTRAL))
        .isEqualTo(answer("they took."));
    assertThat(BegunAnswer.of(answer("No."), BEGUN, MISTRAL)).isEqualTo(answer("No."));
    assertThat(BegunAnswer.of(answer, BEGUN, VendorTraits.NONE)).isEqualTo(answer);
  }

  private static ChatResponse answer(String text) {
    return new ChatResponse(
        "i", "m", List.of(new Part.Text(text)), FinishReason.STOP, TokenUsage.NONE, null);
  }

  private static Json.Obj last(ChatRequest request, VendorTraits traits) {
    OpenAiEndpoint endpoint =
        new OpenAiEndpoint(URI.create("https://vendor.example/v1/"), "max_tokens", traits);
    Json.Obj body = (Json.Obj) JsonUtf8.read(new ChatStreamCodec(endpoint).encode(request).body());
    return ReplyFields.objects(body, "messages").getLast();
  }

  private static String text(List<ChatEvent> events) {
    return events.stream()
        .map(event -> event instanceof PartDelta(int _, Part.Text(String text)) ? text : "")
        .collect(Collectors.joining());
  }

  private static List<ChatEvent> drain(Events<ChatEvent> events) {
    List<ChatEvent> all = new ArrayList<>();
    for (ChatEvent event = events.next(); event != null; event = events.next()) {
      all.add(event);
    }
    return all;
  }

  private static Events<ChatEvent> played(List<ChatEvent> events) {
    Iterator<ChatEvent> left = events.iterator();
    return new Events<>() {
      @Override
      public @Nullable ChatEvent next() {
        return left.hasNext() ? left.next() : null;
      }

      @Override
      public void close() {}
    };
  }
}
