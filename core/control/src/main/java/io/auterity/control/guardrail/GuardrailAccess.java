package io.auterity.control.guardrail;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.rate.Pacing;
import io.auterity.platform.secret.SecretSource;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.Destination;
import io.auterity.platform.transport.Signing;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.spi.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The access of guardrails to what is outside of the platform.
 *
 * @param transport the one way out, bound to whose behalf it is and where it may go
 * @param secrets a tenant's secret by its name
 */
public record GuardrailAccess(
    Function<TransportBinding, Transport> transport, SecretSource secrets, Time time) {

  /**
   * A judge at that address, and nowhere else.
   *
   * @param many whether it takes all texts of a call at once
   */
  HttpJudge judge(
      TenantScope scope,
      String id,
      URI url,
      @Nullable String secret,
      Duration timeout,
      boolean many) {
    Set<Destination> place = Destination.of(url).map(Set::of).orElse(Set.of());
    Signing signing =
        secret == null
            ? new Signing.Unsigned()
            : new Signing.Bearer(
                () ->
                    secrets.read(
                        scope,
                        secret,
                        place.stream().map(Destination::host).collect(Collectors.toSet())));
    Transport bound =
        transport.apply(
            new TransportBinding(
                scope,
                GuardrailKind.NAME + "/" + id,
                GuardrailKind.NAME,
                place,
                place,
                signing,
                GuardrailKind.NAME + "/" + id,
                Pacing.NONE));
    return new HttpJudge(bound, url, timeout, time, many);
  }
}
