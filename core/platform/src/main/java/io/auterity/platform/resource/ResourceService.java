package io.auterity.platform.resource;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.UniqueViolationException;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.resource.store.ResourceStore;
import io.auterity.platform.resource.store.ResourceTextStore;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.platform.time.Time;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies declarative resources: all of an application is checked before any of it is stored, and
 * all of it is stored or none. An equal spec makes no new version; another text of it replaces the
 * one of its version. What another server stores comes in force here as soon as the database tells
 * it, and so does what became of a commit that broke.
 */
public final class ResourceService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ResourceService.class);
  private static final Duration LONGEST_CHECK = Duration.ofSeconds(20);

  private final Database database;
  private final Time time;
  private final ChangeAudit audit;
  private final ResourceKinds kinds;
  private final ResourceChecks checks;
  private final ResourcesInForce inForce;
  private final StaleTenants stale;
  private final Map<UUID, ReentrantLock> locks = new ConcurrentHashMap<>();

  /**
   * Nothing is in force here yet.
   *
   * @param secrets who may apply a resource that names a secret
   */
  public ResourceService(
      Database database,
      Time time,
      ChangeAudit audit,
      SecretUse secrets,
      Collection<? extends ResourceKind> kinds) {
    this.database = database;
    this.time = time;
    this.audit = audit;
    this.kinds = new ResourceKinds(kinds);
    this.checks = new ResourceChecks(this.kinds, secrets);
    this.inForce = new ResourcesInForce(this.kinds);
    this.stale = new StaleTenants(scope -> locked(scope, () -> known(scope)));
  }

  /** Announces every stored resource of every tenant to its kind. */
  public void start() {
    Map<UUID, List<Resource>> stored =
        database.asEngine(EngineJob.RESOURCES, ResourceStore::inForceByTenant);
    stored.forEach(
        (tenant, resources) ->
            inForce.recover(TenantScope.recovered(tenant), new ResourceSet(resources)));
    LOG.info(
        "{} resources of {} tenants are in force",
        stored.values().stream().mapToInt(List::size).sum(),
        stored.size());
  }

  /** Brings in force here what any server stores. */
  public void follow(ChangeFeed changes) {
    changes.follow(
        ChangeFeed.Topic.RESOURCE,
        tenant -> stale.changed(TenantScope.recovered(tenant)),
        this::followMissed);
  }

  private void followMissed() {
    Map<UUID, List<Resource>> stored =
        database.asEngine(EngineJob.RESOURCES, ResourceStore::inForceByTenant);
    Set<UUID> tenants = new HashSet<>(inForce.tenants());
    tenants.addAll(stored.keySet());
    for (UUID tenant : tenants) {
      if (!inForce.isAs(tenant, stored.getOrDefault(tenant, List.of()))) {
        stale.changed(TenantScope.recovered(tenant));
      }
    }
  }

  /**
   * Puts resources in force, with an entry in the audit log for each that changes. A draft that
   * names a version changes that one only; it may be the same as what is in force whatever its
   * version.
   *
   * @param dryRun checks everything and stores nothing
   * @return one outcome for each draft, in their order
   * @throws InvalidResourcesException with every problem of every draft
   * @throws CallFailedException {@code forbidden} when one that changes names a secret that its
   *     applier may not use
   * @throws CallFailedException {@code conflict} when a version that a draft names is not in force,
   *     or another server applied the same at that moment
   */
  public List<AppliedResource> apply(
      TenantScope scope, AuditedAct act, List<ResourceDraft> drafts, boolean dryRun) {
    return locked(scope, () -> applyAlone(scope, act, drafts, dryRun));
  }

  /**
   * Checks resources as their application would, and stores nothing. The rights of what is in force
   * already are asked for as well: what follows uses it on behalf of the caller.
   *
   * @throws InvalidResourcesException with every problem of every draft
   * @throws CallFailedException {@code forbidden} when the caller may not apply one, or not use a
   *     secret that it names
   */
  public void rehearse(TenantScope scope, AuditedAct act, List<ResourceDraft> drafts) {
    var _ = locked(scope, () -> checked(scope, act, drafts, known(scope), true));
  }

  /**
   * Puts another spec in force in place of the version that was read.
   *
   * @throws CallFailedException {@code conflict} when that is no longer in force
   */
  public List<AppliedResource> replace(
      TenantScope scope, AuditedAct act, Resource read, Json.Obj spec) {
    ResourceDraft draft = ResourceDraft.of(read.kind(), read.id(), spec);
    return apply(scope, act, List.of(draft.inPlaceOf(read.version())), false);
  }

  public Optional<Resource> get(TenantScope scope, String kind, String id) {
    return current(scope).get(known(kind), id);
  }

  /** All that there are, kinds in the order in which they are applied, ids in theirs. */
  public List<Resource> list(TenantScope scope) {
    ResourceSet all = current(scope);
    return kinds.inOrder().stream().flatMap(kind -> all.list(kind.name()).stream()).toList();
  }

  /** All of a kind in the order of their ids. */
  public List<Resource> list(TenantScope scope, String kind) {
    return current(scope).list(known(kind));
  }

  /**
   * Ends a resource.
   *
   * @throws CallFailedException {@code not_found}, or {@code conflict} while others need it
   */
  public void delete(TenantScope scope, AuditedAct act, String kind, String id) {
    var _ = needless(scope, current(scope), kind, id);
    // Others of the tenant do not wait for whom it asks.
    kinds.get(kind).ending(scope, act, id);
    locked(
        scope,
        () -> {
          ResourceSet before = known(scope);
          Resource ended = needless(scope, before, kind, id);
          commit(
              scope,
              tx -> {
                kinds.get(kind).dropping(tx, scope, act, ended);
                ResourceStore.end(tx, kind, id, time.now(), act.who().name());
                audit.write(tx, act, new AuditedChange(kind + "/" + id, state(ended), null));
                return true;
              });
          inForce.bring(scope, before.without(kind, id));
          return id;
        });
  }

  private Resource needless(TenantScope scope, ResourceSet all, String kind, String id) {
    Resource found =
        all.get(known(kind), id)
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.NOT_FOUND, "there is no %s '%s'".formatted(kind, id)));
    checks.needless(scope, all, kind, id, bound());
    return found;
  }

  private List<AppliedResource> applyAlone(
      TenantScope scope, AuditedAct act, List<ResourceDraft> drafts, boolean dryRun) {
    ResourceSet before = known(scope);
    List<Resource> wanted = checked(scope, act, drafts, before, false);
    ResourceSet all = before.with(wanted);
    List<List<String>> notes = wanted.stream().map(one -> notes(scope, one, before, all)).toList();
    List<Resource> stored = dryRun ? wanted : store(scope, act, drafts, wanted, before);
    if (!dryRun) {
      inForce.bring(scope, before.with(stored));
      stored.stream()
          .filter(resource -> !isNew(resource, before))
          .forEach(resource -> kinds.get(resource.kind()).appliedAgain(scope, act, resource));
    }
    return IntStream.range(0, stored.size())
        .mapToObj(i -> outcome(stored.get(i), before, notes.get(i)))
        .toList();
  }

  private static AppliedResource outcome(Resource stored, ResourceSet before, List<String> notes) {
    return new AppliedResource(
        stored.kind(), stored.id(), stored.version(), isNew(stored, before), notes);
  }

  private List<String> notes(
      TenantScope scope, Resource wanted, ResourceSet before, ResourceSet all) {
    return kinds
        .get(wanted.kind())
        .notes(scope, wanted, before.get(wanted.kind(), wanted.id()).orElse(null), all);
  }

  /**
   * The resources as they will be.
   *
   * @param all whether the rights of those that do not change are asked for too
   */
  private List<Resource> checked(
      TenantScope scope,
      AuditedAct act,
      List<ResourceDraft> drafts,
      ResourceSet before,
      boolean all) {
    checks.form(drafts);
    List<Resource> wanted = drafts.stream().map(draft -> wanted(draft, before)).toList();
    checks.rights(
        scope,
        act.who(),
        wanted.stream().filter(resource -> all || isNew(resource, before)).toList());
    checks.sense(scope, drafts, wanted, before.with(wanted), bound());
    return wanted;
  }

  private CheckBound bound() {
    return CheckBound.within(time, LONGEST_CHECK, ", and nothing was changed; apply less at once");
  }

  /** The resource as it will be; the one in force where it is the same. */
  private Resource wanted(ResourceDraft draft, ResourceSet before) {
    Json.Obj object = (Json.Obj) draft.value();
    String kind = Objects.requireNonNull(object.text("kind"));
    String id = Objects.requireNonNull(object.text("id"));
    Json.Obj spec = (Json.Obj) Objects.requireNonNull(object.get("spec"));
    Optional<Resource> now = before.get(kind, id);
    if (now.isPresent() && now.get().spec().equals(spec)) {
      return now.get();
    }
    int version = now.map(Resource::version).orElse(0);
    if (object.get("version") instanceof Json.Int(long read) && read != version) {
      throw superseded(kind, id, read, version);
    }
    return new Resource(kind, id, version + 1, spec, time.now());
  }

  private static CallFailedException superseded(String kind, String id, long read, int version) {
    String now = version == 0 ? "there is none" : "version %d is in force".formatted(version);
    return new CallFailedException(
        FailureCode.CONFLICT,
        "%s '%s' was written in place of version %d, and %s; look at what was changed, and apply it"
                .formatted(kind, id, read, now)
            + " in place of that");
  }

  private List<Resource> store(
      TenantScope scope,
      AuditedAct act,
      List<ResourceDraft> drafts,
      List<Resource> wanted,
      ResourceSet before) {
    try {
      return commit(
          scope,
          tx -> {
            List<Resource> changed = wanted.stream().filter(one -> isNew(one, before)).toList();
            List<Resource> added = ResourceStore.add(tx, changed, act.who().name());
            added.forEach(one -> stored(tx, scope, act, one, before));
            audit.write(tx, act, added.stream().map(one -> change(one, before)).toList());
            Iterator<Resource> next = added.iterator();
            List<Resource> all =
                wanted.stream().map(one -> isNew(one, before) ? next.next() : one).toList();
            keepTexts(tx, drafts, all);
            return all;
          });
    } catch (UniqueViolationException e) {
      throw new CallFailedException(
          FailureCode.CONFLICT, "another server applied the same resources: apply them again");
    }
  }

  private void keepTexts(Transaction tx, List<ResourceDraft> drafts, List<Resource> stored) {
    for (int i = 0; i < stored.size(); i++) {
      String text = drafts.get(i).text();
      if (text != null && kinds.get(stored.get(i).kind()).keepsText()) {
        ResourceTextStore.keep(tx, stored.get(i), text);
      }
    }
  }

  private void stored(
      Transaction tx, TenantScope scope, AuditedAct act, Resource added, ResourceSet before) {
    ResourceKind kind = kinds.get(added.kind());
    kind.storing(tx, scope, act, added);
    before
        .get(added.kind(), added.id())
        .ifPresent(former -> kind.replacing(tx, scope, former, added));
  }

  private static AuditedChange change(Resource to, ResourceSet before) {
    return new AuditedChange(
        to.kind() + "/" + to.id(),
        before.get(to.kind(), to.id()).map(ResourceService::state).orElse(null),
        state(to));
  }

  private static String state(Resource resource) {
    return AuditedChange.digest(resource.spec().toString());
  }

  private static boolean isNew(Resource resource, ResourceSet before) {
    return before
        .get(resource.kind(), resource.id())
        .filter(now -> now.version() == resource.version())
        .isEmpty();
  }

  private <T> T commit(TenantScope scope, Function<Transaction, T> work) {
    try {
      return database.inTenant(scope, work);
    } catch (CallFailedException e) {
      if (e.failure().applied() == Applied.UNKNOWN) {
        stale.unknown(scope);
      }
      throw e;
    }
  }

  /** What is in force now, which the kinds know after this. */
  private ResourceSet known(TenantScope scope) {
    ResourceSet stored = current(scope);
    inForce.follow(scope, stored);
    return stored;
  }

  private ResourceSet current(TenantScope scope) {
    return new ResourceSet(database.inTenant(scope, ResourceStore::inForce));
  }

  private String known(String kind) {
    if (!kinds.names().contains(kind)) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND,
          "no kind of resource '%s'; %s".formatted(kind, Nearest.fix(kind, kinds.names())));
    }
    return kind;
  }

  private <T> T locked(TenantScope scope, Supplier<T> change) {
    ReentrantLock lock = locks.computeIfAbsent(scope.tenant(), tenant -> new ReentrantLock());
    lock.lock();
    try {
      return change.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    stale.close();
  }

  /**
   * The outcome for one resource of an application.
   *
   * @param version the one in force now, or that would be
   * @param changed false when the resource was the same already
   * @param notes what it means for what is in force already, in sentences
   */
  public record AppliedResource(
      String kind, String id, int version, boolean changed, List<String> notes) {

    public AppliedResource {
      notes = List.copyOf(notes);
    }

    /** One of which nothing is to be said. */
    public AppliedResource(String kind, String id, int version, boolean changed) {
      this(kind, id, version, changed, List.of());
    }
  }
}
