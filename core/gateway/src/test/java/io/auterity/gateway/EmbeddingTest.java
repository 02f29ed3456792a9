package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Payload;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.TokenUsage;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddingTest {

  private static final String PATH = "/v1/embeddings";

  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void makesOneCallAndAnswersInTheDialect() throws Exception {
    gateway.script.succeed(
        new Embeddings("bge", List.of(List.of(0.5f)), new TokenUsage(2, 0, 0, 0)));

    HttpResponse<String> response =
        gateway.send(gateway.post(PATH, "{'model':'bge','input':'hi','user':'ann'}"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"embedding\":[0.5]");
    assertThat(response.headers().firstValue("auterity-provider")).hasValue("local-bge");
    Invocation call = gateway.script.invocations().getFirst();
    assertThat(call.capability()).isEqualTo("ai.embedding.create");
    assertThat(call.input())
        .isEqualTo(Payload.of(new EmbeddingRequest("bge", List.of("hi"), null)));
    assertThat(call.labels()).isEqualTo(Map.of("user", "ann"));
  }

  @Test
  void refusesTwoDifferentUsers() throws Exception {
    HttpResponse<String> response =
        gateway.send(
            gateway
                .post(PATH, "{'model':'bge','input':'hi','user':'ann'}")
                .header("auterity-labels", "user=bob"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(gateway.script.invocations()).isEmpty();
  }

  @Test
  void asksForVectorsOfTokens() throws Exception {
    gateway.script.succeed(
        new Embeddings("bge", List.of(List.of(0.5f)), new TokenUsage(3, 0, 0, 0)));

    HttpResponse<String> response =
        gateway.send(gateway.post(PATH, "{'model':'bge','input':[[1,2,3]]}"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(gateway.script.invocations().getFirst().input())
        .isEqualTo(
            Payload.of(new EmbeddingRequest("bge", List.of(), null, List.of(List.of(1, 2, 3)))));
  }

  @Test
  void refusesBeforeAnyCallWhatItCannotCarry() throws Exception {
    HttpResponse<String> response =
        gateway.send(gateway.post(PATH, "{'model':'bge','input':'a','truncate':true}"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("\"code\":\"unsupported\"")
        .contains("\"param\":\"truncate\"");
    assertThat(gateway.script.invocations()).isEmpty();
  }

  @Test
  void tellsTheReasonOfAFailedCall() throws Exception {
    gateway.script.fail(Failure.of(FailureCode.TIMEOUT, "too slow"));

    HttpResponse<String> response =
        gateway.send(gateway.post(PATH, "{'model':'bge','input':'hi'}"));

    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(response.body()).contains("too slow");
  }

  @Test
  void saysThatAModelIsUnknown() throws Exception {
    gateway.script.refuse(Failure.of(FailureCode.NO_VIABLE_PROVIDER, "nobody"));

    HttpResponse<String> response =
        gateway.send(gateway.post(PATH, "{'model':'bge','input':'hi'}"));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("model_not_found");
  }
}
