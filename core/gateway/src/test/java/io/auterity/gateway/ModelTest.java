package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Script;
import io.auterity.platform.catalogue.Payload;
import io.auterity.spi.Cursor;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelTest {

  private final RunningGateway gateway = new RunningGateway();

  @BeforeEach
  void providers() {
    gateway
        .fleet
        .with("local", List.of("embedding.create"), "bge")
        .with("openai", List.of("chat.create", "model.list"));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void listsWhatIsConfiguredAndWhatProvidersSay() throws Exception {
    gateway.script.succeed(
        new Page<>(
            List.of(
                new Model("gpt-4o", "openai-inc", Instant.ofEpochSecond(1_700_000_000)),
                new Model("bge", "other", null)),
            null));

    HttpResponse<String> response = gateway.send(gateway.request("/v1/models").GET());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            """
            {"object":"list","data":[\
            {"id":"bge","object":"model","created":0,"owned_by":"local"},\
            {"id":"gpt-4o","object":"model","created":1700000000,"owned_by":"openai-inc"}]}\
            """);
    Invocation call = gateway.script.invocations().getFirst();
    assertThat(call.capability()).isEqualTo("ai.model.list");
    assertThat(call.input()).isEqualTo(Payload.of(new ModelQuery(null, null, "openai")));
    assertThat(call.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(response.headers().firstValue("auterity-incomplete")).isEmpty();
  }

  @Test
  void ollamasCapabilitiesAreToldAsItsServerDoes() throws Exception {
    Json.Obj told = Json.EMPTY.with("capabilities", Json.array(List.of(Json.of("embedding"))));
    gateway.script.succeed(
        new Page<>(
            List.of(new Model("bert", null, null, null, 512L, null, Extra.of("ollama", told))),
            null));

    assertThat(gateway.send(gateway.post("/api/show", "{'model':'bert'}")).body())
        .contains("\"capabilities\":[\"embedding\"]")
        .contains(".context_length\":512");
  }

  @Test
  void namesTheProvidersThatDidNotAnswer() throws Exception {
    gateway.script.fail(Failure.of(FailureCode.UNAVAILABLE, "down"));

    HttpResponse<String> response = gateway.send(gateway.request("/v1/models").GET());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("bge");
    assertThat(response.headers().firstValue("auterity-incomplete")).hasValue("openai");
  }

  @Test
  void namesAProviderThatHasMoreThanItSaid() throws Exception {
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .succeed(new Page<>(List.of(new Model("gpt", null, null)), new Cursor("more"))));

    HttpResponse<String> response = gateway.send(gateway.request("/v1/models").GET());

    assertThat(response.body()).contains("gpt");
    assertThat(response.headers().firstValue("auterity-incomplete")).hasValue("openai");
  }

  @Test
  void findsOneModelWithoutACallWhereItCan() throws Exception {
    HttpResponse<String> response = gateway.send(gateway.request("/v1/models/bge").GET());

    assertThat(response.body())
        .isEqualTo("{\"id\":\"bge\",\"object\":\"model\",\"created\":0,\"owned_by\":\"local\"}");
    assertThat(gateway.script.invocations()).isEmpty();
  }

  @Test
  void findsAModelWhoseIdHoldsASlash() throws Exception {
    gateway.script.succeed(new Page<>(List.of(new Model("meta/llama 3", "meta", null)), null));

    assertThat(gateway.send(gateway.request("/v1/models/meta%2Fllama%203").GET()).body())
        .contains("\"id\":\"meta/llama 3\"");
    assertThat(gateway.send(gateway.request("/v1/models/meta/llama%203").GET()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void saysThatAModelIsUnknown() throws Exception {
    gateway.script.succeed(new Page<>(List.of(), null));

    HttpResponse<String> response = gateway.send(gateway.request("/v1/models/nope").GET());

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("\"code\":\"model_not_found\"");
  }

  @Test
  void isDeniedToWhoMayNotList() throws Exception {
    gateway.allowed.set(false);

    HttpResponse<String> response = gateway.send(gateway.request("/v1/models").GET());

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains("may not");
    assertThat(gateway.script.invocations()).isEmpty();
  }

  @Test
  void asksEachProviderByACallOfItsOwn() throws Exception {
    gateway.fleet.with("groq", List.of("chat.create", "model.list"));
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .end(new Outcome.Failed(call.id(), Failure.of(FailureCode.UNAVAILABLE, "down"))));

    gateway.send(gateway.request("/v1/models").GET());

    assertThat(gateway.script.invocations())
        .extracting(Invocation::id)
        .hasSize(2)
        .doesNotHaveDuplicates();
  }
}
