package io.auterity.platform.transport;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest.RateLimit;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf requests go out, and where they may go.
 *
 * @param credential names the credential whose rate limit they share; it is no secret
 * @param rateLimit of one credential at one host
 */
public record TransportBinding(
    UUID tenant,
    String provider,
    String connector,
    Set<Destination> egress,
    Signing signing,
    String credential,
    @Nullable RateLimit rateLimit) {

  /** What a credential cannot be used for; other failures may pass. */
  private static final Set<FailureCode> UNUSABLE =
      EnumSet.of(FailureCode.NOT_FOUND, FailureCode.INVALID);

  public TransportBinding {
    Objects.requireNonNull(tenant);
    Objects.requireNonNull(provider);
    Objects.requireNonNull(connector);
    egress = Set.copyOf(egress);
    Objects.requireNonNull(signing);
    Objects.requireNonNull(credential);
  }

  /**
   * The header that carries the credential; empty when there is none.
   *
   * @throws CallFailedException {@code unauthenticated} when there is no such secret, or no header
   *     can carry it
   */
  public Optional<Signing.Header> signature() {
    try {
      return signing.header();
    } catch (CallFailedException e) {
      if (!UNUSABLE.contains(e.failure().code())) {
        throw e;
      }
      throw new CallFailedException(
          FailureCode.UNAUTHENTICATED,
          "provider '%s' cannot use its secret '%s': %s"
              .formatted(provider, credential, e.failure().message()));
    }
  }
}
