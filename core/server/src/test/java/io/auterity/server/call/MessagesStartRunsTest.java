package io.auterity.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.outbox.EventSchema;
import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages and answers of the embedded messaging service start workflows, which send messages. */
@Tag("postgresql")
class MessagesStartRunsTest {

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(plugins -> BundledPlugin.write("messaging", plugins, "jackson-core-"));

  private final Client client = server.newTenant();

  @BeforeEach
  void open() {
    client.apply(
        """
        kind: provider
        id: chat
        spec: {connector: embedded-messaging}
        """);
    call("channel.create", "{\"name\": \"support\"}");
  }

  private Reply call(String operation, String input) {
    Reply reply = client.post("/api/v1/call/messaging." + operation, input);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply;
  }

  private String sent(String text) {
    Reply reply =
        call("message.send", "{\"channel\": \"#support\", \"text\": \"%s\"}".formatted(text));
    return String.valueOf(reply.text("ref.id"));
  }

  @Test
  void aMessageStartsARunThatAnswersInItsThread() {
    client.apply(
        """
        kind: workflow
        id: reply
        spec:
          input: {about: {type: string}, text: {type: string}, event: {type: object}}
          triggers:
            - id: message
              event: io.auterity.messaging.message.created.v1
              when: "${!has(event.data.record.thread)}"
              input: {about: "${event.subject}", text: "${event.data.record.text}", event: "${event}"}
          steps:
            - id: answer
              call: messaging.message.send
              with: {channel: support, thread: "${input.about}", text: "Seen: ${input.text}"}
        """);

    String message = sent("The printer is on fire");
    Reply runs = client.awaiting("/api/v1/runs", "items", "\"succeeded\"");

    Reply input = client.get("/api/v1/runs/" + runs.text("items.0.id") + "/input");
    EventSchema.assertSeenFits((Json.Obj) input.at("event"));
    assertThat(input.text("about")).isEqualTo(message);
    Reply thread =
        call("message.list", "{\"channel\": \"support\", \"thread\": \"%s\"}".formatted(message));
    assertThat(thread.text("items.0.text")).isEqualTo("Seen: The printer is on fire");
    assertThat(thread.text("items.0.thread.id")).isEqualTo(message);
    assertThat(thread.text("items.0.author.ref.id")).startsWith("key_");
  }

  @Test
  void anAnswerStartsARunThatKnowsWhoGaveIt() {
    client.apply(
        """
        kind: workflow
        id: paid
        spec:
          input: {choice: {type: string}, by: {type: string}}
          triggers:
            - id: answer
              event: io.auterity.messaging.answer.given.v1
              when: "${event.subject == 'invoice-7'}"
              input: {choice: "${event.data.record.choice}", by: "${event.data.record.by.ref.id}"}
          steps: [{id: said, transform: "${input.choice}"}]
        """);
    Reply asked =
        call(
            "question.ask",
            """
            {"channel": "support", "question": "invoice-7", "text": "Pay invoice 7?",
             "choices": [{"id": "yes", "label": "Pay"}, {"id": "no", "label": "Refuse"}]}
            """);
    String answer = "{\"message\": \"%s\", \"choice\": \"yes\"}".formatted(asked.text("ref.id"));

    Reply first = call("question.answer", answer);
    Reply again = call("question.answer", answer);
    Reply runs = client.awaiting("/api/v1/runs", "items", "\"succeeded\"");

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(((Json.Arr) runs.at("items")).items()).hasSize(1);
    Reply input = client.get("/api/v1/runs/" + runs.text("items.0.id") + "/input");
    assertThat(input.text("choice")).isEqualTo("yes");
    assertThat(input.text("by")).isEqualTo(first.text("by.ref.id")).startsWith("key_");
  }

  @Test
  void anotherTenantSeesNoneOfIt() {
    String message = sent("Ours");
    Client other = server.newTenant();
    other.apply("{kind: provider, id: chat, spec: {connector: embedded-messaging}}");

    assertThat(
            other
                .post(
                    "/api/v1/call/messaging.message.get",
                    "{\"message\": \"%s\"}".formatted(message))
                .status())
        .isEqualTo(404);
    assertThat(other.post("/api/v1/call/messaging.channel.list", "{}").body())
        .doesNotContain("support");
  }

  @Test
  void whatIsTooLongOrWrongIsRefusedByItsField() {
    String tooLong = "{\"channel\": \"support\", \"text\": \"%s\"}".formatted("x".repeat(40_001));

    Reply refused = client.post("/api/v1/call/messaging.message.send", tooLong);
    Reply twice =
        client.post(
            "/api/v1/call/messaging.question.ask",
            """
            {"channel": "support", "question": "q", "text": "Pay?",
             "choices": [{"id": "yes", "label": "A"}, {"id": "yes", "label": "B"}]}
            """);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("text").contains("40000");
    assertThat(twice.status()).isEqualTo(400);
    assertThat(twice.body()).contains("two choices have the same id");
  }
}
