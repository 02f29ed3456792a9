package io.auterity.spi.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenUsageTest {

  @Test
  void eachTokenCountsOnce() {
    TokenUsage usage = new TokenUsage(1_000, 90, 600, 40, 300, 100, null);

    assertThat(usage.quantities())
        .isEqualTo(
            Map.of(
                "input_tokens", 100L,
                "cached_input_tokens", 600L,
                "cache_write_tokens", 200L,
                "cache_write_long_tokens", 100L,
                "output_tokens", 50L,
                "reasoning_tokens", 40L));
  }

  @Test
  void whatIsNothingIsLeftOut() {
    assertThat(new TokenUsage(10, 0, 10, 0).quantities())
        .isEqualTo(Map.of("cached_input_tokens", 10L));
    assertThat(TokenUsage.NONE.quantities()).isEmpty();
  }

  @Test
  void soundAndPicturesAreTakenOutOfTheWholeAndNeverMoreThanIt() {
    TokenUsage usage =
        new TokenUsage(100, 50, 30, 10)
            .and("audio_input_tokens", 20)
            .and("image_input_tokens", 90)
            .and("audio_output_tokens", 15);

    assertThat(usage.quantities())
        .isEqualTo(
            Map.of(
                "cached_input_tokens", 30L,
                "audio_input_tokens", 20L,
                "image_input_tokens", 50L,
                "output_tokens", 25L,
                "audio_output_tokens", 15L,
                "reasoning_tokens", 10L));
  }

  @Test
  void theUsualClassOfServiceIsNotToldAndSeveralAreToldAsOne() {
    assertThat(Surcharge.tier("default", "", "Standard")).isEmpty();
    assertThat(Surcharge.tier("PRIORITY")).contains("service_tier:priority");
    assertThat(Surcharge.tier("us", "fast")).contains("service_tier:fast+us");
    assertThat(Surcharge.tierOf("service_tier:fast+us")).contains("fast+us");
    assertThat(Surcharge.isOne("images")).isFalse();
  }

  @Test
  void whatElseIsBilledStandsBesideTheTokens() {
    assertThat(new TokenUsage(0, 1, 0, 0, 0, 0, Map.of("web_search_requests", 2L)).quantities())
        .isEqualTo(Map.of("output_tokens", 1L, "web_search_requests", 2L));
  }

  @Test
  void aPartIsPricedAsTheWholeWhereItHasNoPrice() {
    assertThat(TokenUnit.of("cache_write_long_tokens").flatMap(TokenUnit::instead))
        .contains(TokenUnit.CACHE_WRITE);
    assertThat(TokenUnit.CACHE_WRITE.instead()).contains(TokenUnit.INPUT);
    assertThat(TokenUnit.INPUT.instead()).isEmpty();
    assertThat(TokenUnit.of("pages")).isEmpty();
  }
}
