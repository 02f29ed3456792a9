package io.auterity.testkit.contract.messaging;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.messaging.AnswerChoice;
import io.auterity.spi.messaging.AskedQuestion;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.spi.messaging.GivenAnswer;
import io.auterity.spi.messaging.NewAnswer;
import io.auterity.spi.messaging.QuestionClosing;
import org.junit.jupiter.api.Test;

/** What questions with buttons do. */
abstract class QuestionTests extends MessagingPart {

  QuestionTests(MessagingContract contract) {
    super(contract);
  }

  private ChatMessage closed(ChatMessage asked, String text) {
    return messaging()
        .closeQuestion(new QuestionClosing(asked.ref(), text), call("question.close"));
  }

  private GivenAnswer answer(ChatMessage asked, String choice) {
    return messaging().answerQuestion(new NewAnswer(asked.ref(), choice), call("question.answer"));
  }

  @Test
  void aQuestionStandsInItsMessage() {
    need("question.ask", "message.get");

    ChatMessage asked = asked(channel(), "q-1_a");

    assertThat(asked.text()).isEqualTo("Pay the invoice of *Kern*?");
    ChatMessage read = read(asked.ref());
    AskedQuestion question = read.question();
    if (question != null) {
      assertThat(question.id()).isEqualTo("q-1_a");
      assertThat(question.closed()).isFalse();
      assertThat(question.choices())
          .extracting(AnswerChoice::id)
          .containsExactly("yes", "no", "later");
    }
  }

  @Test
  void aClosedQuestionHasAnotherText() {
    need("question.close", "message.get");
    ChatMessage asked = asked(channel(), "q1");

    closed(asked, "Paid by *Ada*");
    closed(asked, "Paid by *Ada*");

    ChatMessage read = read(asked.ref());
    assertThat(read.text()).isEqualTo("Paid by *Ada*");
    AskedQuestion question = read.question();
    assertThat(question == null || question.closed()).isTrue();
  }

  @Test
  void anAnswerSaysWhoGaveIt() {
    need("question.answer");
    ChatMessage asked = asked(channel(), "q1");

    GivenAnswer given = answer(asked, "yes");

    assertThat(given.question()).isEqualTo("q1");
    assertThat(given.choice()).isEqualTo("yes");
    assertThat(given.message()).isEqualTo(asked.ref());
    assertThat(given.by().name()).isNotBlank();
    assertThat(answer(asked, "yes")).isEqualTo(given);
  }

  @Test
  void aChoiceThatIsNoneAndALateAnswerAreRefused() {
    need("question.answer", "question.close");
    ChatMessage asked = asked(channel(), "q1");

    expect(FailureCode.INVALID, () -> answer(asked, "perhaps"));
    closed(asked, "Over");
    expect(FailureCode.CONFLICT, () -> answer(asked, "yes"));
  }
}
