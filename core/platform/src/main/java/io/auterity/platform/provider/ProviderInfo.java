package io.auterity.platform.provider;

import io.auterity.spi.PluginManifest.OperationSupport;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's provider as the road sees it; immutable.
 *
 * @param generation grows by one with each change of plugin or configuration
 * @param marks honest labels, e.g. {@code recorded}, {@code local}
 * @param grade how its connector was verified, V0 to V5
 * @param support per operation ({@code resource.verb}); what is not listed is not supported
 * @param slots most attempts at one time
 * @param models model ids it answers to; empty when it takes any
 * @param prices by unit; a unit without a price costs nothing
 */
public record ProviderInfo(
    String id,
    String kind,
    String connector,
    String plugin,
    String pluginVersion,
    long generation,
    List<String> marks,
    String grade,
    State state,
    @Nullable String reason,
    Map<String, OperationSupport> support,
    int slots,
    List<String> models,
    Map<String, Price> prices) {

  public ProviderInfo {
    Objects.requireNonNull(id);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(connector);
    Objects.requireNonNull(plugin);
    Objects.requireNonNull(pluginVersion);
    marks = List.copyOf(marks);
    Objects.requireNonNull(grade);
    Objects.requireNonNull(state);
    support = Map.copyOf(support);
    models = List.copyOf(models);
    prices = Map.copyOf(prices);
  }

  /** Where a provider is in its life; only the second and third are planned. */
  public enum State {
    PENDING,
    CONNECTED,
    DEGRADED,
    ERROR,
    DISABLED
  }
}
