package io.auterity.workflow.journal;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.LimitKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The birth record of a run: what is known of it when it is accepted; never changes.
 *
 * @param definition digest of the definition it goes by
 * @param digest of workflow, input and options: an equal one is the same piece of work
 * @param principal for whom its steps are authorized
 * @param door where it came in, e.g. {@code rest}
 * @param labels go with every call of the run
 * @param input JSON text
 * @param engine version of the engine's rules that it goes by
 * @param descent which triggers have led to it
 * @param trace that its calls belong to; null for none
 * @param parent the step that has started it; null where none has
 * @param limitKeys by which it counts for the limits of its workflow
 * @param starter who counts as having started it, where that is another than {@code principal}
 * @param address of the server that accepted it, without a slash at its end; null in rows of before
 *     it was kept
 * @param carrier what carries it on; null for the journal
 */
public record RunBirth(
    UUID id,
    TenantScope scope,
    String workflow,
    int version,
    Digest definition,
    Digest digest,
    Principal principal,
    String door,
    Map<String, String> labels,
    Instant created,
    StoredJson input,
    int engine,
    TriggerAncestry descent,
    @Nullable TraceContext trace,
    @Nullable ParentStep parent,
    LimitKeys limitKeys,
    @Nullable Principal starter,
    @Nullable String address,
    @Nullable String carrier) {

  /**
   * The door of runs that triggers start; each has the trigger's name as the label of that name.
   */
  public static final String TRIGGER = "trigger";

  public RunBirth {
    labels = Map.copyOf(labels);
  }

  /** A run that no limit counts, started by whose it is, accepted at no address. */
  public RunBirth(
      UUID id,
      TenantScope scope,
      String workflow,
      int version,
      Digest definition,
      Digest digest,
      Principal principal,
      String door,
      Map<String, String> labels,
      Instant created,
      StoredJson input,
      int engine,
      TriggerAncestry descent,
      @Nullable TraceContext trace,
      @Nullable ParentStep parent) {
    this(
        id,
        scope,
        workflow,
        version,
        definition,
        digest,
        principal,
        door,
        labels,
        created,
        input,
        engine,
        descent,
        trace,
        parent,
        LimitKeys.NONE,
        null,
        null,
        null);
  }

  /** The same run with those labels, which counts for limits by those keys. */
  public RunBirth with(Map<String, String> other, LimitKeys keys) {
    return new RunBirth(
        id,
        scope,
        workflow,
        version,
        definition,
        digest,
        principal,
        door,
        other,
        created,
        input,
        engine,
        descent,
        trace,
        parent,
        keys,
        starter,
        address,
        carrier);
  }

  /** The same run of another principal and starter. */
  public RunBirth of(Principal other, @Nullable Principal startedBy) {
    return new RunBirth(
        id,
        scope,
        workflow,
        version,
        definition,
        digest,
        other,
        door,
        labels,
        created,
        input,
        engine,
        descent,
        trace,
        parent,
        limitKeys,
        startedBy,
        address,
        carrier);
  }

  /** Who counts as having started it; approvals of others than the starter compare with it. */
  public Principal startedBy() {
    return starter == null ? principal : starter;
  }

  /** By which it counts for the runs under way at once; null where these have no limit. */
  public @Nullable String limitKey() {
    return limitKeys.runs();
  }

  /** The day whose partition holds the run's events. */
  public LocalDate born() {
    return LocalDate.ofInstant(created, ZoneOffset.UTC);
  }

  /**
   * What the expressions of the run see besides its steps: {@code input}, {@code run}, {@code
   * tenant}.
   */
  public Map<String, Json> around() {
    Json.Obj run =
        Json.EMPTY
            .with("id", Json.of(Invocation.RUN_ID.write(id)))
            .with("labels", StoredJson.texts(labels))
            .with("time", Json.of(created.truncatedTo(ChronoUnit.MILLIS).toString()))
            .with("workflow", Json.of(workflow))
            .with("version", Json.of(version))
            .with("by", Json.of(principal.name()))
            .with("starter", Json.of(startedBy().name()))
            .with("trigger", Json.of(door.equals(TRIGGER) ? labels.get(TRIGGER) : null));
    Json.Obj tenant = Json.EMPTY.with("id", Json.of(TenantScope.ID.write(scope.tenant())));
    return Map.of("input", input.json(), "run", run, "tenant", tenant);
  }

  /**
   * The id of the run that a step of this one starts.
   *
   * @param round of the step
   */
  public UUID child(String step, int round) {
    String name = "child/%s/%s/%d".formatted(id, step, round);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
