package io.auterity.server.runs;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Providers;
import io.auterity.relay.route.RouteIndex;
import io.auterity.server.providers.ProviderReferences;
import io.auterity.spi.Effect;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.engine.Repeatability;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether and where a step's call may be repeated (idempotency), by the providers that a
 * tenant has.
 */
public final class ProviderRepetition implements Repeatability {

  private final Catalogue catalogue;
  private final Providers providers;
  private final Function<TenantScope, RouteIndex> routes;

  private ProviderRepetition(
      Catalogue catalogue, Providers providers, Function<TenantScope, RouteIndex> routes) {
    this.catalogue = catalogue;
    this.providers = providers;
    this.routes = routes;
  }

  /**
   * A call without effect or with an idempotent one can be repeated; another one where it is known
   * which provider it goes to and that returns the first result for the same key. Where several
   * could be asked, the repetition could reach one that has never seen the key.
   */
  public static Repeatability by(
      Catalogue catalogue, Providers providers, Function<TenantScope, RouteIndex> routes) {
    return new ProviderRepetition(catalogue, providers, routes);
  }

  @Override
  public CallIdempotency of(TenantScope scope, String id) {
    return of(scope, id, () -> null);
  }

  @Override
  public CallIdempotency of(TenantScope scope, String id, Supplier<@Nullable Aim> aim) {
    Optional<Capability> found = catalogue.find(id);
    if (found.isEmpty() || found.get().effect() != Effect.NON_IDEMPOTENT) {
      return new CallIdempotency.Anywhere();
    }
    Capability capability = found.get();
    List<ProviderInfo> offers =
        providers.of(scope).stream()
            .filter(provider -> provider.kind().equals(capability.kind()))
            .filter(provider -> offers(provider, capability))
            .toList();
    ProviderInfo only =
        offers.size() > 1
            ? aimedAt(scope, capability, offers, aim.get())
            : offers.stream().findFirst().orElse(null);
    return only == null ? new CallIdempotency.Nowhere() : at(scope, only, capability);
  }

  private CallIdempotency at(TenantScope scope, ProviderInfo only, Capability capability) {
    OperationSupport support = only.support().get(capability.operation());
    String identity = providers.identity(scope, only.id());
    return support != null && support.idempotencyKey() && identity != null
        ? new CallIdempotency.At(identity)
        : new CallIdempotency.Nowhere();
  }

  // A reference in the input and a route decide by more than is known here.
  private @Nullable ProviderInfo aimedAt(
      TenantScope scope, Capability capability, List<ProviderInfo> offers, @Nullable Aim aim) {
    if (aim == null) {
      return null;
    }
    boolean named = aim.provider() != null;
    if (ProviderReferences.in(aim.input(), text -> false)
        || (!named && routed(scope, capability))) {
      return null;
    }
    return offers.stream()
        .filter(
            one ->
                named
                    ? one.id().equals(aim.provider())
                    : capability.kind().equals(one.defaultOf())
                        && one.state() != ProviderInfo.State.DISABLED)
        .findFirst()
        .orElse(null);
  }

  private boolean routed(TenantScope scope, Capability capability) {
    return routes.apply(scope).routes().stream()
        .anyMatch(route -> route.when().capability().matches(capability.id()));
  }

  private static boolean offers(ProviderInfo provider, Capability capability) {
    OperationSupport support = provider.support().get(capability.operation());
    return support != null && support.support() != Support.NONE;
  }
}
