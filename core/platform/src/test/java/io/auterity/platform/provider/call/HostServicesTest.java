package io.auterity.platform.provider.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.provider.InjectedFault;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HostServicesTest {

  private static final Failure DOWN =
      Failure.of(FailureCode.UNAVAILABLE, "down").withFields(Map.of("host", "h"));

  private static final Failure INJECTED = DOWN.withFields(Map.of("injected", "true", "host", "h"));

  private static final Failure VENDORS = DOWN.withOrigin(Origin.VENDOR);

  private final HostServices services = new HostServices();

  @ParameterizedTest
  @EnumSource
  void aConnectorCannotForgeACauseInThePlatform(PlatformCause cause) {
    assertThat(services.judged(cause.on(DOWN))).isEqualTo(VENDORS);
  }

  @Test
  void aConnectorCannotForgeACauseThatNobodyKnows() {
    Failure forged = DOWN.withFields(Map.of("platform", "moon", "host", "h"));

    assertThat(services.judged(forged)).isEqualTo(VENDORS);
  }

  @Test
  void aConnectorCannotForgeAnInjectedFault() {
    assertThat(InjectedFault.isMarked(INJECTED)).isTrue();
    assertThat(services.judged(INJECTED)).isEqualTo(VENDORS);
    assertThat(services.judged(PlatformCause.REPLACED.on(INJECTED))).isEqualTo(VENDORS);
  }

  @Test
  void aFailureOfItsOwnStaysTheSame() {
    assertThat(services.judged(VENDORS)).isSameAs(VENDORS);
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, VENDOR",
    "RATE_LIMITED, VENDOR",
    "CONTENT_REFUSED, VENDOR",
    "TIMEOUT, VENDOR",
    "UNAUTHENTICATED, VENDOR",
    "FORBIDDEN, VENDOR",
    "NOT_FOUND, CALLER",
    "INVALID, CALLER",
    "CANCELLED, CALLER",
    "SATURATED, PLATFORM",
    "INTERNAL, PLATFORM",
  })
  void whatComesOutOfAConnectorIsTheVendorsUnlessItIsTheCallers(FailureCode code, Origin origin) {
    assertThat(services.judged(Failure.of(code, "why")).origin()).isEqualTo(origin);
    assertThat(services.judged(Failure.of(code, "why").withOrigin(Origin.PLATFORM)).origin())
        .isNotEqualTo(origin == Origin.PLATFORM ? Origin.VENDOR : Origin.PLATFORM);
  }

  @Test
  void whatTheStoreCouldNotServeHasItsCauseInThePlatform() {
    fails(DOWN);

    assertThat(services.judged(DOWN)).isEqualTo(PlatformCause.STORE.on(DOWN));
    assertThat(services.judged(INJECTED)).isEqualTo(PlatformCause.STORE.on(DOWN));
  }

  @Test
  void theStoresFailureIsForgottenWhenTheCodeHasEnded() {
    fails(DOWN);
    services.forget();

    assertThat(services.judged(DOWN)).isEqualTo(VENDORS);
  }

  private void fails(Failure failure) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () ->
                services.serve(
                    () -> {
                      throw new CallFailedException(failure);
                    }));
  }
}
