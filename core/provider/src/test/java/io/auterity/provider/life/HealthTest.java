package io.auterity.provider.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.PlatformCause;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import org.junit.jupiter.api.Test;

class HealthTest {

  private static final Failure AWAY = Failure.of(FailureCode.UNAVAILABLE, "no answer");
  private static final Failure REFUSED = Failure.of(FailureCode.UNAUTHENTICATED, "bad key");
  private static final Health CONNECTED = Health.PENDING.after(null);

  @Test
  void isConnectedOnceItAnswered() {
    assertThat(CONNECTED.state()).isEqualTo(State.CONNECTED);
    assertThat(CONNECTED.usable()).isTrue();
    assertThat(Health.PENDING.usable()).isFalse();
  }

  @Test
  void isDegradedWhileAPassingFailureMayPass() {
    Health once = CONNECTED.after(AWAY);

    assertThat(once.state()).isEqualTo(State.DEGRADED);
    assertThat(once.usable()).isTrue();
    assertThat(once.reason()).isEqualTo("unavailable: no answer");
  }

  @Test
  void isInErrorAtTheThirdFailureInARow() {
    assertThat(CONNECTED.after(AWAY).after(AWAY).state()).isEqualTo(State.DEGRADED);
    assertThat(CONNECTED.after(AWAY).after(AWAY).after(AWAY).state()).isEqualTo(State.ERROR);
  }

  @Test
  void isInErrorAtOnceWhenARepetitionCannotHelp() {
    assertThat(CONNECTED.after(REFUSED).state()).isEqualTo(State.ERROR);
  }

  @Test
  void isInErrorWhenItHasNeverAnswered() {
    assertThat(Health.PENDING.after(AWAY).state()).isEqualTo(State.ERROR);
  }

  @Test
  void aFurtherCheckMayBringItBackOnlyFromWhatMayPass() {
    assertThat(Health.PENDING.mendable()).isTrue();
    assertThat(Health.PENDING.after(AWAY).mendable()).isTrue();
    assertThat(Health.PENDING.after(REFUSED).mendable()).isFalse();
    assertThat(Health.disabled("its spec says so").mendable()).isFalse();
    assertThat(Health.error("no such field").mendable()).isFalse();
    assertThat(CONNECTED.mendable()).isFalse();
  }

  @Test
  void isAsItWasAfterAFailureOfThePlatform() {
    Failure own = PlatformCause.STORE.on(AWAY);

    assertThat(CONNECTED.after(own)).isEqualTo(CONNECTED);
    assertThat(Health.PENDING.after(own)).isEqualTo(Health.PENDING);
  }

  @Test
  void isAsItWasWhenThePlatformHadNoRoomForTheCheck() {
    Failure full = Failure.of(FailureCode.SATURATED, "full");

    assertThat(CONNECTED.after(full)).isEqualTo(CONNECTED);
    assertThat(Health.PENDING.after(full)).isEqualTo(Health.PENDING);
  }

  @Test
  void isWellAgainWithOneAnswer() {
    assertThat(CONNECTED.after(AWAY).after(AWAY).after(AWAY).after(null)).isEqualTo(CONNECTED);
  }

  @Test
  void whatWaitsForATenantIsToldFromWhatIsBeingOpened() {
    assertThat(Health.held("consent_needed").awaitsConsent()).isTrue();
    assertThat(Health.opening("as agreed").awaitsConsent()).isFalse();
    assertThat(Health.PENDING.awaitsConsent()).isFalse();
    assertThat(Health.error("gone").awaitsConsent()).isFalse();
  }
}
