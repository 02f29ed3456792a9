package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.TokenUsage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that ask for what changes their price. */
class SurchargeTest extends RoadFixture {

  private static final String PRICES = "'input': '1', 'output': '2'";

  private Decision chat(String prices, String more, boolean budget, Map<String, Long> used) {
    road.providers.add(
        Fleet.withModels(Fleet.withSupport(ai("openai"), false, "chat.create"), "mini", "large"));
    if (budget) {
      road.budget("daily", "{'cap': '5.00', 'currency': 'USD', 'period': 'day'}");
    }
    road.route("r", "{'use': ['openai/large']}");
    road.prices(
        "list",
        "{'currency': 'USD', 'asOf': '2020-01-02', 'offers': {'openai/large': {%s}}}"
            .formatted(prices));
    road.providers.does(
        "openai",
        (asked, attempt) -> {
          used.forEach(attempt::meter);
          return new ChatResponse(
              "id", "large", List.of(), FinishReason.STOP, TokenUsage.NONE, null);
        });
    road.invokeJson("ai.chat.create", "{'model': 'large', 'messages': [], %s}".formatted(more));
    return road.decision();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'extra':{'openai':{'service_tier':'priority'}} | service tier priority",
        "'extra':{'anthropic':{'speed':'fast','inference_geo':'us'}} | service tier fast+us",
        "'extra':{'bedrock':{'serviceTier':{'type':'flex'}}} | service tier flex",
        "'extra':{'openai':{'web_search_options':{}}} | web_search_requests",
        "'tools':[{'name':'web_search','parameters':{},'dialect':'anthropic','extra':{'anthropic':{'type':'web_search_20250305'}}}] | web_search_requests",
        "'tools':[{'name':'s','parameters':{},'dialect':'gemini','extra':{'gemini':{'googleSearch':{}}}}] | web_search_requests",
        "'tools':[{'name':'code_execution','parameters':{},'dialect':'anthropic','extra':{'anthropic':{'type':'code_execution_20250825'}}}] | code_sessions",
      })
  void underABudgetWhatIsAskedNeedsAPrice(String asked, String missing) {
    Decision decision = chat(PRICES, asked, true, Map.of());

    assertThat(decision.attempts()).isEmpty();
    assertThat(there(decision.planning()).exclusions())
        .filteredOn(exclusion -> exclusion.reason() == Exclusion.Reason.UNPRICED)
        .singleElement()
        .extracting(Exclusion::detail)
        .asString()
        .contains("no price for " + missing);
  }

  @Test
  void withoutABudgetTheUsageTellsWhatHasNoPrice() {
    Decision decision =
        chat(
            PRICES,
            "'extra':{'openai':{'service_tier':'priority'}}",
            false,
            Map.of("input_tokens", 1_000L, "service_tier:priority", 1L));

    assertThat(decision.costs().used().cost()).isEqualTo(1_000_000);
    assertThat(decision.costs().used().unpriced()).containsExactly("service_tier:priority");
  }

  @Test
  void theClassThatServedIsBilledAndTheDearestIsHeld() {
    Decision decision =
        chat(
            PRICES
                + ", 'serviceTiers': {'priority': {'input': '3', 'output': '6'},"
                + " 'flex': {'input': '0.5', 'output': '1'}}",
            "'maxOutputTokens': 100, 'extra':{'openai':{'service_tier':'priority'}}",
            true,
            Map.of("input_tokens", 1_000L, "output_tokens", 50L, "service_tier:flex", 1L));

    assertThat(decision.costs().used().cost()).isEqualTo(550_000);
    assertThat(decision.costs().used().unpriced()).isEmpty();
    assertThat(decision.costs().holds().getFirst().part().held()).isGreaterThan(100 * 6_000);
  }

  @Test
  void asManySearchesAreHeldAsTheToolAllowsAndOnlyThoseMadeAreBilled() {
    Decision decision =
        chat(
            PRICES + ", 'web_search': '0.01'",
            "'tools':[{'name':'web_search','parameters':{},'dialect':'anthropic','extra':"
                + "{'anthropic':{'type':'web_search_20250305','max_uses':7}}}]",
            true,
            Map.of("input_tokens", 1_000L, "web_search_requests", 2L));

    assertThat(decision.costs().used().cost()).isEqualTo(21_000_000);
    assertThat(decision.costs().holds().getFirst().part().held()).isGreaterThan(70_000_000);
  }

  @Test
  void aSearchThatNoAnswerTellsIsOne() {
    Decision decision =
        chat(
            PRICES + ", 'web_search': '0.01'",
            "'extra':{'openai':{'web_search_options':{}}}",
            true,
            Map.of("input_tokens", 1_000L));

    assertThat(decision.costs().used().cost()).isEqualTo(11_000_000);
  }

  @Test
  void soundAndPicturesCostTheirOwnPriceOrThatOfTokens() {
    Decision decision =
        chat(
            PRICES + ", 'audio_input': '40'",
            "'maxOutputTokens': 100",
            true,
            Map.of("audio_input_tokens", 10L, "image_input_tokens", 5L, "audio_output_tokens", 3L));

    assertThat(decision.costs().used().cost()).isEqualTo(400_000 + 5_000 + 6_000);
    assertThat(decision.costs().used().unpriced()).isEmpty();
  }
}
