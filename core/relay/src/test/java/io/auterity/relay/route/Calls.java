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
    return new CallFacts(
        chat.capability(),
        chat.kind(),
        chat.operation(),
        chat.effect(),
        chat.stream(),
        chat.dataClass(),
        model,
        chat.labels(),
        chat.principal(),
        chat.principalType(),
        chat.door(),
        null,
        demand);
  }

  /** A call with data of that class, asking that. */
  public static CallFacts of(DataClass dataClass, Demand demand, Map<String, String> labels) {
    return new CallFacts(
        "ai.chat.create",
        "ai",
        "chat.create",
        Effect.NONE,
        false,
        dataClass,
        null,
        labels,
        "demo-op",
        Principal.Type.SERVICE,
        Invocation.Door.REST,
        null,
        demand);
  }

  /** A chat by a key that may use only these models. */
  public static CallFacts chatOfKeyFor(List<String> models, String model) {
    return ofKeyFor(models, chat(model, Map.of()));
  }

  /** The same call by a key that may use only these models. */
  public static CallFacts ofKeyFor(List<String> models, CallFacts chat) {
    return new CallFacts(
        chat.capability(),
        chat.kind(),
        chat.operation(),
        chat.effect(),
        chat.stream(),
        chat.dataClass(),
        chat.model(),
        chat.labels(),
        chat.principal(),
        chat.principalType(),
        chat.door(),
        null,
        chat.demand(),
        List.of("team/eng"),
        models,
        null);
  }

  public static CallFacts of(
      String capability,
      @Nullable String model,
      Map<String, String> labels,
      @Nullable String pinned) {
    int dot = capability.indexOf('.');
    return new CallFacts(
        capability,
        capability.substring(0, dot),
        capability.substring(dot + 1),
        Effect.NONE,
        false,
        DataClass.CUSTOMER,
        model,
        labels,
        "demo-op",
        Principal.Type.SERVICE,
        Invocation.Door.WORKFLOW,
        pinned,
        capability.startsWith("ai.") ? Demand.NONE : null);
  }
}
