package io.auterity.server.providers;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceService;
import io.auterity.provider.life.DefaultNotes;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.RouteIndex;
import io.auterity.spi.Json;
import io.auterity.workflow.trigger.Poll;
import io.auterity.workflow.trigger.store.TriggerRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the calls of workflows and triggers that leave the provider open: those that name none,
 * refer to nothing that a provider has and match no route as far as that is known without a run.
 */
public record KindCallers(
    ResourceService resources,
    Configs configs,
    Catalogue catalogue,
    Function<TenantScope, List<TriggerRow>> triggers)
    implements DefaultNotes.Callers {

  @Override
  public List<String> of(TenantScope scope, String kind) {
    RouteIndex routes = configs.of(scope).routes();
    List<String> found = new ArrayList<>();
    for (Resource one : resources.list(scope, "workflow")) {
      List<String> places = new ArrayList<>();
      new Walk(kind, routes, places).into(one.spec(), null);
      if (!places.isEmpty()) {
        found.add("workflow '%s' (%s)".formatted(one.id(), String.join(", ", places)));
      }
    }
    for (TriggerRow one : triggers.apply(scope)) {
      Poll poll = one.poll();
      if (poll != null && !one.inFile() && isOpen(kind, routes, poll.json())) {
        found.add("trigger '%s'".formatted(one.name()));
      }
    }
    return found;
  }

  /** Goes through a definition. */
  private final class Walk {
    private final String kind;
    private final RouteIndex routes;
    private final List<String> places;

    Walk(String kind, RouteIndex routes, List<String> places) {
      this.kind = kind;
      this.routes = routes;
      this.places = places;
    }

    void into(Json value, @Nullable String within) {
      switch (value) {
        case Json.Obj object -> {
          String id = Objects.requireNonNullElse(object.text("id"), Objects.toString(within, ""));
          if (isOpen(kind, routes, object) && !places.contains(id)) {
            places.add(id);
          }
          object.fields().forEach((name, field) -> inside(name, field, id));
        }
        case Json.Arr(List<Json> items) -> items.forEach(item -> into(item, within));
        default -> {}
      }
    }

    private void inside(String name, Json field, String id) {
      if (!name.equals("with")) {
        into(field, id);
      }
    }
  }

  private boolean isOpen(String kind, RouteIndex routes, Json.Obj call) {
    String id = call.text("call");
    return id != null
        && id.startsWith(kind + ".")
        && call.get("provider") == null
        && !ProviderReferences.in(call.get("with"), KindCallers::mayYieldReference)
        && catalogue.find(id).map(one -> !routed(routes, one, call)).orElse(false);
  }

  private static boolean routed(RouteIndex routes, Capability one, Json.Obj call) {
    String route = call.text("route");
    CallFacts facts =
        CallFacts.builder(one.id(), one.kind(), one.operation(), one.effect(), one.dataClass())
            .labels(route == null ? Map.of() : Map.of("route", route))
            .principal("", Principal.Type.SERVICE)
            .door(Invocation.Door.WORKFLOW)
            .build();
    return routes.match(facts).route() != null;
  }

  private static boolean mayYieldReference(String expression) {
    return expression.contains(".ref}");
  }
}
