package io.auterity.relay.route;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that planning may know of a call; it stands in the decision, so that planning can be
 * repeated. Decisions keep it by the places of its components: it grows at the end only.
 *
 * @param operation {@code resource.verb} of the capability
 * @param model that the input asks for; null when it names none
 * @param principal name of the caller
 * @param pinned provider that the input's reference or cursor comes from
 * @param demand what it asks of a model; null when its operation has no models
 * @param owners whose call it is and who stands above these, as {@code kind/id}
 * @param models patterns of the models that the caller's key may use; null when any
 * @param around what else was seen; null where no route of the tenant asks for it
 * @param secret whether its input names a secret of the tenant's vault
 */
public record CallFacts(
    String capability,
    String kind,
    String operation,
    Effect effect,
    boolean stream,
    DataClass dataClass,
    @Nullable String model,
    Map<String, String> labels,
    String principal,
    Principal.Type principalType,
    Invocation.Door door,
    @Nullable String pinned,
    @Nullable Demand demand,
    List<String> owners,
    @Nullable List<String> models,
    @Nullable Circumstances around,
    boolean secret) {

  /** Of a call that names no secret. */
  public CallFacts(
      String capability,
      String kind,
      String operation,
      Effect effect,
      boolean stream,
      DataClass dataClass,
      @Nullable String model,
      Map<String, String> labels,
      String principal,
      Principal.Type principalType,
      Invocation.Door door,
      @Nullable String pinned,
      @Nullable Demand demand,
      List<String> owners,
      @Nullable List<String> models,
      @Nullable Circumstances around) {
    this(
        capability,
        kind,
        operation,
        effect,
        stream,
        dataClass,
        model,
        labels,
        principal,
        principalType,
        door,
        pinned,
        demand,
        owners,
        models,
        around,
        false);
  }

  /** Of a caller whom nobody owns and who may use any model. */
  public CallFacts(
      String capability,
      String kind,
      String operation,
      Effect effect,
      boolean stream,
      DataClass dataClass,
      @Nullable String model,
      Map<String, String> labels,
      String principal,
      Principal.Type principalType,
      Invocation.Door door,
      @Nullable String pinned,
      @Nullable Demand demand) {
    this(
        capability,
        kind,
        operation,
        effect,
        stream,
        dataClass,
        model,
        labels,
        principal,
        principalType,
        door,
        pinned,
        demand,
        List.of(),
        null,
        null);
  }

  /** The same call with these labels. */
  public CallFacts withLabels(Map<String, String> other) {
    return new CallFacts(
        capability,
        kind,
        operation,
        effect,
        stream,
        dataClass,
        model,
        other,
        principal,
        principalType,
        door,
        pinned,
        demand,
        owners,
        models,
        around,
        secret);
  }

  /** The same call of which that is asked. */
  public CallFacts asking(@Nullable Demand other) {
    return new CallFacts(
        capability,
        kind,
        operation,
        effect,
        stream,
        dataClass,
        model,
        labels,
        principal,
        principalType,
        door,
        pinned,
        other,
        owners,
        models,
        around,
        secret);
  }

  public CallFacts {
    Objects.requireNonNull(capability);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(operation);
    Objects.requireNonNull(effect);
    Objects.requireNonNull(dataClass);
    labels = Map.copyOf(labels);
    Objects.requireNonNull(principal);
    Objects.requireNonNull(principalType);
    Objects.requireNonNull(door);
    owners = List.copyOf(owners);
    models = models == null ? null : List.copyOf(models);
  }

  /** The same among these circumstances. */
  public CallFacts amid(Circumstances seen) {
    return new CallFacts(
        capability,
        kind,
        operation,
        effect,
        stream,
        dataClass,
        model,
        labels,
        principal,
        principalType,
        door,
        pinned,
        demand,
        owners,
        models,
        seen,
        secret);
  }

  /** Estimate of its input; 0 when its operation has no models. */
  public long inputTokens() {
    return demand == null ? 0 : demand.input();
  }
}
