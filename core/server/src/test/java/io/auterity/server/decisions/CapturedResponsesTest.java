package io.auterity.server.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.ChatPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callers come back to their answers, at once and as long as they are there. */
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
  void whoNamesItemsOfManyAnswersIsAuditedOnceWithAll() {
    List<Reply> answers = Stream.generate(() -> ask("")).limit(OFTEN).toList();
    String named =
        answers.stream()
            .map(
                one ->
                    "{\"type\":\"item_reference\",\"id\":\"%s\"}"
                        .formatted(one.text("output.0.id")))
            .collect(Collectors.joining(","));

    Reply next =
        gateway.post(
            RESPONSES,
            "{\"model\":\"m\",\"input\":[%s,{\"role\":\"user\",\"content\":\"so\"}]}"
                .formatted(named));

    assertThat(next.text("output.0.content.0.text")).as(next.toString()).endsWith(" so");
    List<Json> entries =
        ((Json.Arr) admin.get("/api/v1/audit?limit=200").at("items"))
            .items().stream()
                .filter(entry -> entry.toString().contains("POST /v1/responses"))
                .toList();
    assertThat(entries).hasSize(1);
    assertThat(entries.getFirst().toString())
        .contains(answers.stream().map(CapturedResponsesTest::id).toList());
  }

  private Reply goOn(Client who, String id) {
    return who.post(
        RESPONSES,
        "{\"model\": \"m\", \"input\": \"x\", \"previous_response_id\": \"%s\"}".formatted(id));
  }

  @Test
  void nothingIsKeptWhereTheCallerDoesNotWantIt() {
    String unwanted = id(ask(", \"store\": false"));
    capture("full");
    String unwantedThere = id(ask(", \"store\": false"));

    for (String id : List.of(unwanted, unwantedThere)) {
      assertThat(gateway.get(RESPONSES + "/" + id).status()).isEqualTo(404);
      Reply refused = goOn(gateway, id);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text("error.code")).isEqualTo("previous_response_not_found");
      assertThat(refused.text("error.param")).isEqualTo("previous_response_id");
    }
  }

  @Test
  void nothingIsKeptWhereTheRouteSaysSo() {
    admin.apply(
        """
        {kind: route, id: none, spec: {when: {capability: ai.chat.create}, responses: none}}
        ---
        {kind: route, id: captured, spec: {when: {capability: ai.chat.stream}, capture: full, responses: none}}
        """);

    assertThat(goOn(gateway, id(ask(""))).status()).isEqualTo(400);
    assertThat(goOn(gateway, id(ask(", \"stream\": true"))).status()).isEqualTo(400);
  }

  @Test
  void withoutAnyRouteAConversationGoesOnForItsKeyAlone() {
    Client stranger = server.newTenant();
    stranger.apply("{kind: provider, id: echo, spec: {connector: echo-chat, config: {}}}");
    List<Client> others = List.of(gateway(admin.keyWith("operator")), gateway(stranger));
    for (int i = 0; i < OFTEN; i++) {
      String first = id(ask(", \"instructions\": \"be brief\""));

      Reply next = ask(", \"previous_response_id\": \"%s\"".formatted(first));
      Reply last = ask(", \"stream\": true, \"previous_response_id\": \"%s\"".formatted(id(next)));
      Reply after = ask(", \"previous_response_id\": \"%s\"".formatted(id(last)));

      assertThat(next.text("output.0.content.0.text")).isEqualTo("3 hi");
      assertThat(after.text("output.0.content.0.text")).isEqualTo("7 hi");
      assertThat(gateway.get(RESPONSES + "/" + id(next)).body()).isEqualTo(next.body());
      for (Client other : others) {
        assertThat(other.get(RESPONSES + "/" + first).status()).isEqualTo(404);
        assertThat(other.delete(RESPONSES + "/" + first).status()).isEqualTo(404);
        assertThat(goOn(other, first).text("error.code")).isEqualTo("previous_response_not_found");
      }
    }
  }

  @Test
  void whatIsDeletedWithoutACaptureIsErased() {
    Reply created = ask("");
    String id = id(created);

    assertThat(gateway.delete(RESPONSES + "/" + id).status()).isEqualTo(200);

    assertThat(goOn(gateway, id).status()).isEqualTo(400);
    assertThat(gateway.get(RESPONSES + "/" + id).status()).isEqualTo(404);
    assertThat(gateway.delete(RESPONSES + "/" + id).status()).isEqualTo(404);
    assertThat(admin.get("/api/v1/decisions/dec_" + id.substring(5) + "/content").body())
        .contains("\"capture\":\"none\"");
  }

  @Test
  void whatAGuardrailMaskedIsKeptMasked() {
    admin.apply(
        """
        kind: guardrail
        id: addresses
        spec: {on: [request], find: {personal: [email]}, act: restore}
        """);

    for (String how : List.of("", ", \"stream\": true")) {
      Reply created =
          gateway.post(
              RESPONSES,
              """
              {"model": "m", "input": "mail ann@corp.example", "instructions": "for bob@corp.example",
               "metadata": {"who": "ann@corp.example"}%s}"""
                  .formatted(how));
      assertThat(created.body()).contains("2 mail ann@corp.example");

      String path = RESPONSES + "/" + id(created);
      Reply again = gateway.get(path);
      Reply items = gateway.get(path + "/input_items");

      assertThat(again.text("output.0.content.0.text")).isEqualTo("2 mail [email_2]");
      assertThat(again.text("instructions")).isEqualTo("for [email_1]");
      assertThat(items.text("data.0.content.0.text")).isEqualTo("mail [email_2]");
      assertThat(again.body()).doesNotContain("corp.example");
      assertThat(goOn(gateway, id(created)).text("output.0.content.0.text")).isEqualTo("3 x");
    }
  }

  @Test
  void whatIsKeptIsMaskedWhereItWasAndNowhereElse() {
    admin.apply(
        """
        {kind: guardrail, id: rooms, spec: {on: [request], find: {words: ["12"]}, act: restore}}
        ---
        {kind: guardrail, id: mails, spec: {on: [request], find: {personal: [email]}, act: mask}}
        """);

    Reply created =
        gateway.post(
            RESPONSES,
            """
            {"model": "m", "input": "room 12 in 2012",
             "metadata": {"who": "eve@corp.example", "year": "2012"}}\
            """);
    assertThat(created.text("output.0.content.0.text")).isEqualTo("1 room 12 in 2012");

    Reply again = gateway.get(RESPONSES + "/" + id(created));

    assertThat(again.text("output.0.content.0.text")).matches("1 room \\[\\w+_1] in 2012");
    assertThat(again.text("metadata.year")).isEqualTo("2012");
    assertThat(again.text("metadata.who")).isEqualTo("[email_1]");
  }
}
