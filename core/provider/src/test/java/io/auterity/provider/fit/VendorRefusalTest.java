package io.auterity.provider.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendorRefusalTest {

  private static final ChatRequest ASKED =
      ChatRequest.builder("m", List.of(Message.text(Role.USER, "x")))
          .temperature(0.0)
          .topP(0.5)
          .maxOutputTokens(32_000)
          .thinking(Thinking.effort("high"))
          .user("u")
          .sampling(new Sampling(3, 7L, null, null))
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Unrecognized request argument supplied: reasoning_effort | thinking | 0",
        "Unsupported value: 'temperature' does not support 0 with this model. | temperature | 0",
        "`temperature` may only be set to 1 when thinking is enabled. | temperature | 0",
        "Invalid 'user': string too long. | user | 0",
        "metadata.user_id: Extra inputs are not permitted | user | 0",
        "Unsupported parameter: 'reasoning.effort' is not supported with this model. | thinking | 0",
        "\"llama3.1\" does not support thinking | thinking | 0",
        "think value \"high\" is not supported for this model | thinking | 0",
        "Invalid JSON payload received. Unknown name \"topK\" at 'generation_config': Cannot find field. | sampling.topK | 0",
        "Unknown parameter: 'seed'. | sampling.seed | 0",
        "max_tokens is too large: 32000. This model supports at most 16384 completion tokens | maxOutputTokens | 16384",
        "max_tokens: 32000 > 8192, which is the maximum allowed number of output tokens for m | maxOutputTokens | 8192",
        "Thinking is not supported for this model. | thinking | 0",
      })
  void aFieldThatACallerCanDoWithoutIsFound(String words, String field, long most) {
    assertThat(VendorRefusal.of(refusal(words), ASKED)).contains(new VendorRefusal(field, most));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "messages: user messages must have non-empty content",
        "Invalid 'messages[0].content': the user said nothing",
        "Unknown parameter: 'stop'.",
        "frequency_penalty: Extra inputs are not permitted",
        "max_tokens: 32000 > 64000",
        "tools.0.name: String should match pattern",
      })
  void whatCannotGoOrWasNotSaidIsNot(String words) {
    assertThat(VendorRefusal.of(refusal(words), ASKED)).isEmpty();
  }

  @Test
  void onlyWhatTheVendorRefusedWithStatus400IsLookedAt() {
    Failure ours = Failure.of(FailureCode.INVALID, "'temperature' must be less");
    Failure quota =
        Failure.of(FailureCode.RATE_LIMITED, "'temperature'").withFields(Map.of("status", "429"));

    assertThat(VendorRefusal.of(ours, ASKED)).isEmpty();
    assertThat(VendorRefusal.of(quota, ASKED)).isEmpty();
  }

  private static Failure refusal(String words) {
    return Failure.of(FailureCode.INVALID, "the vendor answered 400: " + words)
        .withFields(Map.of("status", "400"));
  }
}
