package io.auterity.provider.life;

import io.auterity.provider.call.ProviderInstance;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.WebhookToken;
import io.auterity.spi.Webhooks;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads webhooks of a provider whose tenant's consent is pending, since vendors do not send again
 * what is refused meanwhile: to read goes nowhere. Unsigned ones wait too, as only the version that
 * waits for consent says that they are unsigned.
 */
record PendingConsentWebhooks(Opening opening) implements Webhooks {

  /** Opens what reads for as long as that takes. */
  interface Opening {
    /** Opens it, has it used and closes it; fails when it cannot be opened. */
    <T> T briefly(Function<ProviderInstance, T> use);
  }

  /** Empty when the vendor sends none. */
  static Optional<Webhooks> of(Opening opening) {
    boolean some = opening.briefly(instance -> instance.webhooks().isPresent());
    return some ? Optional.of(new PendingConsentWebhooks(opening)) : Optional.empty();
  }

  private <T> T reading(Function<Webhooks, T> use) {
    return opening.briefly(instance -> use.apply(instance.webhooks().orElseThrow()));
  }

  @Override
  public String scheme() {
    return reading(Webhooks::scheme);
  }

  @Override
  public boolean secretOfVendor() {
    return reading(Webhooks::secretOfVendor);
  }

  @Override
  public boolean secretByHandshake() {
    return reading(Webhooks::secretByHandshake);
  }

  /**
   * That of the vendor, where it has none.
   *
   * @throws CallFailedException {@code unavailable} where it has one, as to fetch its keys would go
   *     where the tenant has not agreed to yet
   */
  @Override
  public Optional<WebhookToken> token() {
    if (reading(Webhooks::token).isPresent()) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE,
          "the keys of the vendor are not fetched while the provider waits for its tenant's consent");
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> flaw(String secret) {
    return reading(own -> own.flaw(secret));
  }

  @Override
  public Optional<Set<String>> headers() {
    return reading(Webhooks::headers);
  }

  @Override
  public boolean bearsSignature(WebhookDelivery delivery) {
    return reading(own -> own.bearsSignature(delivery));
  }

  @Override
  public WebhookReading read(WebhookDelivery delivery) {
    return reading(own -> read(own, delivery));
  }

  private static WebhookReading read(Webhooks own, WebhookDelivery delivery) {
    if (own.scheme().equals(NOT_SIGNED)) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE,
          "what is not signed is not read while the provider waits for its tenant's consent");
    }
    return own.read(delivery);
  }
}
