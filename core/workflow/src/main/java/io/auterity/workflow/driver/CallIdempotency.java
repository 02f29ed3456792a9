package io.auterity.workflow.driver;

import org.jspecify.annotations.Nullable;

/**
 * The idempotency of a call: where it may be made again, with the same key, without a second
 * effect.
 */
public sealed interface CallIdempotency {

  /** The call has no effect, or an idempotent one. */
  record Anywhere() implements CallIdempotency {}

  /**
   * At the provider that knows the key of the first call.
   *
   * @param provider its identity
   */
  record At(String provider) implements CallIdempotency {}

  /** At no provider, as none would know that it is the same call. */
  record Nowhere() implements CallIdempotency {}

  /**
   * Whether a call that may have reached a provider may be made again.
   *
   * @param provider identity of the one that it may have reached; null when that is not known
   */
  default boolean allowedAfter(@Nullable String provider) {
    return switch (this) {
      case Anywhere a -> true;
      case At(String only) -> only.equals(provider);
      case Nowhere n -> false;
    };
  }

  /** What is noted before the call is made: the provider, where it matters. */
  default @Nullable String noted() {
    return this instanceof At(String only) ? only : null;
  }
}
