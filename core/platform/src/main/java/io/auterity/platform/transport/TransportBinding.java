package io.auterity.platform.transport;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.rate.Pacing;
import io.auterity.platform.rate.RateOwner;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.RequestCredential;
import io.auterity.spi.SigningScheme.Signature;
import io.auterity.spi.WireRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The transport binding of a provider: on whose behalf its requests go out, and where they may go.
 *
 * @param credentialTo those of them that get the credential
 * @param credential names the credential whose rate limit they share; it is no secret
 * @param pacing of their requests
 * @param otherSecrets whether requests may carry other secrets than the credential, to any place
 * @param handed what requests tell of the trace of their call
 */
public record TransportBinding(
    TenantScope scope,
    String provider,
    String connector,
    Set<Destination> egress,
    Set<Destination> credentialTo,
    Signing signing,
    String credential,
    Pacing pacing,
    boolean otherSecrets,
    OutgoingTrace handed) {

  /** What a credential cannot be used for; other failures may pass. */
  private static final Set<FailureCode> UNUSABLE =
      EnumSet.of(FailureCode.NOT_FOUND, FailureCode.INVALID);

  private static final Signature UNSIGNED = Signature.ofHeaders(Map.of());

  /** On behalf of whom no other secret than the credential is sent. */
  public TransportBinding(
      TenantScope scope,
      String provider,
      String connector,
      Set<Destination> egress,
      Set<Destination> credentialTo,
      Signing signing,
      String credential,
      Pacing pacing) {
    this(
        scope,
        provider,
        connector,
        egress,
        credentialTo,
        signing,
        credential,
        pacing,
        false,
        OutgoingTrace.USUAL);
  }

  public TransportBinding {
    egress = Set.copyOf(egress);
    credentialTo = Set.copyOf(credentialTo);
  }

  /** The same, whose requests are counted by another name of its credential. */
  public TransportBinding countedAs(String name) {
    return with(egress, credentialTo, name);
  }

  /**
   * The same that goes nowhere else than to some places.
   *
   * @param signed those of them that may get the credential
   */
  public TransportBinding within(Set<Destination> places, Set<Destination> signed) {
    return with(both(egress, places), both(credentialTo, signed), credential);
  }

  private TransportBinding with(
      Set<Destination> places, Set<Destination> signed, String countedBy) {
    return new TransportBinding(
        scope,
        provider,
        connector,
        places,
        signed,
        signing,
        countedBy,
        pacing,
        otherSecrets,
        handed);
  }

  private static Set<Destination> both(Set<Destination> one, Set<Destination> other) {
    return one.stream().filter(other::contains).collect(Collectors.toUnmodifiableSet());
  }

  UUID tenant() {
    return scope.tenant();
  }

  /**
   * Whose requests the vendor counts together with that one to a place. What goes without the
   * credential is counted apart: the host that answers it may not be the one that counts the
   * credential's.
   */
  RateOwner rateOwner(WireRequest request, Destination place) {
    String counted =
        request.credential() == RequestCredential.PROVIDER
            ? credential
            : "nothing, in place of " + credential;
    return new RateOwner(scope, counted, place.authority());
  }

  /** Whether requests may go there. */
  boolean reaches(Destination place) {
    return place.isAmong(egress);
  }

  /** Whether the credential goes there; never when there is none. */
  boolean signs(Destination place) {
    return credentialTo.contains(place) && !(signing instanceof Signing.Unsigned);
  }

  /** Whether that request bears the credential there. */
  boolean signs(WireRequest request, Destination place) {
    return request.credential() == RequestCredential.PROVIDER && signs(place);
  }

  /** Whether a request there may carry a secret. */
  boolean sendsSecrets(Destination place) {
    return otherSecrets || signs(place);
  }

  /**
   * What carries the credential to a place; nothing when there is no credential, or the place does
   * not get it, or the request is to go without.
   *
   * @throws CallFailedException {@code unauthenticated} when there is no such secret, no request
   *     can carry it, or no token is given for it
   */
  Signature signature(WireRequest request, Destination place, Call call) {
    return signs(request, place) ? usable(() -> signing.sign(request, place, call)) : UNSIGNED;
  }

  /**
   * A peer did not take a request and told what it wants.
   *
   * @return whether the very same request has another signature now
   * @throws CallFailedException as {@link #signature} does
   */
  boolean answers(WireRequest request, Destination place, List<String> challenges, Call call) {
    return signs(request, place) && usable(() -> signing.answers(request, place, challenges, call));
  }

  /**
   * Fails as every request would that the credential is to sign.
   *
   * @throws CallFailedException {@code unauthenticated}
   */
  public void requireSignature() {
    usable(
        () -> {
          signing.check();
          return true;
        });
  }

  private <T> T usable(Supplier<T> signed) {
    try {
      return signed.get();
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
