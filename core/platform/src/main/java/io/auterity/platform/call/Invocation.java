package io.auterity.platform.call;

import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.WireId;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
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
 * @param asked what its caller may come back for, in the words of the door: kept with input and
 *     answer; null when the caller will not come back
 * @param shadows the call of which this one is a copy that no caller waits for; null for all others
 * @param cache what the caller wants of a cache
 * @param place of a line of a batch, in batches of vendors; null for all others
 * @param provider that its caller asks for; null where the road chooses
 * @param bytes what it carries to the connector in place of its input; null for all others
 * @param behalf the call in which a connector makes this one on behalf of who called it; null for
 *     all others
 * @param alternatives models to ask when all that answer for the input's model fail, in this order
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
    CacheDirectives cache,
    @Nullable BatchPlace place,
    @Nullable String provider,
    @Nullable CarriedBytes bytes,
    @Nullable UUID behalf,
    List<String> alternatives) {

  /** Ids of runs of workflows, whose steps make calls. */
  public static final WireId RUN_ID = new WireId("run_");

  public Invocation {
    labels = Map.copyOf(labels);
    alternatives = List.copyOf(alternatives);
  }

  /** A call of a capability; its maker says at least where it came in and how long it may take. */
  public static Builder of(
      UUID id, TenantScope scope, Principal principal, String capability, Payload input) {
    return new Builder(id, scope, principal, capability, input);
  }

  /** What would make this call, to be changed before it makes another one. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** The same call of a caller who wants that of a cache. */
  public Invocation wishing(CacheDirectives wish) {
    return wish.equals(cache) ? this : toBuilder().cache(wish).build();
  }

  /** The same call as a line of a batch: it has as long as that. */
  public Invocation at(BatchPlace line) {
    return toBuilder().timeout(line.left()).place(line).build();
  }

  /** The same call, for whose answer its caller may come back. */
  public Invocation keeping(Json.Obj told) {
    return toBuilder().asked(told).build();
  }

  /** The same with these labels besides, which win over those of the same names. */
  public Invocation withLabels(Map<String, String> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<String, String> all = new HashMap<>(labels);
    all.putAll(more);
    return toBuilder().labels(all).build();
  }

  /**
   * The same with these alternatives before its own.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} when these are too many
   */
  public Invocation withAlternatives(List<String> first) {
    return first.isEmpty()
        ? this
        : toBuilder()
            .alternatives(
                CallOptions.models(
                    Stream.concat(first.stream(), alternatives.stream()).distinct().toList()))
            .build();
  }

  /** The same call at another place of its trace. */
  public Invocation under(@Nullable TraceContext other) {
    return toBuilder().trace(other).build();
  }

  /** The same call of something else. */
  public Invocation withInput(Payload other) {
    return toBuilder().input(other).build();
  }

  /**
   * A copy of this call that no caller waits for: of no step, with no act to repeat and untraced.
   */
  public Invocation shadow(UUID copy, Duration within) {
    return of(copy, scope, principal, capability, input)
        .labels(labels)
        .timeout(within)
        .door(door)
        .strict(strict)
        .shadows(id)
        .cache(cache)
        .provider(provider)
        .alternatives(alternatives)
        .build();
  }

  /** Identity of the one provider that may be asked; null where any may. */
  public @Nullable String only() {
    return parent == null ? null : parent.only();
  }

  /**
   * What makes a call. Unless it is told otherwise: no label, no idempotency key, no parent, no
   * trace, not strict, no caller who comes back, no copy, no cache directives, no line of a batch,
   * no bytes, on no caller's behalf and of no alternatives.
   */
  public static final class Builder {

    private final UUID id;
    private final TenantScope scope;
    private Principal principal;
    private final String capability;
    private Payload input;
    private Map<String, String> labels = Map.of();
    private @Nullable Duration timeout;
    private @Nullable String idempotencyKey;
    private @Nullable Door door;
    private @Nullable Parent parent;
    private @Nullable TraceContext trace;
    private boolean strict;
    private Json.@Nullable Obj asked;
    private @Nullable UUID shadows;
    private CacheDirectives cache = CacheDirectives.NONE;
    private @Nullable BatchPlace place;
    private @Nullable String provider;
    private @Nullable CarriedBytes bytes;
    private @Nullable UUID behalf;
    private List<String> alternatives = List.of();

    private Builder(
        UUID id, TenantScope scope, Principal principal, String capability, Payload input) {
      this.id = id;
      this.scope = scope;
      this.principal = principal;
      this.capability = capability;
      this.input = input;
    }

    private Builder(Invocation call) {
      this(call.id, call.scope, call.principal, call.capability, call.input);
      labels = call.labels;
      timeout = call.timeout;
      idempotencyKey = call.idempotencyKey;
      door = call.door;
      parent = call.parent;
      trace = call.trace;
      strict = call.strict;
      asked = call.asked;
      shadows = call.shadows;
      cache = call.cache;
      place = call.place;
      provider = call.provider;
      bytes = call.bytes;
      behalf = call.behalf;
      alternatives = call.alternatives;
    }

    public Builder principal(Principal value) {
      principal = value;
      return this;
    }

    public Builder input(Payload value) {
      input = value;
      return this;
    }

    public Builder labels(Map<String, String> value) {
      labels = value;
      return this;
    }

    public Builder timeout(Duration value) {
      timeout = value;
      return this;
    }

    public Builder idempotencyKey(@Nullable String value) {
      idempotencyKey = value;
      return this;
    }

    public Builder door(Door value) {
      door = value;
      return this;
    }

    public Builder parent(@Nullable Parent value) {
      parent = value;
      return this;
    }

    public Builder trace(@Nullable TraceContext value) {
      trace = value;
      return this;
    }

    public Builder strict(boolean value) {
      strict = value;
      return this;
    }

    public Builder asked(Json.@Nullable Obj value) {
      asked = value;
      return this;
    }

    public Builder shadows(@Nullable UUID value) {
      shadows = value;
      return this;
    }

    public Builder cache(CacheDirectives value) {
      cache = value;
      return this;
    }

    public Builder place(@Nullable BatchPlace value) {
      place = value;
      return this;
    }

    public Builder provider(@Nullable String value) {
      provider = value;
      return this;
    }

    public Builder bytes(@Nullable CarriedBytes value) {
      bytes = value;
      return this;
    }

    public Builder behalf(@Nullable UUID value) {
      behalf = value;
      return this;
    }

    public Builder alternatives(List<String> value) {
      alternatives = value;
      return this;
    }

    /**
     * The call.
     *
     * @throws NullPointerException when it was not set where it came in or how long it may take
     */
    public Invocation build() {
      return new Invocation(
          id,
          scope,
          principal,
          capability,
          input,
          labels,
          Objects.requireNonNull(timeout, "timeout"),
          idempotencyKey,
          Objects.requireNonNull(door, "door"),
          parent,
          trace,
          strict,
          asked,
          shadows,
          cache,
          place,
          provider,
          bytes,
          behalf,
          alternatives);
    }
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
    /** Of a call that any provider may answer. */
    public Parent(UUID run, String step, int round) {
      this(run, step, round, null);
    }
  }
}
