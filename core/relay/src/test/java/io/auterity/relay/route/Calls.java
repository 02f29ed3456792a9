package io.auterity.relay.route;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts of calls for tests. */
public final class Calls {

  private Calls() {}

  public static CallFacts classify(Map<String, String> labels) {
    return of("ai.text.classify", null, labels, null);
  }

  public static CallFacts chat(String model, Map<String, String> labels) {
    return of("ai.chat.create", model, labels, null);
  }

  /** A chat that asks that of a model. */
  public static CallFacts asking(String model, Demand demand) {
    CallFacts chat = chat(model, Map.of());
    return CallFacts.builder(
            chat.capability(), chat.kind(), chat.operation(), chat.effect(), chat.dataClass())
        .stream(chat.stream())
        .model(model)
        .labels(chat.labels())
        .principal(chat.principal(), chat.principalType())
        .door(chat.door())
        .demand(demand)
        .build();
  }

  /** A call with data of that class, asking that. */
  public static CallFacts of(DataClass dataClass, Demand demand, Map<String, String> labels) {
    return CallFacts.builder("ai.chat.create", "ai", "chat.create", Effect.NONE, dataClass)
        .labels(labels)
        .principal("demo-op", Principal.Type.SERVICE)
        .door(Invocation.Door.REST)
        .demand(demand)
        .build();
  }

  /** A chat by a key that may use only these models. */
  public static CallFacts chatOfKeyFor(List<String> models, String model) {
    return ofKeyFor(models, chat(model, Map.of()));
  }

  /** The same call by a key that may use only these models. */
  public static CallFacts ofKeyFor(List<String> models, CallFacts chat) {
    return CallFacts.builder(
            chat.capability(), chat.kind(), chat.operation(), chat.effect(), chat.dataClass())
        .stream(chat.stream())
        .model(chat.model())
        .labels(chat.labels())
        .principal(chat.principal(), chat.principalType())
        .door(chat.door())
        .demand(chat.demand())
        .owners(List.of("team/eng"))
        .models(models)
        .build();
  }

  public static CallFacts of(
      String capability,
      @Nullable String model,
      Map<String, String> labels,
      @Nullable String pinned) {
    int dot = capability.indexOf('.');
    return CallFacts.builder(
            capability,
            capability.substring(0, dot),
            capability.substring(dot + 1),
            Effect.NONE,
            DataClass.CUSTOMER)
        .model(model)
        .labels(labels)
        .principal("demo-op", Principal.Type.SERVICE)
        .door(Invocation.Door.WORKFLOW)
        .pinned(pinned)
        .demand(capability.startsWith("ai.") ? Demand.NONE : null)
        .build();
  }
}
