package io.auterity.provider;

import io.auterity.spi.PluginManifest.OperationSupport;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What tests say of a provider, piece by piece. */
public final class SampleProvider {

  private final String id;
  private String kind;
  private final String connector;
  private String plugin = "";
  private String pluginVersion = "";
  private long generation = 1;
  private List<String> marks = List.of();
  private String grade = "V0";
  private ProviderInfo.State state = ProviderInfo.State.CONNECTED;
  private @Nullable String reason;
  private Map<String, OperationSupport> support = Map.of();
  private int slots = 1;
  private Offering offering = Offering.ANY;
  private Map<String, Price> prices = Map.of();
  private @Nullable String form;
  private @Nullable Boolean mendable;
  private Set<String> withheld = Set.of();
  private @Nullable String defaultOf;

  private SampleProvider(String id, String kind, String connector) {
    this.id = id;
    this.kind = kind;
    this.connector = connector;
  }

  private SampleProvider(ProviderInfo like) {
    this(like.id(), like.kind(), like.connector());
    plugin = like.plugin();
    pluginVersion = like.pluginVersion();
    generation = like.generation();
    marks = like.marks();
    grade = like.grade();
    state = like.state();
    reason = like.reason();
    support = like.support();
    slots = like.slots();
    offering = like.offering();
    prices = like.prices();
    form = like.form();
    mendable = like.mendable();
    withheld = like.withheld();
    defaultOf = like.defaultOf();
  }

  /** One that is connected; what is not said of it is nothing, or as each setter says. */
  public static SampleProvider of(String id, String kind, String connector) {
    return new SampleProvider(id, kind, connector);
  }

  /** One that begins as another is. */
  public static SampleProvider like(ProviderInfo other) {
    return new SampleProvider(other);
  }

  public SampleProvider kind(String first) {
    kind = first;
    return this;
  }

  public SampleProvider plugin(String name, String version) {
    plugin = name;
    pluginVersion = version;
    return this;
  }

  public SampleProvider generation(long number) {
    generation = number;
    return this;
  }

  public SampleProvider marks(List<String> labels) {
    marks = labels;
    return this;
  }

  public SampleProvider grade(String lowest) {
    grade = lowest;
    return this;
  }

  /** Connected by default. */
  public SampleProvider state(ProviderInfo.State now) {
    state = now;
    return this;
  }

  public SampleProvider reason(@Nullable String why) {
    reason = why;
    return this;
  }

  public SampleProvider state(ProviderInfo.State now, @Nullable String why) {
    state = now;
    reason = why;
    return this;
  }

  public SampleProvider support(Map<String, OperationSupport> byOperation) {
    support = byOperation;
    return this;
  }

  /** One by default. */
  public SampleProvider slots(int most) {
    slots = most;
    return this;
  }

  public SampleProvider offering(Offering declared) {
    offering = declared;
    return this;
  }

  public SampleProvider prices(Map<String, Price> byUnit) {
    prices = byUnit;
    return this;
  }

  /** By default its id and generation: each generation a form. */
  public SampleProvider form(String name) {
    form = name;
    return this;
  }

  /** By default whether it is pending or in error. */
  public SampleProvider mendable(boolean byCheck) {
    mendable = byCheck;
    return this;
  }

  public SampleProvider withheld(Set<String> operations) {
    withheld = operations;
    return this;
  }

  public SampleProvider defaultOf(@Nullable String ofKind) {
    defaultOf = ofKind;
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
        Objects.requireNonNullElse(
            mendable, state == ProviderInfo.State.PENDING || state == ProviderInfo.State.ERROR),
        withheld,
        defaultOf);
  }
}
