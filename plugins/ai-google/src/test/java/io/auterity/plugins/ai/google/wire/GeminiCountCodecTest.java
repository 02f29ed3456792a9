package io.auterity.plugins.ai.google.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.TokenCount;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeminiCountCodecTest extends CodecContract<ChatRequest, TokenCount> {

  @Override
  protected Codec<ChatRequest, TokenCount> codec() {
    return new GeminiCountCodec(RecordedGoogle.GEMINI);
  }

  @Override
  protected ChatRequest input() {
    return Chats.settings();
  }

  @Override
  protected List<WireResponse> recorded() {
    return RecordedGoogle.counts();
  }

  @Test
  void isTheVendorsOwnCount() {
    assertThat(recorded()).hasSize(4);
    for (WireResponse reply : recorded()) {
      assertThat(codec().decode(reply).input()).isPositive();
      assertThat(codec().decode(reply).estimated()).isFalse();
    }
  }

  @Test
  void vertexIsToldWhatItCounts() {
    Json.Obj body =
        (Json.Obj)
            JsonUtf8.read(
                new GeminiCountCodec(RecordedGoogle.VERTEX).encode(Chats.settings()).body());

    assertThat(body.fields().keySet())
        .containsExactlyInAnyOrder("contents", "systemInstruction", "tools", "generationConfig");
  }
}
