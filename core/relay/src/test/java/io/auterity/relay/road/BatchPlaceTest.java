package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.BatchPlace;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.PlatformCause;
import io.auterity.provider.Attempt;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.TokenUsage;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of batches that wait for their vendor's batch. */
class BatchPlaceTest extends RoadFixture {

  private static final WireRequest REQUEST =
      WireRequest.json(URI.create("https://vendor.example/v1/chat/completions"), new byte[2]);
  private static final Call NOBODYS =
      (Call)
          Proxy.newProxyInstance(
              Call.class.getClassLoader(),
              new Class<?>[] {Call.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  private static final Duration ALONE = Duration.ofMinutes(10);

  /** What is asked there, and what is done before the answer. */
  private static final class Place implements BatchPlace {
    final List<String> asked = new ArrayList<>();
    @Nullable String offer;
    boolean open = true;
    Runnable meanwhile = () -> {};
    int status = 200;
    @Nullable Failure failure;

    @Override
    public @Nullable String offer() {
      return offer;
    }

    @Override
    public Duration left() {
      return Duration.ofHours(24);
    }

    @Override
    public Duration alone() {
      return ALONE;
    }

    @Override
    public boolean open() {
      return open;
    }

    @Override
    public WireResponse ask(String at, WireRequest request, Call call) {
      asked.add(at);
      meanwhile.run();
      Failure why = failure;
      if (why != null) {
        throw new CallFailedException(why);
      }
      return new WireResponse(status, Map.of(), new byte[0]);
    }
  }

  private final Place place = new Place();

  @BeforeEach
  void providers() {
    road.providers.add(Fleet.batched(Fleet.withModels(ai("vendor"), "large")));
    road.providers.add(Fleet.withModels(ai("other"), "large"));
    road.route("r", "{'use': ['vendor/large', 'other/large']}");
    road.prices(
        "list",
        "{'currency': 'USD', 'asOf': '2020-01-02', 'offers': {'vendor/large': {'input': '1',"
            + " 'output': '2', 'serviceTiers': {'batch': {'input': '0.5', 'output': '1'}}}}}");
  }

  private static ScriptedProviders.Act answering(Map<String, Long> used) {
    return (input, attempt) -> {
      Attempt.Batched batched = attempt.batched();
      if (batched != null) {
        batched.ask(REQUEST, NOBODYS);
      }
      used.forEach(attempt::meter);
      return new ChatResponse("id", "large", List.of(), FinishReason.STOP, TokenUsage.NONE, null);
    };
  }

  private Decision asked() {
    road.invokeAt(place, "ai.chat.create", "{'model': 'large', 'messages': []}");
    return road.decision();
  }

  @Test
  void aLineCostsWhatTheVendorsBatchesCost() {
    road.budget("daily", "{'cap': '5.00', 'currency': 'USD', 'period': 'day'}");
    road.prices(
        "other",
        "{'currency': 'USD', 'asOf': '2020-01-01', 'offers': {'other/large': {'input': '1',"
            + " 'output': '2'}}}");
    road.providers.does("vendor", answering(Map.of("input_tokens", 1_000L, "output_tokens", 50L)));

    Decision decision = asked();

    assertThat(place.asked).containsExactly("vendor/large");
    assertThat(decision.costs().used().cost()).isEqualTo(550_000);
    assertThat(decision.costs().used().quantities())
        .containsEntry("service_tier:batch", 1L)
        .containsEntry("input_tokens", 1_000L);
    assertThat(decision.costs().used().unpriced()).isEmpty();
    assertThat(decision.costs().holds().getFirst().part().held()).isGreaterThan(550_000);
  }

  @Test
  void hardwareIsHeldAndPaidForNoLongerThanALineSentAlone() {
    road.budget("daily", "{'cap': '5.00', 'currency': 'USD', 'period': 'day'}");
    road.prices(
        "other",
        "{'currency': 'USD', 'asOf': '2020-01-03',"
            + " 'offers': {'vendor/large': {'second': '0.001'}}}");
    road.route("r", "{'use': ['vendor/large']}", 2);
    place.meanwhile = () -> road.time.advance(Duration.ofHours(9));
    road.providers.does("vendor", answering(Map.of("input_tokens", 1_000L)));

    Decision.Costs costs = asked().costs();

    assertThat(costs.holds().getFirst().part().held()).isEqualTo(ALONE.toMillis() * 1_000);
    assertThat(costs.used().cost()).isEqualTo(ALONE.toMillis() * 1_000);
  }

  private static final Failure UNREADABLE = Failure.of(FailureCode.UNAVAILABLE, "not to be read");

  // What a connector does of which a read is known to change nothing, whatever it costs.
  private static ScriptedProviders.Act unreadable() {
    return (input, attempt) -> {
      try {
        Objects.requireNonNull(attempt.batched()).ask(REQUEST, NOBODYS);
      } catch (CallFailedException e) {
        throw new CallFailedException(e.failure().withApplied(Applied.NO));
      }
      throw new CallFailedException(UNREADABLE);
    };
  }

  @ParameterizedTest
  @CsvSource({"200, false, true", "200, true, true", "500, false, false"})
  void whatAVendorsBatchHasAnsweredIsPaidThoughNobodyCanReadIt(
      int status, boolean tooLong, boolean paid) {
    road.budget("daily", "{'cap': '5.00', 'currency': 'USD', 'period': 'day'}");
    road.route("r", "{'use': ['vendor/large']}", 2);
    place.status = status;
    place.failure =
        tooLong ? Failure.of(FailureCode.TOO_LARGE, "long").withApplied(Applied.YES) : null;
    road.providers.does("vendor", unreadable());

    Decision decision = asked();

    assertThat(decision.result().failure()).isNotNull();
    assertThat(decision.costs().used().cost() > 0).isEqualTo(paid);
    assertThat(decision.costs().used().quantities().containsKey("service_tier:batch"))
        .isEqualTo(paid);
    assertThat(decision.costs().holds().getFirst().part().settled() > 0).isEqualTo(paid);
  }

  @Test
  void oneThatEndsWithoutAnAnswerThereIsNotPaid() {
    road.route("r", "{'use': ['vendor/large']}", 2);
    place.failure = Failure.of(FailureCode.TIMEOUT, "expired");
    road.providers.does("vendor", unreadable());

    assertThat(asked().costs().used().quantities()).isEmpty();
  }

  @Test
  void whatTheVendorSaysOfItsServiceYieldsToTheBatch() {
    road.providers.does(
        "vendor", answering(Map.of("input_tokens", 1_000L, "service_tier:flex", 1L)));

    assertThat(asked().costs().used().quantities())
        .containsEntry("service_tier:batch", 1L)
        .doesNotContainKey("service_tier:flex");
  }

  @Test
  void aBatchOfAPlaceOfItsOwnKeepsItsName() {
    road.providers.does(
        "vendor", answering(Map.of("input_tokens", 1_000L, "service_tier:batch+us", 1L)));

    assertThat(asked().costs().used().quantities())
        .containsEntry("service_tier:batch+us", 1L)
        .doesNotContainKey("service_tier:batch");
  }

  @Test
  void itMayWaitForLongerThanACallAndTakesNoSlot() {
    place.meanwhile =
        () -> {
          assertThat(road.vitals.of(road.tenant, "vendor").snapshot(8).inFlight()).isZero();
          road.time.advance(Duration.ofHours(9));
          road.timers.ringDue();
        };
    road.providers.does("vendor", answering(Map.of("input_tokens", 1_000L)));

    Decision decision = asked();

    assertThat(decision.result().failure()).isNull();
    assertThat(decision.attempts()).hasSize(1);
  }

  @Test
  void aLineThatFailsThereIsAskedOfAnother() {
    road.providers.does(
        "vendor",
        (input, attempt) -> {
          Objects.requireNonNull(attempt.batched());
          throw new CallFailedException(Failure.of(FailureCode.TIMEOUT, "expired"));
        });
    road.providers.does("other", answering(Map.of("input_tokens", 7L)));

    Decision decision = asked();

    assertThat(road.providers.called).containsExactly("vendor", "other");
    assertThat(decision.costs().used().quantities())
        .containsEntry("input_tokens", 7L)
        .doesNotContainKey("service_tier:batch");
  }

  @Test
  void oneThatLiesThereAlreadyIsAskedThereAlone() {
    road.route("r", "{'use': ['other/large', 'vendor/large']}", 2);
    place.offer = "vendor/large";
    road.providers.does("vendor", answering(Map.of("input_tokens", 1_000L)));

    asked();

    assertThat(road.providers.called).containsExactly("vendor");
    assertThat(place.asked).containsExactly("vendor/large");
  }

  @Test
  void withoutTimeForABatchItIsSentAloneAndHasTheTimeOfACall() {
    place.open = false;
    List<Duration> left = new ArrayList<>();
    road.providers.does(
        "vendor",
        (input, attempt) -> {
          assertThat(attempt.batched()).isNull();
          left.add(attempt.remaining());
          return answering(Map.of()).on(input, attempt);
        });

    Outcome told = road.invokeAt(place, "ai.chat.create", "{'model': 'large', 'messages': []}");

    assertThat(told).isInstanceOf(Outcome.Succeeded.class);
    assertThat(left).containsExactly(ALONE);
  }

  @Test
  void aProviderThatIsNotBatchedSendsItAlone() {
    road.route("r", "{'use': ['other/large']}", 2);
    road.providers.does(
        "other",
        (input, attempt) -> {
          assertThat(attempt.batched()).isNull();
          return answering(Map.of()).on(input, attempt);
        });

    asked();

    assertThat(place.asked).isEmpty();
  }

  @Test
  void aCallThatIsNoLineOfABatchIsSentAlone() {
    road.providers.does(
        "vendor",
        (input, attempt) -> {
          assertThat(attempt.batched()).isNull();
          return answering(Map.of()).on(input, attempt);
        });

    road.invokeJson("ai.chat.create", "{'model': 'large', 'messages': []}");

    assertThat(place.asked).isEmpty();
  }

  @Test
  void oneThatLiesThereWaitsThereThoughItsProviderIsNotBatchedAnyMore() {
    road.route("r", "{'use': ['other/large']}", 2);
    place.offer = "other/large";
    place.open = false;
    road.providers.does("other", answering(Map.of()));

    asked();

    assertThat(place.asked).containsExactly("other/large");
  }

  @Test
  void whoseProviderIsReplacedMeanwhileIsAskedOfNobodyElse() {
    road.providers.does(
        "vendor",
        (input, attempt) -> {
          Objects.requireNonNull(attempt.batched()).ask(REQUEST, NOBODYS);
          throw new CallFailedException(
              PlatformCause.REPLACED.on(Failure.of(FailureCode.UNAVAILABLE, "replaced")));
        });

    Decision decision = asked();

    assertThat(road.providers.called).containsExactly("vendor");
    assertThat(Objects.requireNonNull(decision.result().failure()).code())
        .isEqualTo(FailureCode.CANCELLED);
  }

  @Test
  void equalLinesAndCallsDoNotWaitForEachOther() {
    road.route("r", "{'use': ['vendor/large', 'other/large'], 'cache': {'exact': '1h'}}", 2);
    List<Outcome> told = new ArrayList<>();
    place.meanwhile =
        () -> told.add(road.invokeJson("ai.chat.create", "{'model': 'large', 'messages': []}"));
    road.providers.does("vendor", answering(Map.of("input_tokens", 7L)));
    road.providers.does("vendor", answering(Map.of("input_tokens", 7L)));

    road.invokeAt(place, "ai.chat.create", "{'model': 'large', 'messages': []}");

    assertThat(told).singleElement().isInstanceOf(Outcome.Succeeded.class);
    assertThat(road.providers.called).containsExactly("vendor", "vendor");
  }
}
