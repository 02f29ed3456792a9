package io.auterity.workflow.engine;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.Json;
import java.util.Map;
import java.util.Objects;

/**
 * The wish to run a workflow.
 *
 * @param door where it came in, e.g. {@code rest}
 * @param labels go with every call of the run, and belong to what makes two runs equal
 * @param options belong to what makes two runs equal, and to nothing else
 */
public record RunRequest(
    TenantScope scope,
    Principal principal,
    String door,
    String workflow,
    Json.Obj input,
    Map<String, String> labels,
    Json.Obj options) {
  public RunRequest {
    Objects.requireNonNull(scope);
    Objects.requireNonNull(principal);
    Objects.requireNonNull(door);
    Objects.requireNonNull(workflow);
    Objects.requireNonNull(input);
    labels = Map.copyOf(labels);
    Objects.requireNonNull(options);
  }

  /** A wish without options. */
  public RunRequest(
      TenantScope scope,
      Principal principal,
      String door,
      String workflow,
      Json.Obj input,
      Map<String, String> labels) {
    this(scope, principal, door, workflow, input, labels, Json.EMPTY);
  }
}
