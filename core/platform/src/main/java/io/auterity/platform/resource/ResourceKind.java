package io.auterity.platform.resource;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of declarative resource. A module that owns a kind registers it; the resource service
 * checks all of an application before it stores any of it.
 */
public interface ResourceKind {

  /** E.g. {@code route}. */
  String name();

  /**
   * Kinds are applied in ascending order, so that what is referred to comes first: provider 10,
   * budget 20, route 30, workflow 40.
   */
  int order();

  /** JSON Schema of {@code spec}. */
  Json.Obj schema();

  /**
   * Checks a spec that fits the schema.
   *
   * @param others the resources that will be in force together with it
   * @return what is wrong, with paths inside the spec, e.g. {@code steps[2].call}; empty when it
   *     may be stored
   */
  List<Problem> check(TenantScope scope, String id, Json.Obj spec, ResourceSet others);

  /**
   * The same of a kind whose specs may take long to check.
   *
   * @param bound to be asked now and then
   */
  default List<Problem> check(
      TenantScope scope, String id, Json.Obj spec, ResourceSet others, CheckBound bound) {
    return check(scope, id, spec, others);
  }

  /** Whether the text in which a resource was written is kept, comments and order included. */
  default boolean keepsText() {
    return false;
  }

  /** The names of the secrets that a spec, which fits the schema, has used. */
  default Set<String> secrets(Json.Obj spec) {
    return Set.of();
  }

  /**
   * Whether a principal that may apply resources may also apply this spec, which fits the schema.
   *
   * @throws CallFailedException {@code forbidden} when it may not
   */
  default void permit(TenantScope scope, Principal who, Json.Obj spec) {}

  /**
   * What the application of a spec that passed its check means for what is in force already, in
   * sentences for who applies it.
   *
   * @param before what is in force in its place; null where nothing is
   */
  default List<String> notes(TenantScope scope, Resource wanted, @Nullable Resource before) {
    return List.of();
  }

  /**
   * The same of a kind whose specs mean something by what else there is.
   *
   * @param all what will be in force
   */
  default List<String> notes(
      TenantScope scope, Resource wanted, @Nullable Resource before, ResourceSet all) {
    return notes(scope, wanted, before);
  }

  /**
   * Called in the transaction that stores a resource: what this refuses undoes the application.
   *
   * @param act that applies it
   * @throws CallFailedException e.g. {@code conflict}
   */
  default void storing(Transaction tx, TenantScope scope, AuditedAct act, Resource resource) {}

  /** Called in the transaction that stores a resource in place of another version. */
  default void replacing(Transaction tx, TenantScope scope, Resource before, Resource after) {}

  /**
   * Called in the transaction that ends a resource, before it is gone.
   *
   * @param act that ends it
   */
  default void dropping(Transaction tx, TenantScope scope, AuditedAct act, Resource ended) {}

  /**
   * Called after the transaction, and once for each stored resource when the process starts; the
   * resource is now in force. It must not fail for what it finds wrong only now.
   */
  void applied(TenantScope scope, Resource resource);

  /** As {@link #applied}, of a resource that another server stored: no caller waits for it here. */
  default void followed(TenantScope scope, Resource resource) {
    applied(scope, resource);
  }

  /**
   * Called when a resource is applied just as it is in force: it is the same, but what its
   * references lead to may have changed.
   *
   * @param act that applies it
   */
  default void appliedAgain(TenantScope scope, AuditedAct act, Resource resource) {}

  /**
   * Called before a resource ends that nothing needs, while it is in force; it keeps it from ending
   * by failing alone. Others may change it meanwhile, so that it does not end after all.
   *
   * @param act that ends it
   */
  default void ending(TenantScope scope, AuditedAct act, String id) {}

  /** Called after the transaction; the resource is no longer in force. */
  void removed(TenantScope scope, String id);
}
