package io.auterity.server.runs;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Providers;
import io.auterity.spi.Effect;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import io.auterity.workflow.engine.CallIdempotency;
import io.auterity.workflow.engine.Repeatability;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether and where a step's call may be repeated (idempotency), by the providers that a
 * tenant has.
 */
public final class ProviderRepetition {

  /**
   * A call without effect or with an idempotent one can be repeated; another one when there is one
   * provider for it and that returns the first result for the same key. With several, the
   * repetition could reach one that has never seen the key.
   */
  public static Repeatability by(Catalogue catalogue, Providers providers) {
    return (scope, id) -> {
      Optional<Capability> capability = catalogue.find(id);
      return capability.isEmpty() || capability.get().effect() != Effect.NON_IDEMPOTENT
          ? new CallIdempotency.Anywhere()
          : atTheOneThatTakesTheKey(scope, providers, capability.get());
    };
  }

  private static CallIdempotency atTheOneThatTakesTheKey(
      TenantScope scope, Providers providers, Capability capability) {
    List<ProviderInfo> offers =
        providers.of(scope).stream()
            .filter(provider -> provider.kind().equals(capability.kind()))
            .filter(provider -> offers(provider, capability))
            .toList();
    if (offers.size() != 1) {
      return new CallIdempotency.Nowhere();
    }
    ProviderInfo only = offers.getFirst();
    OperationSupport support = only.support().get(capability.operation());
    String identity = providers.identity(scope, only.id());
    return support != null && support.idempotencyKey() && identity != null
        ? new CallIdempotency.At(identity)
        : new CallIdempotency.Nowhere();
  }

  private static boolean offers(ProviderInfo provider, Capability capability) {
    OperationSupport support = provider.support().get(capability.operation());
    return support != null && support.support() != Support.NONE;
  }
}
