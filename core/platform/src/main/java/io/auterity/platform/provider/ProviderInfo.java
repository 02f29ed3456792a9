package io.auterity.platform.provider;

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
 * @param withheld operations ({@code resource.verb}) that nobody has verified and that its spec
 *     does not take so
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
    Set<String> withheld) {

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
    Objects.requireNonNull(offering);
    prices = Map.copyOf(prices);
    Objects.requireNonNull(form);
    // Decisions of before knew of none.
    withheld = withheld == null ? Set.of() : Set.copyOf(withheld);
  }

  /** One that a check may bring back unless it is in use or disabled; each generation a form. */
  public ProviderInfo(
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
      Map<String, Price> prices) {
    this(
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
        id + "/" + generation,
        state == State.PENDING || state == State.ERROR,
        Set.of());
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
    return toBuilder().state(found).reason(why).mendable(mayReturn).build();
  }

  /** One that begins as this is. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Where a provider is in its life; only the second and third are planned. */
  public enum State {
    PENDING,
    CONNECTED,
    DEGRADED,
    ERROR,
    DISABLED
  }

  /** A provider that differs from another one. */
  public static final class Builder {
    private final ProviderInfo from;
    private String kind;
    private String grade;
    private State state;
    private @Nullable String reason;
    private Map<String, OperationSupport> support;
    private int slots;
    private Offering offering;
    private Map<String, Price> prices;
    private boolean mendable;
    private Set<String> withheld;

    private Builder(ProviderInfo from) {
      this.from = from;
      this.kind = from.kind;
      this.grade = from.grade;
      this.state = from.state;
      this.reason = from.reason;
      this.support = from.support;
      this.slots = from.slots;
      this.offering = from.offering;
      this.prices = from.prices;
      this.mendable = from.mendable;
      this.withheld = from.withheld;
    }

    public Builder kind(String value) {
      kind = value;
      return this;
    }

    public Builder grade(String value) {
      grade = value;
      return this;
    }

    public Builder state(State value) {
      state = value;
      return this;
    }

    public Builder reason(@Nullable String value) {
      reason = value;
      return this;
    }

    public Builder support(Map<String, OperationSupport> value) {
      support = value;
      return this;
    }

    public Builder slots(int value) {
      slots = value;
      return this;
    }

    public Builder offering(Offering value) {
      offering = value;
      return this;
    }

    public Builder prices(Map<String, Price> value) {
      prices = value;
      return this;
    }

    public Builder mendable(boolean value) {
      mendable = value;
      return this;
    }

    public Builder withheld(Set<String> value) {
      withheld = value;
      return this;
    }

    public ProviderInfo build() {
      return new ProviderInfo(
          from.id,
          kind,
          from.connector,
          from.plugin,
          from.pluginVersion,
          from.generation,
          from.marks,
          grade,
          state,
          reason,
          support,
          slots,
          offering,
          prices,
          from.form,
          mendable,
          withheld);
    }
  }
}
