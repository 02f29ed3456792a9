package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.messaging.AnswerChoice;
import io.auterity.spi.messaging.Channel;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.spi.messaging.ChoiceStyle;
import io.auterity.spi.messaging.MessageReaction;
import io.auterity.spi.messaging.MessageUpdate;
import io.auterity.spi.messaging.Messaging;
import io.auterity.spi.messaging.NewChatMessage;
import io.auterity.spi.messaging.NewQuestion;
import io.auterity.spi.messaging.Person;
import io.auterity.spi.messaging.QuestionClosing;
import io.auterity.spi.messaging.WhichChannel;
import io.auterity.spi.messaging.WhichMessage;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.contract.Failures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Telegram's file: what it asks, and what it makes of answers and refusals. */
class TelegramTest {

  private static final Ref GROUP = new Ref("mine", "-100123");
  private static final Ref MESSAGE = new Ref("mine", "-100123/42");
  private static final String SAID =
      """
      {"ok": true, "result": {"message_id": 43, "date": 1795770000, "text": "Hello",
       "from": {"id": 7, "is_bot": true, "first_name": "Desk", "username": "desk_bot"},
       "chat": {"id": -100123, "type": "supergroup", "title": "Support"}%s}}
      """;
  private static final String REPLY = ", \"reply_to_message\": {\"message_id\": 42, \"date\": 1}";
  private static final String DONE = "{\"ok\": true, \"result\": true}";

  private final AnsweringVendor telegram =
      new AnsweringVendor("telegram", Json.EMPTY)
          .when("GET /getMe .*", "{\"ok\": true, \"result\": {\"id\": 7, \"is_bot\": true}}")
          .when("POST /sendMessage .*reply_parameters.*", SAID.formatted(REPLY))
          .when("POST /sendMessage .*", SAID.formatted(""))
          .when("POST /editMessageText .*", SAID.formatted(", \"edit_date\": 1795770060"))
          .when("POST /(deleteMessage|setMessageReaction) .*", DONE);

  private final Messaging messaging = telegram.of(Messaging.class);

  private FakeCall call(String operation) {
    return telegram.callOf("messaging." + operation);
  }

  private ChatMessage send(Ref channel, String text, @Nullable Ref thread) {
    return messaging.sendMessage(new NewChatMessage(channel, text, thread), call("message.send"));
  }

  private String lastPath() {
    return telegram.requests().getLast().uri().getPath();
  }

  /** Words that are no Markdown of Telegram were refused there (n8n 5675, 13815). */
  @Test
  void aTextIsSentAsItIs() {
    ChatMessage sent = send(GROUP, "*Late* _by [two-days](", null);

    assertThat(lastPath()).isEqualTo("/sendMessage");
    assertThat(telegram.lastBody())
        .isEqualTo("{\"chat_id\":\"-100123\",\"text\":\"*Late* _by [two-days](\"}");
    assertThat(sent.ref()).isEqualTo(new Ref("mine", "-100123/43"));
    assertThat(sent.channel()).isEqualTo(GROUP);
    assertThat(sent.thread()).isNull();
    assertThat(sent.author()).isEqualTo(new Person(new Ref("mine", "7"), "Desk", null, true));
    assertThat(sent.createdAt()).isEqualTo("2026-11-27T09:00:00Z");
  }

  /** Telegram would show a part of a message of another chat that the answer names. */
  @Test
  void aChannelMayBeToldByItsName() {
    ChatMessage sent = send(new Ref("mine", "@news"), "Hello", MESSAGE);

    assertThat(telegram.lastBody())
        .contains("\"chat_id\":\"@news\"")
        .contains("\"reply_parameters\":{\"message_id\":42}");
    assertThat(sent.channel()).isEqualTo(GROUP);
  }

  @Test
  void anAnswerNamesTheMessageThatItReplies() {
    ChatMessage sent = send(GROUP, "I do", MESSAGE);

    assertThat(telegram.lastBody()).contains("\"reply_parameters\":{\"message_id\":42}");
    assertThat(sent.thread()).isEqualTo(MESSAGE);
  }

  /** What is posted to a channel is of the channel and of no person. */
  @Test
  void aPostOfAChannelIsOfTheChannel() {
    AnsweringVendor posting =
        new AnsweringVendor("telegram", Json.EMPTY)
            .when(
                "POST .*",
                """
                {"ok": true, "result": {"message_id": 5, "date": 1795770000, "text": "Hello",
                 "sender_chat": {"id": -100123, "title": "News", "type": "channel"},
                 "chat": {"id": -100123, "title": "News", "type": "channel"}}}
                """);

    ChatMessage sent =
        posting
            .of(Messaging.class)
            .sendMessage(
                new NewChatMessage(GROUP, "Hello", null), posting.callOf("messaging.message.send"));

    assertThat(sent.author()).isEqualTo(new Person(GROUP, "News", null, false));
  }

  @ParameterizedTest
  @CsvSource({"-100999/42", "-100123/first"})
  void anAnswerToWhatIsNotInTheChannelIsNotSent(String thread) {
    Failure failure =
        Failures.expect(FailureCode.NOT_FOUND, () -> send(GROUP, "I do", new Ref("mine", thread)));

    assertThat(failure.fields()).containsKey("thread");
    assertThat(telegram.requests()).isEmpty();
  }

  @Test
  void aTextThatIsTooLongIsRefusedBeforeItIsSent() {
    send(GROUP, "ü".repeat(4_096), null);

    for (Failure failure :
        new Failure[] {
          Failures.expect(FailureCode.TOO_LARGE, () -> send(GROUP, "ü".repeat(4_097), null)),
          Failures.expect(
              FailureCode.TOO_LARGE,
              () ->
                  messaging.updateMessage(
                      new MessageUpdate(MESSAGE, "ü".repeat(4_097)), call("message.update")))
        }) {
      assertThat(failure.fields()).containsKey("text");
    }
    assertThat(telegram.requests()).hasSize(1);
  }

  /** Whom a text names Telegram notifies, unless a sign that none sees stands between. */
  @ParameterizedTest
  @CsvSource({
    "'@ada_b, look', '@|ada_b, look'",
    "'(@ada_b) @all @x @', '(@|ada_b) @|all @x @'",
    "'@@ada_b', '@@|ada_b'",
    "'@a1@ada_b', '@|a1@ada_b'",
    "ada@example.org, ada@example.org",
    "'https://medium.com/@ada_b and/@ada_b', 'https://medium.com/@ada_b and/@|ada_b'",
    "'plain', 'plain'"
  })
  void aTextNotifiesNoneWhomItNames(String text, String sent) {
    String expected = "\"text\":" + Json.of(sent.replace('|', '\u2060'));

    send(GROUP, text, null);
    assertThat(telegram.lastBody()).contains(expected);
    messaging.updateMessage(new MessageUpdate(MESSAGE, text), call("message.update"));
    assertThat(telegram.lastBody()).contains(expected);
    messaging.closeQuestion(new QuestionClosing(MESSAGE, text), call("question.close"));
    assertThat(telegram.lastBody()).contains(expected);
  }

  @Test
  void theSignBetweenIsNotReadBack() {
    AnsweringVendor naming =
        new AnsweringVendor("telegram", Json.EMPTY)
            .when("POST .*", SAID.formatted("").replace("Hello", "@\u2060ada_b: 1\u20602"));

    ChatMessage sent =
        naming
            .of(Messaging.class)
            .sendMessage(
                new NewChatMessage(GROUP, "@ada_b", null), naming.callOf("messaging.message.send"));

    assertThat(sent.text()).isEqualTo("@ada_b: 1\u20602");
  }

  @Test
  void aTextThatIsLongerByItsNamesIsRefused() {
    Failures.expect(FailureCode.TOO_LARGE, () -> send(GROUP, "@ada" + "x".repeat(4_092), null));
    Failures.expect(FailureCode.TOO_LARGE, () -> send(GROUP, "@".repeat(40_000), null));
    send(GROUP, "@".repeat(4_096), null);

    assertThat(telegram.requests()).hasSize(1);
  }

  @Test
  void aMessageIsChangedAndDeletedInItsChat() {
    ChatMessage changed =
        messaging.updateMessage(new MessageUpdate(MESSAGE, "Better"), call("message.update"));

    assertThat(telegram.lastBody())
        .isEqualTo("{\"chat_id\":\"-100123\",\"message_id\":42,\"text\":\"Better\"}");
    assertThat(changed.updatedAt()).isEqualTo("2026-11-27T09:01:00Z");
    messaging.deleteMessage(new WhichMessage(MESSAGE), call("message.delete"));
    assertThat(lastPath()).isEqualTo("/deleteMessage");
    assertThat(telegram.lastBody()).isEqualTo("{\"chat_id\":\"-100123\",\"message_id\":42}");
  }

  @Test
  void aReactionIsOneOfTelegrams() {
    messaging.addReaction(new MessageReaction(MESSAGE, "eyes"), call("reaction.add"));
    assertThat(lastPath()).isEqualTo("/setMessageReaction");
    assertThat(telegram.lastBody())
        .contains("\"reaction\":[{\"type\":\"emoji\",\"emoji\":\"\\ud83d\\udc40\"}]");
    messaging.removeReaction(new MessageReaction(MESSAGE, "eyes"), call("reaction.remove"));
    assertThat(telegram.lastBody()).contains("\"reaction\":[]");

    Failure failure =
        Failures.expect(
            FailureCode.INVALID,
            () -> messaging.addReaction(new MessageReaction(MESSAGE, "x"), call("reaction.add")));
    assertThat(failure.fields()).containsKey("name");
    assertThat(failure.message()).contains("names no reaction that is known here");
    assertThat(telegram.requests()).hasSize(2);
  }

  /** Joined by U+200D, and without the sign (U+FE0F) that asks for a picture. */
  @ParameterizedTest
  @CsvSource({
    "heart, ❤",
    "heart_on_fire, ❤\u200d🔥",
    "man_technologist, 👨\u200d💻",
    "woman_shrugging, 🤷\u200d♀"
  })
  void aReactionIsWrittenAsTelegramWritesIt(String name, String emoji) {
    messaging.addReaction(new MessageReaction(MESSAGE, name), call("reaction.add"));

    assertThat(telegram.lastBody()).contains("\"emoji\":" + Json.of(emoji));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"type\": \"private\", \"first_name\": \"Ada\"', Ada, DIRECT",
    "'\"type\": \"group\", \"title\": \"Family\"', Family, GROUP",
    "'\"type\": \"supergroup\", \"title\": \"Desk\"', Desk, PRIVATE",
    "'\"type\": \"channel\", \"title\": \"News\", \"username\": \"news\"', News, PUBLIC"
  })
  void aChatIsAChannelOfItsKind(String said, String name, String type) {
    AnsweringVendor told =
        new AnsweringVendor("telegram", Json.EMPTY)
            .when(
                "GET /getChat .*",
                "{\"ok\": true, \"result\": {\"id\": -100123, %s}}".formatted(said));

    Channel channel =
        told.of(Messaging.class)
            .getChannel(new WhichChannel(GROUP), told.callOf("messaging.channel.get"));

    assertThat(told.requests().getFirst().uri().getQuery()).isEqualTo("chat_id=-100123");
    assertThat(channel.ref()).isEqualTo(GROUP);
    assertThat(channel.name()).isEqualTo(name);
    assertThat(channel.type()).hasToString(type);
    assertThat(channel.webUrl()).isEqualTo(type.equals("PUBLIC") ? "https://t.me/news" : null);
  }

  private static Failure refusal(int status, String more, FailureCode expected) {
    AnsweringVendor refusing =
        new AnsweringVendor("telegram", Json.EMPTY)
            .when(
                "POST .*",
                status,
                "{\"ok\": false, \"error_code\": %d, %s}".formatted(status, more))
            .headed("retry-after", "35");
    return Failures.expect(
        expected,
        () ->
            refusing
                .of(Messaging.class)
                .updateMessage(
                    new MessageUpdate(MESSAGE, "Hello"),
                    refusing.callOf("messaging.message.update")));
  }

  @ParameterizedTest
  @CsvSource({
    "400, 'Bad Request: message is too long', TOO_LARGE",
    "400, 'Bad Request: chat not found', NOT_FOUND",
    "400, 'Bad Request: message to edit not found', NOT_FOUND",
    "400, 'Bad Request: message to be replied not found', NOT_FOUND",
    "400, 'Bad Request: MESSAGE_ID_INVALID', NOT_FOUND",
    "400, 'Bad Request: message can''t be deleted for everyone', FORBIDDEN",
    "400, 'Bad Request: not enough rights to send text messages to the chat', FORBIDDEN",
    "400, 'Bad Request: CHAT_ADMIN_REQUIRED', FORBIDDEN",
    "400, 'Bad Request: message text is empty', INVALID",
    "400, 'Bad Request: REACTION_INVALID', INVALID",
    "401, Unauthorized, UNAUTHENTICATED",
    "403, 'Forbidden: bot was blocked by the user', FORBIDDEN",
    "403, 'Forbidden: bot was kicked from the supergroup chat', FORBIDDEN",
    "404, 'Not Found: method not found', NOT_FOUND",
    "500, 'Internal Server Error: restart', UNAVAILABLE"
  })
  void aRefusalTellsWhatTelegramSays(int status, String said, FailureCode expected) {
    assertThat(refusal(status, "\"description\": \"%s\"".formatted(said), expected).message())
        .contains(said);
  }

  @Test
  void aTokenThatIsNoneIsNoMissingMessage() {
    assertThat(
            refusal(404, "\"description\": \"Not Found\"", FailureCode.UNAUTHENTICATED).message())
        .contains("that is no token of a bot");
  }

  @Test
  void aTextThatStandsThereAlreadyIsAConflict() {
    Failure failure =
        refusal(
            400,
            "\"description\": \"Bad Request: message is not modified: specified new message"
                + " content and reply markup are exactly the same\"",
            FailureCode.CONFLICT);

    assertThat(failure.message()).contains("its text is this one already");
  }

  /** A group that grows gets another id, which users looked for (gatus 179). */
  @Test
  void aGroupThatBecameASupergroupIsToldByItsNewId() {
    Failure failure =
        refusal(
            400,
            """
            "description": "Bad Request: group chat was upgraded to a supergroup chat",
            "parameters": {"migrate_to_chat_id": -1001557912345}
            """,
            FailureCode.NOT_FOUND);

    assertThat(failure.message())
        .contains("upgraded to a supergroup chat, and goes on as channel -1001557912345");
  }

  @Test
  void aLimitSaysWhenToComeAgain() {
    Failure failure =
        refusal(
            429,
            """
            "description": "Too Many Requests: retry after 35", "parameters": {"retry_after": 35}
            """,
            FailureCode.RATE_LIMITED);

    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(35));
    assertThat(failure.message()).contains("Too Many Requests: retry after 35");
  }

  /** The token would stand before the path of a proxy. */
  @ParameterizedTest
  @CsvSource({
    "https://api.telegram.org, true",
    "http://127.0.0.1:8081/, true",
    "https://proxy.example/tg, false",
    "https://proxy.example/?x, false"
  })
  void itsAddressHasNoPath(String url, boolean fits) {
    JsonSchema schema =
        JsonSchema.of(VendorFiles.plugin("telegram").manifest().connectors().getFirst().config());

    assertThat(schema.check(Json.EMPTY.with("url", Json.of(url))))
        .extracting(Problem::path)
        .isEqualTo(fits ? List.of() : List.of("url"));
  }

  @Test
  void itsHealthIsThatOfItsBot() {
    telegram.check();

    assertThat(lastPath()).isEqualTo("/getMe");
  }

  @Test
  void aQuestionHasAButtonInARowForEachChoice() {
    NewQuestion question =
        new NewQuestion(
            GROUP,
            MESSAGE,
            "invoice-7",
            "Pay?",
            List.of(
                new AnswerChoice("yes", "Pay it", ChoiceStyle.PRIMARY),
                new AnswerChoice("no", "Refuse", null)));

    ChatMessage asked = messaging.askQuestion(question, call("question.ask"));

    assertThat(telegram.lastBody())
        .contains(
            "\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"Pay it\",\"callback_data\":\"invoice-7|yes\"}],"
                + "[{\"text\":\"Refuse\",\"callback_data\":\"invoice-7|no\"}]]}")
        .contains("\"reply_parameters\":{\"message_id\":42}");
    assertThat(asked.thread()).isEqualTo(MESSAGE);

    messaging.closeQuestion(new QuestionClosing(MESSAGE, "Paid"), call("question.close"));
    assertThat(lastPath()).isEqualTo("/editMessageText");
    assertThat(telegram.lastBody()).contains("\"text\":\"Paid\"", "{\"inline_keyboard\":[]}");
  }

  /** The longest that the kind allows fits into the 64 bytes that Telegram gives a button. */
  @Test
  void theIdsOfAQuestionAndItsChoiceFitIntoAButton() {
    messaging.askQuestion(
        new NewQuestion(
            GROUP,
            null,
            "q".repeat(40),
            "Pay?",
            List.of(new AnswerChoice("c".repeat(20), "Pay it", null))),
        call("question.ask"));

    assertThat(telegram.lastBody()).contains("q".repeat(40) + "|" + "c".repeat(20));
  }

  private static final String CLICK =
      """
      {"update_id": 900, "callback_query": {"id": "4382bfdwdsb323b2d9", "chat_instance": "1", "data": "invoice-7|yes",
       "from": {"id": 5, "is_bot": false, "first_name": "Ada", "last_name": "Byron"},
       "message": {"message_id": 42, "date": 0, "chat": {"id": -100123, "type": "supergroup"}}}}
      """;

  private static WebhookReading told(String body, String token) {
    return new WebhookFile(VendorFiles.plugin("telegram"))
        .read(body, Map.of("x-telegram-bot-api-secret-token", token));
  }

  @Test
  void aClickIsAnAnswerAndItsButtonIsTold() {
    WebhookReading.Events told = (WebhookReading.Events) told(CLICK, WebhookFile.SECRET);

    WebhookReading.Event event = told.events().getFirst();
    assertThat(told.delivery().id()).isEqualTo("900");
    assertThat(told.reply())
        .isEqualTo(
            Json.EMPTY
                .with("method", Json.of("answerCallbackQuery"))
                .with("callback_query_id", Json.of("4382bfdwdsb323b2d9")));
    assertThat(event.type()).isEqualTo("messaging.answer.given");
    assertThat(event.subject()).isEqualTo("invoice-7");
    assertThat(event.record().text("choice")).isEqualTo("yes");
    assertThat(event.record().text("at")).isEqualTo(WebhookFile.NOW.toString());
    assertThat(event.record().get("by")).asString().contains("\"5\"", "Ada Byron", "mine");
    assertThat(event.record().get("message")).asString().contains(MESSAGE.id());
  }

  @Test
  void aMessageOfAPersonOrAChannelIsAnEvent() {
    String chat =
        "\"date\": 1772366340, \"text\": \"Hi\", \"chat\": {\"id\": -100123, \"type\": \"channel\"}";
    String from = ", \"from\": {\"id\": 5, \"is_bot\": false, \"first_name\": \"Ada\"}";
    String posted = "{\"update_id\": 1, \"channel_post\": {\"message_id\": 7, %s}}".formatted(chat);
    String replied =
        "{\"update_id\": 2, \"message\": {\"message_id\": 8, %s%s, \"reply_to_message\": {\"message_id\": 42}}}"
            .formatted(chat, from);

    WebhookReading.Event post = event(posted);
    WebhookReading.Event reply = event(replied);

    assertThat(post.type()).isEqualTo("messaging.message.created");
    assertThat(post.subject()).isEqualTo("-100123/7");
    assertThat(post.time()).isEqualTo("2026-03-01T11:59:00Z");
    assertThat(reply.subject()).isEqualTo(MESSAGE.id());
    assertThat(reply.record().text("text")).isEqualTo("Hi");
    assertThat(reply.record().get("thread")).asString().contains(MESSAGE.id());
  }

  private static WebhookReading.Event event(String body) {
    return ((WebhookReading.Events) told(body, WebhookFile.SECRET)).events().getFirst();
  }

  @Test
  void whatIsForgedIsRefusedAndWhatTellsNothingIsKeptUnread() {
    assertThat(told(CLICK, "another")).isInstanceOf(WebhookReading.Refused.class);
    for (String other :
        List.of(
            CLICK.replace("invoice-7|yes", "of-another-program"),
            "{\"update_id\": 3, \"message\": {\"message_id\": 8, \"new_chat_title\": \"a\"}}",
            "{\"update_id\": 4, \"edited_message\": {\"message_id\": 8, \"text\": \"a\"}}")) {
      assertThat(told(other, WebhookFile.SECRET)).isInstanceOf(WebhookReading.Unknown.class);
    }
  }
}
