package io.auterity.control.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongAttemptsTest {

  private final ManualTime time = new ManualTime(Instant.parse("2026-05-04T10:00:00Z"));
  private final WrongAttempts wrong = new WrongAttempts(time);
  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 7));

  private String attempt(String address, SignInRefusal refusal) {
    try {
      return wrong.counting(
          tenant,
          "staff",
          address,
          () -> {
            throw refusal.failed();
          });
    } catch (CallFailedException e) {
      return SignInRefusal.code(e);
    }
  }

  /** So many that have begun before one of them has ended. */
  private String atOnce(int many) {
    return wrong.counting(tenant, "staff", "a", () -> many == 1 ? "in" : atOnce(many - 1));
  }

  @Test
  void whoIsWrongTwentyTimesWaitsAMinute() {
    for (int i = 0; i < 20; i++) {
      assertThat(attempt("a", SignInRefusal.DENIED)).isEqualTo("denied");
    }

    assertThat(attempt("a", SignInRefusal.DENIED)).isEqualTo("too_many");
    assertThat(attempt("b", SignInRefusal.DENIED)).as("another address").isEqualTo("denied");
    time.advance(Duration.ofMinutes(1));
    assertThat(attempt("a", SignInRefusal.DENIED)).isEqualTo("denied");
  }

  @Test
  void whatTheIssuerIsToBlameForDoesNotCount() {
    for (int i = 0; i < 30; i++) {
      assertThat(attempt("a", SignInRefusal.ISSUER_AWAY)).isEqualTo("issuer_away");
    }

    assertThat(attempt("a", SignInRefusal.DENIED)).isEqualTo("denied");
  }

  @Test
  void thoseThatComeAtOnceAreCountedBeforeTheyAreTried() {
    assertThat(atOnce(20)).isEqualTo("in");
    assertThat(atOnce(20)).as("who was let in does not count").isEqualTo("in");

    assertThatThrownBy(() -> atOnce(21)).isInstanceOf(CallFailedException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_grant, denied",
    "200, bad_verification_code, denied",
    "400, invalid_request, denied",
    "400, , denied",
    "401, invalid_grant, denied",
    "401, invalid_client, issuer_client",
    "401, , issuer_client",
    "200, incorrect_client_credentials, issuer_client",
    "400, redirect_uri_mismatch, issuer_client",
    "400, unauthorized_client, issuer_client",
    "429, , issuer_away",
    "503, , issuer_away",
    "400, temporarily_unavailable, issuer_away",
    "400, '<b>Invalid</b>', denied",
  })
  void whoIsToBlameIsWhatTheIssuerSays(int status, String error, String code) {
    CallFailedException refused = SignInRefusal.ofExchange("issuer.test", status, error);

    assertThat(SignInRefusal.code(refused)).isEqualTo(code);
    assertThat(refused).hasMessageContaining("issuer.test").hasMessageNotContaining("<b>");
  }

  @Test
  void aClientThatTheIssuerDoesNotTakeIsNobodysWrongAttempt() {
    for (int i = 0; i < 40; i++) {
      assertThat(attempt("a", SignInRefusal.ISSUER_CLIENT)).isEqualTo("issuer_client");
    }
  }
}
