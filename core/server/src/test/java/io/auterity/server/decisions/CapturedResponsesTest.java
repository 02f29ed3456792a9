package io.auterity.server.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.ChatPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callers come back to what routes keep, at once and as long as it is there. */
@Tag("postgresql")
class CapturedResponsesTest {

  private static final String RESPONSES = "/v1/responses";
  private static final Pattern ID = Pattern.compile("resp_[0-9a-f]{32}");
  private static final int OFTEN = 20;

  /** It says how many messages it was told, and the last. */
  private static final String CHATS =
      """
      private static String said(ChatRequest request) {
        Part last = request.messages().getLast().parts().getLast();
        return request.messages().size() + " " + ((Part.Text) last).text();
      }

      public ChatResponse createChat(ChatRequest request, Call call) {
        return new ChatResponse("1", request.model(), List.of(new Part.Text(said(request))),
            FinishReason.STOP, new TokenUsage(2, 1, 0, 0), null);
      }

      public Events<ChatEvent> streamChat(ChatRequest request, Call call) {
        Iterator<ChatEvent> events =
            List.<ChatEvent>of(
                    new ChatEvent.Started("1", request.model()),
                    new ChatEvent.PartDelta(0, new Part.Text(said(request))),
                    new ChatEvent.Used(new TokenUsage(2, 1, 0, 0)),
                    new ChatEvent.Finished(FinishReason.STOP))
                .iterator();
        return new Events<>() {
          public ChatEvent next() { return events.hasNext() ? events.next() : null; }
          public void close() {}
        };
      }
      """;

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(plugins -> ChatPlugin.write("echo", CHATS, plugins.resolve("echo.jar")));

  private final Client admin = server.newTenant();
  private final Client gateway = gateway(admin);

  private static Client gateway(Client who) {
    return new Client(server.gateway().toString()).bearer(who.key());
  }

  @BeforeEach
  void provide() {
    admin.apply("{kind: provider, id: echo, spec: {connector: echo-chat, config: {}}}");
  }

  private void capture(String what) {
    admin.apply(
        """
        {kind: route, id: whole, spec: {when: {capability: ai.chat.create}, capture: %1$s}}
        ---
        {kind: route, id: streamed, spec: {when: {capability: ai.chat.stream}, capture: %1$s}}
        """
            .formatted(what));
  }

  private Reply ask(String more) {
    Reply reply =
        gateway.post(RESPONSES, "{\"model\": \"m\", \"input\": \"hi\"%s}".formatted(more));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply;
  }

  private static String id(Reply reply) {
    return ID.matcher(reply.body()).results().map(MatchResult::group).findFirst().orElseThrow();
  }

  @Test
  void anAnswerIsThereAtOnceHoweverOftenOneAsks() {
    capture("full");

    for (int i = 0; i < OFTEN; i++) {
      Reply created = ask("");

      Reply again = gateway.get(RESPONSES + "/" + id(created));

      assertThat(again.status()).as(again.toString()).isEqualTo(200);
      assertThat(again.body()).isEqualTo(created.body());
    }
  }

  @Test
  void aStreamedAnswerIsThereAtOnceHoweverOftenOneAsks() {
    capture("full");

    for (int i = 0; i < OFTEN; i++) {
      Reply created = ask(", \"stream\": true");

      Reply again = gateway.get(RESPONSES + "/" + id(created));

      assertThat(again.status()).as(again.toString()).isEqualTo(200);
      assertThat(created.body()).contains("\"response\":" + again.body() + "}\n\n");
      assertThat(again.text("output.0.content.0.text")).isEqualTo("1 hi");
    }
  }

  @Test
  void aConversationGoesOnFromWhatWasKept() {
    capture("full");
    String first = id(ask(", \"instructions\": \"be brief\""));

    Reply next = ask(", \"previous_response_id\": \"%s\"".formatted(first));
    Reply last = ask(", \"stream\": true, \"previous_response_id\": \"%s\"".formatted(id(next)));

    assertThat(next.text("output.0.content.0.text")).isEqualTo("3 hi");
    assertThat(last.body()).contains("\"delta\":\"5 hi\"");
    Reply items = gateway.get(RESPONSES + "/" + id(next) + "/input_items?order=asc");
    assertThat(items.text("data.1.content.0.text")).isEqualTo("2 hi");
  }

  @Test
  void nobodyElseIsToldOfIt() {
    capture("full");
    String path = RESPONSES + "/" + id(ask(""));

    assertThat(gateway(admin.keyWith("operator")).get(path).status()).isEqualTo(404);
    assertThat(gateway(admin.keyWith("viewer")).get(path).status()).isIn(403, 404);
    assertThat(gateway(server.newTenant()).get(path).status()).isEqualTo(404);
    assertThat(gateway(server.newTenant()).delete(path).status()).isEqualTo(404);
    assertThat(gateway.get(path).status()).isEqualTo(200);
  }

  @Test
  void whatIsDeletedIsToldNoMoreAndStaysForAuditors() {
    capture("full");
    String id = id(ask(""));
    String content = "/api/v1/decisions/dec_" + id.substring(5) + "/content";
    assertThat(admin.awaiting(content, "input.model", "m").text("input.model")).isEqualTo("m");

    assertThat(gateway.delete(RESPONSES + "/" + id).status()).isEqualTo(200);

    assertThat(gateway.get(RESPONSES + "/" + id).status()).isEqualTo(404);
    assertThat(gateway.delete(RESPONSES + "/" + id).status()).isEqualTo(404);
    assertThat(admin.get(content).text("input.model")).isEqualTo("m");
  }

  @Test
  void whoComesBackIsAudited() {
    capture("full");
    String id = id(ask(""));

    gateway.get(RESPONSES + "/" + id);
    gateway.delete(RESPONSES + "/" + id);

    assertThat(admin.get("/api/v1/audit").body())
        .contains("GET /v1/responses/" + id, "DELETE /v1/responses/" + id);
  }

  @Test
  void nothingIsKeptWhereNoRouteSaysSoOrTheCallerDoesNotWantIt() {
    String unkept = id(ask(""));
    capture("full");
    String unwanted = id(ask(", \"store\": false"));

    assertThat(gateway.get(RESPONSES + "/" + unkept).status()).isEqualTo(404);
    assertThat(gateway.get(RESPONSES + "/" + unwanted).status()).isEqualTo(404);
    Reply refused =
        gateway.post(
            RESPONSES,
            "{\"model\": \"m\", \"input\": \"x\", \"previous_response_id\": \"%s\"}"
                .formatted(unwanted));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("previous_response_id", "capture: full");
  }
}
