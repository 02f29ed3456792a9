package io.auterity.provider.life;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.job.JobKind;
import io.auterity.platform.job.JobRetry;
import io.auterity.provider.token.PendingRevocation.Owed;
import io.auterity.provider.token.RevocationJob;
import io.auterity.spi.AuthForm.ClientForm;
import io.auterity.spi.AuthForm.Dialect;
import io.auterity.spi.AuthForm.GivenBack;
import io.auterity.spi.AuthForm.Revocation;
import io.auterity.spi.AuthForm.RevocationRequest;
import io.auterity.spi.AuthForm.TakenBack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens go back until their vendor has taken them, or a week has passed. */
class RevocationJobTest extends TokensOnTheirWay {

  @Test
  void aVendorThatIsAwayIsAskedAgainUntilItHasTakenThem() {
    connected();
    status.set(0);

    assertThat(returns().end(tenant, "p", agreement(), tx -> {})).isFalse();
    assertThat(tokens.of(tenant, "p", 3).read()).isNull();
    round(returns());
    assertThat(asked).as("it is not due yet").hasSize(1);
    status.set(503);
    time.advance(Duration.ofMinutes(1));
    round(returns());
    time.advance(Duration.ofMinutes(1));
    round(returns());
    assertThat(asked).hasSize(3);
    time.advance(Duration.ofMinutes(1));
    round(returns());
    assertThat(asked).as("the pause grows").hasSize(3);
    status.set(200);
    time.advance(Duration.ofMinutes(1));
    round(returns());
    round(returns());

    assertThat(asked).hasSize(4).allSatisfy(each -> assertThat(each).contains("token=canary-r"));
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
  void afterAWeekItIsToldThatTheyAreStillThere() {
    connected();
    status.set(500);
    boolean _ = returns().end(tenant, "p", agreement(), tx -> {});

    for (int i = 0; i < JobRetry.FEWEST; i++) {
      time.advance(Duration.ofDays(1));
      round(returns());
    }

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

  private static TokenRevocationRequest saying(TakenBack taken) {
    Dialect usual = Dialect.USUAL;
    Revocation own =
        new Revocation(
            GivenBack.ACCESS,
            null,
            new RevocationRequest("POST", "/auth.revoke", ClientForm.NONE, null),
            taken);
    return new TokenRevocationRequest(
        BACK.connector(),
        BACK.credential(),
        BACK.place(),
        BACK.client(),
        BACK.secret(),
        BACK.reach(),
        new Dialect(usual.client(), usual.body(), usual.scopes(), true, own, Map.of()));
  }

  @Test
  void whatCannotBeReadKeepsNothingElseFromGoingBack() {
    awayAtTheEnd();
    debts.put(tenant, "0", "p", time.now(), "{\"provider\": \"p\", \"way\": {}}");
    status.set(200);
    time.advance(Duration.ofMinutes(1));
    RevocationJob returns = returns();

    round(returns);
    round(returns);

    assertThat(asked).hasSize(2);
    assertThat(debts.ids(tenant)).containsExactly("0");
  }

  @Test
  void aConnectionThatEndsWithoutAWayBackIsTold() {
    connected();

    assertThat(returns().end(tenant, "p", null, tx -> {})).isFalse();

    assertThat(AuditTrail.of(db, tenant))
        .singleElement()
        .satisfies(entry -> assertThat(entry).contains("withdraw them there: it is not known how"));
  }

  @Test
  void aServerThatIsKilledWhileItAsksLeavesThemToAnother() {
    awayAtTheEnd();
    status.set(200);
    time.advance(Duration.ofMinutes(1));
    meanwhile =
        () -> {
          throw new Killed();
        };
    round(returns());
    meanwhile = () -> {};
    round(returns());
    assertThat(owing()).as("under its lease").hasSize(1);
    leaseEnds();

    round(returns());

    assertThat(asked).hasSize(3);
    assertThat(owing()).isEmpty();
  }

  /** What no turn of a job outlives, as it does not outlive the end of its server. */
  private static final class Killed extends Error {}

  private void leaseEnds() {
    db.database()
        .inTenant(
            tenant,
            tx ->
                tx.update(
                        """
                        update job set lease_until = now() - interval '1 second'
                        where tenant = current_tenant()
                        """)
                    .execute());
  }

  @Test
  void whatAServerOfTheVersionBeforeLeftGoesBack() {
    awayAtTheEnd();
    db.database()
        .inTenant(
            tenant, tx -> tx.update("delete from job where tenant = current_tenant()").execute());
    status.set(200);
    round(returns());
    assertThat(asked).hasSize(1);

    round((JobKind) returns());

    assertThat(asked).hasSize(2);
    assertThat(owing()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsGivenUpAfterAWeekAndTold() {
    debts.put(tenant, "0", "p", time.now(), "{}");
    for (int i = 0; i < JobRetry.FEWEST; i++) {
      round(returns());
      time.advance(Duration.ofDays(1));
    }

    assertThat(debts.ids(tenant)).isEmpty();
    assertThat(AuditTrail.of(db, tenant))
        .singleElement()
        .satisfies(entry -> assertThat(entry).contains("provider/p/connection", "withdraw them"));
  }

  @Test
  void whatIsSettledKeepsNobodyFromRenewingTokens() {
    List<String> renewed = new ArrayList<>();
    Supplier<String> renew =
        () -> {
          assertThat(debts.alone(tenant, "too", () -> "too")).isEmpty();
          return vault.alone(tenant, "a", () -> vault.alone(tenant, "b", () -> "b")).toString();
        };

    Supplier<Boolean> settle = () -> renewed.add(renew.get());
    for (int i = 1; i <= 4; i++) {
      String id = String.valueOf(i);
      Supplier<Boolean> within = settle;
      settle = () -> debts.alone(tenant, id, within).orElse(false);
    }

    assertThat(settle.get()).isTrue();
    assertThat(renewed).containsExactly("Optional[Optional[b]]");
    assertThat(debts.alone(tenant, "too", () -> "then")).contains("then");
  }

  @Test
  void ofMoreConnectionsThanAreOwedTheOldestAreTold() {
    for (int i = 0; i < 22; i++) {
      awayAtTheEnd();
      time.advance(Duration.ofSeconds(1));
    }
    List<Owed> all = owing();
    time.advance(Duration.ofMinutes(1));

    round(returns());

    assertThat(owing())
        .extracting(Owed::id)
        .containsExactlyElementsOf(all.stream().skip(2).map(Owed::id).toList());
    assertThat(AuditTrail.of(db, tenant))
        .hasSize(2)
        .allSatisfy(entry -> assertThat(entry).contains("withdraw them there: more than 20"));
  }
}
