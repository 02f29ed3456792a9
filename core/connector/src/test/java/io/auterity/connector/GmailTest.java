package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Content;
import io.auterity.spi.Done;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.mail.Mail;
import io.auterity.spi.mail.MailAddress;
import io.auterity.spi.mail.MailAttachment;
import io.auterity.spi.mail.MailFolder;
import io.auterity.spi.mail.MailFolderQuery;
import io.auterity.spi.mail.MailQuery;
import io.auterity.spi.mail.MailService;
import io.auterity.spi.mail.MailUpdate;
import io.auterity.spi.mail.NewMail;
import io.auterity.spi.mail.SentMail;
import io.auterity.spi.mail.WhichMail;
import io.auterity.spi.mail.WhichMailAttachment;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.contract.Failures;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gmail's file of mail: what it asks, and what it makes of answers and refusals. */
class GmailTest {

  private static final Ref MESSAGE = new Ref("mine", "18c1");
  private static final String TOLD =
      """
      {"id": "18c1", "threadId": "18c0", "internalDate": "1795770000000",
       "labelIds": ["INBOX", "UNREAD", "STARRED"],
       "payload": {"partId": "", "mimeType": "multipart/mixed", "filename": "", "headers": [
         {"name": "From", "value": "\\"Doe, Ada\\" <ada@example.org>"},
         {"name": "TO", "value": "Support <support@example.org>, bob@example.org"},
         {"name": "Subject", "value": "=?UTF-8?Q?Drucker_f=C3=A4llt_aus?="},
         {"name": "Message-Id", "value": "<1@example.org>"},
         {"name": "In-Reply-To", "value": " <0@example.org>"},
         {"name": "Reply-To", "value": "Ada <ada@here.test>"},
         {"name": "Auto-Submitted", "value": "auto-replied"}],
        "parts": [
         {"partId": "0", "mimeType": "multipart/alternative", "filename": "", "parts": [
           {"partId": "0.0", "mimeType": "text/plain", "filename": "", "body": {"size": 9, "data": "%s"}},
           {"partId": "0.1", "mimeType": "text/html", "filename": "", "body": {"size": 9, "data": "%s"}}]},
         {"partId": "1", "mimeType": "application/pdf", "filename": "a.pdf",
          "body": {"attachmentId": "ANGj", "size": 5}}]}}
      """
          .formatted(url("Größe?\r\n>>>"), url("<p>Größe?</p>"));

  private final AnsweringVendor gmail =
      new AnsweringVendor("gmail", Json.EMPTY.with("from", Json.of("support@example.org")))
          .when(
              "GET .*/attachments/ANGj .*",
              "{\"size\": 5, \"data\": \"%s\"}".formatted(url("%PDF->?")))
          .when("GET .*/messages/18c1 .*", TOLD)
          .when(
              "GET .*/messages/18c2 .*", 404, "{\"error\": {\"code\": 404, \"message\": \"gone\"}}")
          .when(
              "GET .*/messages/18c9 .*",
              "{\"payload\": {\"headers\": [{\"name\": \"Message-ID\", \"value\":"
                  + " \"<given@mail.gmail.com>\"}]}}")
          .when(
              "GET .*/messages .*",
              "{\"messages\": [{\"id\": \"18c1\"}, {\"id\": \"18c2\"}], \"nextPageToken\":"
                  + " \"next\"}")
          .when(
              "GET .*/labels .*",
              "{\"labels\": [{\"id\": \"INBOX\", \"name\": \"INBOX\", \"type\": \"system\"}]}")
          .when("POST .*/messages/send .*", "{\"id\": \"18c9\", \"threadId\": \"18c9\"}")
          .when("POST .*/drafts .*", "{\"id\": \"r1\", \"message\": {\"id\": \"18c8\"}}")
          .when("POST .*/(modify|trash) .*", "{}");

  private final MailService mail = gmail.of(MailService.class);

  private static String url(String text) {
    return Base64.getUrlEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private FakeCall call(String operation) {
    return gmail.callOf("mail." + operation);
  }

  private String query(int request) {
    WireRequest asked = gmail.requests().get(request);
    return URLDecoder.decode(String.valueOf(asked.uri().getRawQuery()), UTF_8);
  }

  private String body(int request) {
    return new String(gmail.requests().get(request).body(), UTF_8);
  }

  private Page<Mail> list(MailQuery.Builder query) {
    return mail.listMessages(query.build(), call("message.list"));
  }

  @Test
  void aMailIsSentInTheFormOfMime() {
    NewMail input =
        NewMail.builder(List.of("Jörg <joerg@example.org>"), "Grüße", "Text")
            .inReplyTo("<1@example.org>")
            .references(List.of("<0@example.org>"))
            .replyTo(List.of("Desk <desk@example.org>"))
            .attachments(List.of(Content.of("text/plain", "Prüfung.txt", new byte[] {97})))
            .build();

    SentMail sent = mail.sendMessage(input, call("message.send").withIdempotencyKey("run/step/0"));

    WireRequest asked = gmail.requests().getFirst();
    assertThat(asked.uri().getPath()).isEqualTo("/upload/gmail/v1/users/me/messages/send");
    assertThat(query(0)).isEqualTo("uploadType=media");
    assertThat(asked.headers().toString()).contains("message/rfc822").doesNotContain("text/plain");
    assertThat(body(0))
        .contains(
            "From: support@example.org\r\n",
            "<joerg@example.org>\r\n",
            "Reply-To: Desk <desk@example.org>\r\n",
            "In-Reply-To: <1@example.org>\r\n",
            "References: <0@example.org>\r\n <1@example.org>\r\n",
            "filename*=UTF-8''Pr%C3%BCfung.txt")
        .containsPattern("Message-ID: <[0-9a-f]{32}@example.org>\r\n")
        .doesNotContain("run/step/0", "Cc:", "Bcc:");
    assertThat(sent).isEqualTo(new SentMail("<given@mail.gmail.com>", new Ref("mine", "18c9")));
  }

  @Test
  void theSameKeyHasTheSameIdAndNoKeyNone() {
    NewMail input = NewMail.builder(List.of("ada@example.org"), "Hello", "Text").build();

    mail.sendMessage(input, call("message.send").withIdempotencyKey("a"));
    mail.sendMessage(input, call("message.send").withIdempotencyKey("a"));

    assertThat(body(2)).isEqualTo(body(0));
  }

  @Test
  void aDraftIsNotSent() {
    SentMail draft =
        mail.createDraft(
            NewMail.builder(List.of("ada@example.org"), "Hello", "Text")
                .html("<p>Text</p>")
                .build(),
            call("draft.create"));

    assertThat(gmail.requests()).hasSize(1);
    assertThat(gmail.lastBody()).contains("multipart/alternative");
    assertThat(draft.ref()).isEqualTo(new Ref("mine", "18c8"));
  }

  @Test
  void threeMegabytesGoAlong() {
    Content large = Content.of("text/plain", "a.txt", new byte[2_900_000]);

    mail.sendMessage(
        NewMail.builder(List.of("a@b.c"), "Hello", "Text").attachments(List.of(large)).build(),
        call("message.send"));

    assertThat(gmail.requests().getFirst().body()).hasSizeGreaterThan(3_800_000);
  }

  @Test
  void whatIsNoAddressOrTooLargeIsRefusedBeforeItIsSent() {
    for (String text :
        List.of("no address", "a@b.c, d@e.f", "a@b.c\r\nBcc: d@e.f", "<a@b.c\r\nBcc: d@e.f>")) {
      assertThat(
              Failures.field(
                  () ->
                      mail.sendMessage(
                          NewMail.builder(List.of(text), "Hello", "Text").build(),
                          call("message.send"))))
          .isEqualTo("to");
    }
    Content large = Content.of("text/plain", "a.txt", new byte[3_100_000]);
    Failures.expect(
        FailureCode.TOO_LARGE,
        () ->
            mail.sendMessage(
                NewMail.builder(List.of("a@b.c"), "Hello", "Text")
                    .attachments(List.of(large))
                    .build(),
                call("message.send")));
    assertThat(gmail.requests()).isEmpty();
  }

  @Test
  void aListLooksUpEachOfItsMessages() {
    Page<Mail> page =
        list(
            MailQuery.builder()
                .after("1795770000000")
                .from("ada\" OR from:eve")
                .until(Instant.parse("2026-12-27T00:00:00Z"))
                .unread(true));

    assertThat(query(0))
        .contains(
            "labelIds=INBOX",
            "q=from:\"ada  OR from:eve\" after:1795769999 before:",
            "is:unread",
            "maxResults=50");
    assertThat(page.next()).isNotNull();
    assertThat(page.items())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.ref()).isEqualTo(MESSAGE);
              assertThat(found.position()).isEqualTo("1795770000000");
              assertThat(found.from()).isEqualTo(new MailAddress("ada@example.org", "Doe, Ada"));
              assertThat(found.to())
                  .containsExactly(
                      new MailAddress("support@example.org", "Support"),
                      new MailAddress("bob@example.org", null));
              assertThat(found.subject()).isEqualTo("Drucker fällt aus");
              assertThat(found.text()).isEqualTo("Größe?\n>>>");
              assertThat(found.html()).isNull();
              assertThat(found.automatic()).isTrue();
              assertThat(found.starred()).isTrue();
              assertThat(found.read()).isFalse();
              assertThat(found.inReplyTo()).isEqualTo("<0@example.org>");
              assertThat(found.references()).containsExactly("<0@example.org>");
              assertThat(found.replyTo()).containsExactly(new MailAddress("ada@here.test", "Ada"));
              assertThat(found.attachments())
                  .containsExactly(
                      new MailAttachment(
                          new Ref("mine", "18c1/1"), "a.pdf", "application/pdf", 5L));
            });
    assertThat(list(MailQuery.builder().after("1795770001000")).items()).isEmpty();
    gmail.once("GET .*/messages .*", 200, "{\"messages\": []}");
    list(MailQuery.builder().cursor(page.next()).folder("Label_1"));
    assertThat(gmail.requests().stream().map(each -> String.valueOf(each.uri().getRawQuery())))
        .anyMatch(asked -> asked.contains("pageToken=next") && asked.contains("labelIds=Label_1"));
  }

  @Test
  void anEmptyListIsNoPageOfAnything() {
    gmail.once("GET .*/messages .*", 200, "{\"resultSizeEstimate\": 0}");

    Page<Mail> page = list(MailQuery.builder());

    assertThat(page.items()).isEmpty();
    assertThat(page.next()).isNull();
  }

  @Test
  void aPositionOfAnotherServiceIsRefused() {
    assertThat(Failures.field(() -> list(MailQuery.builder().after("7.8.9")))).isEqualTo("after");
  }

  @Test
  void aMessageIsToldWhole() {
    Mail read = mail.getMessage(new WhichMail(MESSAGE), call("message.get"));

    assertThat(read.html()).isEqualTo("<p>Größe?</p>");
    assertThat(read.text()).isEqualTo("Größe?\n>>>");
    assertThat(read.messageId()).isEqualTo("<1@example.org>");
  }

  @Test
  void marksAndFolderAreLabels() {
    Mail _ =
        mail.updateMessage(
            new MailUpdate(MESSAGE, Change.to(true), Change.to(true), Change.to("Label_1")),
            call("message.update"));

    assertThat(body(0))
        .contains("\"addLabelIds\":[\"STARRED\",\"Label_1\"]")
        .contains("\"removeLabelIds\":[\"UNREAD\",\"INBOX\"]");
  }

  @Test
  void whatIsGoneStaysGoneAndIsNotFound() {
    assertThat(mail.deleteMessage(new WhichMail(MESSAGE), call("message.delete")))
        .isEqualTo(Done.DONE);
    Failures.expect(
        FailureCode.NOT_FOUND,
        () -> mail.getMessage(new WhichMail(new Ref("mine", "18c2")), call("message.get")));
  }

  /** As scanners send it. */
  @Test
  void aMailThatIsAFileHasItAsAttachment() {
    gmail.once(
        "GET .*/messages/18c1 .*",
        200,
        """
        {"id": "18c1", "threadId": "18c1", "internalDate": "1795770000000", "labelIds": ["INBOX"],
         "payload": {"partId": "", "mimeType": "application/pdf", "filename": "scan.pdf", "headers": [],
          "body": {"attachmentId": "ANGj", "size": 5}}}
        """);
    Mail read = mail.getMessage(new WhichMail(MESSAGE), call("message.get"));
    Ref scan = read.attachments().getFirst().ref();
    assertThat(scan).isEqualTo(new Ref("mine", "18c1/root"));
    gmail.once(
        "GET .*/messages/18c1 .*",
        200,
        """
        {"payload": {"partId": "", "mimeType": "application/pdf", "filename": "scan.pdf",
          "body": {"attachmentId": "ANGj", "size": 5}}}
        """);

    Content content =
        mail.getAttachment(new WhichMailAttachment(scan), call("attachment.get")).content();

    assertThat(content.bytes()).asString().isEqualTo("%PDF->?");
  }

  @Test
  void aSenderMayHaveAName() {
    AnsweringVendor named =
        new AnsweringVendor("gmail", Json.EMPTY.with("from", Json.of("Support <s@example.org>")))
            .when("POST .*/messages/send .*", "{\"id\": \"18c9\", \"threadId\": \"18c9\"}")
            .when("GET .*", 404, "{}");

    named
        .of(MailService.class)
        .sendMessage(
            NewMail.builder(List.of("a@b.c"), "Hello", "Text").build(),
            named.callOf("mail.message.send").withIdempotencyKey("k"));

    assertThat(new String(named.requests().getFirst().body(), UTF_8))
        .containsPattern("Message-ID: <[0-9a-f]{32}@example.org>\r\n");
  }

  @Test
  void foldersAndFilesAreTold() {
    assertThat(mail.listFolders(new MailFolderQuery(null, null), call("folder.list")).items())
        .extracting(MailFolder::name)
        .containsExactly("INBOX");
    Content content =
        mail.getAttachment(
                new WhichMailAttachment(new Ref("mine", "18c1/1")), call("attachment.get"))
            .content();
    assertThat(content.name()).isEqualTo("a.pdf");
    assertThat(content.bytes()).asString().isEqualTo("%PDF->?");
    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            mail.getAttachment(
                new WhichMailAttachment(new Ref("mine", "18c1/7")), call("attachment.get")));
  }
}
