package io.auterity.provider.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.PlatformCause;
import io.auterity.provider.InjectedFault;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Origin;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.automation.NewIntegration;
import io.auterity.spi.ci.NewCiSecret;
import io.auterity.spi.tracker.WhichIssue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HostServicesTest {

  private static final Failure DOWN =
      Failure.of(FailureCode.UNAVAILABLE, "down").withFields(Map.of("host", "h"));

  private static final Failure INJECTED = DOWN.withFields(Map.of("injected", "true", "host", "h"));

  private static final Failure VENDORS = DOWN.withOrigin(Origin.VENDOR);

  private final HostServices services = new HostServices(name -> "the value of " + name);

  @Test
  void aNamedSecretIsFilledForTheConnectorAndHiddenInItsTexts() {
    NewCiSecret asked = new NewCiSecret(Ref.of("octo/hello"), "KEY", VaultSecret.named("key"));

    NewCiSecret given = (NewCiSecret) services.filled(asked, end -> {});

    assertThat(given.value().value()).isEqualTo("the value of key");
    assertThat(given.name()).isEqualTo("KEY");
    assertThat(services.hide("400: the value of key is too short"))
        .isEqualTo("400: (secret) is too short");
  }

  @Test
  void secretsThatAreNamedByFieldAreFilledAndHidden() {
    NewIntegration asked =
        new NewIntegration(
            "Mail",
            "oauth",
            Json.EMPTY.with("host", Json.of("mail")),
            Map.of("id", VaultSecret.named("a"), "key", VaultSecret.named("b")));

    NewIntegration given = (NewIntegration) services.filled(asked, end -> {});

    assertThat(Objects.requireNonNull(given.secrets()))
        .hasSize(2)
        .hasEntrySatisfying("id", id -> assertThat(id.value()).isEqualTo("the value of a"))
        .hasEntrySatisfying("key", key -> assertThat(key.value()).isEqualTo("the value of b"));
    assertThat(services.hide("the value of a, the value of b")).isEqualTo("(secret), (secret)");
  }

  @Test
  void aSecretThatIsLentToOneCallIsHiddenLikewise() {
    NewCiSecret asked = new NewCiSecret(Ref.of("octo/hello"), "KEY", VaultSecret.of("lent-value"));
    List<Runnable> ends = new ArrayList<>();

    NewCiSecret given = (NewCiSecret) services.filled(asked, ends::add);

    assertThat(given.value().value()).isEqualTo("lent-value");
    assertThat(services.hide("400: lent-value")).isEqualTo("400: (secret)");
    assertThat(ends).hasSize(1);
  }

  @Test
  void anInputWithoutSecretsIsGivenAsItIs() {
    WhichIssue asked = new WhichIssue(Ref.of("1"));

    assertThat(services.filled(asked, end -> {})).isSameAs(asked);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "TIMEOUT", "INTERNAL"})
  void aVaultThatFailsIsThePlatformsNotTheProviders(FailureCode code) {
    assertThat(failureOfVault(code).origin()).isEqualTo(Origin.PLATFORM);
    assertThat(PlatformCause.of(failureOfVault(code))).isEqualTo(PlatformCause.STORE);
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_FOUND", "FORBIDDEN"})
  void aSecretThatIsNotThereIsNamedByTheCaller(FailureCode code) {
    Failure failure = failureOfVault(code);

    assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure.origin()).isEqualTo(Origin.CALLER);
    assertThat(failure.message()).isEqualTo("the input: no secret 'key'");
  }

  private static Failure failureOfVault(FailureCode code) {
    HostServices failing =
        new HostServices(
            name -> {
              throw new CallFailedException(code, "no secret '%s'".formatted(name));
            });
    NewCiSecret asked = new NewCiSecret(Ref.of("octo/hello"), "KEY", VaultSecret.named("key"));
    return assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> failing.filled(asked, end -> {}))
        .actual()
        .failure();
  }

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
  void whatTheProvidersConfigurationDoesNotAllowIsNotTheVendors() {
    Failure failure =
        Failure.of(FailureCode.FORBIDDEN, "it only reads")
            .withFields(Map.of(Failure.CONFIGURATION, "writer"));

    assertThat(services.judged(failure)).isEqualTo(failure.withOrigin(Origin.PLATFORM));
    Failure down = DOWN.withFields(Map.of(Failure.CONFIGURATION, "writer"));
    assertThat(services.judged(down).origin()).isEqualTo(Origin.VENDOR);
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
