package io.auterity.workflow.engine;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.platform.provider.Providers;
import io.auterity.spi.Effect;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.util.List;
import java.util.Optional;

/** Tells whether a call may be made again, with the same key, without a second effect. */
@FunctionalInterface
public interface Repeatability {

  boolean repeatable(TenantScope scope, String capability);

  /**
   * A call without effect or with an idempotent one can be repeated; another one when there is one
   * provider for it and that returns the first result for the same key. With several, the
   * repetition could reach one that has never seen the key.
   */
  static Repeatability of(Catalogue catalogue, Providers providers) {
    return (scope, id) -> {
      Optional<Capability> capability = catalogue.find(id);
      return capability.isEmpty()
          || capability.get().effect() != Effect.NON_IDEMPOTENT
          || oneThatTakesTheKey(providers.of(scope), capability.get());
    };
  }

  private static boolean oneThatTakesTheKey(List<ProviderInfo> all, Capability capability) {
    List<OperationSupport> offers =
        all.stream()
            .filter(provider -> provider.kind().equals(capability.kind()))
            .map(provider -> provider.support().get(capability.operation()))
            .filter(offer -> offer != null && offer.support() != Support.NONE)
            .toList();
    return offers.size() == 1 && offers.getFirst().idempotencyKey();
  }
}
