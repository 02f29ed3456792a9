package io.auterity.platform.call;

import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call of one capability.
 *
 * @param id also the id of its decision
 * @param capability e.g. {@code tracker.issue.create}
 * @param labels what routes test besides the input, e.g. {@code route -> triage}
 * @param timeout time the whole call may take, attempts and waits between them included
 * @param idempotencyKey a repetition of the same act carries the same key
 * @param door where it came in
 * @param parent the workflow step it serves
 * @param trace where it stands in a trace; null when it is not traced
 * @param strict whether a provider that cannot carry all of the input must not be asked
 * @param asked what its caller may come back for, in the words of the door: kept with the content
 *     where that is kept in full; null when the caller will not come back
 * @param shadows the call of which this one is a copy that nobody waits for; null for all others
 * @param cache what the caller wants of a cache
 * @param place of a line of a batch, in batches of vendors; null for all others
 */
public record Invocation(
    UUID id,
    TenantScope scope,
    Principal principal,
    String capability,
    Payload input,
    Map<String, String> labels,
    Duration timeout,
    @Nullable String idempotencyKey,
    Door door,
    @Nullable Parent parent,
    @Nullable TraceContext trace,
    boolean strict,
    Json.@Nullable Obj asked,
    @Nullable UUID shadows,
    CacheWish cache,
    @Nullable BatchPlace place) {

  public Invocation {
    Objects.requireNonNull(id);
    Objects.requireNonNull(scope);
    Objects.requireNonNull(principal);
    Objects.requireNonNull(capability);
    Objects.requireNonNull(input);
    labels = Map.copyOf(labels);
    Objects.requireNonNull(timeout);
    Objects.requireNonNull(door);
    Objects.requireNonNull(cache);
  }

  /** A call whose caller does not come back. */
  public Invocation(
      UUID id,
      TenantScope scope,
      Principal principal,
      String capability,
      Payload input,
      Map<String, String> labels,
      Duration timeout,
      @Nullable String idempotencyKey,
      Door door,
      @Nullable Parent parent,
      @Nullable TraceContext trace,
      boolean strict) {
    this(
        id,
        scope,
        principal,
        capability,
        input,
        labels,
        timeout,
        idempotencyKey,
        door,
        parent,
        trace,
        strict,
        null,
        null,
        CacheWish.NONE,
        null);
  }

  /** The same call of a caller who wants that of a cache. */
  public Invocation wishing(CacheWish wish) {
    return wish.equals(cache)
        ? this
        : new Invocation(
            id,
            scope,
            principal,
            capability,
            input,
            labels,
            timeout,
            idempotencyKey,
            door,
            parent,
            trace,
            strict,
            asked,
            shadows,
            wish,
            place);
  }

  /** The same call as a line of a batch: it has as long as that. */
  public Invocation at(BatchPlace line) {
    return new Invocation(
        id,
        scope,
        principal,
        capability,
        input,
        labels,
        line.left(),
        idempotencyKey,
        door,
        parent,
        trace,
        strict,
        asked,
        shadows,
        cache,
        line);
  }

  /** The same call, for whose answer its caller may come back. */
  public Invocation keeping(Json.Obj told) {
    return new Invocation(
        id,
        scope,
        principal,
        capability,
        input,
        labels,
        timeout,
        idempotencyKey,
        door,
        parent,
        trace,
        strict,
        told,
        shadows,
        cache,
        place);
  }

  /** A call that need not be carried to its last field. */
  public Invocation(
      UUID id,
      TenantScope scope,
      Principal principal,
      String capability,
      Payload input,
      Map<String, String> labels,
      Duration timeout,
      @Nullable String idempotencyKey,
      Door door,
      @Nullable Parent parent,
      @Nullable TraceContext trace) {
    this(
        id,
        scope,
        principal,
        capability,
        input,
        labels,
        timeout,
        idempotencyKey,
        door,
        parent,
        trace,
        false);
  }

  /** A call that is not traced. */
  public Invocation(
      UUID id,
      TenantScope scope,
      Principal principal,
      String capability,
      Payload input,
      Map<String, String> labels,
      Duration timeout,
      @Nullable String idempotencyKey,
      Door door,
      @Nullable Parent parent) {
    this(
        id,
        scope,
        principal,
        capability,
        input,
        labels,
        timeout,
        idempotencyKey,
        door,
        parent,
        null);
  }

  /** The same with these labels besides, which win over those of the same names. */
  public Invocation withLabels(Map<String, String> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<String, String> all = new HashMap<>(labels);
    all.putAll(more);
    return new Invocation(
        id,
        scope,
        principal,
        capability,
        input,
        all,
        timeout,
        idempotencyKey,
        door,
        parent,
        trace,
        strict,
        asked,
        shadows,
        cache,
        place);
  }

  /** The same call at another place of its trace. */
  public Invocation under(@Nullable TraceContext other) {
    return new Invocation(
        id,
        scope,
        principal,
        capability,
        input,
        labels,
        timeout,
        idempotencyKey,
        door,
        parent,
        other,
        strict,
        asked,
        shadows,
        cache,
        place);
  }

  /** The same call of something else. */
  public Invocation withInput(Payload other) {
    return new Invocation(
        id,
        scope,
        principal,
        capability,
        other,
        labels,
        timeout,
        idempotencyKey,
        door,
        parent,
        trace,
        strict,
        asked,
        shadows,
        cache,
        place);
  }

  /** A copy of this call that nobody waits for: of no step, with no act to repeat and untraced. */
  public Invocation shadow(UUID copy, Duration within) {
    return new Invocation(
        copy,
        scope,
        principal,
        capability,
        input,
        labels,
        within,
        null,
        door,
        null,
        null,
        strict,
        null,
        id,
        cache,
        null);
  }

  /** Identity of the one provider that may be asked; null where any may. */
  public @Nullable String only() {
    return parent == null ? null : parent.only();
  }

  /** Where calls come in. */
  public enum Door {
    REST,
    GATEWAY,
    MCP,
    WORKFLOW,
    /** No door: the platform masks what a route keeps. */
    CAPTURE;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** As it stands in decisions and answers. */
    public String wire() {
      return wire;
    }
  }

  /**
   * The step instance on whose behalf a call is made.
   *
   * @param step e.g. {@code triage[17].classify}
   * @param round 0, and one more for each re-run
   * @param only identity of the one provider that may be asked, as the journal notes it; null where
   *     any may
   */
  public record Parent(UUID run, String step, int round, @Nullable String only) {
    public Parent {
      Objects.requireNonNull(run);
      Objects.requireNonNull(step);
    }

    /** Of a call that any provider may answer. */
    public Parent(UUID run, String step, int round) {
      this(run, step, round, null);
    }
  }
}
