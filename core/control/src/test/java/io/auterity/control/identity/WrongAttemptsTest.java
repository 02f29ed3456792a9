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
}
