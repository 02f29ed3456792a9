package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Content;
import io.auterity.spi.Done;
import io.auterity.spi.Failure;
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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Microsoft Graph's file of mail: what it asks, and what it makes of answers and refusals. */
class MicrosoftMailTest {

  private static final Ref MESSAGE = new Ref("mine", "AAMk1");
  private static final String TOLD =
      """
      {"id": "AAMk1", "parentFolderId": "AAFo", "internetMessageId": "<1@example.org>",
       "from": {"emailAddress": {"name": "Ada", "address": "ada@example.org"}},
       "toRecipients": [{"emailAddress": {"name": "Support", "address": "support@example.org"}}],
       "ccRecipients": [], "subject": "Drucker fällt aus", "isRead": false,
       "body": {"contentType": "%s", "content": "%s"}, "flag": {"flagStatus": "flagged"},
       "sentDateTime": "2026-11-26T08:59:00Z", "receivedDateTime": "2026-11-26T09:00:00Z",
       "conversationId": "AAQk", "internetMessageHeaders": [
         {"name": "Auto-Submitted", "value": "auto-replied"}, {"name": "In-Reply-To", "value": " <0@example.org>"}],
       "attachments": [{"id": "AAAt", "name": "a.pdf", "contentType": "application/pdf", "size": 7}]}
      """;

  private final AnsweringVendor graph =
      new AnsweringVendor(
              "microsoft-mail", Json.EMPTY.with("mailbox", Json.of("support@example.org")))
          .when(
              "GET .*/mailFolders/[^/]+/messages .*",
              "{\"value\": [%s]}".formatted(TOLD.formatted("text", "Please help.")))
          .when(
              "GET .*/mailFolders .*",
              "{\"value\": [{\"id\": \"AAFo\", \"displayName\": \"Inbox\", \"totalItemCount\": 3,"
                  + " \"unreadItemCount\": 1}]}")
          .when(
              "GET .*/attachments/AAAt .*",
              "{\"name\": \"a.pdf\", \"contentType\": \"application/pdf\", \"contentBytes\":"
                  + " \"JVBERi0=\"}")
          .when("GET .*/messages/AAMk1 .*", TOLD.formatted("text", "Please help."))
          .when(
              "GET .*/messages/AAMk9 .*",
              404,
              "{\"error\": {\"code\": \"ErrorItemNotFound\", \"message\": \"gone\"}}")
          .when(
              "POST .*/messages .*",
              "{\"id\": \"AAMk2\", \"internetMessageId\": \"<2@example.org>\"}")
          .when("POST .*/(send|move) .*", "{}")
          .when("PATCH .*", "{}")
          .when(
              "DELETE .*",
              404,
              "{\"error\": {\"code\": \"ErrorItemNotFound\", \"message\": \"gone\"}}");

  private final MailService mail = graph.of(MailService.class);

  private FakeCall call(String operation) {
    return graph.callOf("mail." + operation);
  }

  private String query() {
    WireRequest last = graph.requests().getLast();
    return URLDecoder.decode(String.valueOf(last.uri().getRawQuery()), StandardCharsets.UTF_8);
  }

  private Page<Mail> list(MailQuery.Builder query) {
    return mail.listMessages(query.build(), call("message.list"));
  }

  @Test
  void aMailIsMadeAndThenSent() {
    NewMail input =
        NewMail.builder(List.of("Ada <ada@example.org>", "bob@example.org"), "Hello", "Text")
            .inReplyTo("<1@example.org>")
            .references(List.of("<0@example.org>"))
            .replyTo(List.of("Desk <desk@example.org>"))
            .attachments(List.of(Content.of("text/plain", "a.txt", new byte[] {97})))
            .build();

    SentMail sent = mail.sendMessage(input, call("message.send").withIdempotencyKey("run/step/0"));

    String body = new String(graph.requests().getFirst().body(), StandardCharsets.UTF_8);
    assertThat(body)
        .contains(
            "{\"emailAddress\":{\"address\":\"ada@example.org\",\"name\":\"Ada\"}}",
            "{\"emailAddress\":{\"address\":\"bob@example.org\"}}",
            "\"contentBytes\":\"YQ==\"",
            "\"value\":\"<1@example.org>\"",
            "\"value\":\"<0@example.org> <1@example.org>\"",
            "\"replyTo\":[{\"emailAddress\":{\"address\":\"desk@example.org\",\"name\":\"Desk\"}}]",
            "\"contentType\":\"Text\"")
        .containsPattern("\"internetMessageId\":\"<[0-9a-f]{32}@example.org>\"")
        .doesNotContain("run/step/0");
    assertThat(graph.requests().getLast().uri().getPath()).endsWith("/messages/AAMk2/send");
    assertThat(sent).isEqualTo(new SentMail("<2@example.org>", new Ref("mine", "AAMk2")));
  }

  @Test
  void aDraftIsNotSent() {
    SentMail draft =
        mail.createDraft(
            NewMail.builder(List.of("ada@example.org"), "Hello", "Text")
                .html("<p>Text</p>")
                .build(),
            call("draft.create"));

    assertThat(graph.requests()).hasSize(1);
    assertThat(graph.lastBody()).contains("\"contentType\":\"HTML\"", "<p>Text</p>");
    assertThat(draft.ref()).isEqualTo(new Ref("mine", "AAMk2"));
  }

  @Test
  void whatIsNoAddressOrTooLargeIsRefusedBeforeItIsSent() {
    for (String text : List.of("no address", "a@b.c, d@e.f", "a@b.c\r\nBcc: d@e.f")) {
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
    assertThat(graph.requests()).isEmpty();
  }

  @Test
  void aListAsksByTimeAndTellsWhatFits() {
    Page<Mail> page =
        list(
            MailQuery.builder()
                .after("2026-11-26T09:00:00Z")
                .until(Instant.parse("2026-11-27T00:00:00Z"))
                .unread(true));

    assertThat(query())
        .contains(
            "$filter=receivedDateTime ge 2026-11-26T09:00:00Z and receivedDateTime lt"
                + " 2026-11-27T00:00:00Z and isRead eq false",
            "$orderby=receivedDateTime desc",
            "receivedDateTime,isRead,flag");
    assertThat(page.items())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.ref()).isEqualTo(MESSAGE);
              assertThat(found.position()).isEqualTo("2026-11-26T09:00:00Z");
              assertThat(found.from()).isEqualTo(new MailAddress("ada@example.org", "Ada"));
              assertThat(found.to())
                  .containsExactly(new MailAddress("support@example.org", "Support"));
              assertThat(found.text()).isEqualTo("Please help.");
              assertThat(found.automatic()).isTrue();
              assertThat(found.starred()).isTrue();
              assertThat(found.inReplyTo()).isEqualTo("<0@example.org>");
              assertThat(found.references()).containsExactly("<0@example.org>");
              assertThat(found.attachments())
                  .containsExactly(
                      new MailAttachment(
                          new Ref("mine", "AAMk1/AAAt"), "a.pdf", "application/pdf", 7L));
            });
    assertThat(list(MailQuery.builder().after("2026-11-26T09:00:01Z")).items()).isEmpty();
  }

  @Test
  void wordsAreSearchedForAndNothingIsInjected() {
    list(MailQuery.builder().from("ada").subject("a\" OR from:\"eve"));

    assertThat(query())
        .contains("$search=\"from:\\\"ada\\\" AND subject:\\\"a\\\\\\\" OR from:\\\\\\\"eve\\\"\"")
        .doesNotContain("$filter", "$orderby");
  }

  @Test
  void aPositionOfAnotherServiceIsRefused() {
    assertThat(Failures.field(() -> list(MailQuery.builder().after("7.8.9")))).isEqualTo("after");
  }

  @Test
  void aMessageInHtmlIsAskedForItsTextToo() {
    graph
        .once("GET .*/messages/AAMk1 .*", 200, TOLD.formatted("html", "<p>Please <b>help</b>.</p>"))
        .when("GET .*/messages/AAMk[1].*", TOLD.formatted("text", "Please help."));

    Mail read = mail.getMessage(new WhichMail(MESSAGE), call("message.get"));

    assertThat(read.html()).isEqualTo("<p>Please <b>help</b>.</p>");
    assertThat(read.text()).isEqualTo("Please help.");
  }

  @Test
  void marksAndFolderAreChangedAndTheMessageReadAgain() {
    Mail _ =
        mail.updateMessage(
            new MailUpdate(MESSAGE, Change.to(true), Change.to(false), Change.to("archive")),
            call("message.update"));

    assertThat(graph.requests().stream().map(each -> each.method()))
        .containsExactly("PATCH", "POST", "GET");
    assertThat(new String(graph.requests().getFirst().body(), StandardCharsets.UTF_8))
        .contains("\"isRead\":true", "\"flagStatus\":\"notFlagged\"");
  }

  @Test
  void whatIsGoneStaysGoneAndIsNotFound() {
    assertThat(mail.deleteMessage(new WhichMail(MESSAGE), call("message.delete")))
        .isEqualTo(Done.DONE);
    Failure missing =
        Failures.expect(
            FailureCode.NOT_FOUND,
            () -> mail.getMessage(new WhichMail(Ref.of("AAMk9")), call("message.get")));
    assertThat(missing.message()).contains("gone");
  }

  @Test
  void foldersAndFilesAreTold() {
    assertThat(mail.listFolders(new MailFolderQuery(null, null), call("folder.list")).items())
        .containsExactly(new MailFolder(new Ref("mine", "AAFo"), "Inbox", 3, 1));
    Content content =
        mail.getAttachment(
                new WhichMailAttachment(new Ref("mine", "AAMk1/AAAt")), call("attachment.get"))
            .content();
    assertThat(content.name()).isEqualTo("a.pdf");
    assertThat(content.bytes()).asString().isEqualTo("%PDF-");
  }
}
