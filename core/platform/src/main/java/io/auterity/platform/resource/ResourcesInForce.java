package io.auterity.platform.resource;

import io.auterity.platform.call.TenantScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the kinds were told is in force, by tenant. Compared with what is stored it says what they
 * have to be told, however the two came apart; a tenant's caller is alone.
 */
final class ResourcesInForce {

  private static final Logger LOG = LoggerFactory.getLogger(ResourcesInForce.class);

  private final ResourceKinds kinds;
  private final Map<UUID, Map<Name, Integer>> versions = new ConcurrentHashMap<>();

  ResourcesInForce(ResourceKinds kinds) {
    this.kinds = kinds;
  }

  private record Name(String kind, String id) {}

  /** Tells the kinds what they do not know yet: first what has ended, then what is in force. */
  void bring(TenantScope scope, ResourceSet stored) {
    bring(scope, stored, ResourceKind::applied);
  }

  /** The same of what others have stored, whom nobody waits for here. */
  void follow(TenantScope scope, ResourceSet stored) {
    bring(scope, stored, ResourceKind::followed);
  }

  /** How a kind is told of a resource. */
  private interface Telling {
    void tell(ResourceKind kind, TenantScope scope, Resource resource);
  }

  private void bring(TenantScope scope, ResourceSet stored, Telling telling) {
    Map<Name, Integer> told = told(scope);
    int changes = 0;
    for (ResourceKind kind : kinds.inOrder().reversed()) {
      changes += remove(scope, kind, stored, told);
    }
    for (ResourceKind kind : kinds.inOrder()) {
      changes += apply(scope, kind, stored, told, telling);
    }
    if (changes > 0) {
      LOG.info("{}: {} resources in force or changed", scope, changes);
    }
  }

  /**
   * Tells the kinds all of a tenant when the process starts. What one tenant has stored keeps no
   * other out: a resource that its kind cannot take is logged, and told again when it changes.
   */
  void recover(TenantScope scope, ResourceSet stored) {
    Map<Name, Integer> told = told(scope);
    for (ResourceKind kind : kinds.inOrder()) {
      for (Resource resource : stored.list(kind.name())) {
        recover(scope, kind, resource);
        told.put(new Name(kind.name(), resource.id()), resource.version());
      }
    }
    LOG.info("{}: {} resources in force", scope, told.size());
  }

  /** Tenants of whom the kinds were told. */
  Set<UUID> tenants() {
    return versions.keySet();
  }

  /** Whether the kinds know what is stored of a tenant, as far as one who is not alone can tell. */
  boolean isAs(UUID tenant, Collection<Resource> stored) {
    Map<Name, Integer> told = versions.getOrDefault(tenant, Map.of());
    return told.size() == stored.size()
        && stored.stream()
            .allMatch(
                one -> Objects.equals(told.get(new Name(one.kind(), one.id())), one.version()));
  }

  private Map<Name, Integer> told(TenantScope scope) {
    return versions.computeIfAbsent(scope.tenant(), tenant -> new ConcurrentHashMap<>());
  }

  private static void recover(TenantScope scope, ResourceKind kind, Resource resource) {
    try {
      kind.applied(scope, resource);
    } catch (RuntimeException e) {
      LOG.error("{}: the stored {} '{}' is not in force", scope, kind.name(), resource.id(), e);
    }
  }

  private static int remove(
      TenantScope scope, ResourceKind kind, ResourceSet stored, Map<Name, Integer> told) {
    List<Name> ended = new ArrayList<>();
    for (Name name : told.keySet()) {
      if (name.kind().equals(kind.name()) && stored.get(name.kind(), name.id()).isEmpty()) {
        ended.add(name);
      }
    }
    for (Name name : ended) {
      kind.removed(scope, name.id());
      told.remove(name);
    }
    return ended.size();
  }

  private static int apply(
      TenantScope scope,
      ResourceKind kind,
      ResourceSet stored,
      Map<Name, Integer> told,
      Telling telling) {
    int changes = 0;
    for (Resource resource : stored.list(kind.name())) {
      Name name = new Name(kind.name(), resource.id());
      if (!Objects.equals(told.get(name), resource.version())) {
        telling.tell(kind, scope, resource);
        told.put(name, resource.version());
        changes++;
      }
    }
    return changes;
  }
}
