package io.auterity.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.StoredResponse;
import io.auterity.gateway.openai.Bodies;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Script;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers come back to what was kept as a real server keeps it. */
class KeptResponsesTest {

  private static final String RESPONSES = "/v1/responses";
  private static final String ASKED =
      "{'model':'gpt','instructions':'be brief','input':[{'role':'user','content':'hi'}],"
          + "'metadata':{'a':'b'}}";
  private static final List<Part> SAID =
      List.of(new Part.Reasoning("hm", "s3al", "anthropic"), new Part.Text("hello"));
  private static final TokenUsage USAGE = new TokenUsage(3, 1, 0, 0);

  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return gateway.send(gateway.request(path).method(method, BodyPublishers.noBody()));
  }

  private Json.Obj json(HttpResponse<String> response) {
    return Bodies.JSON.readObject(response.body().getBytes(UTF_8));
  }

  /** Asks for an answer and keeps it; the answer. */
  private Json.Obj created() throws Exception {
    ChatResponse answer = new ChatResponse("c", "gpt-4o", SAID, FinishReason.STOP, USAGE, null);
    gateway.script.succeed(answer);
    Json.Obj response = json(gateway.send(gateway.post(RESPONSES, ASKED)));
    keep(Bodies.BINDER.render(answer));
    return response;
  }

  private void keep(Json output) {
    Invocation call = gateway.script.invocations().getLast();
    Json.Obj input = Bodies.BINDER.render(((Payload.OfRecord) call.input()).value());
    gateway.responses.kept.put(
        call.id(),
        new StoredResponse(call.id(), Objects.requireNonNull(call.asked()), input, output));
  }

  @Test
  void whatWasAnsweredIsToldAgain() throws Exception {
    Json.Obj created = created();

    HttpResponse<String> again = send("GET", RESPONSES + "/" + created.text("id"));

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again)).isEqualTo(created);
    assertThat(gateway.responses.comers.getFirst().act())
        .isEqualTo("GET /v1/responses/" + created.text("id"));
    assertThat(gateway.responses.comers.getFirst().address()).isEqualTo("127.0.0.1");
    assertThat(send("GET", RESPONSES + "/" + created.text("id") + "?stream=true").statusCode())
        .isEqualTo(400);
  }

  @Test
  void whatWasStreamedIsToldAgain() throws Exception {
    List<ChatEvent> events =
        List.of(
            new ChatEvent.Started("c", "gpt-4o"),
            new ChatEvent.PartDelta(0, new Part.Text("hel")),
            new ChatEvent.PartDelta(0, new Part.Text("lo")),
            new ChatEvent.Used(USAGE),
            new ChatEvent.Finished(FinishReason.LENGTH));
    gateway.script.answer(
        invocation -> {
          Script.Play play = new Script.Play(invocation.id());
          events.forEach(one -> play.say((Record) one));
          return play.succeed(null);
        });
    String stream =
        gateway.send(gateway.post(RESPONSES, "{'model':'gpt','input':'hi','stream':true}")).body();
    keep(
        Json.array(
            List.of(
                event(events.get(0)),
                event(new ChatEvent.PartDelta(0, new Part.Text("hello"))),
                event(events.get(3)),
                event(events.get(4)))));

    String last = stream.substring(stream.lastIndexOf("data: ") + "data: ".length());
    Json.Obj told = Bodies.json(last);
    Json.Obj response = (Json.Obj) Objects.requireNonNull(told.get("response"));
    assertThat(json(send("GET", RESPONSES + "/" + response.text("id")))).isEqualTo(response);
    assertThat(response.text("status")).isEqualTo("incomplete");
  }

  private static final Capability STREAM = Catalogue.standard().get("ai.chat.stream");

  private static Json event(ChatEvent event) {
    return Bodies.BINDER.render(STREAM, (Record) event);
  }

  @Test
  void aStreamThatBrokeOffHasFailed() throws Exception {
    Json.Obj created = created();
    keep(Json.array(List.of(event(new ChatEvent.PartDelta(0, new Part.Text("hel"))))));

    Json.Obj again = json(send("GET", RESPONSES + "/" + created.text("id")));

    assertThat(again.text("status")).isEqualTo("failed");
    assertThat(again.toString()).contains("hel");
  }

  @Test
  void aConversationGoesOn() throws Exception {
    Json.Obj created = created();

    gateway.send(
        gateway.post(
            RESPONSES,
            "{'model':'gpt','instructions':'be long','input':'more','previous_response_id':'%s'}"
                .formatted(created.text("id"))));

    ChatRequest asked =
        (ChatRequest) ((Payload.OfRecord) gateway.script.invocations().getLast().input()).value();
    assertThat(asked.messages())
        .containsExactly(
            Message.text(Role.SYSTEM, "be long"),
            Message.text(Role.USER, "hi"),
            new Message(Role.ASSISTANT, SAID),
            Message.text(Role.USER, "more"));
  }

  @Test
  void aConversationThatIsNotKeptIsRefusedAsTheVendorRefusesIt() throws Exception {
    for (String id : List.of(StoredResponse.ID.write(new UUID(7L << 12, 1)), "resp_68f0", "x")) {
      HttpResponse<String> refused =
          gateway.send(
              gateway.post(
                  RESPONSES,
                  "{'model':'gpt','input':'more','previous_response_id':'%s'}".formatted(id)));

      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(json(refused).get("error"))
          .isEqualTo(
              Json.EMPTY
                  .with("message", Json.of("Previous response with id '" + id + "' not found."))
                  .with("type", Json.of("invalid_request_error"))
                  .with("param", Json.of("previous_response_id"))
                  .with("code", Json.of("previous_response_not_found")));
    }
  }

  @Test
  void anItemThatIsNamedIsTheItem() throws Exception {
    Json.Obj created = created();
    List<String> ids =
        ((Json.Arr) Objects.requireNonNull(created.get("output")))
            .items().stream().map(item -> ((Json.Obj) item).text("id")).toList();

    gateway.send(
        gateway.post(
            RESPONSES,
            "{'model':'gpt','input':[{'role':'user','content':'hi'},{'type':'item_reference','id':'%s'},{'type':'item_reference','id':'%s'},{'role':'user','content':'more'}]}"
                .formatted(ids.get(0), ids.get(1))));

    ChatRequest asked =
        (ChatRequest) ((Payload.OfRecord) gateway.script.invocations().getLast().input()).value();
    assertThat(asked.messages())
        .containsExactly(
            Message.text(Role.USER, "hi"),
            new Message(Role.ASSISTANT, SAID),
            Message.text(Role.USER, "more"));
  }

  @Test
  void allItemsThatARequestNamesAreFoundAtOnce() throws Exception {
    StringBuilder named = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      for (Json item : ((Json.Arr) Objects.requireNonNull(created().get("output"))).items()) {
        named
            .append(",{'type':'item_reference','id':'")
            .append(((Json.Obj) item).text("id"))
            .append("'}");
      }
    }

    HttpResponse<String> answer =
        gateway.send(
            gateway.post(
                RESPONSES,
                "{'model':'gpt','input':[{'role':'user','content':'hi'}%s]}".formatted(named)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(gateway.responses.comers).hasSize(1);
    assertThat(
            gateway
                .send(
                    gateway.post(
                        RESPONSES,
                        "{'model':'gpt','input':[{'type':'item_reference','id':'msg_%s_0'}%s]}"
                            .formatted("0123456789ab7def8123456789abcdef", named)))
                .statusCode())
        .isEqualTo(404);
    assertThat(gateway.responses.comers).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "msg_0123456789ab7def8123456789abcdef_0",
        "msg_68f0c2",
        "a",
        "rs_0123456789ab7def8123456789abcdef_99999999"
      })
  void anItemThatIsNotKeptIsRefusedAsTheVendorRefusesIt(String id) throws Exception {
    HttpResponse<String> refused =
        gateway.send(
            gateway.post(
                RESPONSES,
                "{'model':'gpt','input':[{'type':'item_reference','id':'%s'}]}".formatted(id)));

    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(json(refused).get("error"))
        .isEqualTo(
            Json.EMPTY
                .with("message", Json.of("Item with id '" + id + "' not found."))
                .with("type", Json.of("invalid_request_error"))
                .with("param", Json.of("input"))
                .with("code", Json.NULL));
  }

  @Test
  void theInputIsListedByPages() throws Exception {
    String path = RESPONSES + "/" + created().text("id") + "/input_items";

    Json.Obj all = json(send("GET", path));
    Json.Obj none = json(send("GET", path + "?order=asc&after=" + all.text("last_id")));

    assertThat(all.toString()).contains("\"text\":\"hi\"").doesNotContain("be brief");
    assertThat(all.get("has_more")).isEqualTo(Json.of(false));
    assertThat(none.get("data")).isEqualTo(Json.array(List.of()));
    assertThat(send("GET", path + "?limit=0").statusCode()).isEqualTo(400);
    assertThat(send("GET", path + "?after=x").statusCode()).isEqualTo(400);
  }

  @Test
  void whatIsRemovedIsGone() throws Exception {
    String path = RESPONSES + "/" + created().text("id");

    HttpResponse<String> removed = send("DELETE", path);

    assertThat(removed.statusCode()).isEqualTo(200);
    assertThat(json(removed).get("deleted")).isEqualTo(Json.of(true));
    assertThat(send("GET", path).statusCode()).isEqualTo(404);
    assertThat(send("DELETE", path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/responses/resp_0123456789abcdef0123456789abcdef",
        "/v1/responses/dec_0123456789abcdef0123456789abcdef",
        "/v1/responses/x%00",
        "/v1/responses/a/b/c",
        "/v1/responses/resp_1/input_items"
      })
  void whatIsNotKeptIsNotFound(String path) throws Exception {
    assertThat(send("GET", path).statusCode()).isEqualTo(404);
    assertThat(gateway.script.invocations()).isEmpty();
  }

  @Test
  void whoMayNotChatMayNotComeBack() throws Exception {
    String path = RESPONSES + "/" + created().text("id");
    gateway.allowed.set(false);

    assertThat(send("GET", path).statusCode()).isEqualTo(403);
    assertThat(send("DELETE", path).statusCode()).isEqualTo(403);
  }

  @Test
  void whatItsCallerDoesNotWantKeptIsNotHandedOn() throws Exception {
    gateway.script.succeed(new ChatResponse("c", "gpt-4o", SAID, FinishReason.STOP, USAGE, null));

    gateway.send(gateway.post(RESPONSES, "{'model':'gpt','input':'hi','store':false}"));

    assertThat(gateway.script.invocations().getFirst().asked()).isNull();
  }

  @Test
  void aChatIsNoResponse() throws Exception {
    gateway.script.succeed(new ChatResponse("c", "gpt-4o", SAID, FinishReason.STOP, USAGE, null));

    gateway.send(
        gateway.post(
            "/v1/chat/completions", "{'model':'gpt','messages':[{'role':'user','content':'hi'}]}"));

    assertThat(gateway.script.invocations().getFirst().asked()).isNull();
  }
}
