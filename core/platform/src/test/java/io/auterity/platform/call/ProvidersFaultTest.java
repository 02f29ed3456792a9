package io.auterity.platform.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProvidersFaultTest {

  @ParameterizedTest
  @CsvSource({
    "UNAUTHENTICATED, the credential of the provider was refused: the vendor answered 401",
    "FORBIDDEN, the provider may not do this: the vendor answered 401",
  })
  void aRefusedCredentialIsNotTheCallers(FailureCode code, String message) {
    Failure failure =
        Failure.of(code, "the vendor answered 401")
            .withApplied(Applied.UNKNOWN)
            .withOrigin(Origin.VENDOR)
            .withFields(Map.of("status", "401"));

    assertThat(ProvidersFault.told(failure))
        .isEqualTo(
            new Failure(
                FailureCode.UNAVAILABLE,
                false,
                Applied.UNKNOWN,
                null,
                message,
                Map.of("status", "401"),
                Origin.VENDOR));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"UNAUTHENTICATED", "FORBIDDEN"})
  void anyOtherFailureIsToldAsItIs(FailureCode code) {
    Failure failure = Failure.of(code, "why");

    assertThat(ProvidersFault.told(failure)).isSameAs(failure);
  }

  @Test
  void whatAVendorForbidsIsForbiddenWhereTheOriginIsTold() {
    Failure failure =
        Failure.of(FailureCode.FORBIDDEN, "the vendor answered 403: no right on acme/web")
            .withFields(Map.of("status", "403"));

    Failure told = ProvidersFault.toldWithOrigin(failure);

    assertThat(told.code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(told.origin()).isEqualTo(Origin.VENDOR);
    assertThat(told.message()).endsWith("no right on acme/web");
  }

  @Test
  void whatIsAskedWithoutACredentialIsNotForbiddenToIt() {
    Failure failure =
        Failure.of(FailureCode.FORBIDDEN, "the vendor answered 401")
            .withFields(Map.of("status", "401", ProvidersFault.BARE, "true"));

    assertThat(ProvidersFault.toldWithOrigin(failure).message())
        .isEqualTo("the vendor forbids it: the vendor answered 401");
  }

  @Test
  void aHostThatTheProviderMayNotReachIsItsOwnFault() {
    Failure failure =
        Failure.of(FailureCode.FORBIDDEN, "not allowed: 10.0.0.1").withOrigin(Origin.VENDOR);

    assertThat(ProvidersFault.toldWithOrigin(failure).code()).isEqualTo(FailureCode.UNAVAILABLE);
  }

  @Test
  void whatTheProvidersConfigurationDoesNotAllowIsForbidden() {
    Failure failure =
        Failure.of(FailureCode.FORBIDDEN, "provider orders only reads")
            .withFields(Map.of(Failure.CONFIGURATION, "writer"))
            .withOrigin(Origin.PLATFORM);

    assertThat(ProvidersFault.told(failure)).isSameAs(failure);
    assertThat(ProvidersFault.toldWithOrigin(failure)).isSameAs(failure);
  }

  @Test
  void whatTheCallerMayNotDoThroughAConnectorIsTheirs() {
    Failure failure = Failure.of(FailureCode.FORBIDDEN, "start runs: no grant of run.start");

    assertThat(ProvidersFault.told(failure)).isSameAs(failure);
    assertThat(ProvidersFault.toldWithOrigin(failure)).isSameAs(failure);
  }
}
