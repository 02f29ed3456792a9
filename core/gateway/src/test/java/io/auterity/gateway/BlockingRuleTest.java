package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Script;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Part;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At every door a caller is told which guardrail ended the call, whole and streamed. */
class BlockingRuleTest {

  private static final Failure BLOCKED =
      Failure.of(FailureCode.CONTENT_REFUSED, "guardrail no-cards refuses the request")
          .withFields(Map.of("guardrail", "no-cards"));

  private static final String DOORS =
      """
      /v1/chat/completions | {'model':'gpt','messages':[{'role':'user','content':'hi'}],'stream':%s}
      /v1/responses | {'model':'gpt','input':'hi','stream':%s}
      /v1/completions | {'model':'gpt','prompt':'hi','stream':%s}
      /v1/messages | {'model':'gpt','max_tokens':9,'messages':[{'role':'user','content':'hi'}],'stream':%s}
      /api/chat | {'model':'gpt','messages':[{'role':'user','content':'hi'}],'stream':%s}
      """;

  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  private void names(HttpResponse<String> response) {
    assertThat(response.body())
        .contains("\"guardrail\":\"no-cards\"")
        .doesNotContain("\"param\":\"guardrail\"");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = DOORS)
  void aCallThatIsBlockedNamesTheRule(String path, String body) throws Exception {
    gateway.script.refuse(BLOCKED);

    HttpResponse<String> response = gateway.send(gateway.post(path, body.formatted("false")));

    assertThat(response.statusCode()).isEqualTo(400);
    names(response);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = DOORS)
  void aStreamThatIsBlockedNamesTheRuleAtItsEnd(String path, String body) throws Exception {
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .say(new ChatEvent.PartDelta(0, new Part.Text("The number is ")))
                .say(new ChatEvent.Failed(BLOCKED))
                .succeed(null));

    HttpResponse<String> response = gateway.send(gateway.post(path, body.formatted("true")));

    assertThat(response.statusCode()).isEqualTo(200);
    names(response);
  }

  @Test
  void soDoesGooglesDialect() throws Exception {
    gateway.script.refuse(BLOCKED);

    names(
        gateway.send(
            gateway.post(
                "/v1beta/models/gpt:generateContent",
                "{'contents':[{'role':'user','parts':[{'text':'hi'}]}]}")));
  }

  @Test
  void whatAVendorRefusesNamesNoRule() throws Exception {
    gateway.script.refuse(
        Failure.of(FailureCode.CONTENT_REFUSED, "violence")
            .withFields(Map.of("categories", "violence")));

    HttpResponse<String> response =
        gateway.send(
            gateway.post(
                "/v1/chat/completions",
                "{'model':'gpt','messages':[{'role':'user','content':'hi'}]}"));

    assertThat(response.body()).doesNotContain("\"guardrail\"");
  }
}
