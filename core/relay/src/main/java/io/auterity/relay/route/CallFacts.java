package io.auterity.relay.route;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a call, which are all that planning may know of it. They stand in the decision, so
 * that planning can be repeated. Decisions keep them by the places of the components: the record
 * grows at the end only.
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
 * @param resource what it is about, as its input says, by the names that routes know; as far as it
 *     is known
 * @param bare whether it writes to a resource that its input names by an id alone
 * @param alternatives names of models that its caller asks for when the offers of {@code model}
 *     fail, in this order
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
    boolean secret,
    Map<String, String> resource,
    boolean bare,
    List<String> alternatives) {

  public CallFacts {
    labels = Map.copyOf(labels);
    owners = List.copyOf(owners);
    alternatives = List.copyOf(alternatives);
    models = models == null ? null : List.copyOf(models);
    resource = resource.isEmpty() ? Map.of() : inLowerCase(resource);
  }

  // Most vendors take an owner or a name for the same in whatever case it is written.
  private static Map<String, String> inLowerCase(Map<String, String> resource) {
    return resource.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, one -> one.getValue().toLowerCase(Locale.ROOT)));
  }

  /** The same call with these labels. */
  public CallFacts withLabels(Map<String, String> other) {
    return toBuilder().labels(other).build();
  }

  /** The same call of which that is asked. */
  public CallFacts asking(@Nullable Demand other) {
    return toBuilder().demand(other).build();
  }

  /** The same among these circumstances. */
  public CallFacts amid(Circumstances seen) {
    return toBuilder().around(seen).build();
  }

  /** Of a capability; who calls, and through which door, must be said, the rest may be. */
  public static Builder builder(
      String capability, String kind, String operation, Effect effect, DataClass dataClass) {
    return new Builder(capability, kind, operation, effect, dataClass);
  }

  /** One that begins as this is. */
  public Builder toBuilder() {
    return new Builder(capability, kind, operation, effect, dataClass)
        .stream(stream)
            .model(model)
            .labels(labels)
            .principal(principal, principalType)
            .door(door)
            .pinned(pinned)
            .demand(demand)
            .owners(owners)
            .models(models)
            .around(around)
            .secret(secret)
            .resource(resource)
            .bare(bare)
            .alternatives(alternatives);
  }

  /** The same call of another model, without alternatives. */
  public CallFacts ofModel(String other) {
    return toBuilder().model(other).alternatives(List.of()).build();
  }

  /** Estimate of its input; 0 when its operation has no models. */
  public long inputTokens() {
    return demand == null ? 0 : demand.input();
  }

  /** Facts of a call piece by piece. */
  public static final class Builder {
    private final String capability;
    private final String kind;
    private final String operation;
    private final Effect effect;
    private final DataClass dataClass;
    private boolean stream;
    private @Nullable String model;
    private Map<String, String> labels = Map.of();
    private @Nullable String principal;
    private Principal.@Nullable Type principalType;
    private Invocation.@Nullable Door door;
    private @Nullable String pinned;
    private @Nullable Demand demand;
    private List<String> owners = List.of();
    private @Nullable List<String> models;
    private @Nullable Circumstances around;
    private boolean secret;
    private boolean bare;
    private List<String> alternatives = List.of();
    private Map<String, String> resource = Map.of();

    private Builder(
        String capability, String kind, String operation, Effect effect, DataClass dataClass) {
      this.capability = capability;
      this.kind = kind;
      this.operation = operation;
      this.effect = effect;
      this.dataClass = dataClass;
    }

    public Builder stream(boolean value) {
      stream = value;
      return this;
    }

    public Builder model(@Nullable String value) {
      model = value;
      return this;
    }

    public Builder labels(Map<String, String> value) {
      labels = value;
      return this;
    }

    public Builder principal(String name, Principal.Type type) {
      principal = name;
      principalType = type;
      return this;
    }

    public Builder door(Invocation.Door value) {
      door = value;
      return this;
    }

    public Builder pinned(@Nullable String value) {
      pinned = value;
      return this;
    }

    public Builder demand(@Nullable Demand value) {
      demand = value;
      return this;
    }

    public Builder owners(List<String> value) {
      owners = value;
      return this;
    }

    public Builder models(@Nullable List<String> value) {
      models = value;
      return this;
    }

    public Builder around(@Nullable Circumstances value) {
      around = value;
      return this;
    }

    public Builder bare(boolean value) {
      bare = value;
      return this;
    }

    public Builder secret(boolean value) {
      secret = value;
      return this;
    }

    public Builder resource(Map<String, String> value) {
      resource = value;
      return this;
    }

    public Builder alternatives(List<String> value) {
      alternatives = value;
      return this;
    }

    public CallFacts build() {
      return new CallFacts(
          capability,
          kind,
          operation,
          effect,
          stream,
          dataClass,
          model,
          labels,
          Objects.requireNonNull(principal),
          Objects.requireNonNull(principalType),
          Objects.requireNonNull(door),
          pinned,
          demand,
          owners,
          models,
          around,
          secret,
          resource,
          bare,
          alternatives);
    }
  }
}
