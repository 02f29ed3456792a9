package io.auterity.provider.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.transport.AuthorizationCodeGrant;
import io.auterity.platform.transport.OauthClient;
import io.auterity.platform.transport.TokenStore.Kept;
import io.auterity.spi.AuthForm.Dialect;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tokens stay at their vendor where giving them back could end what a person agrees to anew. */
class ReplacedTokensTest extends TokensOnTheirWay {

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
              round(returns());
              return next;
            },
            tx -> {});
    time.advance(Duration.ofDays(1));
    round(returns());

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
    round(returns());

    assertThat(asked).hasSize(2);
    assertThat(owing()).isEmpty();
  }

  @Test
  void whatIsOwedOfAnotherClientGoesBackAllTheSame() {
    awayAtTheEnd();
    AuthorizationCodeGrant others =
        new AuthorizationCodeGrant(
            TOKENS, new OauthClient("you", "s3cret", Dialect.USUAL), "use", "p");

    returns().replacing(tenant, "p", agreement(others), () -> kept("b", "s"), tx -> {});
    status.set(200);
    time.advance(Duration.ofMinutes(1));
    round(returns());

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
}
