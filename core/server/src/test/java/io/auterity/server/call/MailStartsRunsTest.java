package io.auterity.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A mailbox behind the API, where an operator let it: mail starts a run, which answers it. */
@Tag("postgresql")
class MailStartsRunsTest {

  private static final String PASSWORD = "s3cret-of-mail";

  @RegisterExtension static final RunningServer server = RunningServer.start(BundledPlugin::mail);

  @SuppressWarnings("NullAway.Init")
  private static GreenMail mail;

  private final Client client = server.newTenant();

  @SuppressWarnings("NullAway.Init")
  private GreenMailUser support;

  @SuppressWarnings("NullAway.Init")
  private GreenMailUser ada;

  @BeforeAll
  static void start() {
    mail =
        new GreenMail(
            new ServerSetup[] {
              new ServerSetup(0, "127.0.0.1", "smtp"), new ServerSetup(0, "127.0.0.1", "imap")
            });
    mail.start();
  }

  @AfterAll
  static void stop() {
    mail.stop();
  }

  @BeforeEach
  void open() {
    support = mail.setUser("support@example.test", "support", PASSWORD);
    ada = mail.setUser("ada@example.test", "ada", PASSWORD);
    client
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/mailbox", BodyPublishers.ofString(PASSWORD));
    client.apply(
        """
        kind: provider
        id: support
        spec:
          connector: smtp-imap
          config:
            smtp: tcp://127.0.0.1:%d
            smtpTls: "off"
            imap: tcp://127.0.0.1:%d
            imapTls: "off"
            login: {user: support, password: {secret: mailbox}}
            from: Support <support@example.test>
        """
            .formatted(mail.getSmtp().getPort(), mail.getImap().getPort()));
  }

  private static void deliver(GreenMailUser user, String raw) {
    user.deliver(GreenMailUtil.newMimeMessage(raw.replace("\n", "\r\n")));
  }

  @Test
  void aMailStartsOneRunThatAnswersIt() {
    deliver(
        support,
        """
        From: Ada <ada@example.test>
        To: support@example.test
        Subject: =?utf-8?Q?Drucker_f=C3=A4llt_aus?=
        Message-ID: <1@example.test>

        Please help.
        """);
    deliver(
        support,
        "From: eve@example.test\nAuto-Submitted: auto-replied\nSubject: Away\nMessage-ID:"
            + " <2@example.test>\n\nI am away.\n");
    client.apply(
        """
        kind: workflow
        id: answer
        spec:
          input: {from: {type: string}, subject: {type: string}, about: {type: string}}
          triggers:
            - id: mail
              poll:
                call: mail.message.list
                with: {after: "${position}"}
                position: "${result.items.size() > 0 ? result.items[0].position : position}"
                id: "${item.messageId}"
                every: 10s
                all: true
              when: "${!event.data.automatic}"
              input: {from: "${event.data.from.address}", subject: "${event.data.subject}", about: "${event.data.messageId}"}
          steps:
            - id: sent
              call: mail.message.send
              with: {to: ["${input.from}"], subject: "Re: ${input.subject}", text: "We look at it.", inReplyTo: "${input.about}"}
        """);

    Reply runs = client.awaiting("/api/v1/runs", "items", "\"succeeded\"");

    assertThat(((Json.Arr) Objects.requireNonNull(runs.at("items"))).items()).hasSize(1);
    var answers = mail.getReceivedMessagesForDomain(ada.getEmail());
    assertThat(answers).hasSize(1);
    assertThat(GreenMailUtil.getWholeMessage(answers[0]))
        .contains(
            "In-Reply-To: <1@example.test>", "Auto-Submitted: auto-generated", "We look at it.");
  }

  @Test
  void thePasswordStandsInNoAnswer() {
    Reply folders = client.post("/api/v1/call/mail.folder.list", "{}");
    Reply provider = client.get("/api/v1/providers/support");
    mail.setUser("support@example.test", "support", "another");

    Reply refused = client.post("/api/v1/call/mail.folder.list", "{}");

    assertThat(folders.status()).as(folders.body()).isEqualTo(200);
    assertThat(folders.body()).contains("INBOX");
    assertThat(provider.body()).doesNotContain(PASSWORD);
    assertThat(refused.status()).as(refused.body()).isEqualTo(502);
    assertThat(refused.body()).contains("refuses the login").doesNotContain(PASSWORD);
  }

  @Test
  void aLineBreakInASubjectIsRefusedByItsField() {
    Reply refused =
        client.post(
            "/api/v1/call/mail.message.send",
            """
            {"to": ["ada@example.test"], "subject": "a\\r\\nBcc: eve@example.test", "text": "b"}
            """);

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.body()).contains("subject");
  }
}
