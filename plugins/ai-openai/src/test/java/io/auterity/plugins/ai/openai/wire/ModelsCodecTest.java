package io.auterity.plugins.ai.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.testkit.contract.CodecContract;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelsCodecTest extends CodecContract<ModelQuery, List<Model>> {

  /** After the vendor's description, under which another test validates it. */
  static final byte[] MODELS =
      """
      {"object":"list","data":[
        {"id":"model-id-0","object":"model","created":1686935002,
         "owned_by":"organization-owner","shutdown_date":null},
        {"id":"model-id-1","object":"model","created":1686935002,
         "owned_by":"openai","shutdown_date":null}]}
      """
          .getBytes(StandardCharsets.UTF_8);

  @Override
  protected Codec<ModelQuery, List<Model>> codec() {
    return new ModelsCodec(Recorded.OPENAI);
  }

  @Override
  protected ModelQuery input() {
    return new ModelQuery(null, null);
  }

  @Override
  protected List<WireResponse> recorded() {
    return List.of(new WireResponse(200, Map.of(), MODELS));
  }

  @Test
  void asksForTheList() {
    assertThat(codec().encode(input()).method()).isEqualTo("GET");
    assertThat(codec().encode(input()).uri())
        .isEqualTo(URI.create("https://api.openai.com/v1/models"));
  }

  @Test
  void readsIdOwnerAndBirth() {
    assertThat(codec().decode(recorded().getFirst()))
        .first()
        .isEqualTo(
            new Model("model-id-0", "organization-owner", Instant.parse("2023-06-16T17:03:22Z")));
  }
}
