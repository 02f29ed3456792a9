package io.auterity.plugins.ai.anthropic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.TokenCount;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.testkit.transport.RecordedExchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCountCodecTest extends CodecContract<ChatRequest, TokenCount> {

  @Override
  protected Codec<ChatRequest, TokenCount> codec() {
    return new TokenCountCodec(RecordedAnthropic.ENDPOINT);
  }

  @Override
  protected ChatRequest input() {
    return ChatRequests.settings();
  }

  @Override
  protected List<WireResponse> recorded() {
    return RecordedAnthropic.all().stream()
        .filter(exchange -> exchange.request().uri().getPath().endsWith("/count_tokens"))
        .map(RecordedExchange::response)
        .filter(WireResponse::succeeded)
        .toList();
  }

  @Test
  void isTheVendorsOwnCount() {
    assertThat(recorded()).hasSize(7);
    for (WireResponse reply : recorded()) {
      assertThat(codec().decode(reply).input()).isPositive();
      assertThat(codec().decode(reply).estimated()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 page not found | UNSUPPORTED",
        "{\"detail\":\"Not Found\"} | UNSUPPORTED",
        "{\"error\":\"model m not found\"} | NOT_FOUND",
        "{\"error\":{\"type\":\"not_found_error\",\"message\":\"model: m\"}} | NOT_FOUND",
      })
  void aServerWithoutThePathDoesNotCount(String body, FailureCode expected) {
    WireResponse reply = new WireResponse(404, Map.of(), body.getBytes(StandardCharsets.UTF_8));

    assertThat(codec().failure(reply).code()).isEqualTo(expected);
  }
}
