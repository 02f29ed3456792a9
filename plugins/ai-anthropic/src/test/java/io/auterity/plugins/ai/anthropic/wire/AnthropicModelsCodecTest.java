package io.auterity.plugins.ai.anthropic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.testkit.contract.Failures;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnthropicModelsCodecTest extends CodecContract<ModelQuery, Page<Model>> {

  @Override
  protected Codec<ModelQuery, Page<Model>> codec() {
    return new AnthropicModelsCodec(RecordedAnthropic.ENDPOINT);
  }

  @Override
  protected ModelQuery input() {
    return new ModelQuery(null, null);
  }

  /** By the vendor's description: no list of models was recorded. */
  @Override
  protected List<WireResponse> recorded() {
    return List.of(page("limit=2"), page("limit=2&after_id=claude-b"));
  }

  @Test
  void asksForThePageAfterTheCursor() {
    WireRequest wire = codec().encode(new ModelQuery(new Cursor("claude b&c"), 5));

    assertThat(wire.uri())
        .hasToString("https://api.anthropic.com/v1/models?limit=5&after_id=claude+b%26c");
    assertThat(wire.headers()).containsKey("anthropic-version");
  }

  @Test
  void readsAModelWithItsLimits() {
    assertThat(codec().decode(page("limit=1")).items())
        .containsExactly(
            new Model(
                "claude-a",
                "anthropic",
                Instant.parse("2026-02-19T00:00:00Z"),
                "Claude A",
                200_000L,
                64_000L));
  }

  @Test
  void theLastPageHasNone() {
    assertThat(codec().decode(page("limit=2")).next()).isEqualTo(new Cursor("claude-b"));
    assertThat(codec().decode(page("limit=2&after_id=claude-b")).next()).isNull();
  }

  @Test
  void refusesALimitOfZero() {
    Failures.expect(FailureCode.INVALID, () -> codec().encode(new ModelQuery(null, 0)));
  }

  private static WireResponse page(String query) {
    URI uri = URI.create("https://api.anthropic.com/v1/models?" + query);
    return new WireResponse(200, Map.of(), RecordedAnthropic.models(uri));
  }
}
