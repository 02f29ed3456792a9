package io.auterity.provider.life;

import io.auterity.platform.call.TenantScope;

/**
 * Is told that a provider is replaced: when it has been applied, and again when the new form takes
 * over, as key or plan may have changed, so that what its vendor asked of the one before no longer
 * counts.
 */
@FunctionalInterface
public interface ProviderReplaced {

  /** For platforms that remember nothing of the kind. */
  ProviderReplaced NONE = (scope, provider, credential, changed) -> {};

  /**
   * Lets go of it. It neither waits nor fails: what it follows is stored already.
   *
   * @param credential as {@link io.auterity.platform.transport.TransportBinding} names it
   * @param changed whether it has another form; else what the provider answered still holds
   */
  void of(TenantScope scope, String provider, String credential, boolean changed);
}
