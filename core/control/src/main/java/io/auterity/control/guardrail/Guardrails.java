package io.auterity.control.guardrail;

import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.ContentGuard;
import io.auterity.platform.call.TenantScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The guardrails of every tenant, as they are in force. */
public final class Guardrails implements ContentGuard {

  private final Map<TenantScope, List<Guardrail>> tenants = new ConcurrentHashMap<>();
  private final BiConsumer<String, String> counter;

  /**
   * @param counter is told of each finding: what is done, and which way the words go
   */
  public Guardrails(BiConsumer<String, String> counter) {
    this.counter = counter;
  }

  @Override
  public @Nullable CallGuard guarding(TenantScope scope, GuardedCall call) {
    List<Guardrail> all = tenants.get(scope);
    if (all == null) {
      return null;
    }
    List<Guardrail> covering = all.stream().filter(rule -> rule.scope().covers(call)).toList();
    if (covering.isEmpty()) {
      return null;
    }
    RuledCall ruled = new RuledCall(covering, call, this::count);
    return ruled.concernsAny() ? ruled : null;
  }

  private void count(Guardrail rule, CallGuard.Way way) {
    counter.accept(rule.act().done(), way.wire());
  }

  List<Guardrail> of(TenantScope scope) {
    return tenants.getOrDefault(scope, List.of());
  }

  void put(TenantScope scope, Guardrail rule) {
    tenants.compute(
        scope,
        (key, known) -> {
          List<Guardrail> rules = without(known, rule.id());
          rules.add(rule);
          rules.sort(Guardrail.ORDER);
          return List.copyOf(rules);
        });
  }

  void remove(TenantScope scope, String id) {
    tenants.computeIfPresent(
        scope,
        (key, known) -> {
          List<Guardrail> rules = without(known, id);
          return rules.isEmpty() ? null : List.copyOf(rules);
        });
  }

  private static List<Guardrail> without(@Nullable List<Guardrail> known, String id) {
    List<Guardrail> rules = new ArrayList<>(known == null ? List.of() : known);
    rules.removeIf(rule -> rule.id().equals(id));
    return rules;
  }
}
