package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.time.ManualTime;
import io.auterity.spi.Applied;
import io.auterity.spi.AuthForm;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

  private static final URI ENDPOINT = URI.create("https://login.test/t/token");

  private final ManualTime time = new ManualTime();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> hidden = new CopyOnWriteArrayList<>();
  private volatile String secret = "s&cret one";
  private volatile Function<Integer, WireResponse> endpoint = this::issued;
  private final AccessTokens tokens =
      new AccessTokens(
          () -> secret,
          value ->
              new ClientGrant(
                  ENDPOINT, new OauthClient("me", value, AuthForm.Dialect.USUAL), "a/.default b"),
          endpoint(),
          TokenStore.inMemory());

  @Test
  void asksOnceAsRfc6749Has() {
    assertThat(tokens.current(call())).isEqualTo("token-1");
    assertThat(tokens.current(call())).isEqualTo("token-1");

    assertThat(asked)
        .containsExactly(
            "POST https://login.test/t/token grant_type=client_credentials&scope=a%2F.default+b"
                + "&client_id=me&client_secret=s%26cret+one");
    assertThat(hidden).containsExactly("token-1");
  }

  @Test
  void aClientMayTellWhoItIsInAHeaderAlone() {
    WireRequest request =
        new ClientGrant(
                ENDPOINT,
                new OauthClient(
                    "me", "s&cret", AuthForm.Dialect.USUAL.withClient(AuthForm.ClientForm.BASIC)),
                null)
            .request(time.now(), null);

    assertThat(new String(request.body(), StandardCharsets.UTF_8))
        .isEqualTo("grant_type=client_credentials");
    assertThat(request.headers().get("authorization"))
        .containsExactly("Basic " + Signing.Basic.encoded("me", "s%26cret"));
  }

  @Test
  void asksForTheNextOneBeforeTheLastExpires() {
    tokens.current(call());

    time.advance(Duration.ofSeconds(3539));
    assertThat(tokens.current(call())).isEqualTo("token-1");
    time.advance(Duration.ofSeconds(2));
    assertThat(tokens.current(call())).isEqualTo("token-2");
  }

  @Test
  void goesOnWithTheLastOneWhereTheNextIsNotGiven() {
    tokens.current(call());
    endpoint = n -> reply(503, "{}", Map.of());

    time.advance(Duration.ofSeconds(3541));
    assertThat(tokens.current(call())).isEqualTo("token-1");
    assertThat(tokens.current(call())).isEqualTo("token-1");
    assertThat(asked).hasSize(2);

    time.advance(Duration.ofMinutes(5));
    assertThat(failure(call()).code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(asked).hasSize(3);
  }

  @Test
  void takesAnotherSecretAtOnce() {
    tokens.current(call());

    secret = "two";

    assertThat(tokens.current(call())).isEqualTo("token-2");
    assertThat(asked.getLast()).contains("client_secret=two");
  }

  @Test
  void forgetsATokenThatIsRefusedUnlessItIsNew() {
    tokens.current(call());
    tokens.refused("token-1");
    assertThat(tokens.current(call())).isEqualTo("token-1");

    time.advance(Duration.ofMinutes(1));
    tokens.refused("token-1");
    assertThat(tokens.current(call())).isEqualTo("token-2");
  }

  @Test
  void forgetsANewTokenThatAPeerTookBeforeItRefusedIt() {
    tokens.current(call());
    tokens.taken("token-1");
    assertThat(tokens.refused("token-1")).isTrue();
    assertThat(tokens.current(call())).isEqualTo("token-2");

    assertThat(tokens.refused("token-2")).as("nobody has taken it").isFalse();
  }

  @Test
  void givesUpAtMostThreeTokensInHalfAMinuteThoughEachWasTaken() {
    for (int i = 1; i <= 3; i++) {
      assertThat(tokens.current(call())).isEqualTo("token-" + i);
      tokens.taken("token-" + i);
      assertThat(tokens.refused("token-" + i)).isTrue();
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(tokens.current(call())).isEqualTo("token-4");
    tokens.taken("token-4");
    assertThat(tokens.refused("token-4")).as("three were given up just now").isFalse();

    time.advance(Duration.ofSeconds(28));
    assertThat(tokens.refused("token-4")).as("of three one is long ago").isTrue();
    assertThat(tokens.current(call())).isEqualTo("token-5");
    tokens.taken("token-5");
    assertThat(tokens.refused("token-5")).isFalse();
  }

  @Test
  void whoeverSentAnOlderTokenGoesAgainWithTheNewer() {
    tokens.current(call());
    tokens.taken("token-1");
    tokens.refused("token-1");
    assertThat(tokens.refused("token-1")).as("before the new one is there").isTrue();
    tokens.current(call());

    assertThat(tokens.refused("token-1")).as("it is there").isTrue();

    assertThat(tokens.current(call())).isEqualTo("token-2");
    assertThat(asked).hasSize(2);
  }

  @Test
  void namesTheAccountAndNotItsSecretWhenItIsRefused() {
    endpoint =
        n ->
            reply(
                401,
                "{\"error\": \"invalid_client\", \"error_description\": \"AADSTS7000215\"}",
                Map.of());

    Failure failure = failure(call());

    assertThat(failure.code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(failure.message())
        .isEqualTo("login.test gives client 'me' no access token: 401, invalid_client");
  }

  @Test
  void keepsHowLongTheEndpointAsksToWait() {
    endpoint = n -> reply(429, "slow down", Map.of("retry-after", List.of("7")));

    Failure failure = failure(call());

    assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void saysThatNothingWasAppliedWhereAskingBreaksOff() {
    endpoint =
        n -> {
          throw new CallFailedException(
              Failure.of(FailureCode.UNAVAILABLE, "the connection broke")
                  .withApplied(Applied.UNKNOWN));
        };

    assertThat(failure(call()).applied()).isEqualTo(Applied.NO);
  }

  @Test
  void takesNoTokenThatNoHeaderCouldCarry() {
    for (String body :
        List.of(
            "{}",
            "[]",
            "no JSON",
            "{\"access_token\": 1}",
            "{\"access_token\": \"\"}",
            "{\"access_token\": \"x\\r\\ny: z\"}")) {
      endpoint = n -> reply(200, body, Map.of());

      assertThat(failure(call()).message())
          .isEqualTo("login.test answered 200 without an access token for client 'me'");
    }
  }

  @Test
  void readsHowLongATokenLastsAlsoFromAText() {
    endpoint =
        n ->
            reply(
                200, "{\"access_token\": \"t%d\", \"expires_in\": \"60\"}".formatted(n), Map.of());
    assertThat(tokens.current(call())).isEqualTo("t1");

    time.advance(Duration.ofSeconds(47));
    assertThat(tokens.current(call())).isEqualTo("t1");
    time.advance(Duration.ofSeconds(4));
    assertThat(tokens.current(call())).isEqualTo("t2");
  }

  @Test
  void doesNotRepeatForAWhileWhatTheEndpointRefuses() {
    endpoint = n -> reply(401, "{\"error\": \"invalid_client\"}", Map.of());
    Failure first = failure(call());

    assertThat(failure(call())).isEqualTo(first);
    assertThat(asked).hasSize(1);

    secret = "two";
    endpoint = this::issued;
    assertThat(tokens.current(call())).isEqualTo("token-2");
  }

  @Test
  void asksForAnotherTokenOfWhichOneProcessAloneIsToldToBeRefused() {
    TokenStore shelf = TokenStore.inMemory();
    AccessTokens one = ofClient(shelf);
    AccessTokens other = ofClient(shelf);
    assertThat(one.current(call())).isEqualTo("token-1");
    assertThat(other.current(call())).isEqualTo("token-1");
    assertThat(asked).hasSize(1);

    time.advance(Duration.ofMinutes(1));
    assertThat(one.refused("token-1")).isTrue();

    assertThat(one.current(call())).isEqualTo("token-2");
    assertThat(other.refused("token-1")).isTrue();
    assertThat(other.current(call())).isEqualTo("token-2");
    assertThat(asked).hasSize(2);
    assertThat(one.refused("token-2")).isFalse();
  }

  @Test
  void goesOnWithWhatIsKnownWhileNobodyCanTellWhatIsKept() {
    AwayShelf shelf = new AwayShelf();
    AccessTokens away = ofClient(shelf);
    away.current(call());

    shelf.away = true;

    assertThat(away.current(call())).isEqualTo("token-1");
    time.advance(Duration.ofMinutes(61));
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> away.current(call()))
        .withMessageContaining("the database is away");
  }

  @Test
  void refreshesWhatAPersonAgreedToAndKeepsTheNextRefreshToken() {
    TokenStore shelf = TokenStore.inMemory();
    AccessTokens agreed = agreed(shelf);
    assertThat(failureOf(agreed).message()).contains("provider 'p' is not connected yet");
    assertThat(asked).isEmpty();
    keep(shelf, given("r-1", Duration.ofHours(1)));
    assertThat(agreed.current(call())).isEqualTo("a-0");

    time.advance(Duration.ofHours(1));
    endpoint = n -> reply(200, next(n), Map.of());
    assertThat(agreed.current(call())).isEqualTo("a-1");
    time.advance(Duration.ofHours(1));
    assertThat(agreed.current(call())).isEqualTo("a-2");

    assertThat(asked.getLast())
        .contains("grant_type=refresh_token", "refresh_token=r-next-1", "client_secret=s%26cret");
    assertThat(hidden).contains("r-next-2", "a-2");
    assertThat(Objects.requireNonNull(shelf.read()).refresh()).isEqualTo("r-next-2");
  }

  @Test
  void tellsOnceThatSomebodyHasToConnectAgainAndAsksNoMore() {
    AwayShelf shelf = new AwayShelf();
    AccessTokens agreed = agreed(shelf);
    keep(shelf, given("r-1", Duration.ZERO));
    endpoint = n -> reply(400, "{\"error\": \"invalid_grant\"}", Map.of());

    Failure failure = failureOf(agreed);

    assertThat(failure.code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(failure.message()).contains("invalid_grant", "connect the provider again");
    assertThat(failureOf(agreed).message()).contains("connect it again");
    assertThat(failureOf(agreed(shelf)).message()).contains("connect it again");
    assertThat(asked).hasSize(1);
    assertThat(shelf.reasons).hasSize(1);
  }

  @Test
  void keepsWhatIsRenewedThoughItsAskerHasGone() throws Exception {
    TokenStore shelf = TokenStore.inMemory();
    AccessTokens agreed = agreed(shelf);
    keep(shelf, given("r-1", Duration.ZERO));
    CompletableFuture<WireResponse> open = new CompletableFuture<>();
    endpoint = n -> open.join();
    TestCall gone = call();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Failure> got = threads.submit(() -> failureOf(agreed, gone));
      await(() -> asked.size() == 1 && gone.watched());
      gone.cancel();
      assertThat(got.get().code()).isEqualTo(FailureCode.CANCELLED);
    }

    open.complete(reply(200, next(1), Map.of()));

    assertThat(agreed.current(call())).isEqualTo("a-1");
    assertThat(asked).hasSize(1);
    assertThat(Objects.requireNonNull(shelf.read()).refresh()).isEqualTo("r-next-1");
  }

  @Test
  void whatSomebodyAgreedToMeanwhileStands() {
    TokenStore shelf = TokenStore.inMemory();
    AccessTokens agreed = agreed(shelf);
    TokenStore.Kept old = given("r-1", Duration.ZERO);
    keep(shelf, old);
    endpoint =
        n -> {
          assertThat(shelf.keep(old, given("r-of-another", Duration.ofHours(1)))).isTrue();
          return reply(200, next(n), Map.of());
        };

    assertThat(agreed.current(call())).isEqualTo("a-0");
    assertThat(Objects.requireNonNull(shelf.read()).refresh()).isEqualTo("r-of-another");
  }

  @Test
  void whatIsGivenInPlaceOfWhatHasGoneIsToldToBeGood() {
    AwayShelf shelf = new AwayShelf();
    AccessTokens agreed = agreed(shelf);
    TokenStore.Kept old = given("r-1", Duration.ZERO);
    keep(shelf, old);
    endpoint =
        n -> {
          assertThat(shelf.keep(old, old.asLost())).isTrue();
          return reply(200, next(n), Map.of());
        };

    assertThat(failureOf(agreed).message()).contains("disconnected or connected anew");
    assertThat(shelf.unkept).extracting(TokenStore.Kept::refresh).containsExactly("r-next-1");
  }

  @Test
  void losesNothingOfWhatSomebodyAgreedToMeanwhile() {
    TokenStore shelf = TokenStore.inMemory();
    AccessTokens agreed = agreed(shelf);
    TokenStore.Kept old = given("r-1", Duration.ZERO);
    keep(shelf, old);
    endpoint =
        n -> {
          assertThat(shelf.keep(old, given("r-of-another", Duration.ofHours(1)))).isTrue();
          return reply(400, "{\"error\": \"invalid_grant\"}", Map.of());
        };
    assertThat(failureOf(agreed).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(Objects.requireNonNull(shelf.read()).lost()).isFalse();
  }

  @Test
  void aRefusalDoesNotEndWhatCannotBeRenewed() {
    AwayShelf shelf = new AwayShelf();
    AccessTokens agreed = agreed(shelf);
    keep(shelf, given(null, Duration.ofDays(365)));
    assertThat(agreed.current(call())).isEqualTo("a-0");
    time.advance(Duration.ofMinutes(1));

    assertThat(agreed.refused("a-0")).as("there is no other one").isFalse();

    assertThat(agreed.current(call())).isEqualTo("a-0");
    assertThat(shelf.reasons).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void whatWasAgreedToForElsewhereIsNotUsed() {
    TokenStore shelf = TokenStore.inMemory();
    keep(shelf, given("r-1", Duration.ofHours(1)));
    AccessTokens elsewhere =
        new AccessTokens(
            () -> secret,
            value ->
                new AuthorizationCodeGrant(
                    ENDPOINT,
                    new OauthClient("me", value, AuthForm.Dialect.USUAL),
                    "elsewhere",
                    "p"),
            endpoint(),
            shelf);

    assertThat(failureOf(elsewhere).message())
        .contains("other hosts or another scope", "connect the provider again");
    assertThat(asked).isEmpty();
  }

  @Test
  void tellsNothingOfWhatTheEndpointSaysButTheNameOfTheError() {
    endpoint =
        n ->
            reply(
                400,
                "{\"error\": \"no s&cret one\", \"error_description\": \"s&cret one\"}",
                Map.of());

    assertThat(failure(call()).message())
        .isEqualTo("login.test gives client 'me' no access token: 400");
  }

  @Test
  void aNetworkThatIsAwayLosesNothing() {
    AwayShelf shelf = new AwayShelf();
    AccessTokens agreed = agreed(shelf);
    keep(shelf, given("r-1", Duration.ZERO));
    endpoint = n -> reply(503, "", Map.of());

    assertThat(failureOf(agreed).code()).isEqualTo(FailureCode.UNAVAILABLE);

    endpoint = n -> reply(200, next(n), Map.of());
    assertThat(agreed.current(call())).isEqualTo("a-2");
    assertThat(shelf.reasons).isEmpty();
  }

  @Test
  void asksAgainWhatAnotherServerAsksJustNow() {
    AwayShelf shelf = new AwayShelf();
    AccessTokens waiting = ofClient(shelf);
    shelf.busy = 3;

    TestCall call = call();
    assertThat(waiting.current(call)).isEqualTo("token-1");
    assertThat(shelf.busy).isZero();
    assertThat(call.pauses())
        .as("less and less often")
        .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
  }

  @Test
  void asksForTheTokenOfAnInstallationOfAnApp() throws Exception {
    URI installation = URI.create("https://api.github.test/app/installations/7/access_tokens");
    AccessTokens app =
        new AccessTokens(
            () -> CredentialFormatTest.pem(CredentialFormatTest.PAIR),
            pem -> new KeyGrant.GitHubApp(installation, "123", RsaKey.read(pem)),
            endpoint(),
            TokenStore.inMemory());
    endpoint =
        n ->
            reply(
                201,
                "{\"token\": \"ghs_%d\", \"expires_at\": \"%s\"}"
                    .formatted(n, time.now().plusSeconds(3600)),
                Map.of());

    assertThat(app.current(call())).isEqualTo("ghs_1");
    time.advance(Duration.ofSeconds(3541));
    assertThat(app.current(call())).isEqualTo("ghs_2");

    assertThat(asked.getFirst()).startsWith("POST " + installation);
  }

  private static String next(int number) {
    return "{\"access_token\": \"a-%1$d\", \"refresh_token\": \"r-next-%1$d\", \"expires_in\": 3600}"
        .formatted(number);
  }

  private static void keep(TokenStore shelf, TokenStore.Kept tokens) {
    assertThat(shelf.keep(null, tokens)).isTrue();
  }

  private TokenStore.Kept given(@Nullable String refresh, Duration life) {
    String identity =
        new AuthorizationCodeGrant(
                ENDPOINT, new OauthClient("me", null, AuthForm.Dialect.USUAL), "here", "p")
            .identity();
    Instant now = time.now();
    return new TokenStore.Kept(
        identity, "a-0", refresh, now, now.plus(life), false, GrantDetails.of(now));
  }

  private AccessTokens ofClient(TokenStore shelf) {
    return new AccessTokens(
        () -> secret,
        value ->
            new ClientGrant(ENDPOINT, new OauthClient("me", value, AuthForm.Dialect.USUAL), null),
        endpoint(),
        shelf);
  }

  private AccessTokens agreed(TokenStore shelf) {
    return new AccessTokens(
        () -> secret,
        value ->
            new AuthorizationCodeGrant(
                ENDPOINT, new OauthClient("me", value, AuthForm.Dialect.USUAL), "here", "p"),
        endpoint(),
        shelf);
  }

  private static Failure failureOf(AccessTokens tokens) {
    return failureOf(tokens, call());
  }

  private static Failure failureOf(AccessTokens tokens, Call call) {
    try {
      throw new AssertionError(tokens.current(call));
    } catch (CallFailedException e) {
      return e.failure();
    }
  }

  /** A shelf that can be away or taken by another server. */
  private static final class AwayShelf implements TokenStore {
    private final TokenStore kept = TokenStore.inMemory();
    private final List<String> reasons = new ArrayList<>();
    private final List<Kept> unkept = new ArrayList<>();
    private boolean away;
    private int busy;

    @Override
    public @Nullable Kept read() {
      if (away) {
        throw new CallFailedException(FailureCode.UNAVAILABLE, "the database is away");
      }
      return kept.read();
    }

    @Override
    public boolean keep(@Nullable Kept before, Kept tokens) {
      return kept.keep(before, tokens);
    }

    @Override
    public void lost(Kept before, String reason) {
      reasons.add(reason);
      kept.lost(before, reason);
    }

    @Override
    public void unkept(Kept given) {
      unkept.add(given);
    }

    @Override
    public <T> Optional<T> alone(Supplier<T> work) {
      if (busy > 0) {
        busy--;
        return Optional.empty();
      }
      return Optional.of(work.get());
    }

    @Override
    public long changes() {
      return away ? 1 : 0;
    }
  }

  @Test
  void asksOnceForAllWhoWait() throws Exception {
    CompletableFuture<WireResponse> open = new CompletableFuture<>();
    endpoint = n -> open.join();

    List<String> got = together(20, call -> {}, () -> open.complete(issued(1)));

    assertThat(got).hasSize(20).containsOnly("token-1");
    assertThat(asked).hasSize(1);
  }

  @Test
  void sharesARefusalAmongAllWhoWait() throws Exception {
    CompletableFuture<WireResponse> open = new CompletableFuture<>();
    endpoint = n -> open.join();

    List<String> got =
        together(
            5,
            call -> {},
            () -> open.complete(reply(400, "{\"error\":\"invalid_grant\"}", Map.of())));

    assertThat(got).hasSize(5).containsOnly("UNAUTHENTICATED");
    assertThat(asked).hasSize(1);
  }

  @Test
  void asksAgainWhenWhoeverAskedHasGone() throws Exception {
    CompletableFuture<WireResponse> open = new CompletableFuture<>();
    endpoint = n -> n == 1 ? open.join() : issued(n);

    List<String> got =
        together(
            3,
            TestCall::cancel,
            () ->
                open.completeExceptionally(
                    new CallFailedException(FailureCode.CANCELLED, "the caller has gone")));

    assertThat(got).containsExactly("CANCELLED", "token-2", "token-2");
    assertThat(asked).hasSize(2);
  }

  /** What callers get, of whom the first asks and the others wait until it is answered. */
  private List<String> together(int callers, Consumer<TestCall> onFirst, Runnable answer)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> got = new ArrayList<>();
      TestCall first = call();
      got.add(threads.submit(() -> outcome(first)));
      await(() -> asked.size() == 1);
      List<TestCall> others = new ArrayList<>();
      for (int i = 1; i < callers; i++) {
        TestCall other = call();
        others.add(other);
        got.add(threads.submit(() -> outcome(other)));
      }
      await(() -> others.stream().allMatch(TestCall::watched));
      onFirst.accept(first);
      answer.run();
      List<String> outcomes = new ArrayList<>();
      for (Future<String> each : got) {
        outcomes.add(each.get());
      }
      return outcomes;
    }
  }

  private static void await(BooleanSupplier state) {
    while (!state.getAsBoolean()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private String outcome(TestCall call) {
    try {
      return tokens.current(call);
    } catch (CallFailedException e) {
      return e.failure().code().name();
    }
  }

  private TokenEndpoint endpoint() {
    return new TokenEndpoint(
        new Endpoint(),
        time,
        text -> {
          hidden.add(text);
          return text;
        });
  }

  private Failure failure(Call call) {
    List<Failure> failures = new ArrayList<>();
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> tokens.current(call))
        .satisfies(e -> failures.add(e.failure()));
    return failures.getFirst();
  }

  private WireResponse issued(int number) {
    return reply(
        200,
        "{\"token_type\": \"Bearer\", \"expires_in\": 3600, \"access_token\": \"token-%d\"}"
            .formatted(number),
        Map.of());
  }

  private static WireResponse reply(int status, String body, Map<String, List<String>> headers) {
    return new WireResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private static TestCall call() {
    return TestCall.lasting(Duration.ofSeconds(60));
  }

  private final class Endpoint implements Transport {

    @Override
    public WireResponse send(WireRequest request, Call call) {
      asked.add(
          "%s %s %s"
              .formatted(
                  request.method(),
                  request.uri(),
                  new String(request.body(), StandardCharsets.UTF_8)));
      try {
        return endpoint.apply(asked.size());
      } catch (CompletionException e) {
        throw (CallFailedException) e.getCause();
      }
    }

    @Override
    public WireStream open(WireRequest request, Call call) {
      throw new UnsupportedOperationException();
    }
  }
}
