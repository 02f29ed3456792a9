package io.auterity.workflow.trigger;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.Json;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.trigger.store.TriggerRow;
import java.util.Map;

/** The runs that triggers ask for. */
final class TriggerRequests {

  /**
   * A run that is noted or begins.
   *
   * @param trigger its name
   */
  static RunRequest of(
      TenantScope scope, Principal principal, String workflow, String trigger, Json.Obj input) {
    return new RunRequest(
        scope, principal, EventCondition.DOOR, workflow, input, Map.of(RunBirth.TRIGGER, trigger));
  }

  /** A run that is only looked at. */
  static RunRequest tried(TriggerRow trigger, Json.Obj input) {
    return new RunRequest(
        trigger.scope(),
        trigger.principal(),
        EventCondition.DOOR,
        trigger.workflow(),
        input,
        Map.of());
  }

  private TriggerRequests() {}
}
