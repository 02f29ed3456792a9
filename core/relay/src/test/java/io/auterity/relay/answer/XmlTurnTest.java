package io.auterity.relay.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.auterity.platform.call.CallGuard;
import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.XmlAnswer;
import io.auterity.spi.ai.XmlAnswer.XmlDocument;
import io.auterity.spi.ai.XmlFormat;
import io.auterity.spi.ai.XmlFormat.DocumentTag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an answer in XML is asked for, and read whole and streamed. */
class XmlTurnTest {

  private static final XmlFormat FORMAT =
      new XmlFormat(
          List.of("thinking", "answer"), List.of(new DocumentTag("doc", List.of("title"))));
  private static final String ANSWER =
      "<thinking>6 * 7</thinking>\n<answer>42</answer><doc title=\"t\">d</doc>";

  private static ChatRequest chat(Message... messages) {
    return Chats.asking(Arrays.asList(messages)).withAnswerFormat(AnswerFormat.xml(FORMAT));
  }

  private static XmlTurn turn() {
    return Objects.requireNonNull(XmlTurn.of(chat(Message.text(Role.USER, "What is it?"))));
  }

  private static ChatResponse answer(FinishReason reason, Part... parts) {
    return Chats.saying(reason, List.of(parts));
  }

  @Test
  void aModelIsToldBehindItsInstructions() {
    Message system = Message.text(Role.SYSTEM, "Be brief.");
    Message user = Message.text(Role.USER, "What is it?");

    ChatRequest asked = (ChatRequest) XmlTurn.asked(chat(system, user));

    assertThat(asked.answerFormat()).isNull();
    assertThat(asked.messages()).hasSize(2).last().isEqualTo(user);
    assertThat(asked.messages().getFirst().parts())
        .containsExactly(new Part.Text("Be brief."), new Part.Text(XmlTurn.instruction(FORMAT)));
    ChatRequest alone = (ChatRequest) XmlTurn.asked(chat(user));
    assertThat(alone.messages())
        .containsExactly(Message.text(Role.SYSTEM, XmlTurn.instruction(FORMAT)), user);
  }

  @Test
  void whatItIsToldNamesEachElement() {
    assertThat(XmlTurn.instruction(FORMAT))
        .contains("<thinking>\u2026</thinking>\n<answer>\u2026</answer>")
        .contains("<doc title=\"\u2026\">\u2026</doc>");
    assertThat(XmlTurn.instruction(new XmlFormat(List.of("answer"), null)))
        .doesNotContain("document");
    assertThat(XmlTurn.instruction(new XmlFormat(null, List.of(new DocumentTag("doc", null)))))
        .contains("<doc>\u2026</doc>")
        .doesNotContain("once");
  }

  @Test
  void whoAsksForNoneIsLeftAlone() {
    ChatRequest json = chat().withAnswerFormat(AnswerFormat.JSON);

    assertThat(XmlTurn.asked(json)).isSameAs(json);
    assertThat(XmlTurn.of(json)).isNull();
    assertThat(XmlTurn.of(TokenUsage.NONE)).isNull();
  }

  @Test
  void anAnswerSaysWhatStandsInItsWordsAndNotInItsThoughts() {
    ChatResponse read =
        (ChatResponse)
            turn()
                .read(
                    answer(
                        FinishReason.STOP,
                        new Part.Reasoning("<answer>41</answer>", null),
                        new Part.Text(ANSWER.substring(0, 20)),
                        new Part.Text(ANSWER.substring(20))));

    XmlAnswer xml = Objects.requireNonNull(read.xml());
    assertThat(xml.values()).isEqualTo(Map.of("thinking", "6 * 7", "answer", "42"));
    assertThat(xml.documents()).hasSize(1);
    assertThat(xml.faults()).isEmpty();
  }

  @Property(tries = 100)
  void aStreamSaysTheSameInWhateverPieces(@ForAll @IntRange(min = 1, max = 80) int length) {
    XmlTurn turn = turn();
    turn.take(new ChatEvent.Started("1", "m"));
    for (int i = 0; i < ANSWER.length(); i += length) {
      ChatEvent.PartDelta piece =
          new ChatEvent.PartDelta(
              0, new Part.Text(ANSWER.substring(i, Math.min(ANSWER.length(), i + length))));
      assertThat(turn.take(piece)).isSameAs(piece);
    }

    ChatEvent.Finished end =
        (ChatEvent.Finished) turn.take(new ChatEvent.Finished(FinishReason.STOP));

    ChatResponse whole =
        (ChatResponse) turn().read(answer(FinishReason.STOP, new Part.Text(ANSWER)));
    assertThat(end.xml()).isNotNull().isEqualTo(whole.xml());
  }

  @Test
  void aGuardSeesOnceMoreOnlyWhatSeveralTextsSay() {
    Part[] parts = {
      new Part.Text("<doc title='a'>b</doc><doc title='c"),
      new Part.Text("d'>e</doc><answer>f"),
      new Part.Text("g</answer><thinking>h</thinking>")
    };
    Upper guard = new Upper();
    XmlTurn turn = turn();
    turn.guardedBy(guard);

    XmlAnswer whole = xml((ChatResponse) turn.read(answer(FinishReason.STOP, parts)));

    assertThat(guard.seen).containsExactly("fg", "cd", "e");
    assertThat(whole.values()).isEqualTo(Map.of("answer", "FG", "thinking", "h"));
    assertThat(whole.documents())
        .containsExactly(
            new XmlDocument("doc", Map.of("title", "a"), "b"),
            new XmlDocument("doc", Map.of("title", "CD"), "E"));
  }

  @Test
  void piecesOfOneTextAreNotSeenOnceMoreAndTwoTextsAtOnePlaceAre() {
    Upper guard = new Upper();
    XmlTurn turn = turn();
    turn.guardedBy(guard);
    for (Record event :
        List.<Record>of(
            new ChatEvent.PartDelta(0, new Part.Text("<answer>a")),
            new ChatEvent.PartDelta(1, new Part.Logprobs(List.of())),
            new ChatEvent.PartDelta(0, new Part.Text("b</answer><thinking>c")),
            new ChatEvent.PartDelta(0, new Part.Reasoning("hm", null)),
            new ChatEvent.PartDelta(0, new Part.Text("d</thinking>")))) {
      turn.take(event);
    }

    ChatEvent.Finished end =
        (ChatEvent.Finished) turn.take(new ChatEvent.Finished(FinishReason.STOP));

    assertThat(guard.seen).containsExactly("cd");
    assertThat(Objects.requireNonNull(end.xml()).values())
        .isEqualTo(Map.of("answer", "ab", "thinking", "CD"));
  }

  private static XmlAnswer xml(ChatResponse answer) {
    return Objects.requireNonNull(answer.xml());
  }

  /** Lets all go in capitals, and notes it. */
  private static final class Upper implements CallGuard {

    private final List<String> seen = new ArrayList<>();

    @Override
    public boolean looks(Way way) {
      return true;
    }

    @Override
    public List<String> judge(Way way, List<Piece> pieces) {
      pieces.forEach(piece -> seen.add(piece.text()));
      return pieces.stream().map(piece -> piece.text().toUpperCase(Locale.ROOT)).toList();
    }

    @Override
    public PieceStream stream() {
      throw new AssertionError();
    }

    @Override
    public Map<String, String> labels() {
      return Map.of();
    }

    @Override
    public @Nullable Told told(Way way) {
      return null;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FinishReason.class,
      names = {"TOOL_CALLS", "PAUSED", "CONTENT_REFUSED"})
  void whatIsNoAnswerYetLacksNothing(FinishReason reason) {
    ChatResponse none = answer(reason, new Part.Text("I look it up."));

    assertThat(turn().read(none)).isSameAs(none);
    assertThat(turn().fits(none)).isTrue();
    ChatEvent.Finished end = new ChatEvent.Finished(reason);
    assertThat(turn().take(end)).isSameAs(end);
  }

  @Test
  void anAnswerThatWasCutTellsWhatIsThere() {
    ChatResponse cut =
        answer(FinishReason.LENGTH, new Part.Text("<thinking>x</thinking><answer>4"));

    XmlAnswer xml = Objects.requireNonNull(((ChatResponse) turn().read(cut)).xml());

    assertThat(xml.values()).isEqualTo(Map.of("thinking", "x"));
    assertThat(xml.faults()).hasSize(2);
    assertThat(turn().fits(cut)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a b", "a:b", "<a>", "\u00e9"})
  void aNameThatNoXmlHasIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new XmlFormat(List.of(name), null))
        .withMessageContaining("a name in xml must be");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DocumentTag("doc", List.of(name)))
        .withMessageContaining("a name in xml must be");
  }

  @Test
  void namesStandOnceAndBesideNoOtherForm() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new XmlFormat(List.of("a"), List.of(new DocumentTag("a", null))))
        .withMessageContaining("once: a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new XmlFormat(List.of(), null))
        .withMessageContaining("1 to 32 elements");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AnswerFormat(true, null, null, null, FORMAT))
        .withMessageContaining("does not go with");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ChatRequest.builder("m", List.of())
                    .answerSchema(Json.EMPTY)
                    .answerFormat(AnswerFormat.xml(FORMAT))
                    .build())
        .withMessageContaining("answerSchema");
  }
}
