package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.WebhookToken;
import io.auterity.spi.messaging.AnswerChoice;
import io.auterity.spi.messaging.Channel;
import io.auterity.spi.messaging.ChannelQuery;
import io.auterity.spi.messaging.ChatFileContent;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.spi.messaging.ChoiceStyle;
import io.auterity.spi.messaging.MessageUpdate;
import io.auterity.spi.messaging.Messaging;
import io.auterity.spi.messaging.NewChatMessage;
import io.auterity.spi.messaging.NewQuestion;
import io.auterity.spi.messaging.Person;
import io.auterity.spi.messaging.PersonQuery;
import io.auterity.spi.messaging.QuestionClosing;
import io.auterity.spi.messaging.WhichChannel;
import io.auterity.spi.messaging.WhichChatFile;
import io.auterity.spi.messaging.WhichMessage;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.files.VendorWitness;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Google Chat's file: what it asks, and what it makes of answers and refusals. */
@Tag("generated")
class GoogleChatTest {

  private static final String DESCRIPTION = "google-chat.v1.json";

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final Ref SPACE = new Ref("mine", "AAAA");
  private static final Ref MESSAGE = new Ref("mine", "AAAA/B.C");
  private static final String SAID =
      """
      {"name": "spaces/AAAA/messages/B.D", "text": "Hello", "threadReply": %s, "thread": {"name": "spaces/AAAA/threads/B"},
       "sender": {"name": "users/7", "displayName": "Desk", "type": "BOT"}%s}
      """;
  private static final String TIME = ", \"createTime\": \"2026-11-27T09:00:00.5Z\"";
  private static final String ROOM =
      """
      {"name": "spaces/AAAA", "displayName": "Support", "spaceType": "SPACE", "spaceDetails": {"description": "Bills"},
       "accessSettings": {"accessState": "%s"}}
      """;

  private final AnsweringVendor google =
      new AnsweringVendor("google-chat", Json.EMPTY)
          .when("GET .*/spaces/AAAA .*", ROOM.formatted("PRIVATE"))
          .when(
              "GET .*/spaces .*",
              "{\"spaces\": [%s, {\"name\": \"spaces/D\", \"spaceType\": \"DIRECT_MESSAGE\"}], \"nextPageToken\": \"p2\"}"
                  .formatted(ROOM.formatted("DISCOVERABLE")))
          .when(
              "GET .*/spaces/AAAA/members .*",
              """
              {"memberships": [{"name": "spaces/AAAA/members/7", "member": {"name": "users/7", "displayName": "Ada", "type": "HUMAN"}},
                               {"name": "spaces/AAAA/members/g", "groupMember": {"name": "groups/g"}}]}
              """)
          .when(
              "GET .*/attachments/D .*",
              """
              {"name": "spaces/AAAA/messages/B.C/attachments/D", "contentName": "a.pdf", "source": "UPLOADED_CONTENT",
               "attachmentDataRef": {"resourceName": "ClxzcGFjZXMvQUFBQQ=="}}
              """)
          .when(
              "GET .*/attachments/E .*",
              "{\"contentName\": \"b\", \"driveDataRef\": {\"driveFileId\": \"1\"}}")
          .when("GET .*/media/.*", "pdf")
          .when("DELETE .*", "{}")
          .when("POST .*messageReplyOption.*", SAID.formatted("true", TIME))
          .when("(GET|POST|PATCH) .*/messages.*", SAID.formatted("false", TIME));

  private final Messaging messaging = google.of(Messaging.class);

  private FakeCall call(String operation) {
    return google.callOf("messaging." + operation);
  }

  private ChatMessage send(String text, @Nullable Ref thread) {
    return messaging.sendMessage(new NewChatMessage(SPACE, text, thread), call("message.send"));
  }

  private ChatMessage ask(@Nullable Ref thread) {
    return ask("Pay <users/all>?", thread);
  }

  private ChatMessage ask(String text, @Nullable Ref thread) {
    NewQuestion question =
        new NewQuestion(
            SPACE,
            thread,
            "invoice-7",
            text,
            List.of(
                new AnswerChoice("yes", "Pay", ChoiceStyle.PRIMARY),
                new AnswerChoice("no", "Refuse", ChoiceStyle.DANGER),
                new AnswerChoice("later", "Later", null)));
    return messaging.askQuestion(question, call("question.ask"));
  }

  private String lastBody() {
    return google.lastBody();
  }

  private ChatFileContent file(String id) {
    Ref file = new Ref("mine", "AAAA/messages/B.C/attachments/" + id);
    return messaging.getFile(new WhichChatFile(file), call("file.get"));
  }

  @Test
  void aFileThatWasUploadedIsReadAndOneOfGoogleDriveRefused() {
    ChatFileContent read = file("D");

    assertThat(google.requests().getLast().uri().toString())
        .endsWith("/v1/media/ClxzcGFjZXMvQUFBQQ%3D%3D?alt=media");
    assertThat(read.name()).isEqualTo("a.pdf");
    assertThat(new String(read.content().bytes(), UTF_8)).isEqualTo("pdf");
    Failures.expect(FailureCode.UNSUPPORTED, () -> file("E"));
  }

  @Test
  void thePeopleOfASpaceAreItsMembers() {
    assertThat(
            messaging.listPeople(new PersonQuery(SPACE, null, null), call("person.list")).items())
        .containsExactly(new Person(new Ref("mine", "users/7"), "Ada", null, false));
    Failures.expect(
        FailureCode.UNSUPPORTED,
        () -> messaging.listPeople(new PersonQuery(null, null, null), call("person.list")));
  }

  @Test
  void itsRequestsAreThoseOfTheDescription() throws IOException {
    messaging.listChannels(new ChannelQuery(null, null, null), call("channel.list"));
    messaging.getChannel(new WhichChannel(SPACE), call("channel.get"));
    send("Hello", null);
    send("Hello", MESSAGE);
    messaging.getMessage(new WhichMessage(MESSAGE), call("message.get"));
    messaging.updateMessage(new MessageUpdate(MESSAGE, "Better"), call("message.update"));
    messaging.deleteMessage(new WhichMessage(MESSAGE), call("message.delete"));

    ask(null);
    ask(MESSAGE);
    messaging.closeQuestion(new QuestionClosing(MESSAGE, "Paid"), call("question.close"));

    messaging.listPeople(new PersonQuery(SPACE, null, null), call("person.list"));

    messaging.getFile(
        new WhichChatFile(new Ref("mine", "AAAA/messages/B.C/attachments/D")), call("file.get"));

    VendorWitness.ofGoogle(DESCRIPTION).assertDescribes(google.requests(), 12);
    EVIDENCE.described(google, google.requests(), DESCRIPTION);
  }

  @Test
  void aMessageIsMarkdownAndNotifiesNoneByName() {
    ChatMessage sent = send("**Late** <users/all> <https://a.example|here>", null);

    assertThat(lastBody())
        .contains("\"markupSyntax\":\"MARKUP_SYNTAX_MARKDOWN\"", "**Late** < users/all> <https:");
    assertThat(sent.ref()).isEqualTo(new Ref("mine", "AAAA/B.D"));
    assertThat(sent.channel()).isEqualTo(SPACE);
    assertThat(sent.thread()).isNull();
    assertThat(sent.author()).extracting(Person::name).isEqualTo("Desk");
    messaging.updateMessage(new MessageUpdate(MESSAGE, "<users/7>"), call("message.update"));
    assertThat(lastBody()).contains("< users/7>");
  }

  @Test
  void anAnswerGoesToTheThreadOfItsMessage() {
    ChatMessage sent = send("I do", MESSAGE);

    assertThat(sent.thread()).isEqualTo(MESSAGE);
    assertThat(google.requests().getFirst().uri().getPath()).endsWith("/spaces/AAAA/messages/B.C");
    assertThat(google.requests().getLast().uri().getQuery())
        .contains("messageReplyOption=REPLY_MESSAGE_OR_FAIL");
    assertThat(lastBody()).contains("\"thread\":{\"name\":\"spaces/AAAA/threads/B\"}");
  }

  @Test
  void aQuestionHasAButtonForEachChoice() {
    ChatMessage asked = ask(null);

    assertThat(asked.ref()).isEqualTo(new Ref("mine", "AAAA/B.D"));
    assertThat(lastBody())
        .contains(
            "Pay < users/all>?",
            "{\"text\":\"Pay\",\"type\":\"FILLED\",\"onClick\":{\"action\":{\"function\":\"answer\",\"parameters\":["
                + "{\"key\":\"question\",\"value\":\"invoice-7\"},{\"key\":\"choice\",\"value\":\"yes\"}]}}}",
            "\"text\":\"Refuse\",\"type\":\"OUTLINED\"",
            "\"value\":\"later\"");
    assertThat(ask(MESSAGE).thread()).isEqualTo(MESSAGE);
    assertThat(lastBody()).contains("cardsV2", "\"thread\":{\"name\":\"spaces/AAAA/threads/B\"}");
  }

  @Test
  void aClosedQuestionHasAnotherTextAndNoCards() {
    messaging.closeQuestion(new QuestionClosing(MESSAGE, "Paid"), call("question.close"));

    assertThat(google.requests().getLast().uri().getQuery()).isEqualTo("updateMask=text,cardsV2");
    assertThat(lastBody()).contains("\"text\":\"Paid\"").doesNotContain("cardsV2");
  }

  private static WebhookReading told(String body) {
    return new WebhookFile(VendorFiles.plugin("google-chat"))
        .webhooks.read(
            new WebhookDelivery(
                WebhookFile.sent("POST", Map.of(), body, Map.of()),
                List.of(),
                WebhookFile.NOW,
                false,
                true));
  }

  private static final String CLICK =
      """
      {"type": "CARD_CLICKED", "eventTime": %s,
       "user": {"name": "users/5", "displayName": "Ada", "type": "HUMAN"},
       "space": {"name": "spaces/AAAA"}, "message": {"name": "spaces/AAAA/messages/B.C"},
       "action": {"actionMethodName": "answer"},
       "common": {"hostApp": "CHAT", "invokedFunction": "%s", "parameters": {"question": "invoice-7", "choice": "yes"}}}
      """;

  @Test
  void aClickIsAnAnswerAndTheMessageStays() {
    WebhookReading.Events read =
        (WebhookReading.Events) told(CLICK.formatted("\"2026-11-27T09:00:00.5Z\"", "answer"));

    WebhookReading.Event event = read.events().getFirst();
    assertThat(read.delivery().id()).contains("CARD_CLICKED users/5", "2026-11-27T09:00:00.5Z");
    assertThat(read.reply()).isEqualTo(Json.EMPTY);
    assertThat(event.type()).isEqualTo("messaging.answer.given");
    assertThat(event.subject()).isEqualTo("invoice-7");
    assertThat(event.record().text("choice")).isEqualTo("yes");
    assertThat(event.record().text("at")).isEqualTo("2026-11-27T09:00:00.500Z");
    assertThat(event.record().get("by")).asString().contains("users/5", "Ada");
    assertThat(event.record().get("message")).asString().contains("AAAA/B.C");
  }

  @Test
  void clicksOnOtherCardsAreNoAnswers() {
    assertThat(told(CLICK.formatted("\"2026-11-27T09:00:00Z\"", "other")))
        .isInstanceOf(WebhookReading.Unknown.class);
  }

  @Test
  void whatAPersonWritesToTheAppIsAMessage() {
    WebhookReading.Events read =
        (WebhookReading.Events)
            told(
                """
                {"type": "MESSAGE", "eventTime": "2026-11-27T09:00:00.5Z", "user": {"name": "users/5"},
                 "message": {"name": "spaces/AAAA/messages/B.C", "text": "@desk Late", "createTime": "2026-11-27T09:00:00.5Z",
                  "sender": {"name": "users/5", "displayName": "Ada", "type": "HUMAN"}, "thread": {"name": "spaces/AAAA/threads/B"}}}
                """);

    WebhookReading.Event event = read.events().getFirst();
    assertThat(read.reply()).isEqualTo(Json.EMPTY);
    assertThat(event.type()).isEqualTo("messaging.message.created");
    assertThat(event.subject()).isEqualTo("AAAA/B.C");
    assertThat(event.record().text("text")).isEqualTo("@desk Late");
    assertThat(event.record().get("author")).asString().contains("users/5", "Ada");
  }

  @Test
  void tokensOfGoogleAreOfTheChatAppsProject() {
    WebhookToken token =
        new WebhookFile(VendorFiles.plugin("google-chat")).webhooks.token().orElseThrow();

    assertThat(token.keys())
        .hasToString(
            "https://www.googleapis.com/service_accounts/v1/jwk/chat@system.gserviceaccount.com");
    assertThat(token.issuer()).isEqualTo("chat@system.gserviceaccount.com");
    assertThat(token.audience()).as("the configuration leaves it out").isEmpty();
  }

  @Test
  void aRepetitionHasTheSameIdAndIsReadWhole() {
    AnsweringVendor again =
        new AnsweringVendor("google-chat", Json.EMPTY)
            .when("POST .*", SAID.formatted("false", ""))
            .when("GET .*", SAID.formatted("false", TIME));
    NewChatMessage hello = new NewChatMessage(SPACE, "Hello", null);
    for (String key : List.of("k-1", "k-1", "k-2")) {
      ChatMessage sent =
          again
              .of(Messaging.class)
              .sendMessage(hello, again.callOf("messaging.message.send").withIdempotencyKey(key));
      assertThat(sent.createdAt()).isEqualTo("2026-11-27T09:00:00.500Z");
    }

    List<String> ids =
        again.requests().stream()
            .filter(each -> each.method().equals("POST"))
            .map(each -> each.uri().getQuery())
            .toList();
    assertThat(ids.get(0)).isEqualTo(ids.get(1)).startsWith("requestId=");
    assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
    assertThat(again.requests().getLast().uri().getPath()).endsWith("/spaces/AAAA/messages/B.D");
  }

  @Test
  void spacesAreChannelsOfTheirKinds() {
    Page<Channel> page =
        messaging.listChannels(new ChannelQuery(null, null, null), call("channel.list"));

    assertThat(page.items()).extracting(Channel::name).containsExactly("Support", "spaces/D");
    assertThat(page.items().getFirst().topic()).isEqualTo("Bills");
    assertThat(page.items())
        .extracting(each -> each.type().toString())
        .containsExactly("PUBLIC", "DIRECT");
    assertThat(page.next()).isNotNull();
    assertThat(messaging.getChannel(new WhichChannel(SPACE), call("channel.get")).type().toString())
        .isEqualTo("PRIVATE");
    assertThat(
            messaging
                .listChannels(new ChannelQuery(true, null, null), call("channel.list"))
                .items())
        .isEmpty();
  }

  @Test
  void aTextThatIsTooLongIsRefusedBeforeItIsSent() {
    Failure failure = Failures.expect(FailureCode.TOO_LARGE, () -> send("ü".repeat(16_001), null));

    assertThat(failure.fields()).containsKey("text");
    for (ThrowingCallable act :
        List.<ThrowingCallable>of(
            () -> ask("ü".repeat(16_001), null),
            () ->
                messaging.closeQuestion(
                    new QuestionClosing(MESSAGE, "ü".repeat(16_001)), call("question.close")))) {
      assertThat(Failures.expect(FailureCode.TOO_LARGE, act).fields()).containsKey("text");
    }
    assertThat(google.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "403, PERMISSION_DENIED, FORBIDDEN", "404, NOT_FOUND, NOT_FOUND",
    "401, UNAUTHENTICATED, UNAUTHENTICATED", "400, INVALID_ARGUMENT, INVALID",
    "429, RESOURCE_EXHAUSTED, RATE_LIMITED", "503, UNAVAILABLE, UNAVAILABLE",
  })
  void aRefusalTellsWhatGoogleSays(int status, String said, FailureCode expected) {
    AnsweringVendor refusing =
        new AnsweringVendor("google-chat", Json.EMPTY)
            .when(
                "POST .*",
                status,
                "{\"error\": {\"code\": %d, \"status\": \"%s\", \"message\": \"Said by Google\"}}"
                    .formatted(status, said));

    Failure failure = RefusedMessage.to(SPACE, refusing, expected);

    assertThat(failure.message()).contains("Said by Google");
    assertThat(new String(refusing.requests().getFirst().body(), UTF_8)).contains("Hello");
  }
}
