package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.messaging.AnswerChoice;
import io.auterity.spi.messaging.Channel;
import io.auterity.spi.messaging.ChannelQuery;
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
import io.auterity.spi.messaging.WhichMessage;
import io.auterity.spi.messaging.WhichPerson;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.files.VendorWitness;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Discord's file: what it asks, what it makes of answers and refusals, and what Discord tells. */
@Tag("generated")
class DiscordTest {

  private static final String DESCRIPTION = "discord.json.gz";

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final Ref SUPPORT = new Ref("mine", "41771983423143937");
  private static final Ref MESSAGE = new Ref("mine", "41771983423143937/334385199974967042");
  private static final String SAID =
      """
      {"id": "%s", "channel_id": "%s", "type": %d, "content": "%s", "timestamp": "%s", "edited_timestamp": null,
       "author": {"id": "53908099506183680", "username": "mason", "global_name": "Mason", "bot": true}}
      """;
  private static final String SENT =
      SAID.formatted(
          "334385199974967042",
          "41771983423143937",
          0,
          "Hello",
          "2017-07-11T17:27:07.299000+00:00");
  private static final String MEMBER =
      """
      {"nick": %s, "roles": [], "joined_at": "2015-04-26T06:26:56.936000+00:00", "deaf": false, "mute": false, "flags": 0,
       "user": {"id": "%s", "username": "mason", "global_name": "Mason", "discriminator": "0", "avatar": null}}
      """;
  private static final String CHANNEL =
      "{\"id\": \"%s\", \"type\": %d, \"name\": \"%s\", \"guild_id\": \"12\", \"topic\": %s}";

  private final AnsweringVendor discord =
      answering()
          .when(
              "POST .*/messages/334385199974967042/threads .*", "{\"id\": \"334385199974967042\"}")
          .when("(GET|POST) .*/channels/334385199974967042/messages .*", 200, SENT)
          .when("GET .*/guilds/12/members/5 .*", MEMBER.formatted("null", "5"))
          .when(
              "GET .*/guilds/12/members .*",
              "[%s, %s]".formatted(MEMBER.formatted("null", "5"), MEMBER.formatted("\"Mas\"", "6")))
          .when("DELETE .*", 204, "")
          .when("PUT .*", 204, "")
          .when(
              "GET .*/guilds/12/channels .*",
              "[%s, %s, %s]"
                  .formatted(
                      CHANNEL.formatted("3", 4, "Rooms", "null"),
                      CHANNEL.formatted("2", 0, "support", "\"Bills\""),
                      CHANNEL.formatted("1", 5, "news", "null")))
          .when(
              "POST .*/guilds/12/channels .*",
              201,
              CHANNEL.formatted("4", 0, "desk", "\"Tickets\""))
          .when(
              "GET .*/channels/41771983423143937 .*",
              CHANNEL.formatted("41771983423143937", 0, "support", "null"))
          .when(
              "GET .*/channels/41771983423143937/messages .*",
              "[%s, %s, %s]"
                  .formatted(
                      SAID.formatted("33", "41771983423143937", 7, "", "2017-07-11T17:28:00+00:00"),
                      SENT,
                      SAID.formatted(
                          "31", "41771983423143937", 19, "Before", "2017-07-11T17:00:00+00:00")))
          .when("(GET|POST|PATCH) .*/channels/41771983423143937/messages.*", SENT);

  private final Messaging messaging = discord.of(Messaging.class);

  private static AnsweringVendor answering() {
    return new AnsweringVendor(
        "discord",
        Json.EMPTY.with("url", Json.of("https://vendor.example")).with("guild", Json.of("12")));
  }

  private FakeCall call(String operation) {
    return discord.callOf("messaging." + operation);
  }

  private ChatMessage send(String text, @Nullable Ref thread) {
    return messaging.sendMessage(new NewChatMessage(SUPPORT, text, thread), call("message.send"));
  }

  private ChatMessage send(String text) {
    return messaging.sendMessage(new NewChatMessage(SUPPORT, text, null), call("message.send"));
  }

  private static NewQuestion question() {
    return new NewQuestion(
        SUPPORT,
        null,
        "invoice-7",
        "Pay?",
        List.of(
            new AnswerChoice("yes", "Pay", ChoiceStyle.PRIMARY),
            new AnswerChoice("no", "Refuse", ChoiceStyle.DANGER),
            new AnswerChoice("later", "Later", null)));
  }

  private Page<ChatMessage> list(
      @Nullable Ref thread, @Nullable Instant since, @Nullable Instant until) {
    return messaging.listMessages(
        new MessageQuery(SUPPORT, thread, since, until, null, 3), call("message.list"));
  }

  @Test
  void itsRequestsAreThoseOfTheDescription() throws IOException {
    messaging.listChannels(new ChannelQuery(null, null, null), call("channel.list"));
    messaging.getChannel(new WhichChannel(SUPPORT), call("channel.get"));
    messaging.createChannel(new NewChannel("desk", "Tickets"), call("channel.create"));
    send("Hello");
    send("Hello", MESSAGE);
    messaging.getMessage(new WhichMessage(MESSAGE), call("message.get"));
    list(null, null, Instant.parse("2017-07-12T00:00:00Z"));
    messaging.updateMessage(new MessageUpdate(MESSAGE, "Better"), call("message.update"));
    messaging.deleteMessage(new WhichMessage(MESSAGE), call("message.delete"));
    MessageReaction eyes = new MessageReaction(MESSAGE, "eyes");
    messaging.addReaction(eyes, call("reaction.add"));
    messaging.removeReaction(eyes, call("reaction.remove"));
    messaging.askQuestion(question(), call("question.ask"));
    messaging.closeQuestion(new QuestionClosing(MESSAGE, "Paid"), call("question.close"));
    messaging.getPerson(WhichPerson.of(new Ref("mine", "5")), call("person.get"));
    messaging.listPeople(new PersonQuery(null, null, 2), call("person.list"));

    new VendorWitness(DESCRIPTION, "/api/v10").assertDescribes(discord.requests(), 15);
    EVIDENCE.described(discord, discord.requests(), DESCRIPTION);
  }

  @Test
  void theMembersOfAServerAreItsPeople() {
    Page<Person> page = messaging.listPeople(new PersonQuery(null, null, 2), call("person.list"));

    assertThat(page.items())
        .containsExactly(
            new Person(new Ref("mine", "5"), "Mason", null, false),
            new Person(new Ref("mine", "6"), "Mas", null, false));
    assertThat(page.next()).isNotNull();
    Failure unknown =
        Failures.expect(
            FailureCode.UNSUPPORTED,
            () -> messaging.getPerson(WhichPerson.ofEmail("ada@example.org"), call("person.get")));
    assertThat(unknown.fields()).containsKey("email");
  }

  @Test
  void aWorkflowNotifiesPeopleOnPurpose() {
    List<Ref> people =
        List.of(new Ref("mine", "53908099506183680"), new Ref("mine", "53908099506183681"));
    messaging.sendMessage(
        new NewChatMessage(SUPPORT, "Late, @53908099506183680 @everyone", null)
            .withMentions(people),
        call("message.send"));

    assertThat(discord.lastBody())
        .contains(
            "\"content\":\"<@53908099506183681> Late, <@53908099506183680> @everyone\"",
            "\"allowed_mentions\":{\"parse\":[],\"users\":[\"53908099506183680\",\"53908099506183681\"]}");
    messaging.updateMessage(
        new MessageUpdate(MESSAGE, "<@53908099506183680>").withMentions(people.subList(0, 1)),
        call("message.update"));
    assertThat(discord.lastBody()).contains("\"content\":\"<@53908099506183680>\"");
    NewChatMessage all =
        new NewChatMessage(SUPPORT, "Late", null)
            .withMentions(List.of(new Ref("mine", "&everyone")));
    Failures.expect(FailureCode.INVALID, () -> messaging.sendMessage(all, call("message.send")));
  }

  /** Players of DiscordSRV called all of a server by what they wrote (DiscordSRV 712). */
  @Test
  void noTextCallsAnyone() {
    send("@everyone look");
    assertThat(discord.lastBody()).contains("\"allowed_mentions\":{\"parse\":[],\"users\":[]}");
    messaging.updateMessage(new MessageUpdate(MESSAGE, "@here"), call("message.update"));
    assertThat(discord.lastBody()).contains("\"allowed_mentions\":{\"parse\":[],\"users\":[]}");
    messaging.askQuestion(question(), call("question.ask"));
    assertThat(discord.lastBody()).contains("\"allowed_mentions\":{\"parse\":[],\"users\":[]}");
  }

  @Test
  void aRepetitionHasTheSameNonce() {
    NewChatMessage hello = new NewChatMessage(SUPPORT, "Hello", null);
    messaging.sendMessage(hello, call("message.send").withIdempotencyKey("k-1"));
    messaging.sendMessage(hello, call("message.send").withIdempotencyKey("k-1"));
    messaging.sendMessage(hello, call("message.send").withIdempotencyKey("k-2"));

    List<String> bodies =
        discord.requests().stream().map(each -> new String(each.body(), UTF_8)).toList();
    assertThat(bodies.get(0)).isEqualTo(bodies.get(1)).contains("\"enforce_nonce\":true");
    assertThat(bodies.get(2)).isNotEqualTo(bodies.get(0));
  }

  @Test
  void anAnswerOpensTheThreadOfItsMessageOrGoesOnInIt() {
    ChatMessage sent = send("I do", MESSAGE);

    assertThat(sent.thread()).isEqualTo(MESSAGE);
    assertThat(discord.requests().getFirst().uri().getPath())
        .endsWith("/channels/41771983423143937/messages/334385199974967042/threads");
    assertThat(discord.requests().getLast().uri().getPath())
        .endsWith("/channels/334385199974967042/messages");
    AnsweringVendor open =
        answering()
            .when(
                "POST .*/threads .*",
                400,
                "{\"code\": 160004, \"message\": \"A thread has already been created\"}")
            .when("POST .*", SENT);
    open.of(Messaging.class)
        .sendMessage(
            new NewChatMessage(SUPPORT, "I do", MESSAGE), open.callOf("messaging.message.send"));
    assertThat(open.requests()).hasSize(2);
  }

  @Test
  void aListIsOfPeopleAndBotsAloneAndOfItsTime() {
    Page<ChatMessage> page =
        list(null, Instant.parse("2017-07-11T17:27:07Z"), Instant.parse("2017-07-12T00:00:00Z"));

    assertThat(page.items()).extracting(ChatMessage::text).containsExactly("Hello");
    assertThat(page.next()).isNull();
    assertThat(discord.requests().getLast().uri().getQuery())
        .isEqualTo("limit=3&before=334483999948800000");
    assertThat(list(null, null, null).next()).isNotNull();
  }

  @Test
  void aMessageWithoutAThreadHasNoAnswers() {
    AnsweringVendor none =
        answering().when("GET .*", 404, "{\"code\": 10003, \"message\": \"Unknown Channel\"}");

    Page<ChatMessage> page =
        none.of(Messaging.class)
            .listMessages(
                new MessageQuery(SUPPORT, MESSAGE, null, null, null, null),
                none.callOf("messaging.message.list"));

    assertThat(page.items()).isEmpty();
    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            none.of(Messaging.class)
                .listMessages(
                    new MessageQuery(SUPPORT, null, null, null, null, null),
                    none.callOf("messaging.message.list")));
  }

  @Test
  void channelsAreThoseOfTextByName() {
    Page<Channel> page =
        messaging.listChannels(new ChannelQuery(null, null, null), call("channel.list"));

    assertThat(page.items()).extracting(Channel::name).containsExactly("news", "support");
    assertThat(page.items()).extracting(Channel::topic).containsExactly(null, "Bills");
  }

  /** LangBot left it to Discord, and the answer was lost (LangBot 1472). */
  @Test
  void aTextThatIsTooLongIsRefusedBeforeItIsSent() {
    Failure failure = Failures.expect(FailureCode.TOO_LARGE, () -> send("a".repeat(2_001)));

    assertThat(failure.fields()).containsKey("text");
    assertThat(discord.requests()).isEmpty();
    assertThat(send("🚀".repeat(2_000))).isNotNull();
  }

  @Test
  void anEmojiThatHasNoSignIsRefusedAndOneThatIsNotThereIsGone() {
    Failure failure =
        Failures.expect(
            FailureCode.INVALID,
            () ->
                messaging.addReaction(
                    new MessageReaction(MESSAGE, "party_parrot"), call("reaction.add")));
    AnsweringVendor gone =
        answering().when("DELETE .*", 400, "{\"code\": 10014, \"message\": \"Unknown Emoji\"}");

    gone.of(Messaging.class)
        .removeReaction(
            new MessageReaction(MESSAGE, "eyes"), gone.callOf("messaging.reaction.remove"));
    assertThat(failure.fields()).containsKey("name");
    assertThat(gone.requests().getLast().uri().getRawPath())
        .endsWith("/reactions/%F0%9F%91%80/@me");
  }

  @ParameterizedTest
  @CsvSource({
    "403, 50013, FORBIDDEN", "404, 10003, NOT_FOUND", "401, 0, UNAUTHENTICATED",
    "400, 50035, INVALID", "400, 30013, QUOTA_EXHAUSTED", "429, 0, RATE_LIMITED",
  })
  void aRefusalTellsWhatDiscordSays(int status, int code, FailureCode expected) {
    AnsweringVendor refusing =
        answering()
            .when(
                "POST .*",
                status,
                """
                {"code": %d, "message": "Said by Discord", "retry_after": 1.5,
                 "errors": {"content": {"_errors": [{"message": "Must be 2000 or fewer in length."}]}}}
                """
                    .formatted(code));

    Failure failure = RefusedMessage.to(SUPPORT, refusing, expected);

    assertThat(failure.message()).contains("Said by Discord");
    assertThat(failure.message().contains("Must be 2000")).isEqualTo(code == 50035);
  }

  private static final String CLICK =
      """
      {"id": "846462639134605312", "type": 3, "member": {"user": {"id": "53908232506183680", "username": "mason", "global_name": null}},
       "message": {"id": "334385199974967042", "channel_id": "41771983423143937"},
       "data": {"component_type": 2, "custom_id": "invoice-7|yes"}}
      """;

  private static WebhookReading told(KeyPair pair, String signed, String sent, long at)
      throws GeneralSecurityException {
    byte[] encoded = pair.getPublic().getEncoded();
    String key = HexFormat.of().formatHex(encoded, encoded.length - 32, encoded.length);
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update((at + signed).getBytes(UTF_8));
    Map<String, String> headers =
        Map.of(
            "x-signature-ed25519",
            HexFormat.of().formatHex(signature.sign()),
            "x-signature-timestamp",
            Long.toString(at));
    return new WebhookFile(VendorFiles.plugin("discord"))
        .read(WebhookFile.sent("POST", Map.of(), sent, headers), key);
  }

  @Test
  void aClickIsAnAnswerWhichDiscordIsToldOf() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    long now = WebhookFile.NOW.getEpochSecond();
    WebhookReading.Events told = (WebhookReading.Events) told(pair, CLICK, CLICK, now);

    WebhookReading.Event event = told.events().getFirst();
    assertThat(told.delivery().id()).isEqualTo("846462639134605312");
    assertThat(told.reply()).isEqualTo(Json.EMPTY.with("type", Json.of(6)));
    assertThat(event.type()).isEqualTo("messaging.answer.given");
    assertThat(event.subject()).isEqualTo("invoice-7");
    assertThat(event.record().text("choice")).isEqualTo("yes");
    assertThat(event.record().text("at")).isEqualTo("2021-05-24T19:00:19.685Z");
    assertThat(event.record().get("by")).asString().contains("53908232506183680", "mason", "mine");
    assertThat(event.record().get("message")).asString().contains(MESSAGE.id());
  }

  @Test
  void aPingIsAnsweredAndWhatIsForgedOrOldIsRefused() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    long now = WebhookFile.NOW.getEpochSecond();
    String ping = "{\"type\":1}";

    assertThat(told(pair, ping, ping, now))
        .isEqualTo(
            new WebhookReading.Handshake(Json.EMPTY.with("type", Json.of(1)), Map.of(), null));
    for (WebhookReading refused :
        List.of(
            told(pair, "{\"type\":2}", ping, now),
            told(pair, CLICK, CLICK.replace("yes", "no"), now),
            told(pair, CLICK, CLICK, now - 301))) {
      assertThat(refused).isInstanceOf(WebhookReading.Refused.class);
    }
  }

  @Test
  void whatIsNoAnswerIsKeptUnread() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String other = CLICK.replace("invoice-7|yes", "of-another-program");

    assertThat(told(pair, other, other, WebhookFile.NOW.getEpochSecond()))
        .isInstanceOf(WebhookReading.Unknown.class);
  }
}
