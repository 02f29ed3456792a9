package io.auterity.relay.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.Offer;
import io.auterity.provider.Price;
import io.auterity.relay.call.InputSize;
import io.auterity.relay.call.SurchargeQuantities;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.route.Specs;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EstimateTest {

  @Test
  void countsWordsOfAnyScriptHigh() {
    assertThat(Estimate.tokensAtMost("They took my house")).isEqualTo(6);
    assertThat(Estimate.tokensAtMost("他们占了我的房子")).isEqualTo(8);
    assertThat(Estimate.tokensAtMost("2026-11-22")).isEqualTo(10);
  }

  private static final Offer PRICED =
      Offer.of(
          Fleet.withPrices(
              Fleet.ai("gpt"),
              Map.of(
                  "input_tokens", Fleet.perMillion(1),
                  "output_tokens", Fleet.perMillion(1),
                  "searches", Fleet.perMillion(1))),
          null);

  private static ChatRequest request(Part part, @Nullable Integer longest) {
    return ChatRequest.builder("m", List.of(new Message(Role.USER, List.of(part), null)))
        .maxOutputTokens(longest)
        .build();
  }

  private static Map<String, Long> most(Record input) {
    return Estimate.of(input, InputSize.of(input), SurchargeQuantities.NONE, PRICED.prices());
  }

  private static long input(Part part) {
    return Objects.requireNonNull(most(request(part, 10)).get("input_tokens"));
  }

  @Test
  void aTokenIsAtLeastAByteOfText() {
    assertThat(input(new Part.Text("ü".repeat(1_000)))).isBetween(2_000L, 3_000L);
  }

  @Test
  void picturesCountAsTheMostThatIsBilledForThem() {
    Part url = new Part.Image("https://example.com/a.png", null, null);
    Part small = new Part.Image(null, "image/png", "iVBORw0KGgo=");
    Part large = new Part.Image(null, "image/png", "A".repeat(80_000));

    assertThat(input(url)).isBetween(50_000L, 51_000L);
    assertThat(input(small)).isBetween(50_000L, 51_000L);
    assertThat(input(large)).isBetween(80_000L, 81_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'image_url','image_url':{'url':'https://x/a.png','detail':'high'}}",
        "{'type':'file','file':{'file_id':'file-1'}}",
        "{'type':'video_url','video_url':{'url':'https://x/a.mp4'}}"
      })
  void whatOnlyTheVendorUnderstandsCountsAsAPicture(String piece) {
    assertThat(input(new Part.Opaque("openai", Specs.spec(piece)))).isBetween(50_000L, 51_000L);
  }

  @Test
  void aLargePieceOfAVendorCountsItsBytes() {
    Json large = Json.object(Map.of("type", Json.of("file"), "data", Json.of("A".repeat(80_000))));

    assertThat(input(new Part.Opaque("openai", large))).isBetween(80_000L, 81_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'text','text':'hi','cache_control':{'type':'ephemeral'}}",
        "{'type':'refusal','refusal':'I cannot'}"
      })
  void textWithAVendorsMarksCountsItsBytes(String piece) {
    assertThat(input(new Part.Opaque("openai", Specs.spec(piece)))).isLessThan(1_000);
  }

  @Test
  void outputIsBoundedByTheLimitThatIsSent() {
    Part hello = new Part.Text("hello");

    assertThat(most(request(hello, 10))).containsEntry("output_tokens", 10L);
    assertThat(most(request(hello, null))).containsEntry("output_tokens", 4_096L);
  }

  @Test
  void aRateCountsWhatAPromptProbablyIsAndNotTheMostThatItCanBe() {
    ChatRequest prompt = request(new Part.Text("x".repeat(120_000)), 32_000);
    ChatRequest other = request(new Part.Text("他".repeat(30_000)), 100);

    assertThat(Estimate.tokens(prompt, InputSize.of(prompt))).isBetween(30_000L, 31_000L);
    assertThat(Estimate.tokens(other, InputSize.of(other))).isBetween(22_000L, 23_000L);
  }

  @Test
  void whatNobodyAsksForIsNotHeld() {
    Map<String, Price> prices =
        Map.of(
            "input_tokens", Fleet.perMillion(5),
            "output_tokens", Fleet.perMillion(25),
            "web_search_requests", Fleet.perMillion(10_000),
            "code_sessions", Fleet.perMillion(50_000));
    ChatRequest plain = request(new Part.Text("x"), 1);

    assertThat(Estimate.of(plain, InputSize.of(plain), SurchargeQuantities.NONE, prices))
        .containsEntry("web_search_requests", 0L)
        .containsEntry("code_sessions", 0L)
        .containsEntry("output_tokens", 1L);
  }

  @Test
  void anyOtherUnitCountsOnce() {
    assertThat(most(request(new Part.Text("x"), 1))).containsEntry("searches", 1L);
  }
}
