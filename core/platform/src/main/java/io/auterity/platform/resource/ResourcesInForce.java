package io.auterity.platform.resource;

import io.auterity.platform.call.TenantScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    Map<Name, Integer> told = versions.computeIfAbsent(scope.tenant(), tenant -> new HashMap<>());
    int changes = 0;
    for (ResourceKind kind : kinds.inOrder().reversed()) {
      changes += remove(scope, kind, stored, told);
    }
    for (ResourceKind kind : kinds.inOrder()) {
      changes += apply(scope, kind, stored, told);
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
    Map<Name, Integer> told = versions.computeIfAbsent(scope.tenant(), tenant -> new HashMap<>());
    for (ResourceKind kind : kinds.inOrder()) {
      for (Resource resource : stored.list(kind.name())) {
        recover(scope, kind, resource);
        told.put(new Name(kind.name(), resource.id()), resource.version());
      }
    }
    LOG.info("{}: {} resources in force", scope, told.size());
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
      TenantScope scope, ResourceKind kind, ResourceSet stored, Map<Name, Integer> told) {
    int changes = 0;
    for (Resource resource : stored.list(kind.name())) {
      Name name = new Name(kind.name(), resource.id());
      if (!Objects.equals(told.get(name), resource.version())) {
        kind.applied(scope, resource);
        told.put(name, resource.version());
        changes++;
      }
    }
    return changes;
  }
}
