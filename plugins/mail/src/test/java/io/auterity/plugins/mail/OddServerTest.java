package io.auterity.plugins.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.mail.Mail;
import io.auterity.spi.mail.MailAttachment;
import io.auterity.spi.mail.WhichMail;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.transport.PlainHttpTransport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server as pymap 0.36 is: it tells parts badly, and does not close what is only read. */
class OddServerTest {

  private static final String HEAD =
      "From: a@b.example\r\nSubject: Odd\r\nMessage-ID: <1@b.example>\r\n";
  private static final String WHOLE =
      HEAD
          + """
          Content-Type: multipart/mixed; boundary=b

          --b
          Content-Type: text/plain

          Hello
          --b
          Content-Type: text/csv
          Content-Disposition: attachment; filename*=UTF-8''%C3%9Cber.csv

          a;b
          --b--
          """
              .replace("\n", "\r\n");
  private static final String PARTS =
      "((\"text\" \"plain\" NIL NIL NIL \"7BIT\" 5 1 NIL NIL NIL NIL)(\"text\" \"csv\" NIL NIL NIL"
          + " \"7BIT\" 3 1 NIL \"attachment\" NIL NIL) \"mixed\" (\"boundary\" \"b\") NIL NIL"
          + " NIL)";

  private static String literal(String text) {
    return "{%d}\r\n%s".formatted(text.length(), text);
  }

  private static String answer(String line) {
    String tag = line.split(" ", 2)[0];
    String said = line.substring(line.indexOf(' ') + 1);
    String done = tag + " OK done";
    if (said.startsWith("CLOSE")) {
      return tag + " NO [READ-ONLY] Mailbox is read-only.";
    }
    if (said.startsWith("LIST")) {
      return "* LIST () \"/\" INBOX\r\n" + done;
    }
    if (said.startsWith("EXAMINE")) {
      return "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 2] ok\r\n" + done;
    }
    if (said.contains("BODY.PEEK[]")) {
      String start = said.contains("<0.") ? "<0>" : "";
      return "* 1 FETCH (BODY[]%s %s)\r\n%s".formatted(start, literal(WHOLE), done);
    }
    return said.contains("FETCH") ? fetched(said) + done : done;
  }

  private static String fetched(String said) {
    StringBuilder told = new StringBuilder("* 1 FETCH (UID 1 FLAGS ()");
    if (said.contains("ENVELOPE")) {
      told.append(" INTERNALDATE \"26-Nov-2026 09:00:00 +0000\" RFC822.SIZE 400")
          .append(" ENVELOPE (NIL \"Odd\" NIL NIL NIL NIL NIL NIL NIL \"<1@b.example>\")");
    }
    if (said.contains("BODYSTRUCTURE")) {
      told.append(" BODYSTRUCTURE ").append(PARTS);
    }
    if (said.contains("HEADER.FIELDS")) {
      told.append(" BODY[HEADER.FIELDS (Subject)] ").append(literal(HEAD + "\r\n"));
    }
    return told.append(")\r\n").toString();
  }

  @Test
  void aMessageWhosePartsAreToldBadlyIsReadItself() throws IOException {
    try (LineServer server =
        LineServer.start("* OK [CAPABILITY IMAP4rev1] ready", OddServerTest::answer)) {
      FakeProvider provider =
          new FakeProvider("box", MailHost.MANIFEST)
              .withConfig(
                  Json.EMPTY
                      .with("imap", Json.of("tcp://localhost:" + server.port()))
                      .with("imapTls", Json.of("off"))
                      .with("smtpTls", Json.of("off"))
                      .with("from", Json.of("bot@example.test"))
                      .with("draftsFolder", Json.of("Drafts"))
                      .with("login", MailHost.login("bot")))
              .withSecrets(Map.of("pass", "s3cret"))
              .withTransport(new PlainHttpTransport());

      Mail read =
          new MailConnector(InstantSource.fixed(Instant.EPOCH))
              .open(provider)
              .getMessage(
                  new WhichMail(Ref.of("7.1.INBOX")),
                  FakeCall.of("mail.message.get", provider).withRemaining(Duration.ofSeconds(20)));

      assertThat(read.subject()).isEqualTo("Odd");
      assertThat(read.text().strip()).isEqualTo("Hello");
      assertThat(read.attachments()).extracting(MailAttachment::name).containsExactly("Über.csv");
    }
  }
}
