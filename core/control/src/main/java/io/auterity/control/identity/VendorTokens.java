package io.auterity.control.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WebhookToken;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies the tokens (JWT) by which vendors show that they sent a delivery, with the keys that
 * they publish, which are kept as those of issuers are, so many for each tenant that none drives
 * out another's.
 */
public final class VendorTokens {

  private static final Logger LOG = LoggerFactory.getLogger(VendorTokens.class);
  private static final int MOST_OF_TENANT = 100;
  private static final int MOST_TENANTS = 10_000;

  private static final String YET = "those of before lack the one that the token names";

  private final IssuerRequests requests;
  private final Cache<TenantScope, Cache<Place, IssuerKeySet>> keys =
      Caffeine.newBuilder().maximumSize(MOST_TENANTS).build();

  private record Place(TenantScope scope, String provider, URI keys) {}

  /** Nothing is fetched yet. */
  public VendorTokens(IssuerRequests requests) {
    this.requests = requests;
  }

  /**
   * Why a token is not valid, as a part of a sentence that begins with it; empty when it is.
   *
   * @param provider on whose behalf keys are fetched
   * @throws CallFailedException {@code unavailable} while the keys cannot be had, or those of
   *     before lack the one that it names and others cannot be had yet
   */
  public Optional<String> flaw(
      TenantScope scope, String provider, WebhookToken wanted, String token) {
    TokenTerms terms = TokenTerms.ofVendor(wanted.issuer(), wanted.audience());
    IssuerKeySet set = keys(new Place(scope, provider, wanted.keys()));
    return switch (set.verifyAfresh(token, terms).orElseThrow(() -> away(YET))) {
      case TokenVerdict.Taken taken -> Optional.empty();
      case TokenVerdict.Refused(TokenFlaw flaw) -> Optional.of(flaw.reason());
    };
  }

  private IssuerKeySet keys(Place place) {
    return keys.get(place.scope(), one -> Caffeine.newBuilder().maximumSize(MOST_OF_TENANT).build())
        .get(place, one -> new IssuerKeySet(() -> fetched(one), requests.time()));
  }

  // A vendor sends again what could not be verified, and nothing that was refused.
  private SigningKeys fetched(Place place) {
    try {
      return requests.keys(place.scope(), place.provider(), place.keys());
    } catch (CallFailedException e) {
      LOG.warn(
          "{}: the keys of the vendor of provider '{}' cannot be had from {}: {}",
          place.scope(),
          place.provider(),
          place.keys(),
          e.failure().message());
      throw away(e.failure().message());
    }
  }

  private static CallFailedException away(String why) {
    return new CallFailedException(
        FailureCode.UNAVAILABLE,
        "the keys by which the vendor signs cannot be had now: %s".formatted(why));
  }
}
