package io.auterity.gateway;

import io.auterity.platform.call.TenantScope;
import io.auterity.provider.Lease;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.Providers;
import io.auterity.provider.SampleProvider;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Providers of one tenant, of which only the descriptions exist. */
public final class Fleet implements Providers {

  private final List<ProviderInfo> providers = new CopyOnWriteArrayList<>();

  /** Adds one with those operations; no model means any. */
  public Fleet with(String id, List<String> operations, String... models) {
    return with(id, State.CONNECTED, operations, models);
  }

  /** Adds one in a state. */
  public Fleet with(String id, State state, List<String> operations, String... models) {
    return with(id, state, operations, Offering.of(models));
  }

  /** Adds one that is connected and declares its models. */
  public Fleet declaring(String id, List<String> operations, ModelSpec... models) {
    return with(id, State.CONNECTED, operations, Offering.ANY.withModels(List.of(models)));
  }

  private Fleet with(String id, State state, List<String> operations, Offering offering) {
    Map<String, OperationSupport> support = new LinkedHashMap<>();
    operations.forEach(one -> support.put(one, new OperationSupport(Support.FULL, false, null)));
    providers.add(
        SampleProvider.of(id, "ai", "c")
            .plugin("p", "1")
            .generation(1)
            .grade("V1")
            .state(state)
            .support(support)
            .slots(8)
            .offering(offering)
            .build());
    return this;
  }

  @Override
  public List<ProviderInfo> of(TenantScope scope) {
    return providers;
  }

  @Override
  public Lease lease(TenantScope scope, String provider) {
    throw new UnsupportedOperationException();
  }
}
