package io.auterity.provider.life;

import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.call.ProviderInstance;
import io.auterity.provider.config.ConnectorReach;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.spi.Failure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle of one provider as a state machine: the form that serves, and beside it the one
 * that waits until it has been looked at once. Immutable and free of I/O: its driver opens what a
 * form needs and retires what no form refers to any more.
 *
 * <pre>
 * step                      while none waits              while one waits
 * applied, open, pending,   waits                         waits instead of that one
 *   and a usable one of the
 *   same provider serves
 * applied otherwise         serves                        serves, the waiting one goes
 * serving one looked at     serves as found               serves as found
 * waiting one looked at     -                             serves as found
 * its look is overdue       -                             serves as it is
 * its plugin changes        -                             serves with what was known of the other
 * moved or orphaned         takes the serving one's place the same; the other waits on
 * its tenant agrees         serves as before              both as before
 * </pre>
 *
 * <p>How a form stands after a look is told by {@link Health}.
 *
 * @param generation of the latest form; each form that needed something opened or closed has the
 *     next one
 * @param serving null only before the first application
 */
record ProviderLifecycle(
    String id, long generation, @Nullable ProviderForm serving, @Nullable Waiting waiting) {

  private static final String UNVERIFIED =
      "its connector is unverified (V0): say unverified: true to use it";

  /**
   * A form that waits.
   *
   * @param lookedAtSince null until its look has begun
   */
  record Waiting(ProviderForm form, @Nullable Long lookedAtSince) {}

  /** Before anything was applied. */
  static ProviderLifecycle unborn(String id) {
    return new ProviderLifecycle(id, 0, null, null);
  }

  /** The form that is to be looked at. */
  @Nullable ProviderForm latest() {
    return waiting == null ? serving : waiting.form();
  }

  /** Everything that is open for it. */
  Set<ProviderInstance> instances() {
    Set<ProviderInstance> instances = new HashSet<>();
    forms().map(ProviderForm::instance).filter(Objects::nonNull).forEach(instances::add);
    return instances;
  }

  /**
   * The next form where nothing has to be opened for it: because its connector is absent or it is
   * disabled or held until its tenant agrees, or because what is open serves the spec as well.
   */
  Optional<ProviderForm> unopened(ProviderSpec spec, @Nullable HostedConnector connector) {
    if (connector == null) {
      return Optional.of(orphan(spec));
    }
    if (disabled(spec, connector)) {
      String reason = Boolean.TRUE.equals(spec.disabled()) ? "its spec says so" : UNVERIFIED;
      return Optional.of(form(spec, Health.disabled(reason), null, connector));
    }
    if (held(spec, connector)) {
      String reason = new ProviderReach(id, spec, connector).reason();
      return Optional.of(form(spec, Health.held(reason), null, connector));
    }
    return forms()
        .filter(form -> form.instance() != null && form.spec().sameInstance(spec))
        .findFirst()
        .map(open -> open.with(spec, connector));
  }

  /** Whether a connector would reach further than the tenant lets it. */
  boolean held(ProviderSpec spec, HostedConnector connector) {
    return !new ProviderReach(id, spec, connector).further().isEmpty();
  }

  /** A spec with what its tenant has agreed to meanwhile for this very provider. */
  ProviderSpec knowing(ProviderSpec spec) {
    ProviderForm latest = latest();
    ConnectorReach known = latest == null ? null : latest.spec().agreed();
    if (latest == null
        || known == null
        || latest.spec().life() != spec.life()
        || !latest.spec().connector().equals(spec.connector())) {
      return spec;
    }
    ConnectorReach said = spec.agreed();
    return spec.agreeing(said == null ? known : said.and(known));
  }

  /** After its tenant has let a connector reach so far; nothing of what is open changes. */
  ProviderLifecycle agreeing(String connector, long life, ConnectorReach reach) {
    UnaryOperator<ProviderForm> told =
        form ->
            form.spec().connector().equals(connector) && form.spec().life() == life
                ? form.agreeing(reach)
                : form;
    return new ProviderLifecycle(
        id,
        generation,
        serving == null ? null : told.apply(serving),
        waiting == null ? null : new Waiting(told.apply(waiting.form()), waiting.lookedAtSince()));
  }

  /** After its tenant lets a connector reach nowhere any more: what is open for it goes. */
  ProviderLifecycle withdrawing(String named, long life, @Nullable HostedConnector connector) {
    ProviderForm latest = latest();
    if (latest == null
        || latest.spec().life() != life
        || !latest.spec().connector().equals(named)
        || ConnectorReach.NOWHERE.equals(latest.spec().agreed())) {
      return this;
    }
    ProviderSpec spec = latest.spec().agreeing(ConnectorReach.NOWHERE);
    ProviderForm next = connector == null ? orphan(spec) : unopened(spec, connector).orElse(null);
    return next == null || next.instance() != null ? this : serving(next);
  }

  /** The next form, with what was opened for it. */
  ProviderForm form(
      ProviderSpec spec,
      Health health,
      @Nullable ProviderInstance instance,
      HostedConnector connector) {
    return ProviderForm.of(id, spec, generation + 1, health, instance, connector);
  }

  /** The next form while no started plugin brings its connector. */
  ProviderForm orphan(ProviderSpec spec) {
    return ProviderForm.orphan(id, spec, generation + 1);
  }

  /** After a form was applied. */
  ProviderLifecycle applied(ProviderForm form) {
    return mustWait(form) ? waiting(form) : serving(form);
  }

  /** After the serving form was moved to another version of its plugin, or lost its plugin. */
  ProviderLifecycle moved(ProviderForm form) {
    return new ProviderLifecycle(id, Math.max(generation, form.generation()), form, waiting);
  }

  /** After a look at one of its instances has begun; the first of several counts. */
  ProviderLifecycle looking(ProviderInstance instance, long now) {
    return waiting != null
            && waiting.lookedAtSince() == null
            && instance.equals(waiting.form().instance())
        ? new ProviderLifecycle(id, generation, serving, new Waiting(waiting.form(), now))
        : this;
  }

  /** After one of its instances was looked at; null when the provider answered. */
  ProviderLifecycle looked(ProviderInstance instance, @Nullable Failure failure) {
    ProviderForm form =
        forms().filter(each -> instance.equals(each.instance())).findFirst().orElse(null);
    if (form == null) {
      return this;
    }
    Health found = form.health().after(failure);
    ProviderForm next = form.with(found);
    if (next.equals(form)) {
      return this;
    }
    return form.equals(latest()) ? serving(next) : moved(next);
  }

  /** When a look may last so long at most, whose result is not known yet. */
  ProviderLifecycle overdue(long now, Duration longest) {
    Long since = waiting == null ? null : waiting.lookedAtSince();
    return waiting != null && since != null && now - since >= longest.toNanos()
        ? serving(waiting.form())
        : this;
  }

  /**
   * Before a plugin with these connectors changes: what is known of the form that serves stands for
   * the one that waits, as it does for a new version.
   */
  ProviderLifecycle changing(Collection<String> connectors) {
    if (waiting == null || !connectors.contains(waiting.form().spec().connector())) {
      return this;
    }
    ProviderForm next = waiting.form();
    return serving(serving == null ? next : next.with(serving.health()));
  }

  private boolean mustWait(ProviderForm form) {
    return serving != null
        && serving.health().usable()
        && serving.spec().life() == form.spec().life()
        && form.instance() != null
        && form.health().state() == State.PENDING;
  }

  private ProviderLifecycle waiting(ProviderForm form) {
    Long since =
        waiting != null && Objects.equals(form.instance(), waiting.form().instance())
            ? waiting.lookedAtSince()
            : null;
    return new ProviderLifecycle(
        id, Math.max(generation, form.generation()), serving, new Waiting(form, since));
  }

  private ProviderLifecycle serving(ProviderForm form) {
    return new ProviderLifecycle(id, Math.max(generation, form.generation()), form, null);
  }

  private Stream<ProviderForm> forms() {
    return Stream.of(Optional.ofNullable(waiting).map(Waiting::form), Optional.ofNullable(serving))
        .flatMap(Optional::stream);
  }

  // What was stored with "disabled: false" was turned on when nothing else was asked for V0.
  private static boolean disabled(ProviderSpec spec, HostedConnector connector) {
    return spec.disabled() == null ? connector.unverified() && !spec.unverified() : spec.disabled();
  }
}
