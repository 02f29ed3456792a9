package io.auterity.plugins.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import io.auterity.spi.Json;
import io.auterity.spi.mail.Mail;
import io.auterity.spi.mail.MailQuery;
import io.auterity.spi.mail.MailService;
import io.auterity.spi.mail.NewMail;
import io.auterity.spi.mail.SentMail;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies of what is sent, by which a repeated call knows it again. */
class OutgoingMailTest {

  @SuppressWarnings("NullAway.Init")
  private static MailHost host;

  @SuppressWarnings("NullAway.Init")
  private GreenMailUser user;

  @SuppressWarnings("NullAway.Init")
  private FakeProvider provider;

  @SuppressWarnings("NullAway.Init")
  private MailService mail;

  @BeforeAll
  static void start() {
    host = MailHost.plain();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @BeforeEach
  void open() {
    user = host.newUser();
    FakeProvider usual = host.provider(user);
    provider = usual.withConfig(usual.config().with("sentFolder", Json.of("Sent")));
    mail = new MailConnector(InstantSource.fixed(Instant.EPOCH)).open(provider);
  }

  private SentMail send(String key) {
    return mail.sendMessage(
        NewMail.builder(List.of(user.getEmail()), "Hello", "Text").build(),
        FakeCall.of("mail.message.send", provider).withIdempotencyKey(key));
  }

  private List<Mail> in(String folder) {
    return mail.listMessages(
            MailQuery.builder().folder(folder).build(), FakeCall.of("mail.message.list", provider))
        .items();
  }

  @Test
  void aCopyStaysInItsFolderAndIsRead() {
    SentMail sent = send("run/step/0");

    assertThat(in("Sent"))
        .singleElement()
        .satisfies(
            copy -> {
              assertThat(copy.ref()).isEqualTo(sent.ref());
              assertThat(copy.messageId()).isEqualTo(sent.messageId());
              assertThat(copy.read()).isTrue();
              assertThat(copy.sentAt()).isEqualTo(Instant.EPOCH);
            });
  }

  @Test
  void whatIsThereUnderItsKeyIsNotSentAgain() {
    SentMail sent = send("run/step/0");

    assertThat(send("run/step/0")).isEqualTo(sent);
    assertThat(in("INBOX")).hasSize(1);
    assertThat(send("run/step/1")).isNotEqualTo(sent);
    assertThat(in("INBOX")).hasSize(2);
  }

  @Test
  void aCopyThatCannotBeKeptChangesNothing() {
    FakeProvider wrong =
        provider.withConfig(provider.config().with("imap", Json.of("tcp://localhost:1")));
    MailService other = new MailConnector(InstantSource.fixed(Instant.EPOCH)).open(wrong);

    SentMail sent =
        other.sendMessage(
            NewMail.builder(List.of(user.getEmail()), "Hello", "Text").build(),
            FakeCall.of("mail.message.send", wrong));

    assertThat(sent.ref()).isNull();
    assertThat(in("INBOX")).hasSize(1);
  }
}
