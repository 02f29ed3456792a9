package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.messaging.Channel;
import io.auterity.spi.messaging.ChannelQuery;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.spi.messaging.MessageQuery;
import io.auterity.spi.messaging.MessageUpdate;
import io.auterity.spi.messaging.Messaging;
import io.auterity.spi.messaging.NewChatMessage;
import io.auterity.spi.messaging.Person;
import io.auterity.spi.messaging.WhichChannel;
import io.auterity.spi.messaging.WhichMessage;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.contract.Failures;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Microsoft Teams' file: what it asks, and what it makes of answers and refusals. */
class TeamsTest {

  private static final String SUPPORT = "19:4a95@thread.tacv2";
  private static final Ref CHANNEL = new Ref("mine", SUPPORT);
  private static final Ref FIRST = new Ref("mine", SUPPORT + "/1616/1616");
  private static final Ref REPLY = new Ref("mine", SUPPORT + "/1616/1617");
  private static final String SAID =
      """
      {"id": "%s", "replyToId": %s, "messageType": "message", "createdDateTime": "2021-03-29T03:53:52.035Z",
       "lastModifiedDateTime": "2021-03-29T03:53:52.035Z", "lastEditedDateTime": null, "importance": "normal",
       "from": {"application": null, "device": null, "user": {"id": "8ea0", "displayName": "Robin Kline"}},
       "body": {"contentType": "html", "content": "%s"},
       "channelIdentity": {"teamId": "fbe2", "channelId": "19:4a95@thread.tacv2"}}
      """;
  private static final String HELLO = SAID.formatted("1616", "null", "<p>Hello <b>you</b></p>");
  private static final String ANSWER = SAID.formatted("1617", "\"1616\"", "<p>I do</p>");

  private final AnsweringVendor graph =
      teams()
          .when(
              "GET .*/channels .*",
              """
              {"value": [{"id": "19:b@thread.tacv2", "displayName": "Team", "description": null, "membershipType": "private"},
                         {"id": "19:4a95@thread.tacv2", "displayName": "Support", "description": "Bills", "membershipType": "standard"},
                         {"id": "19:c@thread.tacv2", "displayName": "Former", "membershipType": "standard", "isArchived": true}]}
              """)
          .when(
              "GET .*/channels/[^/ ]+ .*",
              "{\"id\": \"19:4a95@thread.tacv2\", \"displayName\": \"Support\"}")
          .when("PATCH .*", 204, "")
          .when("POST .*/softDelete .*", 204, "")
          .when("(GET|POST) .*/replies.*", ANSWER)
          .when("(GET|POST) .*/messages.*", HELLO);

  private final Messaging messaging = graph.of(Messaging.class);

  private static AnsweringVendor teams() {
    return new AnsweringVendor("teams", Json.EMPTY.with("team", Json.of("fbe2")));
  }

  private FakeCall call(String operation) {
    return graph.callOf("messaging." + operation);
  }

  private ChatMessage send(String text, @Nullable Ref thread) {
    return messaging.sendMessage(new NewChatMessage(CHANNEL, text, thread), call("message.send"));
  }

  private List<String> asked() {
    return graph.requests().stream()
        .map(each -> each.method() + " " + each.uri().getPath())
        .map(each -> each.replace("/v1.0/teams/fbe2/channels", "").replace(SUPPORT, "C"))
        .toList();
  }

  @Test
  void aMessageIsMarkdownAndNotifiesNone() {
    ChatMessage sent = send("**Late** <at id=\"0\">Ada</at> [bill](https://a.example/7)", null);

    WireRequest request = graph.requests().getLast();
    assertThat(asked()).containsExactly("POST /C/messages");
    assertThat(request.uri().getHost()).isEqualTo("graph.microsoft.com");
    assertThat(graph.lastBody())
        .contains("\"contentType\":\"html\"", "<strong>Late</strong> &lt;at id=")
        .doesNotContain("mentions");
    assertThat(sent.ref()).isEqualTo(FIRST);
    assertThat(sent.channel()).isEqualTo(CHANNEL);
    assertThat(sent.thread()).isNull();
    assertThat(sent.text()).isEqualTo("Hello **you**");
    assertThat(sent.author())
        .isEqualTo(new Person(new Ref("mine", "8ea0"), "Robin Kline", null, false));
    assertThat(sent.createdAt()).isEqualTo("2021-03-29T03:53:52.035Z");
    assertThat(sent.updatedAt()).isNull();
  }

  @Test
  void anAnswerGoesToTheThreadOfItsMessage() {
    ChatMessage sent = send("I do", REPLY);

    assertThat(asked()).containsExactly("POST /C/messages/1616/replies");
    assertThat(sent.ref()).isEqualTo(REPLY);
    assertThat(sent.thread()).isEqualTo(FIRST);
  }

  @Test
  void aThreadOfAnotherChannelIsNotFound() {
    Failure failure =
        Failures.expect(
            FailureCode.NOT_FOUND, () -> send("I do", new Ref("mine", "19:b@thread.tacv2/1/1")));

    assertThat(failure.fields()).containsKey("thread");
    assertThat(graph.requests()).isEmpty();
  }

  @Test
  void firstMessagesAndAnswersHavePathsOfTheirOwn() {
    messaging.getMessage(new WhichMessage(FIRST), call("message.get"));
    messaging.getMessage(new WhichMessage(REPLY), call("message.get"));
    messaging.deleteMessage(new WhichMessage(FIRST), call("message.delete"));
    messaging.deleteMessage(new WhichMessage(REPLY), call("message.delete"));
    ChatMessage changed =
        messaging.updateMessage(new MessageUpdate(FIRST, "Better"), call("message.update"));
    messaging.updateMessage(new MessageUpdate(REPLY, "Better"), call("message.update"));

    assertThat(asked())
        .containsExactly(
            "GET /C/messages/1616",
            "GET /C/messages/1616/replies/1617",
            "POST /C/messages/1616/softDelete",
            "POST /C/messages/1616/replies/1617/softDelete",
            "GET /C/messages/1616",
            "PATCH /C/messages/1616",
            "GET /C/messages/1616",
            "GET /C/messages/1616/replies/1617",
            "PATCH /C/messages/1616/replies/1617",
            "GET /C/messages/1616/replies/1617");
    assertThat(changed.ref()).isEqualTo(FIRST);
  }

  @Test
  void whatMarkdownCannotSayStaysInAMessageThatIsChanged() {
    String table = "<table><tr><td>%s owes</td></tr></table>";
    AnsweringVendor tables =
        teams()
            .when("PATCH .*", 204, "")
            .when(
                "GET .*",
                SAID.formatted(
                    "1616", "null", "<p>Late</p>" + table.formatted("<at id=\\\"0\\\">Ada</at>")));
    Messaging messages = tables.of(Messaging.class);
    ChatMessage read =
        messages.getMessage(new WhichMessage(FIRST), tables.callOf("messaging.message.get"));

    messages.updateMessage(
        new MessageUpdate(FIRST, read.text().replace("Late", "**Paid**")),
        tables.callOf("messaging.message.update"));

    assertThat(read.text()).contains("```html kept");
    WireRequest changed =
        tables.requests().stream().filter(each -> each.method().equals("PATCH")).findFirst().get();
    assertThat(new String(changed.body(), StandardCharsets.UTF_8))
        .contains("<p><strong>Paid</strong></p>", table.formatted("@Ada"))
        .doesNotContain("<at");
  }

  @Test
  void whatMarkdownCannotSayIsNoTextOfAnotherMessage() {
    String kept = "Late\n\n```html kept\n<table><tr><td>Ada</td></tr></table>\n```";

    Failure sent = Failures.expect(FailureCode.INVALID, () -> send(kept, null));
    assertThat(sent.fields()).containsKey("text");
    assertThat(sent.message()).contains("has a block 'html kept'");
    assertThat(asked()).isEmpty();
    Failures.expect(
        FailureCode.CONFLICT,
        () -> messaging.updateMessage(new MessageUpdate(FIRST, kept), call("message.update")));
    assertThat(asked()).containsExactly("GET /C/messages/1616");
  }

  @Test
  void messagesAreListedByPages() {
    AnsweringVendor paged =
        teams()
            .when("GET .*/replies.*", "{\"value\": [%s]}".formatted(ANSWER))
            .once(
                "GET .*/messages .*",
                200,
                """
                {"@odata.nextLink": "https://graph.microsoft.com/v1.0/teams/fbe2/channels/x/messages?$top=2&$skiptoken=b",
                 "value": [%s, %s, %s]}
                """
                    .formatted(
                        HELLO,
                        HELLO.replace("\"message\"", "\"unknownFutureValue\""),
                        HELLO.replace(
                            "\"importance\"",
                            "\"deletedDateTime\": \"2021-03-29T04:00:00Z\", \"importance\"")))
            .when("GET .*/messages.*", "{\"value\": [%s]}".formatted(HELLO));
    Messaging messages = paged.of(Messaging.class);
    FakeCall call = paged.callOf("messaging.message.list");

    Page<ChatMessage> first =
        messages.listMessages(new MessageQuery(CHANNEL, null, null, null, null, 2), call);
    Page<ChatMessage> second =
        messages.listMessages(new MessageQuery(CHANNEL, null, null, null, first.next(), 2), call);
    Page<ChatMessage> replies =
        messages.listMessages(new MessageQuery(CHANNEL, REPLY, null, null, null, 200), call);

    assertThat(first.items()).extracting(ChatMessage::ref).containsExactly(FIRST);
    assertThat(second.items()).extracting(ChatMessage::ref).containsExactly(FIRST);
    assertThat(second.next()).isNull();
    assertThat(replies.items()).extracting(ChatMessage::thread).containsExactly(FIRST);
    assertThat(paged.requests())
        .extracting(each -> each.uri().toString().replaceAll(".*/channels/[^/]*", ""))
        .containsExactly(
            "/messages?%24top=2",
            "/messages?%24top=2&%24skiptoken=b", "/messages/1616/replies?%24top=50");
  }

  @Test
  void messagesAreNotListedByTime() {
    Instant time = Instant.EPOCH;

    Failure since =
        Failures.expect(
            FailureCode.UNSUPPORTED,
            () ->
                messaging.listMessages(
                    new MessageQuery(CHANNEL, null, time, null, null, null), call("message.list")));
    Failure until =
        Failures.expect(
            FailureCode.UNSUPPORTED,
            () ->
                messaging.listMessages(
                    new MessageQuery(CHANNEL, null, null, time, null, null), call("message.list")));

    assertThat(since.fields()).containsKey("since");
    assertThat(until.fields()).containsKey("until");
    assertThat(asked()).isEmpty();
  }

  @Test
  void whomAMessageNamesIsText() {
    AnsweringVendor naming =
        teams()
            .when(
                "GET .*",
                SAID.formatted(
                    "1616", "null", "<p>Hello <at id=\\\"0\\\">Jane Smith</at>, all &gt; one</p>"));

    ChatMessage message =
        naming
            .of(Messaging.class)
            .getMessage(new WhichMessage(FIRST), naming.callOf("messaging.message.get"));

    assertThat(message.text()).isEqualTo("Hello @Jane Smith, all > one");
  }

  @Test
  void aMessageOfAnAppIsABots() {
    AnsweringVendor app =
        teams()
            .when(
                "GET .*",
                """
                {"id": "1616", "replyToId": null, "createdDateTime": "2021-03-29T03:53:52.035Z",
                 "from": {"user": null, "application": {"id": "a1", "displayName": "Builds"}},
                 "body": {"contentType": "text", "content": "a < b"},
                 "channelIdentity": {"teamId": "fbe2", "channelId": "19:4a95@thread.tacv2"}}
                """);

    ChatMessage message =
        app.of(Messaging.class)
            .getMessage(new WhichMessage(FIRST), app.callOf("messaging.message.get"));

    assertThat(message.author()).isEqualTo(new Person(new Ref("mine", "a1"), "Builds", null, true));
    assertThat(message.text()).isEqualTo("a < b");
  }

  @Test
  void aMessageThatWasDeletedIsNotFound() {
    AnsweringVendor deleted =
        teams()
            .when(
                "GET .*",
                HELLO.replace(
                    "\"importance\"",
                    "\"deletedDateTime\": \"2021-03-29T04:00:00Z\", \"importance\""));

    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            deleted
                .of(Messaging.class)
                .getMessage(new WhichMessage(FIRST), deleted.callOf("messaging.message.get")));
  }

  @Test
  void channelsAreListedByName() {
    Page<Channel> page =
        messaging.listChannels(new ChannelQuery(null, null, null), call("channel.list"));

    assertThat(page.items()).extracting(Channel::name).containsExactly("Support", "Team");
    assertThat(page.items()).extracting(Channel::topic).containsExactly("Bills", null);
    assertThat(page.items())
        .extracting(each -> each.type().toString())
        .containsExactly("PUBLIC", "PRIVATE");
    assertThat(
            messaging
                .listChannels(new ChannelQuery(true, null, null), call("channel.list"))
                .items())
        .extracting(Channel::name)
        .containsExactly("Former");
    assertThat(messaging.getChannel(new WhichChannel(CHANNEL), call("channel.get")).ref())
        .isEqualTo(CHANNEL);
  }

  @ParameterizedTest
  @CsvSource({
    "403, Forbidden, FORBIDDEN",
    "404, NotFound, NOT_FOUND",
    "401, Unauthorized, UNAUTHENTICATED",
    "400, BadRequest, INVALID",
    "429, TooManyRequests, RATE_LIMITED",
    "413, RequestEntityTooLarge, TOO_LARGE",
    "503, ServiceUnavailable, UNAVAILABLE",
  })
  void aRefusalTellsWhatMicrosoftSays(int status, String said, FailureCode expected) {
    AnsweringVendor refusing =
        teams()
            .when(
                "POST .*",
                status,
                "{\"error\": {\"code\": \"%s\", \"message\": \"Said by Microsoft\"}}"
                    .formatted(said));

    Failure failure = RefusedMessage.to(CHANNEL, refusing, expected);

    assertThat(failure.message()).contains("Said by Microsoft");
  }

  @Test
  void aMessageWithoutAnAnswerMayHaveBeenSent() {
    AnsweringVendor silent = teams().when("POST .*", 503, "");

    Failure failure = RefusedMessage.to(CHANNEL, silent, FailureCode.UNAVAILABLE);

    assertThat(failure.applied()).isNotEqualTo(Applied.NO);
  }
}
