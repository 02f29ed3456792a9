package io.auterity.workflow.registry;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Set;

/**
 * The triggers that stand in the files of workflows: checked with the workflow, stored and ended
 * with it.
 */
public interface FileTriggers {

  /** Where nothing starts runs by itself. */
  FileTriggers NONE =
      new FileTriggers() {
        @Override
        public boolean standIn(Json.Obj spec) {
          return false;
        }

        @Override
        public List<Problem> check(String workflow, Json.Obj spec, ResourceSet others) {
          return List.of();
        }

        @Override
        public void requireHappens(String type, ResourceSet others) {}

        @Override
        public Set<String> secrets(Json.Obj spec) {
          return Set.of();
        }

        @Override
        public void permit(TenantScope scope, Principal who, Json.Obj spec) {}

        @Override
        public void storing(Transaction tx, TenantScope scope, AuditedAct act, Resource workflow) {}

        @Override
        public void dropping(Transaction tx, AuditedAct act, String workflow) {}
      };

  /** Whether a spec has any. */
  boolean standIn(Json.Obj spec);

  /** What is wrong with those of a spec. */
  List<Problem> check(String workflow, Json.Obj spec, ResourceSet others);

  /**
   * Refuses a type of events that never happens.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid}
   */
  void requireHappens(String type, ResourceSet others);

  /** What keeps those of a workflow from starting runs as things stand, in sentences. */
  default List<String> notes(TenantScope scope, Resource workflow, ResourceSet all) {
    return List.of();
  }

  /** The names of the secrets by which calls of those of a spec are verified. */
  Set<String> secrets(Json.Obj spec);

  /**
   * Refuses who may not make the triggers that a spec has.
   *
   * @throws io.auterity.spi.CallFailedException {@code forbidden}
   */
  void permit(TenantScope scope, Principal who, Json.Obj spec);

  /**
   * Puts those of a version in the place of those before.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} when a tenant has too many
   */
  void storing(Transaction tx, TenantScope scope, AuditedAct act, Resource workflow);

  /** Ends all of a workflow. */
  void dropping(Transaction tx, AuditedAct act, String workflow);
}
