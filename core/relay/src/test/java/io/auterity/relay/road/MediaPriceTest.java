package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.Attempt;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.Ranking;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Transcription;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningState;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that are metered in what is no token, under a budget. */
class MediaPriceTest extends RoadFixture {

  private static final String BILL =
      "{'job':{'provider':'openai','id':'ft-1'},'model':'large','trainedTokens':1000}";

  /** The decision of a call to the model {@code large} at those prices, under a budget. */
  private Decision media(String prices, String operation, String input, Answer answer) {
    road.providers.add(
        Fleet.withModels(Fleet.withSupport(ai("openai"), false, operation), "mini", "large"));
    road.budget("daily", "{'cap': '5.00', 'currency': 'USD', 'period': 'day'}");
    road.route("r", "{'use': ['openai/large']}");
    road.prices(
        "list",
        "{'currency': 'USD', 'asOf': '2020-01-02', 'offers': {'openai/large': %s}}"
            .formatted(prices));
    road.providers.does("openai", (asked, attempt) -> answer.of(attempt));
    road.invokeJson("ai." + operation, input);
    return road.decision();
  }

  private interface Answer {
    Record of(Attempt attempt);
  }

  private static Record pictures(Attempt attempt) {
    attempt.meter("images", 2);
    attempt.meter("input_tokens", 9);
    return new Images(null, List.of(), TokenUsage.NONE);
  }

  @Test
  void picturesArePricedByTheirNumberWhichIsHeldBefore() {
    Decision decision =
        media(
            "{'image': '0.04'}",
            "image.create",
            "{'model': 'large', 'prompt': 'A cat.', 'style': {'count': 3}}",
            MediaPriceTest::pictures);

    assertThat(decision.attempts().getFirst().cost()).isEqualTo(80_000_000);
    assertThat(decision.costs().holds().getFirst().part().held()).isEqualTo(120_000_000);
    assertThat(decision.costs().used().unpriced()).containsExactly("input_tokens");
  }

  @Test
  void picturesMayBePricedByTheTokensThatTheyAre() {
    Decision decision =
        media(
            "{'input': '10', 'output': '40'}",
            "image.create",
            "{'model': 'large', 'prompt': 'A cat.'}",
            MediaPriceTest::pictures);

    assertThat(decision.attempts().getFirst().cost()).isEqualTo(90_000);
    assertThat(decision.costs().holds().getFirst().part().held()).isGreaterThan(6_240L * 40_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "image.create | {'model':'large','prompt':'x'} | {'input': '1'} | no price for output",
        "image.create | {'model':'large','prompt':'x'} | {'search': '1'} | no price for input",
        "speech.create | {'model':'large','input':'x','voice':'v'} | {'image':'1'} | no price for"
            + " input",
        "document.rerank | {'model':'large','query':'x','documents':['d']} | {'image':'1'} | no"
            + " price for input",
      })
  void aPriceForSomethingElseDoesNotDo(
      String operation, String input, String prices, String missing) {
    Decision decision = media(prices, operation, input, MediaPriceTest::pictures);

    assertThat(decision.attempts()).isEmpty();
    assertThat(there(decision.planning()).exclusions())
        .filteredOn(exclusion -> exclusion.reason() == Exclusion.Reason.UNPRICED)
        .singleElement()
        .extracting(Exclusion::detail)
        .asString()
        .contains(missing);
  }

  @Test
  void whatNobodyToldOfAnAnswerThatDidNotComeIsTheMostOfIt() {
    Failure late = Failure.of(FailureCode.TIMEOUT, "late").withApplied(Applied.UNKNOWN);
    Decision decision =
        media(
            "{'characters': '15'}",
            "speech.create",
            "{'model': 'large', 'input': 'Hello', 'voice': 'v'}",
            attempt -> {
              throw new CallFailedException(late);
            });

    Decision.Tried tried = decision.attempts().getFirst();
    assertThat(tried.cost()).isEqualTo(75_000);
    assertThat(tried.estimated()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {"TIMEOUT", "CONFLICT", "UNAVAILABLE"})
  void aBillThatDidNotSucceedBillsNoTraining(FailureCode code) {
    Decision decision =
        media(
            "{'training': '25', 'input': '10', 'output': '40'}",
            "tuning.settle",
            BILL,
            attempt -> {
              throw new CallFailedException(Failure.of(code, "no").withApplied(Applied.UNKNOWN));
            });

    assertThat(decision.attempts())
        .isNotEmpty()
        .allSatisfy(attempt -> assertThat(attempt.cost()).isZero());
  }

  @Test
  void trainingIsPricedByTheMillionAndHeldBefore() {
    Decision decision =
        media(
            "{'training': '25', 'input': '10', 'output': '40'}",
            "tuning.settle",
            BILL,
            attempt -> {
              attempt.meter("trained_tokens", 1_000);
              return new Tuning(
                  new Ref("openai", "ft-1"),
                  "large",
                  TuningState.SUCCEEDED,
                  null,
                  null,
                  null,
                  1_000L,
                  null,
                  null);
            });

    assertThat(decision.attempts().getFirst().cost()).isEqualTo(25_000_000);
    assertThat(decision.costs().holds().getFirst().part().held())
        .isGreaterThanOrEqualTo(25_000_000);
  }

  @Test
  void soundIsPricedByTheMinuteAndHeldByItsLength() {
    String wav = Base64.getEncoder().encodeToString(new byte[500 * 90]);
    Decision decision =
        media(
            "{'audio_minute': '0.006'}",
            "transcription.create",
            "{'model':'large','audio':{'mediaType':'audio/mpeg','base64':'%s'}}".formatted(wav),
            attempt -> {
              attempt.meter("audio_seconds", 30);
              return new Transcription("Hello", null, null, null, null, TokenUsage.NONE);
            });

    assertThat(decision.attempts().getFirst().cost()).isEqualTo(3_000_000);
    assertThat(decision.costs().holds().getFirst().part().held()).isEqualTo(281_300_000);
  }

  @Test
  void searchesArePricedByTheHundredDocuments() {
    Decision decision =
        media(
            "{'search': '0.002'}",
            "document.rerank",
            "{'model':'large','query':'q','documents':['a','b']}",
            attempt -> {
              attempt.meter("search_units", 1);
              return new Ranking(null, List.of(), TokenUsage.NONE);
            });

    assertThat(decision.attempts().getFirst().cost()).isEqualTo(2_000_000);
    assertThat(decision.costs().holds().getFirst().part().held()).isEqualTo(2_000_000);
  }
}
