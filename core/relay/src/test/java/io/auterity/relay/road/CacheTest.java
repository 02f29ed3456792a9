package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.events;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.CacheDirectives;
import io.auterity.platform.call.CacheStatus;
import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.CallerTerms;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Payload;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.answer.Chats;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.cache.CacheCounts;
import io.auterity.relay.decision.CacheHit;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are answered with answers to others. */
@Timeout(60)
class CacheTest extends RoadFixture {

  private static final String ROUTE = "{'use': ['gpt', 'spare'], 'cache': {'exact': '1h'}}";
  private static final String PRICES =
      "{'asOf': '2026-01-01', 'currency': 'EUR', 'offers': {'replay/m': {'input': '1', 'output':"
          + " '2'}}}";
  private static final ChatRequest ASKED = chat("What is new?");
  private static final UUID STRANGER = new UUID(0, 77);

  @BeforeEach
  void aRouteWithACache() {
    road.providers.add(ai("gpt", "recorded"));
    road.providers.add(ai("spare"));
    road.route("r", ROUTE);
  }

  private static ChatRequest chat(String words) {
    return Chats.asking(words);
  }

  private static ChatResponse says(String words) {
    return says(words, FinishReason.STOP);
  }

  private static ChatResponse says(String words, FinishReason reason) {
    return Chats.saying(reason, List.of(new Part.Text(words)));
  }

  private void willSay(String... words) {
    for (String one : words) {
      road.providers.does("gpt", answers(says(one)));
    }
  }

  private String ask() {
    return ask(ASKED);
  }

  private String ask(ChatRequest request) {
    return said(road.invoke("ai.chat.create", request));
  }

  private String ask(CacheDirectives wish) {
    return said(road.invoke(road.call("ai.chat.create", Payload.of(ASKED), null).wishing(wish)));
  }

  private static String said(Outcome outcome) {
    Record value = ((Outcome.Succeeded) outcome).value();
    return text(((ChatResponse) Objects.requireNonNull(value)).parts());
  }

  private static String text(List<Part> parts) {
    StringBuilder all = new StringBuilder();
    parts.forEach(part -> all.append(((Part.Text) part).text()));
    return all.toString();
  }

  private StageMark mark() {
    return road.decision().stages().stream()
        .filter(one -> one.stage() == Stage.CACHE)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anEqualCallIsAnsweredWithoutAskingAnybody() {
    willSay("one", "two");

    assertThat(ask()).isEqualTo("one");
    assertThat(mark().verdict()).isEqualTo("miss");
    assertThat(ask()).isEqualTo("one");

    assertThat(mark().verdict()).isEqualTo("hit");
    assertThat(road.providers.called).hasSize(1);
  }

  @Test
  void theDecisionSaysWhoseAnswerItWasAndCanBeMadeAgain() {
    road.prices("p", PRICES);
    willSay("one");
    ask();
    Decision first = road.decision();
    road.time.advance(Duration.ofSeconds(90));

    ask();

    Decision hit = road.decision();
    CacheHit told = Objects.requireNonNull(hit.cached());
    assertThat(told.decision()).isEqualTo(first.id());
    assertThat(told.ageMillis()).isEqualTo(90_000);
    assertThat(told.saved()).isEqualTo(first.costs().used().cost());
    assertThat(hit.marks()).containsExactly("recorded", "cached");
    assertThat(hit.result().provider()).isEqualTo("gpt");
    assertThat(hit.attempts()).isEmpty();
    assertThat(Objects.requireNonNull(hit.planning()).route()).isNotNull();
    assertThat(road.differences()).isEmpty();
  }

  @Test
  void whatIsSavedIsWhatTheAnswerHadCost() {
    road.prices("p", PRICES);
    willSay("one");
    ask();
    long cost = road.decision().costs().used().cost();

    ask();
    ask();

    assertThat(cost).isPositive();
    AnswerCache.RouteFigures told = road.cache.figures(road.tenant).getFirst();
    assertThat(told.route()).isEqualTo("r");
    assertThat(told.counts())
        .isEqualTo(new CacheCounts.Figures(2, 0, 0, 1, new TreeMap<>(Map.of("EUR", 2 * cost))));
    assertThat(told.held().answers()).isEqualTo(1);
    assertThat(told.held().bytes()).isEqualTo(road.cache.bytes()).isPositive();
    assertThat(road.cache.figures(TenantScope.authenticated(STRANGER))).isEmpty();
  }

  @Test
  void whatIsPurgedIsAskedAnew() {
    willSay("one", "two", "three");
    ask();

    assertThat(road.cache.purge(TenantScope.authenticated(STRANGER), null)).isZero();
    assertThat(road.cache.purge(road.tenant, "other")).isZero();
    assertThat(ask()).isEqualTo("one");
    assertThat(road.cache.purge(road.tenant, "r")).isEqualTo(1);
    assertThat(ask()).isEqualTo("two");
    assertThat(road.cache.purge(road.tenant, null)).isEqualTo(1);
    assertThat(ask()).isEqualTo("three");
  }

  @Test
  void aCallUnderWayLeavesNothingBehindAPurge() {
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          road.cache.purge(road.tenant, null);
          return says("one");
        });
    willSay("two");

    assertThat(ask()).isEqualTo("one");
    assertThat(ask()).isEqualTo("two");
    assertThat(ask()).isEqualTo("two");
  }

  @Test
  void aStreamIsKeptAndReplayedHoweverItIsAskedFor() {
    road.providers.streams(
        "gpt",
        events(
            null,
            new ChatEvent.Started("1", "m"),
            new ChatEvent.PartDelta(0, new Part.Text("o")),
            new ChatEvent.PartDelta(0, new Part.Text("ne")),
            new ChatEvent.PartDone(0),
            new ChatEvent.Used(new TokenUsage(3, 1, 0, 0)),
            new ChatEvent.Finished(FinishReason.STOP)));
    drain(road.open("ai.chat.stream", ASKED));

    assertThat(ask()).isEqualTo("one");
    Exchange replayed = road.open("ai.chat.stream", ASKED);
    List<Record> events = drain(replayed);

    assertThat(road.providers.called).hasSize(1);
    assertThat(events)
        .containsExactly(
            new ChatEvent.Started("1", "m"),
            new ChatEvent.PartDelta(0, new Part.Text("one")),
            new ChatEvent.PartDone(0),
            new ChatEvent.Used(new TokenUsage(3, 1, 0, 0)),
            new ChatEvent.Finished(FinishReason.STOP));
    assertThat(replayed.cached()).isEqualTo(new CacheStatus(CacheStatus.Kind.HIT, Duration.ZERO));
    assertThat(replayed.outcome()).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void aStreamThatIsCutOrNotReadToItsEndIsNotKept() {
    road.providers.streams(
        "gpt",
        events(
            Failure.of(FailureCode.UNAVAILABLE, "cut"),
            new ChatEvent.Started("1", "m"),
            new ChatEvent.PartDelta(0, new Part.Text("o"))),
        events(
            null,
            new ChatEvent.Started("1", "m"),
            new ChatEvent.PartDelta(0, new Part.Text("o")),
            new ChatEvent.PartDelta(0, new Part.Text("ne")),
            new ChatEvent.Finished(FinishReason.STOP)));
    drain(road.open("ai.chat.stream", ASKED));
    try (Exchange left = road.open("ai.chat.stream", ASKED)) {
      left.next();
      left.next();
    }
    willSay("whole");

    assertThat(ask()).isEqualTo("whole");
  }

  private static List<Record> drain(Exchange exchange) {
    List<Record> all = new ArrayList<>();
    for (Record event = exchange.next(); event != null; event = exchange.next()) {
      all.add(event);
    }
    var _ = exchange.outcome();
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"words", "model", "temperature", "user", "stop", "tools"})
  void whateverDiffersIsAskedAnew(String what) {
    willSay("one", "other");
    ask();

    ChatRequest other =
        switch (what) {
          case "words" -> chat("What is new ?");
          case "model" -> ASKED.withModel("m2");
          case "temperature" -> ASKED.withTemperature(0.0);
          case "user" -> user("ann");
          case "stop" -> stop("x");
          default -> ASKED.withTools(List.of());
        };

    assertThat(ask(other)).isEqualTo("other");
  }

  private static ChatRequest user(String user) {
    return ChatRequest.builder("m", ASKED.messages()).user(user).build();
  }

  private static ChatRequest stop(String text) {
    return ChatRequest.builder("m", ASKED.messages()).stop(List.of(text)).build();
  }

  @Test
  void anotherPrincipalGetsItsOwnAnswer() {
    willSay("one", "two");
    ask();

    assertThat(said(road.invoke("ai.chat.create", ASKED, STRANGER))).isEqualTo("two");
  }

  @Test
  void theTenantSharesWhereTheRouteSaysSo() {
    road.route("r", "{'use': ['gpt'], 'cache': {'exact': '1h', 'within': 'tenant'}}");
    willSay("one");
    ask();

    assertThat(said(road.invoke("ai.chat.create", ASKED, STRANGER))).isEqualTo("one");
  }

  @Test
  void ownersShareAndNobodyElseWhereTheRouteSaysSo() {
    road.route("r", "{'use': ['gpt'], 'cache': {'exact': '1h', 'within': 'owner'}}");
    UUID colleague = new UUID(0, 78);
    road.authorizer = owning(Map.of(STRANGER, "team/b", colleague, "team/b"));
    willSay("one", "two");
    ask();

    assertThat(said(road.invoke("ai.chat.create", ASKED, STRANGER))).isEqualTo("two");
    assertThat(said(road.invoke("ai.chat.create", ASKED, colleague))).isEqualTo("two");
    assertThat(road.providers.called).hasSize(2);
  }

  private static Authorizer owning(Map<UUID, String> owners) {
    return new Authorizer() {
      @Override
      public Verdict authorize(TenantScope scope, Principal principal, Capability capability) {
        return Verdict.allow("role", "Role operator.");
      }

      @Override
      public CallerTerms terms(TenantScope scope, Principal principal) {
        return CallerTerms.NONE.ofOwners(List.of(owners.getOrDefault(principal.id(), "team/a")));
      }
    };
  }

  @Test
  void itsTimeIsOver() {
    willSay("one", "two");
    ask();

    road.time.advance(Duration.ofMinutes(59));
    assertThat(ask()).isEqualTo("one");
    road.time.advance(Duration.ofMinutes(2));
    assertThat(ask()).isEqualTo("two");
  }

  @Test
  void failuresAreNotKept() {
    road.route("r", "{'use': ['gpt'], 'cache': {'exact': '1h'}, 'retry': {'max': 0}}");
    road.providers.does("gpt", fails(Failure.of(FailureCode.INVALID, "no")));
    willSay("one");

    assertThat(road.invoke("ai.chat.create", ASKED)).isInstanceOf(Outcome.Failed.class);
    assertThat(ask()).isEqualTo("one");
  }

  @ParameterizedTest
  @EnumSource(
      value = FinishReason.class,
      names = {"LENGTH", "CONTENT_REFUSED", "OTHER", "PAUSED", "CONTEXT_FULL"})
  void answersThatAreNotCompleteAreNotKept(FinishReason reason) {
    road.providers.does("gpt", answers(says("on", reason)));
    willSay("one");
    ask();

    assertThat(ask()).isEqualTo("one");
  }

  @Test
  void aCallerMayWantAnAnswerOfItsOwn() {
    willSay("one", "two", "three");
    ask();

    assertThat(ask(CacheDirectives.of("no-store"))).isEqualTo("two");
    assertThat(ask()).isEqualTo("one");
    assertThat(ask(CacheDirectives.of("No-Cache"))).isEqualTo("three");
    assertThat(ask()).isEqualTo("three");
  }

  @Test
  void aCallerMayWantNoneThatIsOlder() {
    willSay("one", "two");
    ask();
    road.time.advance(Duration.ofSeconds(10));

    assertThat(ask(CacheDirectives.of("max-age=10"))).isEqualTo("one");
    assertThat(ask(CacheDirectives.of("max-age=9"))).isEqualTo("two");
  }

  @Test
  void aChangeOfTheConfigurationForgetsAll() {
    willSay("one", "two", "three", "four");
    ask();

    road.route("other", "{'when': {'capability': 'tracker.*'}}");
    assertThat(ask()).isEqualTo("two");
    road.providers.add(ai("third"));
    assertThat(ask()).isEqualTo("three");
    road.prices(
        "p", "{'asOf': '2026-01-01', 'currency': 'EUR', 'offers': {'replay/m': {'input': '1'}}}");
    assertThat(ask()).isEqualTo("four");
    assertThat(ask()).isEqualTo("four");
  }

  @Test
  void answersWhileNobodyElseCan() {
    willSay("one");
    ask();
    ProviderInfo gpt = ai("gpt", "recorded");
    road.providers.remove("gpt");
    road.providers.remove("spare");
    road.providers.add(Fleet.inState(gpt, ProviderInfo.State.DEGRADED, "slow"));
    road.providers.add(ai("spare"));
    road.providers.does("gpt", fails(Failure.of(FailureCode.UNAVAILABLE, "away")));
    road.providers.does("spare", fails(Failure.of(FailureCode.UNAVAILABLE, "away")));

    assertThat(ask()).isEqualTo("one");
    assertThat(road.differences()).isEmpty();
  }

  @Test
  void givesNoAnswerOfWhomThisCallMayNotAsk() {
    willSay("one");
    ask();
    road.authorizer = admitting("other-*");

    assertThat(road.invoke("ai.chat.create", ASKED)).isInstanceOf(Outcome.Refused.class);
    road.authorizer = admitting("m");
    assertThat(ask()).isEqualTo("one");
  }

  @Test
  void givesNoAnswerOfAModelThatTheKeyMayNotUseThoughItMayAskByThatName() {
    road.route("r", "{'use': ['gpt/other'], 'cache': {'exact': '1h'}}");
    willSay("one");
    ask();
    road.authorizer = admitting("m");

    Outcome outcome = road.invoke("ai.chat.create", ASKED);

    assertThat(refusal(outcome).code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(mark().verdict()).isEqualTo("miss");
    road.authorizer = admitting("other");
    assertThat(ask()).isEqualTo("one");
  }

  @Test
  void whoWantsAllToldGetsNoAnswerToLess() {
    road.providers.lossy.put("gpt", List.of("temperature"));
    willSay("one");
    Outcome first = road.openAtGateway("ai.chat.create", ASKED, false).outcome();
    assertThat(said(first)).isEqualTo("one");

    Exchange equal = road.openAtGateway("ai.chat.create", ASKED, false);
    assertThat(said(equal.outcome())).isEqualTo("one");
    assertThat(equal.lost()).containsExactly("temperature");
    assertThat(road.openAtGateway("ai.chat.create", ASKED, true).outcome())
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aGuardLooksAtAnAnswerEachTimeAndItIsKeptAsItCame() {
    road.guard = (scope, call) -> new Star();
    willSay("Ann");

    assertThat(ask()).isEqualTo("*");
    assertThat(ask()).isEqualTo("*");
    road.guard = (scope, call) -> null;
    assertThat(ask()).isEqualTo("Ann");
    assertThat(road.providers.called).hasSize(1);
  }

  @Test
  void whatAGuardRefusesIsNotKept() {
    road.guard = (scope, call) -> new Star();
    willSay("Bob", "Ann");

    assertThat(road.invoke("ai.chat.create", ASKED)).isInstanceOf(Outcome.Failed.class);
    assertThat(ask()).isEqualTo("*");
  }

  /** Puts a star for Ann in answers, and refuses Bob. */
  private static final class Star implements CallGuard {
    @Override
    public boolean looks(Way way) {
      return way == Way.ANSWER;
    }

    @Override
    public List<String> judge(Way way, List<Piece> pieces) {
      return pieces.stream().map(piece -> judged(piece.text())).toList();
    }

    private static String judged(String text) {
      if (text.contains("Bob")) {
        throw new CallFailedException(FailureCode.CONTENT_REFUSED, "no Bob");
      }
      return text.replace("Ann", "*");
    }

    @Override
    public PieceStream stream() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> labels() {
      return Map.of();
    }

    @Override
    public @Nullable Told told(Way way) {
      return null;
    }
  }

  @Test
  void aCacheThatFailsIsAMiss() {
    road.answers.broken = true;
    willSay("one", "two");

    assertThat(ask()).isEqualTo("one");
    assertThat(ask()).isEqualTo("two");
    assertThat(mark().verdict()).isEqualTo("miss");
  }

  @Test
  void aStepThatIsMadeAgainIsAnsweredAgain() {
    willSay("one", "two");
    ask();
    Invocation call = road.call("ai.chat.create", Payload.of(ASKED), null);
    Invocation again =
        call.toBuilder().parent(new Invocation.Parent(new UUID(0, 8), "s", 1)).build();

    assertThat(said(road.invoke(again))).isEqualTo("two");
  }

  @Test
  void equalCallsAtTheSameTimeAskOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    road.providers.does("gpt", waiting(asked, go, "one"));
    CompletableFuture<String> first = beside(this::ask);
    asked.await();
    int before = road.timers.pending();
    CompletableFuture<String> second = beside(this::ask);
    untilOneMoreWaits(before);
    go.countDown();

    assertThat(first.get()).isEqualTo("one");
    assertThat(second.get()).isEqualTo("one");
    assertThat(road.providers.called).hasSize(1);
  }

  @Test
  void whoWaitsForOneThatFailsGoesOnByItself() throws Exception {
    road.route("r", "{'use': ['gpt'], 'cache': {'exact': '1h'}, 'retry': {'max': 0}}");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          asked.countDown();
          await(go);
          throw new CallFailedException(FailureCode.INVALID, "no");
        });
    willSay("two");
    CompletableFuture<Outcome> first = beside(() -> road.invoke("ai.chat.create", ASKED));
    asked.await();
    int before = road.timers.pending();
    CompletableFuture<String> second = beside(this::ask);
    untilOneMoreWaits(before);
    go.countDown();

    assertThat(first.get()).isInstanceOf(Outcome.Failed.class);
    assertThat(second.get()).isEqualTo("two");
  }

  @Test
  void nobodyWaitsForLongerThanHalfOfItsTime() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    road.providers.does("gpt", waiting(asked, go, "one"));
    CompletableFuture<String> first = beside(this::ask);
    asked.await();
    int before = road.timers.pending();
    road.providers.does("gpt", answers(says("two")));
    CompletableFuture<String> second = beside(this::ask);
    untilOneMoreWaits(before);
    road.timers.ringLast();

    assertThat(second.get()).isEqualTo("two");
    go.countDown();
    assertThat(first.get()).isEqualTo("one");
  }

  @Test
  void whoWaitsIsNotGivenWhatWasAskedBeforeAPurge() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    road.providers.does("gpt", waiting(asked, go, "one"));
    CompletableFuture<String> first = beside(this::ask);
    asked.await();
    int before = road.timers.pending();
    road.providers.does("gpt", answers(says("two")));
    CompletableFuture<String> second = beside(this::ask);
    untilOneMoreWaits(before);
    road.cache.purge(road.tenant, null);
    go.countDown();

    assertThat(first.get()).isEqualTo("one");
    assertThat(second.get()).isEqualTo("two");
  }

  @Test
  void whoGivesUpFirstIsWaitedFor() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch askedAgain = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    road.providers.does("gpt", waiting(asked, go, "one"));
    road.providers.does("gpt", waiting(askedAgain, goOn, "two"));
    CompletableFuture<String> first = beside(this::ask);
    asked.await();
    int before = road.timers.pending();
    CompletableFuture<String> second = beside(this::ask);
    untilOneMoreWaits(before);
    road.timers.ringLast();
    askedAgain.await();
    before = road.timers.pending();
    CompletableFuture<String> third = beside(this::ask);
    untilOneMoreWaits(before);
    goOn.countDown();

    assertThat(second.get()).isEqualTo("two");
    assertThat(third.get()).isEqualTo("two");
    go.countDown();
    assertThat(first.get()).isEqualTo("one");
    assertThat(road.providers.called).hasSize(2);
  }

  private static <T> CompletableFuture<T> beside(Supplier<T> call) {
    return CompletableFuture.supplyAsync(call, task -> Thread.ofVirtual().start(task));
  }

  private void untilOneMoreWaits(int before) {
    while (road.timers.pending() == before) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static ScriptedProviders.Act waiting(
      CountDownLatch asked, CountDownLatch go, String words) {
    return (input, attempt) -> {
      asked.countDown();
      await(go);
      return says(words);
    };
  }

  @Test
  void aRolloutTakesNothingOutOfTheCache() {
    road.route(
        "r",
        "{'use': ['gpt'], 'cache': {'exact': '1h'}, 'rollout': {'to': ['spare'],"
            + " 'steps': ['1%'], 'every': '1h', 'stopAt': {'failures': '50%'}}}");
    for (int i = 0; i < 20; i++) {
      willSay("one");
      road.providers.does("spare", answers(says("one")));
      var _ = ask();
      assertThat(mark().passed()).isEqualTo(StageMark.Passed.SKIPPED);
    }
  }

  @Test
  void asksNoCacheWhereTheRouteHasNone() {
    road.route("r", "{'use': ['gpt'], 'cache': 'off'}");
    willSay("one", "two");

    assertThat(ask()).isEqualTo("one");
    assertThat(ask()).isEqualTo("two");
    assertThat(mark().passed()).isEqualTo(StageMark.Passed.SKIPPED);
    assertThat(road.answers.kept).isEmpty();
  }
}
