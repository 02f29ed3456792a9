package io.auterity.plugins.ai.anthropic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.TokenCount;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.testkit.transport.RecordedExchange;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
