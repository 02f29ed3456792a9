package io.auterity.provider;

import io.auterity.spi.PluginManifest.OperationSupport;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's provider as the road sees it; immutable.
 *
 * @param generation grows by one with each change of plugin or configuration
 * @param marks honest labels, e.g. {@code recorded}, {@code local}
 * @param grade how the least proven operation of its connector was verified, V0 to V5
 * @param support per operation ({@code resource.verb}); what is not listed is not supported
 * @param slots most attempts at one time
 * @param offering its models and what else it declares of what it offers
 * @param prices by unit; a unit without a price costs nothing
 * @param form names what was applied for it, in every process the same; holds no secret
 * @param mendable whether it is away and a further check alone may bring it back
 * @param withheld operations ({@code resource.verb}) that are unverified and that its spec does not
 *     take so
 * @param defaultOf the kind whose default it is in its tenant: the kind's calls go to it where
 *     nothing else decides; null when it is none
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
    Offering offering,
    Map<String, Price> prices,
    String form,
    boolean mendable,
    Set<String> withheld,
    @Nullable String defaultOf) {

  public ProviderInfo {
    Objects.requireNonNull(id);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(connector);
    Objects.requireNonNull(plugin);
    Objects.requireNonNull(pluginVersion);
    Objects.requireNonNull(grade);
    Objects.requireNonNull(state);
    Objects.requireNonNull(offering);
    Objects.requireNonNull(form);
    marks = List.copyOf(marks);
    support = Map.copyOf(support);
    prices = Map.copyOf(prices);
    // Decisions of before knew of none.
    withheld = withheld == null ? Set.of() : Set.copyOf(withheld);
  }

  /** Whether its tenant must agree to its connector before it is called; no check ends that. */
  public boolean awaitsConsent() {
    return state == State.PENDING && !mendable;
  }

  /** The same provider, as it is when a check has succeeded. */
  public ProviderInfo connected() {
    return in(State.CONNECTED, null, false);
  }

  /** The same provider as a check has found it. */
  public ProviderInfo in(State found, @Nullable String why, boolean mayReturn) {
    return new ProviderInfo(
        id,
        kind,
        connector,
        plugin,
        pluginVersion,
        generation,
        marks,
        grade,
        found,
        why,
        support,
        slots,
        offering,
        prices,
        form,
        mayReturn,
        withheld,
        defaultOf);
  }

  /** The same provider as the default of a kind; of none, where that is null. */
  public ProviderInfo asDefaultOf(@Nullable String ofKind) {
    return Objects.equals(ofKind, defaultOf)
        ? this
        : new ProviderInfo(
            id,
            kind,
            connector,
            plugin,
            pluginVersion,
            generation,
            marks,
            grade,
            state,
            reason,
            support,
            slots,
            offering,
            prices,
            form,
            mendable,
            withheld,
            ofKind);
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
