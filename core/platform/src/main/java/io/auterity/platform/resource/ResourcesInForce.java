package io.auterity.platform.resource;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles the resource kinds with a tenant's stored resources: compares what they were told is
 * in force, and tells them what differs. It does so however the two came apart; a tenant's caller
 * is alone. A resource that its kind cannot take is logged, keeps no other out, and is told again
 * whenever the tenant's are brought.
 */
final class ResourcesInForce {

  private static final Logger LOG = LoggerFactory.getLogger(ResourcesInForce.class);

  private final ResourceKinds kinds;
  private final Map<UUID, Map<Name, Integer>> versions = new ConcurrentHashMap<>();
  private final Map<UUID, Map<Name, Integer>> failed = new ConcurrentHashMap<>();

  ResourcesInForce(ResourceKinds kinds) {
    this.kinds = kinds;
  }

  private record Name(String kind, String id) {}

  /**
   * Tells the kinds what they do not know yet: first what has ended, then what is in force. Fails
   * when all were told, with the first failure that is new.
   */
  void bring(TenantScope scope, ResourceSet stored) {
    RuntimeException failure = new Round(scope, stored, ResourceKind::applied).told();
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * The same of what other servers have stored, for which no caller waits here. Fails only where
   * asking again may help.
   */
  void follow(TenantScope scope, ResourceSet stored) {
    RuntimeException failure = new Round(scope, stored, ResourceKind::followed).told();
    if (failure != null && passes(failure)) {
      throw failure;
    }
  }

  private static boolean passes(RuntimeException e) {
    return e instanceof CallFailedException call
        && call.failure().code() == FailureCode.UNAVAILABLE;
  }

  /** How a kind is told of a resource. */
  private interface Telling {
    void tell(ResourceKind kind, TenantScope scope, Resource resource);
  }

  /** One time that all kinds are told of a tenant. */
  private final class Round {
    private final TenantScope scope;
    private final ResourceSet stored;
    private final Telling telling;
    private final Map<Name, Integer> known;
    private final Map<Name, Integer> before;
    private int changes;
    private @Nullable RuntimeException failure;

    Round(TenantScope scope, ResourceSet stored, Telling telling) {
      this.scope = scope;
      this.stored = stored;
      this.telling = telling;
      this.known = ResourcesInForce.this.told(scope);
      this.before = failed.computeIfAbsent(scope.tenant(), tenant -> new ConcurrentHashMap<>());
    }

    /** A failure that is new or passes; null when there is none. */
    @Nullable RuntimeException told() {
      kinds.inOrder().reversed().forEach(this::remove);
      kinds.inOrder().forEach(this::apply);
      if (changes > 0) {
        LOG.info("{}: {} resources in force or changed", scope, changes);
      }
      return failure;
    }

    private void remove(ResourceKind kind) {
      before.keySet().removeIf(name -> isEnded(name, kind) && !known.containsKey(name));
      for (Name name : known.keySet().stream().filter(name -> isEnded(name, kind)).toList()) {
        if (tell(name, 0, () -> kind.removed(scope, name.id()))) {
          known.remove(name);
        }
      }
    }

    private boolean isEnded(Name name, ResourceKind kind) {
      return name.kind().equals(kind.name()) && stored.get(name.kind(), name.id()).isEmpty();
    }

    private void apply(ResourceKind kind) {
      for (Resource resource : stored.list(kind.name())) {
        Name name = new Name(kind.name(), resource.id());
        int version = resource.version();
        if (!Objects.equals(known.get(name), version)
            && tell(name, version, () -> telling.tell(kind, scope, resource))) {
          known.put(name, version);
        }
      }
    }

    private boolean tell(Name name, int version, Runnable words) {
      try {
        words.run();
        before.remove(name);
        changes++;
        return true;
      } catch (RuntimeException e) {
        failed(name, e, Objects.equals(before.put(name, version), version));
        return false;
      }
    }

    private void failed(Name name, RuntimeException e, boolean again) {
      if (again) {
        LOG.debug("{}: the stored {} '{}' is still not in force", scope, name.kind(), name.id(), e);
      } else {
        LOG.error("{}: the stored {} '{}' is not in force", scope, name.kind(), name.id(), e);
      }
      if (passes(e) || (failure == null && !again)) {
        failure = e;
      }
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
    LOG.debug("{}: {} resources in force", scope, told.size());
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
}
