package io.auterity.workflow.engine;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.ParentStep;
import io.auterity.workflow.journal.TriggerAncestry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to run a workflow.
 *
 * @param door where it came in, e.g. {@code rest}
 * @param labels go with every call of the run, and belong to what makes two runs equal
 * @param options belong to what makes two runs equal, and to nothing else
 * @param descent which triggers have led to it
 * @param trace that its calls belong to; null for none
 * @param parent the step that starts it; null where none does
 * @param starter who counts as having started it, where that is another than {@code principal}
 */
public record RunRequest(
    TenantScope scope,
    Principal principal,
    String door,
    String workflow,
    Json.Obj input,
    Map<String, String> labels,
    Json.Obj options,
    TriggerAncestry descent,
    @Nullable TraceContext trace,
    @Nullable ParentStep parent,
    @Nullable Principal starter) {
  public RunRequest {
    labels = Map.copyOf(labels);
    starter = principal.equals(starter) ? null : starter;
  }

  /** A request of no step. */
  public RunRequest(
      TenantScope scope,
      Principal principal,
      String door,
      String workflow,
      Json.Obj input,
      Map<String, String> labels,
      Json.Obj options,
      TriggerAncestry descent,
      @Nullable TraceContext trace) {
    this(scope, principal, door, workflow, input, labels, options, descent, trace, null, null);
  }

  /** A request without options, which no trigger has led to. */
  public RunRequest(
      TenantScope scope,
      Principal principal,
      String door,
      String workflow,
      Json.Obj input,
      Map<String, String> labels) {
    this(scope, principal, door, workflow, input, labels, Json.EMPTY, TriggerAncestry.NONE, null);
  }

  /** The same, whose calls belong to a trace. */
  public RunRequest under(@Nullable TraceContext other) {
    return new RunRequest(
        scope, principal, door, workflow, input, labels, options, descent, other, parent, starter);
  }

  /** The same, which these triggers have led to. */
  public RunRequest descendingFrom(TriggerAncestry other) {
    return new RunRequest(
        scope, principal, door, workflow, input, labels, options, other, trace, parent, starter);
  }

  /** The same, which a step of another run starts. */
  public RunRequest childOf(ParentStep step) {
    return new RunRequest(
        scope, principal, door, workflow, input, labels, options, descent, trace, step, starter);
  }

  /** The same, which counts as started by another; by whose it is where that is null. */
  public RunRequest startedBy(@Nullable Principal other) {
    return new RunRequest(
        scope, principal, door, workflow, input, labels, options, descent, trace, parent, other);
  }
}
