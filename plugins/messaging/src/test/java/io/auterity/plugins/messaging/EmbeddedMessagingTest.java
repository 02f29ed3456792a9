package io.auterity.plugins.messaging;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Cursor;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.Ref;
import io.auterity.spi.messaging.AnswerChoice;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.spi.messaging.MessageQuery;
import io.auterity.spi.messaging.MessageReaction;
import io.auterity.spi.messaging.MessageUpdate;
import io.auterity.spi.messaging.Messaging;
import io.auterity.spi.messaging.NewAnswer;
import io.auterity.spi.messaging.NewChannel;
import io.auterity.spi.messaging.NewChatMessage;
import io.auterity.spi.messaging.NewQuestion;
import io.auterity.spi.messaging.Person;
import io.auterity.spi.messaging.QuestionClosing;
import io.auterity.spi.messaging.WhichChannel;
import io.auterity.spi.messaging.WhichMessage;
import io.auterity.spi.shape.Shapes;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.FakeTime;
import io.auterity.testkit.InMemoryDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The embedded messaging service: what it keeps, and what it tells. */
class EmbeddedMessagingTest {

  private static final Ref SUPPORT = Ref.of("support");
  private static final Ref ADA = new Ref("chat", "key_ada");

  private final FakeTime time = new FakeTime();
  private final InMemoryDocuments documents = new InMemoryDocuments();
  private final FakeProvider provider =
      new FakeProvider(
              "chat", PluginManifest.builder("messaging", "1.0.0", "Main", "For tests").build())
          .withDocuments(documents);
  private final Messaging messaging = new MessagingConnector(time).open(provider);

  @BeforeEach
  void makeAChannel() {
    messaging.createChannel(new NewChannel("support", null), call("channel.create"));
  }

  private FakeCall call(String operation) {
    return FakeCall.of("messaging." + operation, provider).withCaller("key_ada", "Ada", true);
  }

  private FakeCall of(String who, String operation) {
    return FakeCall.of("messaging." + operation, provider).withCaller("key_" + who, who, true);
  }

  private ChatMessage send(String text, @Nullable Ref thread) {
    return messaging.sendMessage(new NewChatMessage(SUPPORT, text, thread), call("message.send"));
  }

  private ChatMessage ask(String question) {
    NewQuestion input =
        new NewQuestion(
            SUPPORT,
            null,
            question,
            "Pay?",
            List.of(new AnswerChoice("yes", "Yes", null), new AnswerChoice("no", "No", null)));
    return messaging.askQuestion(input, call("question.ask"));
  }

  private ChatMessage read(ChatMessage message) {
    return messaging.getMessage(new WhichMessage(message.ref()), call("message.get"));
  }

  private List<String> texts(@Nullable Ref thread, int limit) {
    List<String> all = new ArrayList<>();
    Cursor next = null;
    do {
      Page<ChatMessage> page =
          messaging.listMessages(
              new MessageQuery(SUPPORT, thread, null, null, next, limit), call("message.list"));
      page.items().forEach(message -> all.add(message.text()));
      next = page.next();
    } while (next != null);
    return all;
  }

  private List<RaisedEvent> raised(String type) {
    return documents.raised().stream().filter(event -> event.type().equals(type)).toList();
  }

  @Test
  void aMessageIsToldWithItsRecordAndItsAuthor() {
    ChatMessage sent = send("Invoice **7** is late", null);

    assertThat(raised("messaging.message.created"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.subject()).isEqualTo(sent.ref().id());
              assertThat(Shapes.ofResults().read(event.record(), ChatMessage.class, "the event"))
                  .isEqualTo(sent);
            });
    assertThat(sent.author()).isEqualTo(new Person(ADA, "Ada", null, false));
  }

  @Test
  void aMessageTellsWhomItIsToNotify() {
    ChatMessage sent =
        messaging.sendMessage(
            new NewChatMessage(SUPPORT, "Late", null).withMentions(List.of(ADA, ADA)),
            call("message.send"));
    ChatMessage changed =
        messaging.updateMessage(new MessageUpdate(sent.ref(), "Paid"), call("message.update"));

    assertThat(sent.mentions()).containsExactly(ADA);
    assertThat(changed.mentions()).isEmpty();
  }

  @Test
  void anAnswerInAThreadIsToldByTheThreadsFirstMessage() {
    ChatMessage first = send("Who takes it?", null);
    ChatMessage answer = send("I do", first.ref());
    ChatMessage answerOfAnswer = send("Good", answer.ref());

    assertThat(raised("messaging.message.created"))
        .extracting(RaisedEvent::subject)
        .containsOnly(first.ref().id());
    assertThat(answerOfAnswer.thread()).isEqualTo(first.ref());
    assertThat(read(first).replies()).isEqualTo(2);
    assertThat(texts(answer.ref(), 1)).containsExactly("Good", "I do");
  }

  @Test
  void aRepeatedCallTellsNothingAgain() {
    NewChatMessage input = new NewChatMessage(SUPPORT, "Once", null);

    for (int i = 0; i < 3; i++) {
      messaging.sendMessage(input, call("message.send").withIdempotencyKey("run/ping/0"));
    }

    assertThat(texts(null, 50)).containsExactly("Once");
    assertThat(raised("messaging.message.created")).hasSize(1);
  }

  @Test
  void oneKeyOfTwoOperationsIsTwoKeys() {
    NewQuestion question =
        new NewQuestion(SUPPORT, null, "q1", "Pay?", List.of(new AnswerChoice("yes", "Yes", null)));

    messaging.sendMessage(
        new NewChatMessage(SUPPORT, "Once", null), call("message.send").withIdempotencyKey("k"));
    messaging.askQuestion(question, call("question.ask").withIdempotencyKey("k"));

    assertThat(texts(null, 50)).containsExactly("Pay?", "Once");
  }

  @Test
  void aRefusedMessageTellsNothing() {
    expect(FailureCode.INVALID, () -> send("  ", null));
    expect(FailureCode.INVALID, () -> send("half \ud83d of a pair", null));
    expect(FailureCode.NOT_FOUND, () -> send("Hello", Ref.of("m77")));

    assertThat(documents.raised()).isEmpty();
    assertThat(texts(null, 50)).isEmpty();
  }

  @Test
  void aChannelIsNamedWithAndWithoutItsSign() {
    messaging.sendMessage(
        new NewChatMessage(Ref.of("#support"), "Hello", null), call("message.send"));

    assertThat(texts(null, 50)).containsExactly("Hello");
    assertThat(
            messaging
                .getChannel(new WhichChannel(Ref.of("#support")), call("channel.get"))
                .ref()
                .id())
        .isEqualTo("support");
    expect(
        FailureCode.INVALID,
        () -> messaging.createChannel(new NewChannel("My Team", null), call("channel.create")));
  }

  @Test
  void manyMessagesAreReadNewestFirstInPagesOfAnyLength() {
    List<String> texts = IntStream.rangeClosed(1, 250).mapToObj(i -> "n" + i).toList();
    texts.forEach(text -> send(text, null));

    for (int limit : new int[] {1, 49, 50, 100, 200}) {
      assertThat(texts(null, limit)).isEqualTo(texts.reversed());
    }
  }

  @Test
  void whatIsSentBetweenTwoPagesIsInNone() {
    List.of("one", "two", "three").forEach(text -> send(text, null));
    MessageQuery first = new MessageQuery(SUPPORT, null, null, null, null, 2);
    Page<ChatMessage> page = messaging.listMessages(first, call("message.list"));
    send("four", null);

    MessageQuery second = new MessageQuery(SUPPORT, null, null, null, page.next(), 2);

    assertThat(messaging.listMessages(second, call("message.list")).items())
        .extracting(ChatMessage::text)
        .containsExactly("one");
  }

  @Test
  void aListHasWhatWasSentFromThenOnAndBefore() {
    List<Instant> at = new ArrayList<>();
    for (String text : List.of("one", "two", "three")) {
      time.advance(Duration.ofMinutes(1));
      at.add(send(text, null).createdAt());
    }

    MessageQuery query = new MessageQuery(SUPPORT, null, at.get(1), at.get(2), null, null);

    assertThat(messaging.listMessages(query, call("message.list")).items())
        .extracting(ChatMessage::text)
        .containsExactly("two");
  }

  @Test
  void aMessageGoesWithItsThread() {
    ChatMessage first = send("Who takes it?", null);
    List<ChatMessage> answers =
        IntStream.range(0, 205).mapToObj(i -> send("answer " + i, first.ref())).toList();

    messaging.deleteMessage(new WhichMessage(answers.getFirst().ref()), call("message.delete"));
    assertThat(read(first).replies()).isEqualTo(204);
    messaging.deleteMessage(new WhichMessage(first.ref()), call("message.delete"));

    assertThat(documents.list("message", Json.EMPTY, null, 10)).isEmpty();
    expect(FailureCode.NOT_FOUND, () -> read(answers.getLast()));
  }

  @Test
  void aReactionIsKeptOncePerPerson() {
    ChatMessage sent = send("Look", null);
    MessageReaction eyes = new MessageReaction(sent.ref(), "eyes");
    messaging.addReaction(eyes, call("reaction.add"));
    messaging.addReaction(eyes, call("reaction.add"));
    messaging.addReaction(eyes, of("bob", "reaction.add"));

    assertThat(read(sent).extra().get("reactions"))
        .hasToString("{\"eyes\":[\"key_ada\",\"key_bob\"]}");
    messaging.removeReaction(eyes, call("reaction.remove"));
    messaging.removeReaction(eyes, of("bob", "reaction.remove"));
    assertThat(read(sent).extra().get("reactions")).hasToString("{}");
  }

  @Test
  void twoClicksOfOnePersonAreOneAnswerAndToldOnce() {
    ChatMessage asked = ask("q1");
    NewAnswer yes = new NewAnswer(asked.ref(), "yes");
    messaging.answerQuestion(yes, of("bob", "question.answer"));
    messaging.answerQuestion(yes, of("bob", "question.answer"));

    assertThat(raised("messaging.answer.given"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.subject()).isEqualTo("q1");
              assertThat(event.record().text("choice")).isEqualTo("yes");
              assertThat(event.record().get("by")).asString().contains("key_bob");
            });
  }

  @Test
  void whoAnswersAnewHasOneAnswerAndOthersKeepTheirs() {
    ChatMessage asked = ask("q1");
    messaging.answerQuestion(new NewAnswer(asked.ref(), "yes"), of("bob", "question.answer"));
    messaging.answerQuestion(new NewAnswer(asked.ref(), "yes"), of("cleo", "question.answer"));
    messaging.answerQuestion(new NewAnswer(asked.ref(), "no"), of("bob", "question.answer"));

    assertThat(Objects.requireNonNull(read(asked).question()).answers())
        .extracting(answer -> answer.by().name() + " " + answer.choice())
        .containsExactly("cleo yes", "bob no");
    assertThat(raised("messaging.answer.given")).hasSize(3);
  }

  @Test
  void aClosedQuestionTakesAndTellsNoAnswer() {
    ChatMessage asked = ask("q1");
    messaging.closeQuestion(new QuestionClosing(asked.ref(), "Paid"), call("question.close"));

    expect(
        FailureCode.CONFLICT,
        () ->
            messaging.answerQuestion(
                new NewAnswer(asked.ref(), "yes"), of("bob", "question.answer")));
    assertThat(raised("messaging.answer.given")).isEmpty();
  }

  @Test
  void aCallerWhoIsNotKnownCannotAnswer() {
    ChatMessage asked = ask("q1");
    FakeCall unknown = FakeCall.of("messaging.question.answer", provider).withoutCaller();

    expect(
        FailureCode.FORBIDDEN,
        () -> messaging.answerQuestion(new NewAnswer(asked.ref(), "yes"), unknown));
  }

  /** A run that a person starts would else vote for them. */
  @Test
  void aStepOfAWorkflowCannotAnswerForThePersonWhoStartedItsRun() {
    ChatMessage asked = ask("q1");

    expect(
        FailureCode.FORBIDDEN,
        () ->
            messaging.answerQuestion(
                new NewAnswer(asked.ref(), "yes"), of("bob", "question.answer").madeByStep()));
    assertThat(raised("messaging.answer.given")).isEmpty();
  }

  @Test
  void aMessageThatAsksNothingIsNotAnswered() {
    ChatMessage sent = send("Hello", null);

    expect(
        FailureCode.INVALID,
        () ->
            messaging.answerQuestion(
                new NewAnswer(sent.ref(), "yes"), of("bob", "question.answer")));
    expect(
        FailureCode.INVALID,
        () ->
            messaging.closeQuestion(
                new QuestionClosing(sent.ref(), "Over"), call("question.close")));
  }
}
