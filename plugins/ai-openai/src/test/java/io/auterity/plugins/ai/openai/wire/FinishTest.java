package io.auterity.plugins.ai.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.ai.FinishReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinishTest {

  @ParameterizedTest
  @CsvSource({
    "stop, STOP, TOOL_CALLS",
    "eos, STOP, TOOL_CALLS",
    "'', STOP, TOOL_CALLS",
    "length, LENGTH, LENGTH",
    "model_length, LENGTH, LENGTH",
    "tool_calls, TOOL_CALLS, TOOL_CALLS",
    "function_call, TOOL_CALLS, TOOL_CALLS",
    "content_filter, CONTENT_REFUSED, CONTENT_REFUSED",
    "insufficient_system_resource, OTHER, OTHER",
  })
  void saysWhyItEnds(String reason, FinishReason plain, FinishReason withCalls) {
    assertThat(Finish.read(reason, false)).isEqualTo(plain);
    assertThat(Finish.read(reason, true)).isEqualTo(withCalls);
  }
}
