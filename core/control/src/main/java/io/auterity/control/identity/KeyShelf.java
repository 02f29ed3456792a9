package io.auterity.control.identity;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer as they were fetched last. They are fetched again after an hour, and when
 * a token names one that is not there, but not more often than once a minute, whatever tokens are
 * shown. While they cannot be had those of before are good for a day.
 */
final class KeyShelf {

  private static final long FRESH = Duration.ofHours(1).toNanos();
  private static final long GOOD = Duration.ofDays(1).toNanos();
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private static final SigningKeys NONE = new SigningKeys(List.of());
  private static final TokenVerdict UNKNOWN = new TokenVerdict.Refused(TokenFlaw.UNKNOWN_KEY);

  private final Supplier<SigningKeys> source;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Kept kept;
  private @Nullable Tried tried;

  private record Kept(SigningKeys keys, long since) {}

  private record Tried(long at, @Nullable CallFailedException failure) {}

  /**
   * Nothing is fetched yet.
   *
   * @param source fetches them; fails with {@code unavailable} and others when they cannot be had
   */
  KeyShelf(Supplier<SigningKeys> source, Time time) {
    this.source = source;
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
    TokenVerdict verdict = IdTokens.verify(token, terms, keys(), time.now());
    if (!verdict.equals(UNKNOWN)) {
      return verdict;
    }
    return again().map(keys -> IdTokens.verify(token, terms, keys, time.now())).orElse(verdict);
  }

  private SigningKeys keys() {
    lock.lock();
    try {
      Kept now = kept;
      if (now != null && time.nanos() - now.since() < FRESH) {
        return now.keys();
      }
      return rested() ? fetched() : before(tried == null ? null : tried.failure());
    } finally {
      lock.unlock();
    }
  }

  private Optional<SigningKeys> again() {
    lock.lock();
    try {
      return rested() ? Optional.of(fetched()) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private boolean rested() {
    return tried == null || time.nanos() - tried.at() >= PAUSE;
  }

  private SigningKeys fetched() {
    long now = time.nanos();
    try {
      SigningKeys keys = source.get();
      kept = new Kept(keys, now);
      tried = new Tried(now, null);
      return keys;
    } catch (CallFailedException e) {
      tried = new Tried(now, e);
      return before(e);
    }
  }

  private SigningKeys before(@Nullable CallFailedException failure) {
    Kept last = kept;
    if (last != null && time.nanos() - last.since() < GOOD) {
      return last.keys();
    }
    throw failure == null ? new IllegalStateException("keys that are gone were had") : failure;
  }
}
