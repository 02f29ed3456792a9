package io.auterity.testkit.contract.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Content;
import io.auterity.spi.FailureCode;
import io.auterity.spi.mail.Mail;
import io.auterity.spi.mail.MailAddress;
import io.auterity.spi.mail.MailQuery;
import io.auterity.spi.mail.NewMail;
import io.auterity.spi.mail.SentMail;
import io.auterity.spi.mail.WhichMailAttachment;
import io.auterity.testkit.contract.Failures;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What arrives of what is sent, and what is not sent at all. */
abstract class MailSendingTests extends MailPart {

  MailSendingTests(MailContract contract) {
    super(contract);
  }

  @TestFactory
  Stream<DynamicTest> aSubjectAndATextArriveAsTheyWere() {
    need("message.send", "message.list", "message.get");
    return Stream.of(
            "Überfällig: 日本語 🚀 e\u0301",
            "=?utf-8?Q?not_encoded?= & <b>bold</b>",
            "A long one: " + "näher und näher ".repeat(20).strip(),
            "${input.project} {{x}} %s %00")
        .map(text -> DynamicTest.dynamicTest(text, () -> arrives(text)));
  }

  private void arrives(String text) {
    String body = ".\n" + text + "\n\n.\nFrom now on\n" + "x".repeat(2_000);

    Mail read = received(toMyself(text, body).build());

    assertThat(read.subject()).isEqualTo(text);
    assertThat(read.text().stripTrailing()).isEqualTo(body);
    assertThat(read.from()).extracting(MailAddress::address).isEqualTo(contract.own());
    assertThat(read.to()).extracting(MailAddress::address).containsExactly(contract.own());
    assertThat(read.attachments()).isEmpty();
  }

  @Test
  void textAndHtmlArriveBoth() {
    need("message.send", "message.list", "message.get");

    Mail read = received(toMyself("Both", "Plain ü").html("<p>Rich <b>ü</b></p>").build());

    assertThat(read.text().strip()).isEqualTo("Plain ü");
    assertThat(read.html()).contains("<p>Rich <b>ü</b></p>");
    assertThat(read.attachments()).isEmpty();
  }

  @Test
  void aFileArrivesWithItsNameAndItsBytes() {
    need("message.send", "message.list", "message.get", "attachment.get");

    Mail read = withAttachment();

    assertThat(read.text().strip()).isEqualTo("See below");
    assertThat(read.attachments())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.name()).isEqualTo(REPORT.name());
              assertThat(file.mediaType()).isEqualTo("text/csv");
              Content content =
                  mail()
                      .getAttachment(new WhichMailAttachment(file.ref()), call("attachment.get"))
                      .content();
              assertThat(content.bytes()).isEqualTo(REPORT.bytes());
              assertThat(content.name()).isEqualTo(REPORT.name());
            });
  }

  @Test
  void aHiddenCopyIsSeenByNone() {
    need("message.send", "message.list", "message.get");

    Mail read =
        received(
            toMyself("Hidden", "Text")
                .cc(List.of("Bob Ünal <bob@example.test>"))
                .bcc(List.of("secret@example.test"))
                .build());

    assertThat(read.cc()).containsExactly(new MailAddress("bob@example.test", "Bob Ünal"));
    assertThat(read.toString()).doesNotContain("secret@example.test");
  }

  @Test
  void anAnswerNamesWhatItAnswers() {
    need("message.send", "message.list", "message.get");
    Mail question = received("Question");

    Mail answer = received(toMyself("Re: Question", "Yes").inReplyTo(question.messageId()).build());

    assertThat(answer.inReplyTo()).isEqualTo(question.messageId());
  }

  @Test
  void anAnswerStaysInTheConversationOfWhatItAnswers() {
    need("message.send", "message.list", "message.get");
    Mail question = received("Question");
    Mail answer = received(answering(question, "Re: Question"));

    Mail last = received(answering(answer, "Re: Re: Question"));

    assertThat(last.inReplyTo()).isEqualTo(answer.messageId());
    assertThat(last.references()).containsExactly(question.messageId(), answer.messageId());
  }

  private NewMail answering(Mail mail, String subject) {
    return toMyself(subject, "Yes")
        .inReplyTo(mail.messageId())
        .references(mail.references())
        .build();
  }

  @Test
  void answersGoWhereASenderAsksForThem() {
    need("message.send", "message.list", "message.get");

    Mail read =
        received(
            toMyself("Form", "Text")
                .replyTo(List.of("Doe <doe@example.test>", "bob@example.test"))
                .build());

    assertThat(read.replyTo())
        .containsExactly(
            new MailAddress("doe@example.test", "Doe"), new MailAddress("bob@example.test", null));
  }

  @Test
  void whatAProgramSendsSaysSo() {
    need("message.send", "message.list", "message.get");

    assertThat(received("By a program").automatic()).isTrue();
  }

  @Test
  void theMessageIdIsMadeOfTheKey() {
    need("message.send");
    NewMail mail = toMyself("Once", "Text").build();

    String first = mail().sendMessage(mail, keyed("message.send")).messageId();
    String again = mail().sendMessage(mail, keyed("message.send")).messageId();
    String other =
        mail().sendMessage(mail, call("message.send").withIdempotencyKey("other")).messageId();

    assertThat(first).matches("<[^<>@\\s]+@[^<>@\\s]+>").doesNotContain("run/step/0");
    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @TestFactory
  Stream<DynamicTest> whatWouldAddAHeaderIsRefused() {
    need("message.send");
    String own = contract.own();
    return Stream.of(
            refused("subject", toMyself("a\r\nBcc: eve@example.test", "b")),
            refused("subject", toMyself("a\u0000b", "b")),
            refused("to", NewMail.builder(List.of(own + "\nBcc: eve@example.test"), "a", "b")),
            refused("to", NewMail.builder(List.of(own + ", eve@example.test"), "a", "b")),
            refused("to", NewMail.builder(List.of("no address"), "a", "b")),
            refused("to", NewMail.builder(List.of(), "a", "b")),
            refused("cc", toMyself("a", "b").cc(List.of("Eve\r\n <eve@example.test>"))),
            refused("bcc", toMyself("a", "b").bcc(List.of("eve@"))),
            refused("inReplyTo", toMyself("a", "b").inReplyTo("<a@b>\r\nBcc: eve@example.test")),
            refused(
                "references",
                toMyself("a", "b").references(List.of("<a@b>", "<c@d>\r\nBcc: eve@example.test"))))
        .flatMap(tests -> tests);
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotOneRecipientIsRefused() {
    need("message.send");
    String own = contract.own();
    return Stream.of(
            "Team: %s, eve@example.test;",
            "Team: %s;",
            "Team:%s",
            "undisclosed-recipients:;",
            "<@relay.test,@other.test:%s>",
            "@relay.test:%s",
            "%s;eve@example.test",
            "%s eve@example.test",
            "%s <eve@example.test>",
            "Doe, Ada <%s>",
            "Ada <%s> <eve@example.test>",
            "Ada <%s>, Eve",
            "%s (and eve@example.test)",
            "Ada <%s",
            "\"Ada <%s>",
            "%s\uff0ceve\uff20example.test",
            "%s\ufe50eve@example.test",
            "\"%s> <eve\"@example.test",
            "%s\u0000",
            "\u0085%s")
        .flatMap(
            text -> {
              List<String> one = List.of(text.formatted(own));
              return Stream.of(
                      refused("to", NewMail.builder(one, "a", "b")),
                      refused("cc", toMyself("a", "b").cc(one)),
                      refused("bcc", toMyself("a", "b").bcc(one)),
                      refused("replyTo", toMyself("a", "b").replyTo(one)))
                  .flatMap(tests -> tests);
            });
  }

  @TestFactory
  Stream<DynamicTest> aNameArrivesAsItWasWritten() {
    need("message.send", "message.list", "message.get");
    return Stream.of(
            "Doe, Ada",
            "Doe; Ada: <x>@y",
            "=?utf-8?Q?Ada=2C_eve=40example=2Etest?=",
            "=?utf-8?Q?Ada=0D=0ABcc:_eve=40example.test?=",
            "Ünal \"die\" Größte \\ 日本",
            "Ada (home)")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      String quoted = name.replace("\\", "\\\\").replace("\"", "\\\"");
                      String to = "\"%s\" <%s>".formatted(quoted, contract.own());

                      Mail read = received(NewMail.builder(List.of(to), name, "b").build());

                      assertThat(read.to()).containsExactly(new MailAddress(contract.own(), name));
                    }));
  }

  private Stream<DynamicTest> refused(String field, NewMail.Builder mail) {
    NewMail sent = mail.build();
    return Stream.of(
        DynamicTest.dynamicTest(
            field + " of " + sent.subject().strip() + " to " + sent.to(),
            () -> {
              assertThat(Failures.field(() -> send(sent))).startsWith(field);
              if (supports("message.list")) {
                assertThat(listed(MailQuery.builder(), 50)).isEmpty();
              }
            }));
  }

  @Test
  void aDraftIsNotSent() {
    need("draft.create", "message.list", "message.get");

    SentMail draft = mail().createDraft(toMyself("Draft", "Not yet").build(), call("draft.create"));

    assertThat(listed(MailQuery.builder(), 50)).isEmpty();
    assertThat(read(Objects.requireNonNull(draft.ref())).subject()).isEqualTo("Draft");
  }

  @Test
  void filesThatAreTooLargeTogetherAreRefused() {
    need("message.send");
    Content half = Content.of("application/octet-stream", "a.bin", new byte[11 * 1024 * 1024]);

    Failures.expect(
        FailureCode.TOO_LARGE,
        () -> send(toMyself("Large", "Text").attachments(List.of(half, half)).build()));
  }
}
