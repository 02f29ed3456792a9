package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a vendor's own error says reaches callers of its dialect, and no others. */
class VendorErrorTest {

  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "/v1/chat/completions | {'model':'m','messages':[{'role':'user','content':'hi'}]} | openai"
            + " | 'type':'own_type','param':'own_param','code':'own_code'",
        "/v1/responses | {'model':'m','input':'hi'} | openai-responses"
            + " | 'type':'own_type','param':'own_param','code':'own_code'",
        "/v1/responses | {'model':'m','input':'hi'} | openai"
            + " | 'type':'own_type','param':null,'code':'own_code'",
        "/v1/chat/completions | {'model':'m','messages':[{'role':'user','content':'hi'}]}"
            + " | openai-responses | 'type':'own_type','param':null,'code':'own_code'",
        "/v1/chat/completions | {'model':'m','messages':[{'role':'user','content':'hi'}]}"
            + " | anthropic | 'type':'invalid_request_error','param':null,'code':null",
        "/v1/embeddings | {'model':'m','input':'hi'} | openai"
            + " | 'type':'own_type','param':'own_param','code':'own_code'",
        "/v1/messages | {'model':'m','max_tokens':9,'messages':[{'role':'user','content':'hi'}]}"
            + " | anthropic | 'error':{'type':'own_type','message':'no'}",
        "/v1/messages | {'model':'m','max_tokens':9,'messages':[{'role':'user','content':'hi'}]}"
            + " | openai | 'error':{'type':'invalid_request_error','message':'no'}",
        "/v1beta/models/m:generateContent | {'contents':[{'parts':[{'text':'hi'}]}]} | gemini"
            + " | 'status':'OWN_STATUS'",
        "/v1beta/models/m:generateContent | {'contents':[{'parts':[{'text':'hi'}]}]} | openai"
            + " | 'status':'INVALID_ARGUMENT'",
        "/api/chat | {'model':'m','messages':[{'role':'user','content':'hi'}]} | openai"
            + " | {'error':'no'}"
      })
  void callersOfTheSameDialectAreToldIt(String path, String body, String dialect, String told)
      throws Exception {
    Map<String, String> fields = new HashMap<>(Map.of("status", "400"));
    for (String name : new String[] {"type", "param", "code"}) {
      fields.put(Failure.vendors(dialect, name), "own_" + name);
    }
    fields.put(Failure.vendors(dialect, "status"), "OWN_STATUS");
    gateway.script.fail(Failure.of(FailureCode.INVALID, "no").withFields(fields));

    HttpResponse<String> answer = gateway.send(gateway.post(path, body));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(told.replace('\'', '"'));
    assertThat(answer.body().contains("own_code"))
        .isEqualTo(dialect.startsWith("openai") && told.contains("own_code"));
  }
}
