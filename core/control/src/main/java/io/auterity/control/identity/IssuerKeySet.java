package io.auterity.control.identity;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The key set of one issuer, as it was fetched last. Keys are fetched again when they are old, and
 * when a token names one that is not there, but not more often than once a minute, whatever tokens
 * are shown.
 */
final class IssuerKeySet {

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private static final SigningKeys NONE = new SigningKeys(List.of());
  private static final TokenVerdict UNKNOWN = new TokenVerdict.Refused(TokenFlaw.UNKNOWN_KEY);

  private final CachedFetch<SigningKeys> keys;
  private final Time time;

  /**
   * Nothing is fetched yet.
   *
   * @param source fetches them; fails with {@code unavailable} and others when they cannot be had
   */
  IssuerKeySet(Supplier<SigningKeys> source, Time time) {
    this.keys = new CachedFetch<>(source, PAUSE, IssuerRequests.MOST, time);
    this.time = time;
  }

  /**
   * Decides about a token, with keys that are fetched again where it names one that is not known,
   * and not at all for one that no key could help.
   *
   * @throws CallFailedException as the source does when there are no keys
   */
  TokenVerdict verify(String token, TokenTerms terms) {
    TokenVerdict early = IdTokens.verify(token, terms, NONE, time.now());
    if (!early.equals(UNKNOWN)) {
      return early;
    }
    SigningKeys known = keys.get();
    TokenVerdict verdict = IdTokens.verify(token, terms, known, time.now());
    if (!verdict.equals(UNKNOWN)) {
      return verdict;
    }
    return keys.again(known)
        .map(newer -> IdTokens.verify(token, terms, newer, time.now()))
        .orElse(verdict);
  }

  /**
   * The same for who does not send again what was refused: that no key has signed it is said only
   * of keys that were fetched since it was asked.
   *
   * @return empty where such keys cannot be had, so soon after the last time or since that failed
   * @throws CallFailedException as the source does when there are no keys
   */
  Optional<TokenVerdict> verifyAfresh(String token, TokenTerms terms) {
    long asked = time.nanos();
    TokenVerdict verdict = verify(token, terms);
    return verdict.equals(UNKNOWN)
        ? keys.begunSince(asked).map(fresh -> IdTokens.verify(token, terms, fresh, time.now()))
        : Optional.of(verdict);
  }
}
