package io.auterity.workflow.template;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The templates of workflows: a tenant's own, and those that come with the product. */
public final class WorkflowTemplates {

  private final Map<String, KnownTemplate> builtIn =
      BuiltInTemplates.all().stream()
          .collect(Collectors.toUnmodifiableMap(KnownTemplate::id, Function.identity()));
  private final Map<UUID, Map<String, KnownTemplate>> byTenant = new ConcurrentHashMap<>();

  /** All in the order of their ids; a tenant's own stands in place of the product's. */
  public Collection<KnownTemplate> all(TenantScope scope) {
    return known(scope).values();
  }

  /**
   * The template of that id.
   *
   * @throws CallFailedException {@code not_found}, naming the nearest
   */
  public KnownTemplate get(TenantScope scope, String id) {
    Map<String, KnownTemplate> known = known(scope);
    KnownTemplate found = known.get(id);
    if (found == null) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND,
          "there is no template '%s'; %s".formatted(id, Nearest.fix(id, known.keySet())));
    }
    return found;
  }

  private Map<String, KnownTemplate> known(TenantScope scope) {
    Map<String, KnownTemplate> known = new TreeMap<>(builtIn);
    known.putAll(byTenant.getOrDefault(scope.tenant(), Map.of()));
    return known;
  }

  void put(TenantScope scope, Resource resource, WorkflowTemplate spec) {
    byTenant
        .computeIfAbsent(scope.tenant(), tenant -> new ConcurrentHashMap<>())
        .put(resource.id(), KnownTemplate.of(resource.id(), resource.version(), spec));
  }

  void remove(TenantScope scope, String id) {
    byTenant.computeIfPresent(
        scope.tenant(),
        (tenant, own) -> {
          own.remove(id);
          return own;
        });
  }
}
