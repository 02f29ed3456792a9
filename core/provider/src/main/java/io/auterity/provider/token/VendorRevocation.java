package io.auterity.provider.token;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.rate.Pacing;
import io.auterity.platform.transport.Destination;
import io.auterity.platform.transport.InternalCall;
import io.auterity.platform.transport.Signing;
import io.auterity.platform.transport.TokenEndpoint;
import io.auterity.platform.transport.TokenStore.Kept;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.provider.life.ProviderEnvironment;
import io.auterity.provider.life.TokenRevocationRequest;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Asks vendors to take tokens back, by ways that need no provider. */
final class VendorRevocation {

  private final ProviderEnvironment environment;
  private final Duration longest;

  /**
   * @param longest that a vendor may take
   */
  VendorRevocation(ProviderEnvironment environment, Duration longest) {
    this.environment = environment;
    this.longest = longest;
  }

  /** Asks one; why the tokens may still be good there, null when they are not. */
  @Nullable String trouble(
      TenantScope scope, String provider, TokenRevocationRequest way, Kept kept) {
    Destination place = Destination.of(way.place()).orElse(null);
    if (place == null) {
      return "'%s' is no address that can be asked".formatted(way.place());
    }
    TransportBinding binding =
        new TransportBinding(
            scope,
            provider,
            way.connector(),
            Set.of(place),
            Set.of(),
            new Signing.Unsigned(),
            way.credential(),
            Pacing.NONE);
    try {
      return new TokenEndpoint(
              environment.transport().apply(binding), environment.time(), UnaryOperator.identity())
          .revoke(
              way.client(name -> environment.secrets().read(scope, name, way.reach()))
                  .revocation(way.place(), kept),
              way.dialect().revocation().taken(),
              new InternalCall("provider.disconnect", environment.time(), longest));
    } catch (CallFailedException e) {
      return e.failure().message();
    }
  }
}
