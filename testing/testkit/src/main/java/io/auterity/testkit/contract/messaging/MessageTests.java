package io.auterity.testkit.contract.messaging;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.spi.messaging.MessageQuery;
import io.auterity.spi.messaging.MessageReaction;
import io.auterity.spi.messaging.MessageUpdate;
import io.auterity.spi.messaging.NewChatMessage;
import io.auterity.spi.messaging.WhichMessage;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What messages, their threads and reactions do. */
abstract class MessageTests extends MessagingPart {

  private static final List<String> HOSTILE =
      List.of(
          "Überfällig: 日本語 🚀 e\u0301",
          "<script>alert(1)</script> &amp; a < b & c > d",
          "${input.project} {{x}} %s %00 #{y}",
          "```\nselect * from a -- b\n```",
          "one\n\ntwo");

  MessageTests(MessagingContract contract) {
    super(contract);
  }

  @TestFactory
  Stream<DynamicTest> aTextIsReadAsItWasSent() {
    offered(supports("message.send") && supports("message.get"));
    Ref channel = channel();
    return HOSTILE.stream()
        .map(
            text ->
                DynamicTest.dynamicTest(
                    text,
                    () -> assertThat(read(sent(channel, text).ref()).text()).isEqualTo(text)));
  }

  @Test
  void aMessageSaysWhereAndWhenItWasSent() {
    need("message.send", "message.get");
    Ref channel = channel();

    ChatMessage sent = sent(channel, "Hello");

    assertThat(sent.channel().id()).isEqualTo(channel.id());
    assertThat(sent.thread()).isNull();
    assertThat(read(sent.ref()).createdAt()).isEqualTo(sent.createdAt());
  }

  @Test
  void aListIsNewestFirstAndWholeInPages() {
    need("message.send", "message.list");
    Ref channel = channel();
    List<String> texts = IntStream.rangeClosed(1, 7).mapToObj(i -> "Number " + i).toList();
    texts.forEach(text -> sent(channel, text));

    assertThat(texts(channel, null, 2)).isEqualTo(texts.reversed());
    assertThat(texts(channel, null, 50)).isEqualTo(texts.reversed());
  }

  @Test
  void aListHasWhatWasSentInATime() {
    need("message.send", "message.list");
    Ref channel = channel();
    ChatMessage first = sent(channel, "First");
    Instant after = first.createdAt().plusSeconds(3_600);

    assertThat(
            messaging()
                .listMessages(
                    new MessageQuery(channel, null, first.createdAt(), after, null, null),
                    call("message.list"))
                .items())
        .extracting(ChatMessage::text)
        .containsExactly("First");
    assertThat(
            messaging()
                .listMessages(
                    new MessageQuery(channel, null, after, null, null, null), call("message.list"))
                .items())
        .isEmpty();
  }

  @Test
  void answersStandInTheirThreadAlone() {
    need("message.send", "message.list", "message.get");
    Ref channel = channel();
    ChatMessage first = sent(channel, "Who takes it?");
    sent(channel, "Another matter");

    ChatMessage answer = sent(channel, "I do", first.ref());

    Ref thread = answer.thread();
    assertThat(thread == null ? null : thread.id()).isEqualTo(first.ref().id());
    assertThat(texts(channel, first.ref(), 50)).containsExactly("I do");
    assertThat(texts(channel, null, 50)).containsExactly("Another matter", "Who takes it?");
  }

  @Test
  void aTextIsReplaced() {
    need("message.update", "message.get");
    ChatMessage sent = sent(channel(), "Wrong");

    ChatMessage updated =
        messaging()
            .updateMessage(new MessageUpdate(sent.ref(), "Right & true"), call("message.update"));

    assertThat(updated.ref()).isEqualTo(sent.ref());
    assertThat(read(sent.ref()).text()).isEqualTo("Right & true");
  }

  @Test
  void aDeletedMessageIsGone() {
    need("message.delete", "message.get");
    Ref channel = channel();
    ChatMessage sent = sent(channel, "Away");

    messaging().deleteMessage(new WhichMessage(sent.ref()), call("message.delete"));

    expect(FailureCode.NOT_FOUND, () -> read(sent.ref()));
    assertThat(texts(channel, null, 50)).isEmpty();
  }

  @Test
  void anUnknownMessageIsNotFound() {
    need("message.get");
    Ref unknown = contract.unknownMessage(channel());

    expect(FailureCode.NOT_FOUND, () -> read(unknown));
  }

  @Test
  void anUnknownChannelTakesNoMessage() {
    need("message.send");

    expect(FailureCode.NOT_FOUND, () -> sent(Ref.of("CUNKNOWN"), "Hello"));
  }

  @Test
  void aReactionThatIsSoAlreadyStaysSo() {
    need("reaction.add", "reaction.remove");
    MessageReaction eyes = new MessageReaction(sent(channel(), "Look").ref(), "eyes");

    messaging().addReaction(eyes, call("reaction.add"));
    messaging().addReaction(eyes, call("reaction.add"));
    messaging().removeReaction(eyes, call("reaction.remove"));
    messaging().removeReaction(eyes, call("reaction.remove"));
  }

  @Test
  void aKeyWithAnotherTextIsRefused() {
    offered(takesKeys("message.send"));
    Ref channel = channel();
    messaging().sendMessage(new NewChatMessage(channel, "Once", null), keyed("message.send"));

    Failure failure =
        expect(
            FailureCode.CONFLICT,
            () ->
                messaging()
                    .sendMessage(
                        new NewChatMessage(channel, "Other", null), keyed("message.send")));

    assertThat(failure.fields()).containsKey(Failure.IDEMPOTENCY_KEY);
    assertThat(texts(channel, null, 50)).containsExactly("Once");
  }
}
