package io.auterity.platform.provider.life;

import io.auterity.platform.call.TenantScope;

/**
 * Is told that a provider has been applied, and again when the new form takes over: key or plan may
 * have changed, so that what its vendor asked of the one before no longer counts.
 */
@FunctionalInterface
public interface FreshStart {

  /** For platforms that remember nothing of the kind. */
  FreshStart NONE = (scope, provider, credential) -> {};

  /**
   * Lets go of it.
   *
   * @param credential as {@link io.auterity.platform.transport.TransportBinding} names it
   */
  void of(TenantScope scope, String provider, String credential);

  /**
   * Somebody applied a provider that is in force already, at this server: what it is behind its
   * configuration may have changed, for every server. It may wait.
   */
  default void again(TenantScope scope) {}
}
