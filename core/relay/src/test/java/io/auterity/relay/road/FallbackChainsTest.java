package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Routes that name fallbacks for a cause, with {@code fallbackOn}. */
class FallbackChainsTest extends RoadFixture {

  private static final String ROUTE =
      """
      {'use': ['small'], 'fallback': ['other'], 'retry': {'max': 0}, 'fallbackOn': {
        'context_too_long': ['long'], 'content_refused': ['plain'], 'overloaded': ['spare']}}""";

  @BeforeEach
  void aRouteWithChains() {
    for (String provider : List.of("small", "other", "long", "plain", "spare")) {
      road.providers.add(ai(provider));
      road.providers.always(provider, answers(ANSWER));
    }
    road.route("r", ROUTE);
  }

  @ParameterizedTest
  @CsvSource({
    "CONTEXT_TOO_LONG, long",
    "TOO_LARGE, long",
    "CONTENT_REFUSED, plain",
    "UNAVAILABLE, spare",
    "RATE_LIMITED, spare",
    "TIMEOUT, spare",
    "QUOTA_EXHAUSTED, spare",
    "NOT_FOUND, other"
  })
  void theCauseOfAFailureSaysWhoIsAskedNext(FailureCode code, String next) {
    road.providers.does("small", fails(Failure.of(code, "no")));

    assertThat(road.classify()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(asked()).containsExactly("small", next);
  }

  @Test
  void aCallThatSucceedsAsksNoFallback() {
    road.classify();

    assertThat(asked()).containsExactly("small");
  }

  @Test
  void aRequestThatIsInvalidIsNoCause() {
    road.providers.does("small", fails(Failure.of(FailureCode.INVALID, "no")));

    assertThat(failure(road.classify()).code()).isEqualTo(FailureCode.INVALID);
    assertThat(asked()).containsExactly("small");
  }

  @Test
  void afterTheFallbacksForAnOutageTheOthersAreAskedInTheirTurn() {
    road.providers.does("small", fails(DOWN));
    road.providers.does("spare", fails(DOWN));

    road.classify();

    assertThat(asked()).containsExactly("small", "spare", "other");
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {"CONTEXT_TOO_LONG", "CONTENT_REFUSED"})
  void afterTheFallbacksForARefusalTheCallEnds(FailureCode code) {
    for (String provider : List.of("small", "long", "plain")) {
      road.providers.does(provider, fails(Failure.of(code, provider)));
    }

    Failure failure = failure(road.classify());

    assertThat(failure.code()).isEqualTo(code);
    assertThat(asked()).hasSize(2).startsWith("small");
  }

  @Test
  void eachFailureIsLookedAtByItself() {
    road.providers.does("small", fails(DOWN));
    road.providers.does("spare", fails(Failure.of(FailureCode.CONTEXT_TOO_LONG, "no")));

    road.classify();

    assertThat(asked()).containsExactly("small", "spare", "long");
  }

  @Test
  void whereAllOthersAreOutACallBeginsWithTheFallbackForOutages() {
    road.providers.remove("small");
    road.providers.remove("other");

    assertThat(road.classify()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(asked()).containsExactly("spare");
  }

  @Test
  void noCallBeginsWithAFallbackForContent() {
    road.route("r", "{'use': ['small'], 'fallbackOn': {'content_refused': ['plain']}}", 2);
    road.providers.remove("small");

    assertThat(refusal(road.classify()).code()).isEqualTo(FailureCode.NO_VIABLE_PROVIDER);
    assertThat(asked()).isEmpty();
  }

  @Test
  void anOfferThatRestsIsSaidToRestBesideAFallbackForContent() {
    road.route(
        "r",
        "{'use': ['small'], 'retry': {'max': 0}, 'fallbackOn': {'content_refused': ['plain']}}",
        2);
    Failure limit =
        Failure.of(FailureCode.RATE_LIMITED, "429").withRetryAfter(Duration.ofSeconds(60));
    road.providers.does("small", fails(limit));
    road.classify();

    Failure failure = refusal(road.classify());

    assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(failure.retryAfter()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
  }

  @Test
  void aPlanOfManyOffersIsMadeAgainAsItWas() {
    List<String> many = new ArrayList<>();
    for (int i = 10; i < 30; i++) {
      road.providers.add(ai("p" + i));
      road.providers.always("p" + i, fails(DOWN));
      many.add("'p" + i + "'");
    }
    road.route(
        "r",
        "{'use': [%s], 'retry': {'max': 0}, 'fallbackOn': {'overloaded': ['spare']}}"
            .formatted(String.join(", ", many)),
        2);

    assertThat(road.classify()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(asked()).containsExactly("p10", "spare");
  }

  @Test
  void anOfferOfTheRouteMayBeAFallbackForACauseToo() {
    road.route(
        "r",
        "{'use': ['small', 'other', 'long'], 'fallbackOn': {'context_too_long': ['long']}}",
        2);
    road.providers.does("small", fails(Failure.of(FailureCode.CONTEXT_TOO_LONG, "no")));

    road.classify();

    assertThat(asked()).containsExactly("small", "long");
  }

  @Test
  void aFallbackForACauseMeetsWhatTheRouteRequires() {
    road.providers.add(Fleet.ai("marked", "eu"));
    road.route(
        "r",
        "{'use': ['marked'], 'require': [{'mark': 'eu'}],"
            + " 'fallbackOn': {'overloaded': ['spare']}, 'retry': {'max': 0}}",
        2);
    road.providers.does("marked", fails(DOWN));

    assertThat(failure(road.classify()).code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(asked()).containsExactly("marked");
  }

  private List<String> asked() {
    return road.decision().attempts().stream().map(Decision.Tried::offer).toList();
  }
}
