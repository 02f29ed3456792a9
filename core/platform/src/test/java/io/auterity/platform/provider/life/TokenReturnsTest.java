package io.auterity.platform.provider.life;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.files.ProviderFiles;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.provider.Behalves;
import io.auterity.platform.provider.call.HeavyWork;
import io.auterity.platform.provider.token.OwedTokens;
import io.auterity.platform.provider.token.OwedTokens.Owed;
import io.auterity.platform.provider.token.ProviderTokens;
import io.auterity.platform.provider.token.TokenReturns;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.secret.SecretVault;
import io.auterity.platform.secret.TokenVault;
import io.auterity.platform.secret.VendorDebts;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.AgreedGrant;
import io.auterity.platform.transport.OauthClient;
import io.auterity.platform.transport.TokenEndpoint;
import io.auterity.platform.transport.TokenShelf.Kept;
import io.auterity.spi.AuthForm.ClientForm;
import io.auterity.spi.AuthForm.Dialect;
import io.auterity.spi.AuthForm.GivenBack;
import io.auterity.spi.AuthForm.Revocation;
import io.auterity.spi.AuthForm.RevocationRequest;
import io.auterity.spi.AuthForm.TakenBack;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens on their way back to a vendor that answers as the test says. */
@Tag("postgresql")
class TokenReturnsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();
  @TempDir static Path folder;

  private static final URI TOKENS = URI.create("https://vendor.test/token");
  private static final WayBack BACK =
      new WayBack(
          "git",
          "client",
          URI.create("https://vendor.test/revoke"),
          "me",
          "client",
          Set.of("vendor.test"),
          Dialect.USUAL);

  private final TenantScope tenant = db.newTenant();
  private final ManualTime time = new ManualTime();
  private final AtomicLong life = new AtomicLong(3);
  private final AtomicInteger status = new AtomicInteger(200);
  private volatile String said = "";
  private volatile WayBack back = BACK;
  private volatile Duration slowness = Duration.ZERO;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final TokenVault vault =
      new TokenVault(
          db.database(),
          new SecretVault(
              db.database(),
              MasterKey.open(folder.resolve("master.key")),
              Time.system(),
              AuditTrail.changes()));
  private final VendorDebts debts = vault.debts(VendorDebts.Sort.TOKENS);
  private final OwedTokens owed = new OwedTokens(debts, Ids.system(Time.system()), time);
  private final ProviderTokens tokens =
      new ProviderTokens(
          vault,
          scope -> 0,
          new Outbox(db.database(), time),
          Ids.system(Time.system()),
          Time.system());
  private final Transport transport = new Vendor();
  private final ProviderEnvironment environment =
      new ProviderEnvironment(
          time,
          (scope, name, hosts) -> "s3cret",
          tokens::of,
          binding -> transport,
          (scope, provider) -> life.get(),
          Agreements.NONE,
          (scope, provider, of) -> {
            throw new IllegalStateException("nothing is stored");
          },
          new ProviderFiles(folder.resolve("files"), 1_000),
          ProviderEnvironment.InboundAddresses.NONE,
          Behalves.NONE,
          new HeavyWork(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          false);
  private final AgreedGrant grant =
      new AgreedGrant(TOKENS, new OauthClient("me", "s3cret", Dialect.USUAL), "use", "p");

  private final class Vendor implements Transport {
    @Override
    public WireResponse send(WireRequest request, Call call) {
      asked.add(new String(request.body(), UTF_8));
      time.advance(slowness);
      if (status.get() == 0) {
        throw new CallFailedException(FailureCode.UNAVAILABLE, "it hangs");
      }
      return new WireResponse(status.get(), Map.of(), said.getBytes(UTF_8));
    }

    @Override
    public WireStream open(WireRequest request, Call call) {
      throw new IllegalStateException("nobody streams tokens");
    }
  }

  /** What is left here would be given back by the next test. */
  @AfterEach
  void forget() {
    debts.ids(tenant).forEach(id -> debts.settle(tenant, id, tx -> {}));
  }

  private TokenReturns returns() {
    return new TokenReturns(
        (scope, provider) -> agreement(), environment, tokens, owed, AuditTrail.changes());
  }

  private TokenReturns returnsWithout(FailureCode code) {
    return new TokenReturns(
        (scope, provider) -> {
          throw new CallFailedException(code, "nobody knows");
        },
        environment,
        tokens,
        owed,
        AuditTrail.changes());
  }

  private List<Owed> owing() {
    return owed.of(
        tenant,
        (id, e) -> {
          throw e;
        });
  }

  private VendorAgreement agreement() {
    return agreement(grant);
  }

  private VendorAgreement agreement(AgreedGrant of) {
    return new VendorAgreement(
        URI.create("https://vendor.test/authorize"),
        back,
        Map.of(),
        of,
        new TokenEndpoint(transport, time, UnaryOperator.identity()),
        life.get(),
        time,
        UnaryOperator.identity());
  }

  private Kept kept(String access, @Nullable String refresh) {
    return new Kept(
        grant.identity(), access, refresh, time.now(), time.now().plusSeconds(60), false);
  }

  private void awayAtTheEnd() {
    connected();
    status.set(0);
    assertThat(returns().end(tenant, "p", agreement(), tx -> {})).isFalse();
  }

  private Kept connected() {
    Kept kept = kept("canary-a", "canary-r");
    tokens.keep(tenant, "p", life.get(), kept, (tx, before) -> {});
    return kept;
  }

  @Test
  void aVendorThatIsAwayIsAskedAgainUntilItHasTakenThem() {
    connected();
    status.set(0);

    assertThat(returns().end(tenant, "p", agreement(), tx -> {})).isFalse();
    assertThat(tokens.of(tenant, "p", 3).read()).isNull();
    returns().tick();
    assertThat(asked).as("it is not due yet").hasSize(1);
    status.set(503);
    time.advance(Duration.ofMinutes(1));
    returns().tick();
    time.advance(Duration.ofMinutes(1));
    returns().tick();
    assertThat(asked).as("the pause grows").hasSize(2);
    status.set(200);
    time.advance(Duration.ofMinutes(1));
    returns().tick();
    returns().tick();

    assertThat(asked).hasSize(3).allSatisfy(each -> assertThat(each).contains("token=canary-r"));
    assertThat(owing()).isEmpty();
  }

  @Test
  void whatAVendorTakesAtOnceIsOwedNoLonger() {
    connected();

    assertThat(returns().end(tenant, "p", agreement(), tx -> {})).isTrue();
    assertThat(owing()).isEmpty();
    assertThat(returns().end(tenant, "p", agreement(), tx -> {})).as("there are none").isTrue();
    assertThat(asked).hasSize(1);
  }

  @Test
  void theyGoBackThoughTheServerStopsBetweenTheRemovalAndTheVendor() {
    connected();
    returns().ending(tenant, AuditedAct.ofPlatform("control:resource.write"), "p");
    life.incrementAndGet();

    returns().tick();
    returns().tick();

    assertThat(asked).singleElement().asString().contains("token=canary-r");
    assertThat(owing()).isEmpty();
    assertThat(tokens.of(tenant, "p", 3).read()).isNull();
  }

  @Test
  void aProviderThatStaysAfterAllKeepsItsTokens() {
    Kept kept = connected();
    returns().ending(tenant, AuditedAct.ofPlatform("control:resource.write"), "p");

    returns().tick();
    assertThat(owing()).hasSize(1);
    time.advance(Duration.ofMinutes(16));
    returns().tick();

    assertThat(owing()).isEmpty();
    assertThat(asked).isEmpty();
    assertThat(tokens.of(tenant, "p", 3).read()).isEqualTo(kept);
  }

  @Test
  void tokensOfTheNextProviderOfTheNameStayWhereTheyAre() {
    connected();
    returns().ending(tenant, AuditedAct.ofPlatform("control:resource.write"), "p");
    life.incrementAndGet();
    Kept next = connected();

    returns().tick();

    assertThat(tokens.of(tenant, "p", 4).read()).isEqualTo(next);
    assertThat(owing()).isEmpty();
  }

  @Test
  void afterAWeekItIsToldThatTheyAreStillThere() {
    connected();
    status.set(500);
    boolean _ = returns().end(tenant, "p", agreement(), tx -> {});

    time.advance(Duration.ofDays(8));
    returns().tick();

    assertThat(owing()).isEmpty();
    assertThat(AuditTrail.of(db, tenant))
        .anySatisfy(
            entry ->
                assertThat(entry)
                    .contains(
                        "provider/p/connection", "tokens at its vendor > not given back", "500"));
  }

  @Test
  void nothingOfThemIsReadableMeanwhile() {
    connected();
    status.set(500);
    boolean _ = returns().end(tenant, "p", agreement(), tx -> {});

    assertThat(owing())
        .singleElement()
        .satisfies(one -> assertThat(one.toString()).doesNotContain("canary"))
        .satisfies(one -> assertThat(one.way()).isEqualTo(BACK));
    List<byte[]> stored =
        db.database()
            .inTenant(
                tenant, tx -> tx.query("select ciphertext from secret").mapTo(byte[].class).list());
    assertThat(stored)
        .allSatisfy(bytes -> assertThat(new String(bytes, UTF_8)).doesNotContain("canary"));
  }

  @ParameterizedTest
  @CsvSource({
    "204,                               , true",
    "400,                               , false",
    "401,                               , false",
    "404,                               , false",
    "410,                               , false",
    "422,                               , false",
    "400, {\"error\": \"invalid_client\"}, false",
    "401, {\"error\": \"invalid_token\"} , false",
    "200, {\"error\": \"bad client\"}    , false",
    "400, {\"error\": \"invalid_token\"} , true",
    "400, {\"error\": \"invalid_grant\"} , true",
    "200, {\"error\": \"invalid_token\"} , true",
  })
  void onlyAVendorThatSaysSoHasTakenThem(int answer, @Nullable String body, boolean taken) {
    connected();
    status.set(answer);
    said = body == null ? "" : body;

    assertThat(returns().end(tenant, "p", agreement(), tx -> {})).isEqualTo(taken);

    assertThat(owing()).hasSize(taken ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({
    "200, '{\"ok\": true, \"revoked\": true}'            , true",
    "200, '{\"ok\": false, \"error\": \"token_revoked\"}', true",
    "401, '{\"ok\": false, \"error\": \"token_revoked\"}', true",
    "200, '{\"ok\": false, \"error\": \"ratelimited\"}'  , false",
    "200, '{\"ok\": false}'                            , false",
    "200, '{}'                                         , false",
    "500, '{\"ok\": true}'                             , false",
  })
  void aVendorMaySayInItsAnswerAloneWhetherItHasTakenThem(int answer, String body, boolean taken) {
    back = saying(new TakenBack("ok", Set.of("token_revoked")));
    connected();
    status.set(answer);
    said = body;

    assertThat(returns().end(tenant, "p", agreement(), tx -> {})).isEqualTo(taken);

    assertThat(owing()).hasSize(taken ? 0 : 1);
    assertThat(owing()).allSatisfy(one -> assertThat(one.way()).isEqualTo(back));
  }

  private static WayBack saying(TakenBack taken) {
    Dialect usual = Dialect.USUAL;
    Revocation own =
        new Revocation(
            GivenBack.ACCESS,
            null,
            new RevocationRequest("POST", "/auth.revoke", ClientForm.NONE, null),
            taken);
    return new WayBack(
        BACK.connector(),
        BACK.credential(),
        BACK.place(),
        BACK.client(),
        BACK.secret(),
        BACK.reach(),
        new Dialect(usual.client(), usual.body(), usual.scopes(), true, own, Map.of()));
  }

  @Test
  void tokensThatCameTooLateGoBackWithTheOthers() {
    awayAtTheEnd();
    TokenReturns returns = returns();
    tokens.whenUnkept(returns::unkept);
    life.incrementAndGet();

    tokens.of(tenant, "p", 3).unkept(kept("canary-b", "canary-s"));
    status.set(200);
    time.advance(Duration.ofMinutes(1));
    returns.tick();

    assertThat(asked).hasSize(3).anyMatch(each -> each.contains("token=canary-s"));
    assertThat(owing()).isEmpty();
  }

  @Test
  void tokensThatCameTooLateStayWhereAPersonHasAgreedAnew() {
    connected();
    returns().unkept(tenant, "p", 3, kept("canary-b", "canary-s"));
    life.incrementAndGet();
    returns().unkept(tenant, "p", 3, kept("canary-b", "canary-s"));

    assertThat(owing()).isEmpty();
    assertThat(AuditTrail.of(db, tenant))
        .satisfiesExactly(
            entry -> assertThat(entry).contains("that could end the ones that replace them"),
            entry -> assertThat(entry).contains("that could end the ones that replace them"));
  }

  @Test
  void tokensThatAreNeededAtTheirVendorWaitForAnHourAtMost() {
    connected();
    TokenReturns returns = returns();
    returns.waitWhile((scope, one) -> one.life() == 3);

    assertThat(returns.end(tenant, "p", agreement(), tx -> {})).isFalse();
    time.advance(Duration.ofMinutes(30));
    returns.tick();
    assertThat(asked).isEmpty();
    time.advance(Duration.ofMinutes(31));
    returns.tick();

    assertThat(asked).hasSize(1);
    assertThat(owing()).isEmpty();
  }

  @Test
  void whoSignsByTokensThatAreOwedRenewsThemThere() {
    awayAtTheEnd();
    Kept had = kept("canary-a", "canary-r");
    Kept next = kept("canary-b", "canary-s");

    assertThat(owed.shelf(tenant, "p", 4).read()).as("of another life").isNull();
    assertThat(owed.shelf(tenant, "p", 3).read()).isEqualTo(had);
    assertThat(owed.shelf(tenant, "p", 3).keep(next, had)).isFalse();
    assertThat(owed.shelf(tenant, "p", 3).keep(had, next)).isTrue();
    status.set(200);
    time.advance(Duration.ofMinutes(1));
    returns().tick();

    assertThat(asked.getLast()).contains("token=canary-s");
  }

  @Test
  void whatCannotBeReadKeepsNothingElseFromGoingBack() {
    awayAtTheEnd();
    debts.owe(tenant, "0", "{\"provider\": \"p\", \"way\": {}}");
    status.set(200);
    time.advance(Duration.ofMinutes(1));
    TokenReturns returns = returns();

    returns.tick();
    returns.tick();

    assertThat(asked).hasSize(2);
    assertThat(debts.ids(tenant)).containsExactly("0");
  }

  @Test
  void tokensOfAProviderThatWentStayWhileSomethingCannotBeRead() {
    connected();
    debts.owe(tenant, "0", "{}");

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> returns().gone(tenant, "p"));

    assertThat(tokens.of(tenant, "p", 3).read()).isNotNull();
  }

  @Test
  void whatIsOwedOfAClientDoesNotEndWhatAPersonAgreesToAfterwards() {
    awayAtTheEnd();
    status.set(200);
    Kept next = kept("canary-b", "canary-s");

    returns()
        .replacing(
            tenant,
            "p",
            agreement(),
            () -> {
              time.advance(Duration.ofMinutes(10));
              returns().tick();
              return next;
            },
            tx -> {});
    time.advance(Duration.ofDays(1));
    returns().tick();

    assertThat(asked).as("when it ended").hasSize(1);
    assertThat(tokens.of(tenant, "p", 3).read()).isEqualTo(next);
    assertThat(owing()).isEmpty();
    assertThat(AuditTrail.of(db, tenant))
        .anySatisfy(
            entry ->
                assertThat(entry)
                    .contains("provider/p/connection", "withdraw them there: that could end"));
  }

  @Test
  void whatIsOwedStaysSoWhereAPersonAgreesToNothing() {
    awayAtTheEnd();

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () ->
                returns()
                    .replacing(
                        tenant,
                        "p",
                        agreement(),
                        () -> {
                          throw new CallFailedException(FailureCode.FORBIDDEN, "no");
                        },
                        tx -> {}));
    status.set(200);
    time.advance(Duration.ofMinutes(15));
    returns().tick();

    assertThat(asked).hasSize(2);
    assertThat(owing()).isEmpty();
  }

  @Test
  void whatIsOwedOfAnotherClientGoesBackAllTheSame() {
    awayAtTheEnd();
    AgreedGrant others =
        new AgreedGrant(TOKENS, new OauthClient("you", "s3cret", Dialect.USUAL), "use", "p");

    returns().replacing(tenant, "p", agreement(others), () -> kept("b", "s"), tx -> {});
    status.set(200);
    time.advance(Duration.ofMinutes(1));
    returns().tick();

    assertThat(asked).hasSize(2);
    assertThat(owing()).isEmpty();
  }

  @Test
  void tokensThatAreReplacedAreToldToBeAtTheirVendorStill() {
    connected();

    returns().replacing(tenant, "p", agreement(), () -> kept("b", "s"), tx -> {});

    assertThat(asked).isEmpty();
    assertThat(AuditTrail.of(db, tenant))
        .singleElement()
        .satisfies(entry -> assertThat(entry).contains("withdraw them there: that could end"));
  }

  @Test
  void tokensThatNobodyKnowsAWayBackForAreToldWhenTheirProviderHasGone() {
    connected();
    TokenReturns returns = returnsWithout(FailureCode.UNAVAILABLE);
    returns.ending(tenant, AuditedAct.ofPlatform("control:resource.write"), "p");
    returns.tick();
    assertThat(AuditTrail.of(db, tenant)).as("it is still there").isEmpty();
    life.incrementAndGet();

    returns.tick();

    assertThat(tokens.of(tenant, "p", 3).read()).isNull();
    assertThat(owing()).isEmpty();
    assertThat(AuditTrail.of(db, tenant))
        .singleElement()
        .satisfies(entry -> assertThat(entry).contains("withdraw them there: nobody could tell"));
  }

  @Test
  void tokensThatNobodyAgreedToAreToldToNobody() {
    tokens.keep(tenant, "p", life.get(), kept("canary-a", null), (tx, before) -> {});

    returnsWithout(FailureCode.UNSUPPORTED)
        .ending(tenant, AuditedAct.ofPlatform("control:resource.write"), "p");

    assertThat(owing()).isEmpty();
  }

  @Test
  void aConnectionThatEndsWithoutAWayBackIsTold() {
    connected();

    assertThat(returns().end(tenant, "p", null, tx -> {})).isFalse();

    assertThat(AuditTrail.of(db, tenant))
        .singleElement()
        .satisfies(entry -> assertThat(entry).contains("withdraw them there: nobody could tell"));
  }

  @Test
  void aTenantWhoseVendorsHangHoldsUpOthersForOneOfThem() {
    awayAtTheEnd();
    awayAtTheEnd();
    awayAtTheEnd();
    time.advance(Duration.ofMinutes(1));
    slowness = Duration.ofSeconds(20);

    returns().tick();
    assertThat(asked).hasSize(4);
    returns().tick();

    assertThat(asked).hasSize(5);
  }

  @Test
  void ofMoreConnectionsThanAreOwedTheOldestAreTold() {
    for (int i = 0; i < 22; i++) {
      awayAtTheEnd();
      time.advance(Duration.ofSeconds(1));
    }
    List<Owed> all = owing();

    returns().tick();

    assertThat(owing())
        .extracting(Owed::id)
        .containsExactlyElementsOf(all.stream().skip(2).map(Owed::id).toList());
    assertThat(AuditTrail.of(db, tenant))
        .hasSize(2)
        .allSatisfy(entry -> assertThat(entry).contains("withdraw them there: more than 20"));
  }
}
