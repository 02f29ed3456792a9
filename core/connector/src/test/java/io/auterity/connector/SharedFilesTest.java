package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.messaging.ChatFile;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.spi.messaging.Messaging;
import io.auterity.spi.messaging.NewChatMessage;
import io.auterity.spi.messaging.WhichMessage;
import io.auterity.testkit.contract.Failures;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of messages and whom these name, as services of chat have them; Slack has its own test. */
class SharedFilesTest {

  private static ChatMessage read(String connector, Json.Obj config, String id, String reply) {
    AnsweringVendor vendor = new AnsweringVendor(connector, config).when("GET .*", reply);
    return vendor
        .of(Messaging.class)
        .getMessage(new WhichMessage(new Ref("mine", id)), vendor.callOf("messaging.message.get"));
  }

  private static Ref ref(String id) {
    return new Ref("mine", id);
  }

  /** As https://discord.com/developers/docs/resources/message#attachment-object has it. */
  @Test
  void discordTellsAttachmentsAndWhomAMessageMentions() {
    ChatMessage read =
        read(
            "discord",
            Json.EMPTY.with("url", Json.of("https://vendor.example")).with("guild", Json.of("12")),
            "41/33",
            """
            {"id": "33", "channel_id": "41", "type": 0, "content": "<@8> look", "timestamp": "2017-07-11T17:27:07.299000+00:00",
             "author": {"id": "5", "username": "mason"}, "mentions": [{"id": "8", "username": "ada"}],
             "attachments": [{"id": "77", "filename": "a.pdf", "content_type": "application/pdf", "size": 12, "url": "https://cdn.discordapp.com/x"}]}
            """);

    assertThat(read.files())
        .containsExactly(new ChatFile(ref("41/33/77"), "a.pdf", "application/pdf", 12L, null));
    assertThat(read.mentions()).containsExactly(ref("8"));
  }

  /** As https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages. */
  @Test
  void googleChatTellsAttachmentsAndWhomAMessageMentions() {
    ChatMessage read =
        read(
            "google-chat",
            Json.EMPTY,
            "AAAA/B.C",
            """
            {"name": "spaces/AAAA/messages/B.C", "text": "@Ada look", "createTime": "2026-11-27T09:00:00.5Z",
             "annotations": [{"type": "USER_MENTION", "userMention": {"user": {"name": "users/7"}, "type": "MENTION"}}, {"type": "SLASH_COMMAND"}],
             "attachment": [{"name": "spaces/AAAA/messages/B.C/attachments/D", "contentName": "a.pdf", "contentType": "application/pdf"}]}
            """);

    assertThat(read.files())
        .containsExactly(
            new ChatFile(
                ref("AAAA/messages/B.C/attachments/D"), "a.pdf", "application/pdf", null, null));
    assertThat(read.mentions()).containsExactly(ref("users/7"));
  }

  /** As https://learn.microsoft.com/graph/api/resources/chatmessageattachment has it. */
  @Test
  void teamsTellsFilesAndWhomAMessageMentions() {
    ChatMessage read =
        read(
            "teams",
            Json.EMPTY.with("team", Json.of("fbe2")),
            "19:4a95@thread.tacv2/1616/1616",
            """
            {"id": "1616", "messageType": "message", "createdDateTime": "2021-03-29T03:53:52.035Z",
             "body": {"contentType": "html", "content": "<at id=\\"0\\">Ada</at> look"}, "channelIdentity": {"channelId": "19:4a95@thread.tacv2"},
             "mentions": [{"id": 0, "mentionText": "Ada", "mentioned": {"user": {"id": "8ea0"}}}, {"id": 1, "mentioned": {"user": null}}],
             "attachments": [{"id": "153f", "contentType": "reference", "contentUrl": "https://m365x.sharepoint.com/a.docx", "name": "a.docx"},
                             {"id": "16f3", "contentType": "messageReference", "content": "{}"}]}
            """);

    assertThat(read.files())
        .containsExactly(
            new ChatFile(
                ref("19:4a95@thread.tacv2/1616/1616/153f"),
                "a.docx",
                null,
                null,
                "https://m365x.sharepoint.com/a.docx"));
    assertThat(read.mentions()).containsExactly(ref("8ea0"));
  }

  /** As https://core.telegram.org/bots/api#message has them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "document": {"file_id": "D1", "file_name": "a.pdf", "mime_type": "application/pdf", "file_size": 12} | D1 | a.pdf
          "voice": {"file_id": "V1", "duration": 3, "mime_type": "audio/ogg", "file_size": 12} | V1 |
          "photo": [{"file_id": "P1", "width": 90, "file_size": 4}, {"file_id": "P2", "width": 800, "file_size": 12}] | P2 |
          """)
  void whatComesWithAFileStartsATriggerAtTelegram(String file, String id, @Nullable String name) {
    WebhookReading reading =
        new WebhookFile(VendorFiles.plugin("telegram"))
            .read(
                """
                {"update_id": 7, "message": {"message_id": 42, "date": 1772366400, "chat": {"id": -100123, "type": "group"}, "caption": "Ada look",
                 "caption_entities": [{"type": "text_mention", "offset": 0, "length": 3, "user": {"id": 8}}],
                 "from": {"id": 5, "is_bot": false, "first_name": "Bob"}, %s}}
                """
                    .formatted(file),
                Map.of("x-telegram-bot-api-secret-token", WebhookFile.SECRET));

    assertThat(reading).as(reading.toString()).isInstanceOf(WebhookReading.Events.class);
    Json.Obj record = ((WebhookReading.Events) reading).events().getFirst().record();
    assertThat(record.text("text")).isEqualTo("Ada look");
    Json.Obj told =
        (Json.Obj) ((Json.Arr) Objects.requireNonNull(record.get("files"))).items().getFirst();
    assertThat(told.get("ref")).isEqualTo(of(id));
    assertThat(told.text("name")).isEqualTo(name);
    assertThat(told.get("size")).isEqualTo(Json.of(12L));
    assertThat(record.get("mentions")).isEqualTo(Json.array(List.of(of("8"))));
  }

  @ParameterizedTest
  @CsvSource({"google-chat,AAAA", "teams,19:4a95@thread.tacv2", "telegram,-100123"})
  void whoIsToBeNotifiedIsNotDroppedWithoutAWord(String connector, String channel) {
    AnsweringVendor vendor =
        new AnsweringVendor(connector, Json.EMPTY.with("team", Json.of("fbe2")));
    NewChatMessage message =
        new NewChatMessage(ref(channel), "Late", null).withMentions(List.of(ref("7")));

    Failure failure =
        Failures.expect(
            FailureCode.UNSUPPORTED,
            () ->
                vendor
                    .of(Messaging.class)
                    .sendMessage(message, vendor.callOf("messaging.message.send")));

    assertThat(failure.fields()).containsKey("mentions");
    assertThat(vendor.requests()).isEmpty();
  }

  private static Json of(String id) {
    return Json.EMPTY.with("provider", Json.of("mine")).with("id", Json.of(id));
  }
}
