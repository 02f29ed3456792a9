package io.auterity.plugins.ai.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.contract.CodecContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddingCodecTest extends CodecContract<EmbeddingRequest, Embeddings> {

  /** After the vendor's description, under which another test validates it. */
  static final byte[] VECTORS =
      """
      {"object":"list","data":[
        {"object":"embedding","embedding":[0.5,-1],"index":1},
        {"object":"embedding","embedding":[0.25,0],"index":0}],
       "model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}
      """
          .getBytes(StandardCharsets.UTF_8);

  @Override
  protected Codec<EmbeddingRequest, Embeddings> codec() {
    return new EmbeddingCodec(Recorded.OPENAI);
  }

  @Override
  protected EmbeddingRequest input() {
    return new EmbeddingRequest("text-embedding-3-small", List.of("one", "two"), 256);
  }

  @Override
  protected List<WireResponse> recorded() {
    return List.of(new WireResponse(200, Map.of(), VECTORS));
  }

  @Test
  void writesTheTextsInTheirOrder() {
    assertThat(new String(codec().encode(input()).body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"model\":\"text-embedding-3-small\",\"input\":[\"one\",\"two\"],"
                + "\"encoding_format\":\"float\",\"dimensions\":256}");
  }

  @Test
  void readsTheVectorsInTheOrderOfTheTexts() {
    Embeddings made = codec().decode(recorded().getFirst());

    assertThat(made.vectors()).containsExactly(List.of(0.25f, 0f), List.of(0.5f, -1f));
    assertThat(made.usage()).isEqualTo(new TokenUsage(8, 0, 0, 0));
  }
}
