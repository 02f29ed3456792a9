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
    marks = List.copyOf(marks);
    support = Map.copyOf(support);
    prices = Map.copyOf(prices);
    // Decisions of before knew of none.
    withheld = withheld == null ? Set.of() : Set.copyOf(withheld);
  }

  /** Begins one; what is not said of it is nothing, or as each setter says. */
  public static Builder builder(String id, String kind, String connector) {
    return new Builder(id, kind, connector);
  }

  /** One that begins as this is. */
  public Builder toBuilder() {
    return new Builder(this);
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
    return toBuilder().state(found, why).mendable(mayReturn).build();
  }

  /** Where a provider is in its life; only the second and third are planned. */
  public enum State {
    PENDING,
    CONNECTED,
    DEGRADED,
    ERROR,
    DISABLED
  }

  /** Collects what is known of a provider. */
  public static final class Builder {

    private final String id;
    private String kind;
    private final String connector;
    private String plugin = "";
    private String pluginVersion = "";
    private long generation = 1;
    private List<String> marks = List.of();
    private String grade = "V0";
    private State state = State.CONNECTED;
    private @Nullable String reason;
    private Map<String, OperationSupport> support = Map.of();
    private int slots = 1;
    private Offering offering = Offering.ANY;
    private Map<String, Price> prices = Map.of();
    private @Nullable String form;
    private @Nullable Boolean mendable;
    private Set<String> withheld = Set.of();

    private Builder(String id, String kind, String connector) {
      this.id = id;
      this.kind = kind;
      this.connector = connector;
    }

    private Builder(ProviderInfo like) {
      this(like.id, like.kind, like.connector);
      plugin = like.plugin;
      pluginVersion = like.pluginVersion;
      generation = like.generation;
      marks = like.marks;
      grade = like.grade;
      state = like.state;
      reason = like.reason;
      support = like.support;
      slots = like.slots;
      offering = like.offering;
      prices = like.prices;
      form = like.form;
      mendable = like.mendable;
      withheld = like.withheld;
    }

    public Builder kind(String first) {
      kind = first;
      return this;
    }

    public Builder plugin(String name, String version) {
      plugin = name;
      pluginVersion = version;
      return this;
    }

    public Builder generation(long number) {
      generation = number;
      return this;
    }

    public Builder marks(List<String> labels) {
      marks = labels;
      return this;
    }

    public Builder grade(String lowest) {
      grade = lowest;
      return this;
    }

    /** Connected by default. */
    public Builder state(State now) {
      state = now;
      return this;
    }

    public Builder reason(@Nullable String why) {
      reason = why;
      return this;
    }

    public Builder state(State now, @Nullable String why) {
      state = now;
      reason = why;
      return this;
    }

    public Builder support(Map<String, OperationSupport> byOperation) {
      support = byOperation;
      return this;
    }

    /** One by default. */
    public Builder slots(int most) {
      slots = most;
      return this;
    }

    public Builder offering(Offering declared) {
      offering = declared;
      return this;
    }

    public Builder prices(Map<String, Price> byUnit) {
      prices = byUnit;
      return this;
    }

    /** By default its id and generation: each generation a form. */
    public Builder form(String name) {
      form = name;
      return this;
    }

    /** By default whether it is pending or in error. */
    public Builder mendable(boolean byCheck) {
      mendable = byCheck;
      return this;
    }

    public Builder withheld(Set<String> operations) {
      withheld = operations;
      return this;
    }

    public ProviderInfo build() {
      return new ProviderInfo(
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
          Objects.requireNonNullElse(form, id + "/" + generation),
          Objects.requireNonNullElse(mendable, state == State.PENDING || state == State.ERROR),
          withheld);
    }
  }
}
