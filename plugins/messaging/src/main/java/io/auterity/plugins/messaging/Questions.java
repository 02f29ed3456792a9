package io.auterity.plugins.messaging;

import io.auterity.spi.Call;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Ref;
import io.auterity.spi.messaging.AnswerChoice;
import io.auterity.spi.messaging.AskedQuestion;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.spi.messaging.GivenAnswer;
import io.auterity.spi.messaging.NewAnswer;
import io.auterity.spi.messaging.NewQuestion;
import io.auterity.spi.messaging.Person;
import io.auterity.spi.messaging.QuestionClosing;
import java.util.ArrayList;
import java.util.List;

/** Questions, which stand in the messages that ask them. */
record Questions(MessagingDocuments store, Messages messages) {

  /** Is raised with each answer. */
  static final String ANSWERED = "messaging.answer.given";

  private static final int MOST_ANSWERS = 1_000;

  ChatMessage ask(NewQuestion input, Call call) {
    input.choices().forEach(choice -> MessagingDocuments.checkText("choices", choice.label()));
    AskedQuestion question = new AskedQuestion(input.question(), input.choices(), false, List.of());
    return messages.add(
        input, call, input.channel(), input.thread(), input.text(), input.mentions(), question);
  }

  ChatMessage close(QuestionClosing input) {
    MessagingDocuments.checkText("text", input.text());
    return store.write(
        writer ->
            Messages.change(
                writer,
                input.message(),
                before ->
                    before
                        .withText(input.text(), store.now())
                        .withMentions(store.refs(input.mentions()))
                        .withQuestion(question(before).asClosed())));
  }

  /**
   * Answers as who calls; the same answer again is the same answer. No step of a workflow answers
   * for the person on whose behalf it runs: an answer may be that person's vote.
   */
  GivenAnswer answer(NewAnswer input, Call call) {
    Person by = store.knownCaller(call);
    if (call.byStep()) {
      throw MessagingErrors.answeredByStep();
    }
    return store.write(
        writer -> {
          Document asked = Messages.required(writer, "message", input.message());
          AskedQuestion question = question(Messages.message(asked));
          requireOpen(question, input.choice());
          return question.answers().stream()
              .filter(answer -> answer.by().ref().equals(by.ref()))
              .filter(answer -> answer.choice().equals(input.choice()))
              .findFirst()
              .orElseGet(() -> given(writer, store.ref(asked.id()), question, by, input.choice()));
        });
  }

  private GivenAnswer given(
      Writer writer, Ref message, AskedQuestion question, Person by, String choice) {
    GivenAnswer answer = new GivenAnswer(question.id(), choice, by, message, store.now());
    List<GivenAnswer> answers = new ArrayList<>(question.answers());
    answers.removeIf(other -> other.by().ref().equals(by.ref()));
    if (answers.size() == MOST_ANSWERS) {
      throw MessagingErrors.full("message", "answers", MOST_ANSWERS);
    }
    answers.add(answer);
    var _ =
        Messages.change(
            writer, message, before -> before.withQuestion(question.withAnswers(answers)));
    writer.raise(new RaisedEvent(ANSWERED, question.id(), MessagingDocuments.json(answer)));
    return answer;
  }

  private static AskedQuestion question(ChatMessage message) {
    AskedQuestion question = message.question();
    if (question == null) {
      throw MessagingErrors.noQuestion(message.ref().id());
    }
    return question;
  }

  private static void requireOpen(AskedQuestion question, String choice) {
    if (question.closed()) {
      throw MessagingErrors.closed(question.id());
    }
    List<String> choices = question.choices().stream().map(AnswerChoice::id).toList();
    if (!choices.contains(choice)) {
      throw MessagingErrors.unknownChoice(choice, choices);
    }
  }
}
