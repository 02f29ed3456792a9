package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.messaging.Channel;
import io.auterity.spi.messaging.ChannelQuery;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.spi.messaging.MessageUpdate;
import io.auterity.spi.messaging.Messaging;
import io.auterity.spi.messaging.NewChatMessage;
import io.auterity.spi.messaging.Person;
import io.auterity.spi.messaging.WhichChannel;
import io.auterity.spi.messaging.WhichMessage;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.files.VendorWitness;
import java.io.IOException;
import java.util.List;
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

  private String lastBody() {
    return google.lastBody();
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

    VendorWitness.ofGoogle(DESCRIPTION).assertDescribes(google.requests(), 7);
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

    Failure failure =
        Failures.expect(
            expected,
            () ->
                refusing
                    .of(Messaging.class)
                    .sendMessage(
                        new NewChatMessage(SPACE, "Hello", null),
                        refusing.callOf("messaging.message.send")));

    assertThat(failure.message()).contains("Said by Google");
    assertThat(new String(refusing.requests().getFirst().body(), UTF_8)).contains("Hello");
  }
}
