package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Payload;
import io.auterity.spi.ai.ChatRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers name the models to ask when their first one fails, in the body or in a header. */
class AlternativeModelsTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final String MESSAGES = "'messages':[{'role':'user','content':'hi'}]";

  private final RunningGateway gateway = new RunningGateway();

  @BeforeEach
  void answers() {
    gateway.script.succeed(RunningGateway.HELLO);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void theBodyOfAChatNamesThem() throws Exception {
    Invocation call =
        made(gateway.post(CHAT, "{'model':'a','models':['a','b','c','b']," + MESSAGES + "}"));

    assertThat(call.alternatives()).containsExactly("b", "c");
    ChatRequest request = chat(call);
    assertThat(request.model()).isEqualTo("a");
    assertThat(request.extra()).isNull();
  }

  @Test
  void withoutModelTheFirstOfThemIsAsked() throws Exception {
    Invocation call = made(gateway.post(CHAT, "{'models':['a','b']," + MESSAGES + "}"));

    assertThat(chat(call).model()).isEqualTo("a");
    assertThat(call.alternatives()).containsExactly("b");
  }

  @Test
  void theResponsesApiTakesThemToo() throws Exception {
    HttpResponse<String> response =
        gateway.send(gateway.post("/v1/responses", "{'models':['a','b'],'input':'hi'}"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).doesNotContain("\"models\"");
    assertThat(gateway.script.invocations().getFirst().alternatives()).containsExactly("b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/chat/completions | {'model':'a','messages':[{'role':'user','content':'hi'}]}",
        "/v1/messages | {'model':'a','max_tokens':9,'messages':[{'role':'user','content':'hi'}]}",
        "/v1beta/models/a:generateContent | {'contents':[{'parts':[{'text':'hi'}]}]}",
        "/api/chat | {'model':'a','stream':false,'messages':[{'role':'user','content':'hi'}]}"
      })
  void aHeaderNamesThemAtEveryDoor(String path, String body) throws Exception {
    Invocation call = made(gateway.post(path, body).header("auterity-models", "b, other/c"));

    assertThat(call.alternatives()).containsExactly("b", "other/c");
  }

  @Test
  void thoseOfTheBodyStandBeforeThoseOfTheHeader() throws Exception {
    Invocation call =
        made(
            gateway
                .post(CHAT, "{'model':'a','models':['b']," + MESSAGES + "}")
                .header("auterity-models", "c,b"));

    assertThat(call.alternatives()).containsExactly("b", "c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'b'",
        "[1]",
        "['']",
        "['1','2','3','4','5','6','7','8','9']",
        "[['b']]",
      })
  void whatIsNoListOfModelsIsRefused(String models) throws Exception {
    HttpResponse<String> response =
        gateway.send(gateway.post(CHAT, "{'model':'a','models':" + models + "," + MESSAGES + "}"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("models");
    assertThat(gateway.script.invocations()).isEmpty();
  }

  @Test
  void bothTogetherAreBounded() throws Exception {
    HttpResponse<String> response =
        gateway.send(
            gateway
                .post(
                    CHAT,
                    "{'model':'a','models':['1','2','3','4','5','6','7','8']," + MESSAGES + "}")
                .header("auterity-models", "9"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("models: more than 8");
  }

  private static ChatRequest chat(Invocation call) {
    return (ChatRequest) ((Payload.OfRecord) call.input()).value();
  }

  private Invocation made(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = gateway.send(request);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return gateway.script.invocations().getFirst();
  }
}
