package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.RequestCredential;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.WireRequest;
import io.auterity.spi.messaging.AnswerChoice;
import io.auterity.spi.messaging.Channel;
import io.auterity.spi.messaging.ChannelQuery;
import io.auterity.spi.messaging.ChatFile;
import io.auterity.spi.messaging.ChatFileContent;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.spi.messaging.ChoiceStyle;
import io.auterity.spi.messaging.MessageQuery;
import io.auterity.spi.messaging.MessageReaction;
import io.auterity.spi.messaging.MessageUpdate;
import io.auterity.spi.messaging.Messaging;
import io.auterity.spi.messaging.NewChannel;
import io.auterity.spi.messaging.NewChatMessage;
import io.auterity.spi.messaging.NewQuestion;
import io.auterity.spi.messaging.Person;
import io.auterity.spi.messaging.PersonQuery;
import io.auterity.spi.messaging.QuestionClosing;
import io.auterity.spi.messaging.WhichChannel;
import io.auterity.spi.messaging.WhichChatFile;
import io.auterity.spi.messaging.WhichMessage;
import io.auterity.spi.messaging.WhichPerson;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.contract.Failures;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slack's file: what it asks, what it makes of answers and refusals, and what Slack tells. */
class SlackTest {

  private static final String TS = "1503435956.000247";
  private static final Ref SUPPORT = new Ref("mine", "C1");
  private static final Ref MESSAGE = new Ref("mine", "C1/" + TS);
  private static final String POSTED =
      """
      {"ok": true, "channel": "C1", "ts": "1503435956.000247",
       "message": {"type": "message", "text": "a &lt; b &amp;amp; c", "user": "U1", "bot_id": "B1", "ts": "1503435956.000247"}}
      """;

  private final AnsweringVendor slack =
      new AnsweringVendor("slack")
          .when("POST .*/chat.(postMessage|update) .*", POSTED)
          .when(
              "POST .*/conversations.(list) .*",
              """
              {"ok": true, "response_metadata": {"next_cursor": "dGVhbQ=="},
               "channels": [{"id": "C1", "name": "support", "is_archived": false, "topic": {"value": "Bills"}},
                            {"id": "C2", "name": "team", "is_private": true, "is_archived": false, "topic": {"value": ""}}]}
              """)
          .when(
              "POST .*/conversations.(history|replies) .*",
              """
              {"ok": true, "has_more": false,
               "messages": [{"type": "message", "text": "Second", "user": "U1", "ts": "1503435957.000100", "thread_ts": "1503435956.000247"},
                            {"type": "message", "text": "First", "user": "U2", "ts": "1503435956.000247", "thread_ts": "1503435956.000247", "reply_count": 1}]}
              """)
          .when(
              "POST .*/conversations.(info|create|setTopic).*",
              "{\"ok\": true, \"channel\": {\"id\": \"C3\", \"name\": \"desk\", \"is_archived\":"
                  + " false}}")
          .when("POST .*", "{\"ok\": true}");

  private final Messaging messaging = slack.of(Messaging.class);

  private FakeCall call(String operation) {
    return slack.callOf("messaging." + operation);
  }

  private ChatMessage send(String text) {
    return messaging.sendMessage(new NewChatMessage(SUPPORT, text, null), call("message.send"));
  }

  private String body() {
    WireRequest last = slack.requests().getLast();
    return new String(last.body(), StandardCharsets.UTF_8);
  }

  /** Grafana showed people escaped signs (30862), openclaw signs escaped twice (53056). */
  @Test
  void signsOfSlacksMarkupAreWrittenOnceAndReadOnce() {
    ChatMessage sent = send("a < b & c <!channel>");

    assertThat(body()).contains("a &lt; b &amp; c &lt;!channel&gt;");
    assertThat(sent.text()).isEqualTo("a < b \\&amp; c");
    assertThat(sent.ref().id()).isEqualTo("C1/" + TS);
    assertThat(sent.author()).isEqualTo(new Person(new Ref("mine", "U1"), "U1", null, true));
  }

  /** Agents' Markdown stood in Slack with its signs (Molecule-AI/molecule-core 851). */
  @Test
  void aTextIsMarkdownWhereverItIsWritten() {
    String text = "## Late\n- **one** of [them](https://a.example/7)\n- `2 < 3`";
    String written = "*Late*\\n\\n• *one* of <https://a.example/7|them>\\n• `2 &lt; 3`";

    send(text);
    assertThat(body()).contains(written);
    messaging.updateMessage(new MessageUpdate(MESSAGE, text), call("message.update"));
    assertThat(body()).contains(written);
    messaging.askQuestion(question(text), call("question.ask"));
    assertThat(body()).contains("\"text\":\"" + written, "\"mrkdwn\",\"text\":\"" + written);
    messaging.closeQuestion(new QuestionClosing(MESSAGE, text), call("question.close"));
    assertThat(body()).contains(written);
  }

  @Test
  void slackIsAskedToLookForNoNames() {
    send("@here");
    assertThat(body()).contains("@\u200bhere", "\"parse\":\"none\"", "\"link_names\":false");
    messaging.updateMessage(new MessageUpdate(MESSAGE, "@here"), call("message.update"));
    assertThat(body()).contains("@\u200bhere", "\"parse\":\"none\"");
    messaging.askQuestion(question("@here"), call("question.ask"));
    assertThat(body())
        .contains("\"parse\":\"none\"", "\"link_names\":false")
        .contains("\"text\":\"@\u200bhere\",\"verbatim\":true");
    messaging.closeQuestion(new QuestionClosing(MESSAGE, "@here"), call("question.close"));
    assertThat(body()).contains("@\u200bhere", "\"parse\":\"none\"");
  }

  private static final List<Ref> ADA_AND_BOB =
      List.of(new Ref("mine", "U024BE7LH"), new Ref("mine", "W7"));

  /** Who is to be notified is said beside the text, so that no text of others notifies. */
  @Test
  void aWorkflowNotifiesPeopleOnPurpose() {
    String text = "Late, @U024BE7LH? <@U9> and @here wait";
    String written = "<@W7> Late, <@U024BE7LH>? &lt;@U9&gt; and @\u200bhere wait";

    messaging.sendMessage(
        new NewChatMessage(SUPPORT, text, null).withMentions(ADA_AND_BOB), call("message.send"));
    assertThat(body()).contains(written, "\"parse\":\"none\"", "\"link_names\":false");
    messaging.updateMessage(
        new MessageUpdate(MESSAGE, text).withMentions(ADA_AND_BOB), call("message.update"));
    assertThat(body()).contains(written);
    messaging.askQuestion(question(text).withMentions(ADA_AND_BOB), call("question.ask"));
    assertThat(body()).contains("\"text\":\"" + written, "\"mrkdwn\",\"text\":\"" + written);
    messaging.closeQuestion(
        new QuestionClosing(MESSAGE, text).withMentions(ADA_AND_BOB), call("question.close"));
    assertThat(body()).contains(written);
  }

  @Test
  void aTextThatNamesAPersonNotifiesNoOneByItself() {
    send("Late, @U024BE7LH? <@U024BE7LH> &lt;@U024BE7LH&gt; [@U024BE7LH](https://a.example)");

    assertThat(body()).doesNotContain("<@");
  }

  /** What stands between angle brackets might call all of a channel. */
  @ParameterizedTest
  @ValueSource(
      strings = {"!channel", "!here", "U1> <!channel", "S0604QSJC", "u1", "#C1", "", "U1|a"})
  void whatIsNoPersonNotifiesNoOne(String id) {
    NewChatMessage message =
        new NewChatMessage(SUPPORT, "Late", null).withMentions(List.of(new Ref("mine", id)));

    Failure failure =
        Failures.expect(
            FailureCode.INVALID, () -> messaging.sendMessage(message, call("message.send")));

    assertThat(failure.fields()).containsKey("mentions");
    assertThat(slack.requests()).isEmpty();
  }

  @Test
  void whatPeopleSayInSlackIsMarkdown() {
    AnsweringVendor said =
        new AnsweringVendor("slack")
            .when(
                "POST .*/conversations.replies .*",
                """
                {"ok": true, "messages": [{"type": "message", "user": "U1", "ts": "1503435956.000247",
                  "text": "*Late*, <@U2>: see <https://a.example/7?b=1&amp;c=2|7> and snake_case"}]}
                """);

    ChatMessage message =
        said.of(Messaging.class)
            .getMessage(new WhichMessage(MESSAGE), said.callOf("messaging.message.get"));

    assertThat(message.text())
        .isEqualTo("**Late**, @U2: see [7](https://a.example/7?b=1&c=2) and snake_case");
  }

  /** n8n sent it as a number, and Slack wrote into the channel without a word (n8n 16962). */
  @Test
  void aThreadIsNamedByATextOfAllItsDigits() {
    messaging.sendMessage(new NewChatMessage(SUPPORT, "I do", MESSAGE), call("message.send"));

    assertThat(body()).contains("\"thread_ts\":\"1503435956.000247\"");
  }

  /** Metabase's bot fell silent where a section had more than Slack takes (metabase 74943). */
  @Test
  void aQuestionThatSlackWouldRefuseIsRefusedBeforeItIsSent() {
    NewQuestion tooLong = question("&".repeat(601));

    Failure failure =
        Failures.expect(
            FailureCode.TOO_LARGE, () -> messaging.askQuestion(tooLong, call("question.ask")));

    assertThat(failure.fields()).containsKey("text");
    assertThat(slack.requests()).isEmpty();
    assertThat(messaging.askQuestion(question("&".repeat(600)), call("question.ask"))).isNotNull();
    Failure guarded =
        Failures.expect(
            FailureCode.TOO_LARGE,
            () -> messaging.askQuestion(question("\\*a\\* ".repeat(70)), call("question.ask")));
    assertThat(guarded.message()).contains("a sign that is kept from being a mark 22");
  }

  private static NewQuestion question(String text) {
    return new NewQuestion(
        SUPPORT,
        null,
        "q1",
        text,
        List.of(
            new AnswerChoice("yes", "Pay", ChoiceStyle.PRIMARY),
            new AnswerChoice("later", "Later", null)));
  }

  @Test
  void aQuestionHasItsTextForNotificationsAndItsButtons() {
    messaging.askQuestion(question("Pay?"), call("question.ask"));

    assertThat(body())
        .contains("{\"channel\":\"C1\",\"text\":\"Pay?\",", ",\"blocks\":[{\"type\":\"section\"")
        .contains("\"block_id\":\"q1\"", "\"action_id\":\"yes\"", "\"style\":\"primary\"")
        .doesNotContain("null");
    messaging.closeQuestion(new QuestionClosing(MESSAGE, "Paid"), call("question.close"));
    assertThat(body()).contains("\"blocks\":[]", "\"text\":\"Paid\"");
  }

  @Test
  void whatSlackWouldCutOrPutElsewhereIsRefused() {
    Failure cut = Failures.expect(FailureCode.TOO_LARGE, () -> send("&".repeat(8_001)));
    Ref elsewhere = new Ref("mine", "C2/" + TS);
    Failure lost =
        Failures.expect(
            FailureCode.NOT_FOUND,
            () ->
                messaging.sendMessage(
                    new NewChatMessage(SUPPORT, "I do", elsewhere), call("message.send")));

    assertThat(cut.fields()).containsKey("text");
    assertThat(lost.fields()).containsKey("thread");
    assertThat(slack.requests()).isEmpty();
  }

  @Test
  void whatSlackItselfSaysOfAChannelIsNoMessage() {
    AnsweringVendor joined =
        new AnsweringVendor("slack")
            .when(
                "POST .*/conversations.history .*",
                """
                {"ok": true, "messages": [
                  {"type": "message", "subtype": "channel_join", "text": "<@U1> has joined", "user": "U1", "ts": "1503435958.000100"},
                  {"type": "message", "subtype": "thread_broadcast", "text": "Also", "user": "U1", "ts": "1503435957.000100", "thread_ts": "1503435956.000247"},
                  {"type": "message", "subtype": "bot_message", "text": "Hello", "bot_id": "B1", "ts": "1503435956.000247"}]}
                """);

    Page<ChatMessage> page =
        joined
            .of(Messaging.class)
            .listMessages(
                new MessageQuery(SUPPORT, null, null, null, null, null),
                joined.callOf("messaging.message.list"));

    assertThat(page.items()).extracting(ChatMessage::text).containsExactly("Hello");
  }

  @Test
  void aListNeedsNoMoreThanItsProviderSays() {
    messaging.listChannels(new ChannelQuery(null, null, 2), call("channel.list"));

    assertThat(body()).startsWith("types=public_channel&");
  }

  @Test
  void aListOfAThreadHasItsAnswersAlone() {
    Page<ChatMessage> page =
        messaging.listMessages(
            new MessageQuery(
                SUPPORT, MESSAGE, Instant.parse("2017-08-22T21:05:56Z"), null, null, 9),
            call("message.list"));

    assertThat(page.items()).extracting(ChatMessage::text).containsExactly("Second");
    assertThat(page.items().getFirst().thread()).isEqualTo(MESSAGE);
    assertThat(slack.requests().getLast().uri().getPath()).endsWith("/conversations.replies");
    assertThat(body())
        .contains("channel=C1&ts=1503435956.000247&oldest=1503435955.999999", "limit=9")
        .doesNotContain("latest");
  }

  @Test
  void channelsSayWhoSeesThemAndWhereTheListGoesOn() {
    Page<Channel> page =
        messaging.listChannels(new ChannelQuery(null, null, 2), call("channel.list"));

    assertThat(page.items())
        .extracting(channel -> channel.type().name())
        .containsExactly("PUBLIC", "PRIVATE");
    assertThat(page.items()).extracting(Channel::topic).containsExactly("Bills", null);
    assertThat(page.next()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "channel_not_found, NOT_FOUND", "invalid_auth, UNAUTHENTICATED", "not_in_channel, FORBIDDEN",
    "msg_too_long, TOO_LARGE", "ratelimited, RATE_LIMITED", "fatal_error, UNAVAILABLE",
    "is_archived, CONFLICT", "no_text, INVALID",
  })
  void aRefusalThatComesAsASuccessIsOne(String error, FailureCode code) {
    AnsweringVendor refusing =
        new AnsweringVendor("slack")
            .when("POST .*", "{\"ok\": false, \"error\": \"%s\"}".formatted(error));

    Failure failure = RefusedMessage.to(SUPPORT, refusing, code);

    assertThat(failure.message()).contains(error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channel_not_found", "not_in_channel", "is_archived", "invalid_blocks", "msg_too_long",
        "msg_blocks_too_long", "no_text", "ratelimited", "rate_limited", "too_many_attachments",
        "restricted_action", "no_permission", "missing_scope", "invalid_auth", "account_inactive",
        "token_revoked", "token_expired", "not_authed", "ekm_access_denied", "request_timeout"
      })
  void whatSlackRefusesItHasNotDone(String error) {
    assertThat(refusedWith(error).applied()).isEqualTo(Applied.NO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"internal_error", "fatal_error", "service_unavailable"})
  void whatBreaksInSlackMayBeDone(String error) {
    assertThat(refusedWith(error).applied()).isEqualTo(Applied.UNKNOWN);
  }

  private static Failure refusedWith(String error) {
    AnsweringVendor refusing =
        new AnsweringVendor("slack")
            .when("POST .*", "{\"ok\": false, \"error\": \"%s\"}".formatted(error));
    NewChatMessage message = new NewChatMessage(SUPPORT, "Hello", null);
    return Failures.of(
            () ->
                refusing
                    .of(Messaging.class)
                    .sendMessage(message, refusing.callOf("messaging.message.send")))
        .orElseThrow();
  }

  /**
   * Pipedream took a message for unsent that was sent, and sent it over and over (pipedream 19141).
   */
  @Test
  void aMessageWithoutAnAnswerMayHaveBeenSent() {
    AnsweringVendor silent = new AnsweringVendor("slack").when("POST .*", 503, "");

    Failure failure = RefusedMessage.to(SUPPORT, silent, FailureCode.UNAVAILABLE);

    assertThat(failure.applied()).isNotEqualTo(Applied.NO);
  }

  @Test
  void whatIsSoAlreadyIsDone() {
    AnsweringVendor again =
        new AnsweringVendor("slack")
            .when("POST .*/reactions.add .*", "{\"ok\": false, \"error\": \"already_reacted\"}")
            .when("POST .*/reactions.remove .*", "{\"ok\": false, \"error\": \"no_reaction\"}");
    Messaging of = again.of(Messaging.class);
    MessageReaction eyes = new MessageReaction(MESSAGE, "eyes");

    of.addReaction(eyes, again.callOf("messaging.reaction.add"));
    of.removeReaction(eyes, again.callOf("messaging.reaction.remove"));

    assertThat(again.requests()).hasSize(2);
  }

  @Test
  void otherCallsNameChannelAndTime() {
    messaging.updateMessage(new MessageUpdate(MESSAGE, "Better"), call("message.update"));
    assertThat(body()).contains("\"channel\":\"C1\"", "\"ts\":\"1503435956.000247\"");
    messaging.deleteMessage(new WhichMessage(MESSAGE), call("message.delete"));
    assertThat(body()).contains("\"ts\":\"1503435956.000247\"");
    messaging.getChannel(new WhichChannel(SUPPORT), call("channel.get"));
    Channel made =
        messaging.createChannel(new NewChannel("desk", "Tickets"), call("channel.create"));
    assertThat(made.topic()).isEqualTo("Tickets");
    assertThat(made.ref()).isEqualTo(new Ref("mine", "C3"));
  }

  private static final String ADA =
      """
      {"id": "%s", "name": "spengler", "deleted": %s, "is_bot": false, "real_name": "Egon Spengler",
       "profile": {"display_name": "%s", "real_name": "Egon Spengler", "email": "spengler@ghostbusters.example.com"}}
      """;

  /** As https://docs.slack.dev/reference/methods/users.info shows it. */
  @Test
  void aPersonIsReadByReferenceOrAddress() {
    AnsweringVendor people =
        new AnsweringVendor("slack")
            .when(
                "POST .*/users.(info|lookupByEmail) .*",
                "{\"ok\": true, \"user\": %s}".formatted(ADA.formatted("W012A3CDE", false, "")));
    Messaging of = people.of(Messaging.class);
    Person egon =
        new Person(
            new Ref("mine", "W012A3CDE"),
            "Egon Spengler",
            "spengler@ghostbusters.example.com",
            false);

    assertThat(
            of.getPerson(
                WhichPerson.of(new Ref("mine", "W012A3CDE")),
                people.callOf("messaging.person.get")))
        .isEqualTo(egon);
    assertThat(people.lastBody()).isEqualTo("user=W012A3CDE");
    assertThat(
            of.getPerson(
                WhichPerson.ofEmail("spengler@ghostbusters.example.com"),
                people.callOf("messaging.person.get")))
        .isEqualTo(egon);
    assertThat(people.lastBody()).isEqualTo("email=spengler%40ghostbusters.example.com");
  }

  @Test
  void whoHasLeftIsNotListedAndTheListGoesOn() {
    AnsweringVendor people =
        new AnsweringVendor("slack")
            .when(
                "POST .*/users.list .*",
                "{\"ok\": true, \"response_metadata\": {\"next_cursor\": \"dXNlcg==\"}, \"members\": [%s, %s]}"
                    .formatted(
                        ADA.formatted("W1", true, "gone"), ADA.formatted("W2", false, "egon")));

    Page<Person> page =
        people
            .of(Messaging.class)
            .listPeople(new PersonQuery(null, null, 200), people.callOf("messaging.person.list"));

    assertThat(page.items()).extracting(Person::name).containsExactly("egon");
    assertThat(page.next()).isNotNull();
    assertThat(people.lastBody()).isEqualTo("limit=50");
  }

  @Test
  void thePeopleOfAChannelAreReadOneByOne() {
    AnsweringVendor people =
        new AnsweringVendor("slack")
            .when(
                "POST .*/conversations.members .*",
                "{\"ok\": true, \"members\": [\"W1\", \"W2\"], \"response_metadata\": {\"next_cursor\": \"\"}}")
            .when(
                "POST .*/users.info user=W1",
                "{\"ok\": true, \"user\": %s}".formatted(ADA.formatted("W1", false, "egon")))
            .when(
                "POST .*/users.info user=W2",
                "{\"ok\": true, \"user\": %s}".formatted(ADA.formatted("W2", false, "ray")));

    Page<Person> page =
        people
            .of(Messaging.class)
            .listPeople(
                new PersonQuery(SUPPORT, null, null), people.callOf("messaging.person.list"));

    assertThat(page.items()).extracting(Person::name).containsExactly("egon", "ray");
    assertThat(page.next()).isNull();
  }

  private static WebhookReading told(String contentType, String body, String at) {
    return new WebhookFile(VendorFiles.plugin("slack"))
        .read(
            body,
            Map.of(
                "content-type", contentType,
                "x-slack-request-timestamp", at,
                "x-slack-signature", "v0=" + WebhookFile.hmac("v0:" + at + ":" + body)));
  }

  private static final String NOW = Long.toString(WebhookFile.NOW.getEpochSecond());
  private static final String CLICK =
      "payload="
          + URLEncoder.encode(
              """
              {"type": "block_actions", "trigger_id": "13345224609.738474920.8088930838d88f008e0", "user": {"id": "U2", "username": "bob"},
               "container": {"type": "message", "message_ts": "1503435956.000247", "channel_id": "C1"},
               "actions": [{"block_id": "invoice-7", "action_id": "yes", "action_ts": "1503435999.123456", "type": "button"}]}
              """,
              StandardCharsets.UTF_8);

  private static Json ref(String id) {
    return Json.EMPTY.with("provider", Json.of("mine")).with("id", Json.of(id));
  }

  @Test
  void aClickIsAnAnswer() {
    WebhookReading reading = told("application/x-www-form-urlencoded", CLICK, NOW);

    assertThat(reading).isInstanceOf(WebhookReading.Events.class);
    WebhookReading.Event event = ((WebhookReading.Events) reading).events().getFirst();
    assertThat(event.type()).isEqualTo("messaging.answer.given");
    assertThat(event.subject()).isEqualTo("invoice-7");
    assertThat(event.record().text("choice")).isEqualTo("yes");
    assertThat(event.record().text("at")).isEqualTo("2017-08-22T21:06:39.123Z");
    assertThat(event.record().get("by"))
        .isEqualTo(
            Json.EMPTY
                .with("ref", ref("U2"))
                .with("name", Json.of("bob"))
                .with("bot", Json.of(false)));
    assertThat(event.record().get("message")).isEqualTo(ref("C1/" + TS));
    assertThat(((WebhookReading.Events) reading).reply()).isEqualTo(Json.of(""));
  }

  @Test
  void aClickIsKnownByItsIdWhenItComesAgainSignedAnew() {
    String later = Long.toString(WebhookFile.NOW.getEpochSecond() + 60);

    assertThat(List.of(NOW, later))
        .extracting(
            at ->
                ((WebhookReading.Events) told("application/x-www-form-urlencoded", CLICK, at))
                    .delivery()
                    .id())
        .containsOnly("13345224609.738474920.8088930838d88f008e0");
  }

  @Test
  void aChallengeIsAnsweredWhereItIsSigned() {
    String challenge = "{\"type\": \"url_verification\", \"challenge\": \"3eZbrw1a\"}";
    WebhookReading signed = told("application/json", challenge, NOW);
    WebhookReading forged =
        new WebhookFile(VendorFiles.plugin("slack"))
            .read(challenge, Map.of("content-type", "application/json"));

    assertThat(signed).isInstanceOf(WebhookReading.Handshake.class);
    assertThat(((WebhookReading.Handshake) signed).reply().toString()).contains("3eZbrw1a");
    assertThat(forged).isInstanceOf(WebhookReading.Refused.class);
  }

  @Test
  void aForgedOrAnOldClickIsRefused() {
    String old = Long.toString(WebhookFile.NOW.getEpochSecond() - 400);

    assertThat(told("application/x-www-form-urlencoded", CLICK, old))
        .isInstanceOf(WebhookReading.Refused.class);
    assertThat(
            new WebhookFile(VendorFiles.plugin("slack"))
                .read(
                    CLICK,
                    Map.of(
                        "content-type",
                        "application/x-www-form-urlencoded",
                        "x-slack-request-timestamp",
                        NOW,
                        "x-slack-signature",
                        "v0=" + "0".repeat(64))))
        .isInstanceOf(WebhookReading.Refused.class);
  }

  @Test
  void aMessageIsARecordOfTheKind() {
    String body =
        """
        {"type": "event_callback", "event_id": "Ev1",
         "event": {"type": "message", "channel": "C1", "user": "U1", "text": "R&amp;D", "ts": "1503435956.000247"}}
        """;

    WebhookReading reading = told("application/json", body, NOW);

    WebhookReading.Event event = ((WebhookReading.Events) reading).events().getFirst();
    assertThat(event.type()).isEqualTo("messaging.message.created");
    assertThat(event.subject()).isEqualTo("C1/" + TS);
    assertThat(event.record().text("text")).isEqualTo("R&D");
    assertThat(event.record().get("channel")).isEqualTo(ref("C1"));
  }

  /** What the event {@code event} of an app is read as. */
  private static WebhookReading raised(String event) {
    String body =
        "{\"type\": \"event_callback\", \"event_id\": \"Ev1\", \"event\": %s}".formatted(event);
    return told("application/json", body, NOW);
  }

  private static WebhookReading.Event only(WebhookReading reading) {
    assertThat(reading).as(reading.toString()).isInstanceOf(WebhookReading.Events.class);
    return ((WebhookReading.Events) reading).events().getFirst();
  }

  private static Json.Obj author(WebhookReading.Event event) {
    return (Json.Obj) Objects.requireNonNull(event.record().get("author"));
  }

  /** As https://api.slack.com/events/message/file_share shows it. */
  private static final String SHARED =
      """
      {"type": "message", "subtype": "file_share", "text": "We got <@U2|ada> one!", "user": "U061F7AUR", "upload": true, "bot_id": null,
       "files": [{"id": "F0RDC39U1", "name": "ghostrap.png", "title": "ghostrap.png", "mimetype": "image/png", "filetype": "png", "size": 196920,
                  "mode": "hosted", "url_private": "https://files.slack.com/files-pri/T061EG9R6-F0RDC39U1/ghostrap.png",
                  "url_private_download": "https://files.slack.com/files-pri/T061EG9R6-F0RDC39U1/download/ghostrap.png",
                  "permalink": "https://episod.slack.com/files/U061F7AUR/F0RDC39U1/ghostrap.png"},
                 {"id": "F2", "file_access": "check_file_info"}, {"id": "F3", "mode": "tombstone"}],
       "ts": "1529342088.000086", "channel": "D0L4B9P0Q", "event_ts": "1529342088.000086", "channel_type": "im"}
      """;

  @Test
  void aMessageWithFilesTellsThem() {
    WebhookReading.Event event = only(raised(SHARED));

    assertThat(event.type()).isEqualTo("messaging.message.created");
    assertThat(event.record().text("text")).isEqualTo("We got @ada one!");
    assertThat(author(event).get("bot")).isEqualTo(Json.of(false));
    assertThat(event.record().get("files"))
        .isEqualTo(
            Json.array(
                List.of(
                    Json.EMPTY
                        .with("ref", ref("F0RDC39U1"))
                        .with("name", Json.of("ghostrap.png"))
                        .with("mediaType", Json.of("image/png"))
                        .with("size", Json.of(196_920L))
                        .with(
                            "webUrl",
                            Json.of(
                                "https://episod.slack.com/files/U061F7AUR/F0RDC39U1/ghostrap.png")),
                    Json.EMPTY.with("ref", ref("F2")))));
    assertThat(event.record().get("mentions")).isEqualTo(Json.array(List.of(ref("U2"))));
  }

  /** All that a list of a channel or thread has is told when it is said. */
  @ParameterizedTest
  @ValueSource(strings = {"bot_message", "file_share", "me_message", "thread_broadcast"})
  void whatAListHasIsToldWhenItIsSaid(String subtype) {
    WebhookReading.Event event =
        only(
            raised(
                """
                {"type": "message", "subtype": "%s", "channel": "C1", "bot_id": "B1", "username": "Builds", "text": "Done",
                 "thread_ts": "1503435950.000100", "ts": "1503435956.000247"}
                """
                    .formatted(subtype)));

    assertThat(event.type()).isEqualTo("messaging.message.created");
    assertThat(event.subject()).isEqualTo("C1/1503435950.000100");
    assertThat(event.record().get("thread")).isEqualTo(ref("C1/1503435950.000100"));
    assertThat(author(event).text("name")).isEqualTo("Builds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"channel_join", "channel_topic", "message_replied", "bot_add"})
  void whatSlackItselfSaysIsNotTold(String subtype) {
    WebhookReading reading =
        raised(
            "{\"type\": \"message\", \"subtype\": \"%s\", \"channel\": \"C1\", \"user\": \"U1\", \"text\": \"x\", \"ts\": \"1503435956.000247\"}"
                .formatted(subtype));

    assertThat(reading).isInstanceOf(WebhookReading.Unknown.class);
  }

  /** Slack tells an app of what mentions it beside the message itself, as other products do. */
  @Test
  void aMentionOfTheAppIsAnEventOfItsOwn() {
    WebhookReading.Event event =
        only(
            raised(
                """
                {"type": "app_mention", "channel": "C1", "user": "U1", "text": "<@U066C7XNE6M> hey <@W2> <@U066C7XNE6M>",
                 "user_profile": {"display_name": "", "real_name": "Ada Kern"}, "files": [{"id": "F111"}],
                 "ts": "1503435956.000247", "event_ts": "1503435956.000247"}
                """));

    assertThat(event.type()).isEqualTo("messaging.app.mentioned");
    assertThat(event.subject()).isEqualTo("C1/" + TS);
    assertThat(event.record().text("text")).isEqualTo("@U066C7XNE6M hey @W2 @U066C7XNE6M");
    assertThat(event.record().get("mentions"))
        .isEqualTo(Json.array(List.of(ref("U066C7XNE6M"), ref("W2"))));
    assertThat(event.record().get("files"))
        .isEqualTo(Json.array(List.of(Json.EMPTY.with("ref", ref("F111")))));
    assertThat(author(event).text("name")).isEqualTo("Ada Kern");
  }

  private static final String ANSWER_AT =
      "https://hooks.slack.com/commands/T0001/0123456789ab/1aA2bB3cC4dD5eE6fF7gG8hH";

  private static String form(String... fields) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      body.append(i == 0 ? "" : "&")
          .append(fields[i])
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    return body.toString();
  }

  /** As https://docs.slack.dev/interactivity/implementing-slash-commands shows it. */
  private static final String COMMAND =
      form(
          "token", "gIkuvaNzQIHg97ATvDxqgjtO",
          "team_id", "T0001",
          "team_domain", "example",
          "channel_id", "C1",
          "channel_name", "support",
          "user_id", "U2",
          "user_name", "bob",
          "command", "/deploy",
          "text", "api to <@U7|ada> &amp; go",
          "response_url", ANSWER_AT,
          "trigger_id", "13345224609.738474920.8088930838d88f008e0",
          "api_app_id", "A123456");

  private static final String FORM_TYPE = "application/x-www-form-urlencoded";

  @Test
  void aSlashCommandIsAnEventAndIsAnsweredAtOnce() {
    WebhookReading reading = told(FORM_TYPE, COMMAND, NOW);

    WebhookReading.Event event = only(reading);
    assertThat(event.type()).isEqualTo("messaging.command.given");
    assertThat(event.subject()).isEqualTo("/deploy");
    assertThat(event.record().text("command")).isEqualTo("/deploy");
    assertThat(event.record().text("text")).isEqualTo("api to @ada & go");
    assertThat(event.record().get("mentions")).isEqualTo(Json.array(List.of(ref("U7"))));
    assertThat(event.record().get("channel")).isEqualTo(ref("C1"));
    assertThat(event.record().text("at")).isEqualTo(WebhookFile.NOW.toString());
    assertThat(event.record().get("by"))
        .isEqualTo(
            Json.EMPTY
                .with("ref", ref("U2"))
                .with("name", Json.of("bob"))
                .with("bot", Json.of(false)));
    assertThat(((WebhookReading.Events) reading).reply()).isEqualTo(Json.of(""));
    assertThat(((WebhookReading.Events) reading).delivery().id())
        .isEqualTo("13345224609.738474920.8088930838d88f008e0");
  }

  /** Who has it may write into the channel for half an hour. */
  @Test
  void theAddressToAnswerACommandAtIsNotTold() {
    String told = only(told(FORM_TYPE, COMMAND, NOW)).toString();

    assertThat(told).doesNotContain("hooks.slack.com", "gIkuvaNzQIHg97ATvDxqgjtO");
  }

  @Test
  void aCommandWithoutWordsIsOne() {
    String bare =
        form(
            "command",
            "/oncall",
            "text",
            "",
            "user_id",
            "U2",
            "channel_id",
            "C1",
            "trigger_id",
            "t");

    assertThat(only(told(FORM_TYPE, bare, NOW)).record().text("text")).isEmpty();
  }

  @Test
  void aForgedOrAnOldCommandIsRefused() {
    String old = Long.toString(WebhookFile.NOW.getEpochSecond() - 400);
    Map<String, String> forged =
        Map.of(
            "content-type", FORM_TYPE,
            "x-slack-request-timestamp", NOW,
            "x-slack-signature", "v0=" + WebhookFile.hmac("v0:" + NOW + ":" + COMMAND + "x"));

    assertThat(told(FORM_TYPE, COMMAND, old)).isInstanceOf(WebhookReading.Refused.class);
    assertThat(new WebhookFile(VendorFiles.plugin("slack")).read(COMMAND, forged))
        .isInstanceOf(WebhookReading.Refused.class);
  }

  /** Slack looks now and then whether the address of a command answers. */
  @Test
  void aLookAtTheAddressOfACommandIsAnswered() {
    assertThat(told(FORM_TYPE, "token=a&ssl_check=1", NOW))
        .isInstanceOf(WebhookReading.Handshake.class);
  }

  private static WebhookReading acted(String payload) {
    return told(FORM_TYPE, form("payload", payload), NOW);
  }

  /** As https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload has it. */
  @Test
  void aFormThatIsSubmittedIsAnEvent() {
    WebhookReading reading =
        acted(
            """
            {"type": "view_submission", "user": {"id": "U2", "username": "bob"}, "trigger_id": "t1",
             "view": {"id": "V1", "callback_id": "order", "private_metadata": "C1", "state": {"values": {"b1": {"a1": {"type": "plain_text_input", "value": "7"}}}}},
             "response_urls": [{"response_url": "%s"}]}
            """
                .formatted(ANSWER_AT));

    WebhookReading.Event event = only(reading);
    assertThat(event.type()).isEqualTo("messaging.form.submitted");
    assertThat(event.subject()).isEqualTo("order");
    assertThat(String.valueOf(event.record().get("values"))).contains("\"value\":\"7\"");
    assertThat(event.record().text("kept")).isEqualTo("C1");
    assertThat(event.record().toString()).doesNotContain("hooks.slack.com");
    assertThat(((WebhookReading.Events) reading).reply()).isEqualTo(Json.of(""));
  }

  @Test
  void aShortcutIsAnEventWithItsMessageWhereItIsOfOne() {
    String user = "\"user\": {\"id\": \"U2\", \"name\": \"bob\"}, \"trigger_id\": \"t1\"";
    WebhookReading.Event global =
        only(acted("{\"type\": \"shortcut\", \"callback_id\": \"new\", %s}".formatted(user)));
    WebhookReading.Event ofMessage =
        only(
            acted(
                """
                {"type": "message_action", "callback_id": "ticket", %s, "channel": {"id": "C1", "name": "support"}, "response_url": "%s",
                 "message": {"type": "message", "user": "U7", "ts": "1503435956.000247", "text": "*Late*"}}
                """
                    .formatted(user, ANSWER_AT)));

    assertThat(global.type()).isEqualTo("messaging.shortcut.used");
    assertThat(global.subject()).isEqualTo("new");
    assertThat(global.record().get("message")).isNull();
    assertThat(ofMessage.subject()).isEqualTo("ticket");
    assertThat(ofMessage.record().get("message")).isEqualTo(ref("C1/" + TS));
    assertThat(ofMessage.record().text("text")).isEqualTo("**Late**");
    assertThat(ofMessage.record().toString()).doesNotContain("hooks.slack.com");
  }

  private static final String CHANGED =
      """
      {"type": "message", "subtype": "message_changed", "channel": "C1", "ts": "1503435999.000100", "hidden": true,
       "message": {"type": "message", "user": "U1", "text": "%s", "ts": "1503435956.000247", "edited": {"user": "U1", "ts": "1503435999.000000"}},
       "previous_message": {"type": "message", "user": "U1", "text": "Lat", "ts": "1503435956.000247"}}
      """;

  @Test
  void aTextThatChangesIsTold() {
    WebhookReading.Event event = only(raised(CHANGED.formatted("Late")));

    assertThat(event.type()).isEqualTo("messaging.message.updated");
    assertThat(event.record().get("ref")).isEqualTo(ref("C1/" + TS));
    assertThat(event.record().text("text")).isEqualTo("Late");
    assertThat(event.record().text("updatedAt")).isEqualTo("2017-08-22T21:06:39Z");
    assertThat(raised(CHANGED.formatted("Lat"))).isInstanceOf(WebhookReading.Unknown.class);
  }

  @Test
  void aMessageThatIsDeletedIsTold() {
    WebhookReading.Event event =
        only(
            raised(
                """
                {"type": "message", "subtype": "message_deleted", "channel": "C1", "ts": "1503435999.000100", "deleted_ts": "1503435956.000247"}
                """));

    assertThat(event.type()).isEqualTo("messaging.message.deleted");
    assertThat(event.subject()).isEqualTo("C1/" + TS);
    assertThat(event.record().get("message")).isEqualTo(ref("C1/" + TS));
  }

  @ParameterizedTest
  @CsvSource({"reaction_added,added", "reaction_removed,removed"})
  void aReactionIsTold(String type, String verb) {
    WebhookReading.Event event =
        only(
            raised(
                """
                {"type": "%s", "user": "U2", "reaction": "eyes", "item_user": "U1", "event_ts": "1503435999.123456",
                 "item": {"type": "message", "channel": "C1", "ts": "1503435956.000247"}}
                """
                    .formatted(type)));

    assertThat(event.type()).isEqualTo("messaging.reaction." + verb);
    assertThat(event.subject()).isEqualTo("C1/" + TS);
    assertThat(event.record().text("name")).isEqualTo("eyes");
    assertThat(event.record().text("at")).isEqualTo("2017-08-22T21:06:39.123Z");
  }

  /** Its event names the channel otherwise than others do (n8n 17242). */
  @Test
  void aFileThatIsSharedIsTold() {
    WebhookReading.Event event =
        only(
            raised(
                """
                {"type": "file_shared", "file_id": "F1", "user_id": "U2", "file": {"id": "F1"}, "channel_id": "C1", "event_ts": "1503435999.123456"}
                """));

    assertThat(event.type()).isEqualTo("messaging.file.shared");
    assertThat(event.subject()).isEqualTo("F1");
    assertThat(event.record().get("file")).isEqualTo(ref("F1"));
    assertThat(event.record().get("channel")).isEqualTo(ref("C1"));
    assertThat(event.record().text("at")).isEqualTo("2017-08-22T21:06:39.123Z");
  }

  @Test
  void channelsAndWhoJoinsAreTold() {
    WebhookReading.Event made =
        only(
            raised(
                """
                {"type": "channel_created", "channel": {"id": "C024BE91L", "name": "fun", "created": 1360782804, "creator": "U024BE7LH"}}
                """));
    WebhookReading.Event joined =
        only(
            raised(
                """
                {"type": "member_joined_channel", "user": "W06GH7XHN", "channel": "C1", "channel_type": "C", "event_ts": "1503435999.000000"}
                """));
    WebhookReading.Event person =
        only(
            raised(
                "{\"type\": \"team_join\", \"user\": %s}"
                    .formatted(ADA.formatted("W1", false, "egon"))));

    assertThat(made.type()).isEqualTo("messaging.channel.created");
    assertThat(made.record().text("name")).isEqualTo("fun");
    assertThat(made.record().text("at")).isEqualTo("2013-02-13T19:13:24Z");
    assertThat(joined.type()).isEqualTo("messaging.channel.joined");
    assertThat(joined.record().get("person")).isEqualTo(ref("W06GH7XHN"));
    assertThat(person.type()).isEqualTo("messaging.person.joined");
    assertThat(person.record().text("email")).isEqualTo("spengler@ghostbusters.example.com");
    assertThat(person.record().get("ref")).isEqualTo(ref("W1"));
  }

  @Test
  void aMessageThatIsReadTellsItsFilesAndWhomItNames() {
    AnsweringVendor shared =
        new AnsweringVendor("slack")
            .when(
                "POST .*/conversations.replies .*",
                "{\"ok\": true, \"messages\": [%s]}".formatted(SHARED));

    ChatMessage message =
        shared
            .of(Messaging.class)
            .getMessage(
                new WhichMessage(new Ref("mine", "D0L4B9P0Q/1529342088.000086")),
                shared.callOf("messaging.message.get"));

    assertThat(message.files())
        .extracting(ChatFile::ref)
        .containsExactly(new Ref("mine", "F0RDC39U1"), new Ref("mine", "F2"));
    assertThat(message.files().getFirst().name()).isEqualTo("ghostrap.png");
    assertThat(message.mentions()).containsExactly(new Ref("mine", "U2"));
  }

  private static AnsweringVendor sharing(String name, String more) {
    Json.Obj reading = Json.EMPTY.with("files", Json.of("https://files.slack.com"));
    return sharing(new AnsweringVendor("slack", reading), name, more);
  }

  private static AnsweringVendor sharing(AnsweringVendor vendor, String name, String more) {
    return vendor.when(
        "POST .*/files.info .*",
        """
            {"ok": true, "file": {"id": "F1", "name": "a b+ü.png", "mimetype": "image/png", "size": 3,
              "url_private_download": "https://files.slack.com/files-pri/T1-F1/download/%s"%s}}
            """
            .formatted(name, more));
  }

  private static ChatFileContent file(AnsweringVendor of) {
    return of.of(Messaging.class)
        .getFile(new WhichChatFile(new Ref("mine", "F1")), of.callOf("messaging.file.get"));
  }

  @Test
  void aFileIsReadWithTheTokenWhereSlackKeepsIt() {
    AnsweringVendor vendor =
        sharing("a%20b+%C3%BC.png?origin_team=T2", "").when("GET .*", "png").typed("image/png");

    ChatFileContent read = file(vendor);

    assertThat(vendor.requests()).hasSize(2);
    WireRequest asked = vendor.requests().getLast();
    assertThat(asked.uri())
        .hasToString(
            "https://files.slack.com/files-pri/T1-F1/download/a%20b%2B%C3%BC.png?origin_team=T2");
    assertThat(asked.credential()).isEqualTo(RequestCredential.PROVIDER);
    assertThat(read.name()).isEqualTo("a b+ü.png");
    assertThat(read.content().mediaType()).isEqualTo("image/png");
    assertThat(new String(read.content().bytes(), StandardCharsets.UTF_8)).isEqualTo("png");
  }

  @Test
  void noFileIsReadWhereTheProviderNamesNoAddressOfFiles() {
    AnsweringVendor vendor = sharing(new AnsweringVendor("slack"), "a.png", "");

    Failure failure = Failures.expect(FailureCode.INVALID, () -> file(vendor));

    assertThat(failure.message()).contains("config.files");
    assertThat(vendor.requests()).hasSize(1);
  }

  /** People kept Slack's page to sign in for the picture (bolt-js 2585, slack-go 1284). */
  @Test
  void aPageToSignInIsNoFile() {
    AnsweringVendor vendor =
        sharing("a.png", "").when("GET .*", "<!DOCTYPE html>").typed("text/html; charset=utf-8");

    Failure failure = Failures.expect(FailureCode.FORBIDDEN, () -> file(vendor));

    assertThat(failure.message()).contains("files:read");
  }

  @Test
  void aFileOutsideOfSlackIsRefusedByName() {
    AnsweringVendor vendor =
        new AnsweringVendor("slack")
            .when(
                "POST .*/files.info .*",
                """
                {"ok": true, "file": {"id": "F1", "name": "Plan", "mode": "external", "url_private": "https://docs.google.com/d/1"}}
                """);

    Failure failure = Failures.expect(FailureCode.UNSUPPORTED, () -> file(vendor));

    assertThat(failure.fields()).containsKey("file");
    assertThat(vendor.requests()).hasSize(1);
  }

  @Test
  void aFileThatIsGoneIsNotFound() {
    AnsweringVendor vendor =
        new AnsweringVendor("slack")
            .when("POST .*/files.info .*", "{\"ok\": false, \"error\": \"file_deleted\"}");

    Failures.expect(FailureCode.NOT_FOUND, () -> file(vendor));
  }
}
