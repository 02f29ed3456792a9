package io.auterity.testkit.contract.messaging;

import static io.auterity.testkit.contract.Slice.all;

import io.auterity.spi.Ref;
import io.auterity.spi.messaging.AnswerChoice;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.spi.messaging.ChoiceStyle;
import io.auterity.spi.messaging.MessageQuery;
import io.auterity.spi.messaging.Messaging;
import io.auterity.spi.messaging.NewChatMessage;
import io.auterity.spi.messaging.NewQuestion;
import io.auterity.spi.messaging.Person;
import io.auterity.spi.messaging.PersonQuery;
import io.auterity.spi.messaging.WhichMessage;
import io.auterity.testkit.contract.ContractPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tests of a messaging service ask it with. */
abstract class MessagingPart extends ContractPart<Messaging> {

  final MessagingContract contract;

  MessagingPart(MessagingContract contract) {
    super(contract);
    this.contract = contract;
  }

  final Messaging messaging() {
    return instance();
  }

  final Ref channel() {
    return contract.channel(messaging());
  }

  final ChatMessage sent(Ref channel, String text) {
    return sent(channel, text, null);
  }

  final ChatMessage sent(Ref channel, String text, @Nullable Ref thread) {
    return messaging().sendMessage(new NewChatMessage(channel, text, thread), call("message.send"));
  }

  final ChatMessage asked(Ref channel, String question) {
    return messaging().askQuestion(question(channel, question), call("question.ask"));
  }

  static NewQuestion question(Ref channel, String question) {
    return new NewQuestion(
        channel,
        null,
        question,
        "Pay the invoice of *Kern*?",
        List.of(
            new AnswerChoice("yes", "Pay", ChoiceStyle.PRIMARY),
            new AnswerChoice("no", "Refuse", ChoiceStyle.DANGER),
            new AnswerChoice("later", "Later", null)));
  }

  /** The people of a channel, or of the service, read in pages of two. */
  final List<Person> people(@Nullable Ref channel) {
    return all(
        slice ->
            messaging()
                .listPeople(
                    new PersonQuery(channel, slice.cursor(), slice.limit()), call("person.list")),
        2);
  }

  final ChatMessage read(Ref message) {
    return messaging().getMessage(new WhichMessage(message), call("message.get"));
  }

  /** Texts of a channel or thread, newest first, read in pages of that length. */
  final List<String> texts(Ref channel, @Nullable Ref thread, int limit) {
    List<ChatMessage> found =
        all(
            slice ->
                messaging()
                    .listMessages(
                        new MessageQuery(
                            channel, thread, null, null, slice.cursor(), slice.limit()),
                        call("message.list")),
            limit);
    return found.stream().map(ChatMessage::text).toList();
  }
}
