package io.auterity.platform.provider;

import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.plugin.HostedPlugin;
import io.auterity.platform.provider.ProviderInfo.State;
import io.auterity.platform.time.Time;
import io.auterity.spi.Failure;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the forms of a provider follow one another. What is applied anew waits beside the form that
 * serves until it has been looked at once, whatever was found; then it takes its place. Whoever
 * calls holds the registry's lock, except to read.
 */
final class Succession {

  private final ProviderTable table;
  private final ProviderStates states;
  private final Time time;
  private final FreshStart fresh;
  private final Map<ProviderKey, Waiting> waiting = new ConcurrentHashMap<>();

  /**
   * A form that waits.
   *
   * @param lookedAtSince null until its look has begun
   */
  private record Waiting(HostedProvider provider, @Nullable Long lookedAtSince) {}

  Succession(ProviderTable table, ProviderStates states, Time time, FreshStart fresh) {
    this.table = table;
    this.states = states;
    this.time = time;
    this.fresh = fresh;
  }

  /** The form that is to be looked at; null when there is no such provider. */
  @Nullable HostedProvider latest(ProviderKey key) {
    HostedProvider next = next(key);
    return next == null ? table.get(key) : next;
  }

  /** Whether any form waits. */
  boolean waits() {
    return !waiting.isEmpty();
  }

  /** Puts a spec in force, at once unless a form serves meanwhile. */
  void apply(ProviderKey key, ProviderSpec spec, @Nullable HostedConnector connector) {
    change(
        key,
        () -> {
          Waiting known = waiting.get(key);
          Waiting same = known != null && known.provider().spec().sameInstance(spec) ? known : null;
          HostedProvider serving = table.get(key);
          HostedProvider before = same == null ? serving : same.provider();
          HostedProvider after = states.applied(key, spec, before, connector);
          if (mustWait(serving, after)) {
            waiting.put(key, new Waiting(after, same == null ? null : same.lookedAtSince()));
            begin(key, spec);
          } else {
            take(key, after);
          }
        });
  }

  /** After a spec was applied that was applied already. */
  void applyAgain(ProviderKey key) {
    HostedProvider latest = latest(key);
    if (latest != null) {
      begin(key, latest.spec());
    }
  }

  void remove(ProviderKey key) {
    change(
        key,
        () -> {
          table.remove(key);
          waiting.remove(key);
          states.forget(key);
        });
  }

  /** Takes in what a check found of one of its instances; null when the provider answered. */
  void checked(ProviderKey key, ProviderInstance instance, @Nullable Failure failure) {
    HostedProvider next = next(key);
    HostedProvider serving = table.get(key);
    if (next != null && instance.equals(next.instance())) {
      Health health = next.health().after(failure);
      if (!health.equals(next.health())) {
        change(key, () -> take(key, next.with(health)));
      }
    } else if (serving != null && instance.equals(serving.instance())) {
      Health health = serving.health().after(failure);
      if (!health.equals(serving.health())) {
        table.put(key, serving.with(health));
      }
    }
  }

  /** The first look at an instance begins. */
  void looking(ProviderKey key, ProviderInstance instance) {
    HostedProvider next = next(key);
    if (next != null && instance.equals(next.instance())) {
      waiting.put(key, new Waiting(next, time.nanos()));
    }
  }

  /** Ends the waits whose looks have lasted as long, though nobody knows yet what they find. */
  void endWaits(Duration longest) {
    long now = time.nanos();
    for (Map.Entry<ProviderKey, Waiting> one : waiting.entrySet()) {
      Long since = one.getValue().lookedAtSince();
      if (since != null && now - since >= longest.toNanos()) {
        endWait(one.getKey(), next -> next);
      }
    }
  }

  /**
   * Ends the waits for connectors of a plugin before it changes: what is known of the form that
   * served stands for the next one, as it does for a new version.
   */
  void endWaits(HostedPlugin plugin) {
    Set<String> changing =
        plugin.connectors().stream().map(HostedConnector::id).collect(Collectors.toSet());
    for (Map.Entry<ProviderKey, Waiting> one : waiting.entrySet()) {
      if (changing.contains(one.getValue().provider().spec().connector())) {
        HostedProvider serving = table.get(one.getKey());
        endWait(one.getKey(), next -> serving == null ? next : next.with(serving.health()));
      }
    }
  }

  private void endWait(ProviderKey key, UnaryOperator<HostedProvider> as) {
    HostedProvider next = next(key);
    if (next != null) {
      change(key, () -> take(key, as.apply(next)));
    }
  }

  private static boolean mustWait(@Nullable HostedProvider serving, HostedProvider after) {
    return serving != null
        && serving.health().usable()
        && after.instance() != null
        && after.health().state() == State.PENDING;
  }

  private void take(ProviderKey key, HostedProvider provider) {
    table.put(key, provider);
    waiting.remove(key);
    begin(key, provider.spec());
  }

  private void begin(ProviderKey key, ProviderSpec spec) {
    fresh.of(key.scope(), key.id(), spec.credential(key.id()));
  }

  // Ends the instances that nothing refers to any more.
  private void change(ProviderKey key, Runnable change) {
    Set<ProviderInstance> going = instances(key);
    change.run();
    going.removeAll(instances(key));
    going.forEach(states::retireLater);
  }

  private Set<ProviderInstance> instances(ProviderKey key) {
    Set<ProviderInstance> instances = new HashSet<>();
    add(table.get(key), instances);
    add(next(key), instances);
    return instances;
  }

  private static void add(@Nullable HostedProvider provider, Set<ProviderInstance> to) {
    if (provider != null && provider.instance() != null) {
      to.add(provider.instance());
    }
  }

  private @Nullable HostedProvider next(ProviderKey key) {
    Waiting next = waiting.get(key);
    return next == null ? null : next.provider();
  }
}
