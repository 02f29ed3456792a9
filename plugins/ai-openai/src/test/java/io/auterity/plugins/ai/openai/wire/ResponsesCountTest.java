package io.auterity.plugins.ai.openai.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenCount;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.files.VendorSchema;
import io.auterity.toolkit.json.JsonUtf8;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesCountTest {

  /** As the vendor's description has it. */
  static final byte[] COUNT =
      "{\"object\":\"response.input_tokens\",\"input_tokens\":11}".getBytes(UTF_8);

  private static final ResponsesCountCodec CODEC = new ResponsesCountCodec(Recorded.OPENAI);

  @Test
  void asksForWhatIsCountedAndNoMore() throws IOException {
    WireRequest asked = CODEC.encode(Requests.settings());

    assertThat(asked.uri().getPath()).endsWith("/responses/input_tokens");
    Json.Obj body = (Json.Obj) JsonUtf8.read(asked.body());
    assertThat(body.fields())
        .containsKeys("model", "input", "tools", "text")
        .doesNotContainKeys("max_output_tokens", "temperature", "stream", "store", "include");
    assertThat(new VendorSchema("specs/openai.yaml.gz").errors("TokenCountsBody", asked.body()))
        .isEmpty();
  }

  @Test
  void countsForAnAnswerThatTheApiWouldFindTooShort() {
    ChatRequest request =
        ChatRequest.builder("gpt-5", List.of(Message.text(Role.USER, "Hi")))
            .maxOutputTokens(1)
            .build();

    assertThat(new String(CODEC.encode(request).body(), UTF_8)).contains("\"Hi\"");
  }

  @Test
  void whatResponsesCannotSayIsNotCountedThere() {
    ChatRequest request = saying(List.of(Message.text(Role.TOOL, "4")));

    Failures.expect(FailureCode.UNSUPPORTED, () -> CODEC.encode(request));
    Failures.expect(FailureCode.INVALID, () -> CODEC.encode(saying(List.of())));
  }

  private static ChatRequest saying(List<Message> messages) {
    return ChatRequest.builder("gpt-5", messages).maxOutputTokens(1).build();
  }

  @Test
  void readsTheCount() {
    assertThat(CODEC.decode(new WireResponse(200, Map.of(), COUNT)))
        .isEqualTo(new TokenCount(11, false));
    Failures.expect(
        FailureCode.UNAVAILABLE,
        () -> CODEC.decode(new WireResponse(200, Map.of(), "{}".getBytes(UTF_8))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | {"detail":"Not Found"}                                           | UNSUPPORTED
          404 |                                                                  | UNSUPPORTED
          405 | {"detail":"Method Not Allowed"}                                  | UNSUPPORTED
          404 | {"error":{"code":"model_not_found","message":"No such model."}}  | NOT_FOUND
          429 | {"error":{"code":"rate_limit_exceeded","message":"Slow down."}}  | RATE_LIMITED
          """)
  void tellsWhoCountsNoneFromWhoHasNoSuchModel(int status, String body, FailureCode code) {
    byte[] bytes = body == null ? new byte[0] : body.getBytes(UTF_8);

    assertThat(CODEC.failure(new WireResponse(status, Map.of(), bytes)).code()).isEqualTo(code);
  }
}
