package io.auterity.relay.road;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.Strategy;
import org.jspecify.annotations.Nullable;

/** Plans the call: shortlist, one look at the few that are left, order. */
final class ChooseRoute implements RoadStage {

  private final Turns turns = new Turns();

  @Override
  public Stage name() {
    return Stage.ROUTE;
  }

  @Override
  public Note pass(Passage passage) {
    TenantScope scope = passage.call.scope();
    Config config = passage.parts.configs().of(scope);
    passage.parts.vitals().keepOnly(scope, config.providers());
    Shortlist shortlist = Planner.shortlist(passage.facts(), config);
    long turn = turns.next(scope, shortlist.route(), config.routes().routes());
    Sight sight = Sight.of(scope, shortlist, passage.parts.vitals(), turn);
    double ticket = passage.parts.random().getAsDouble();
    Plan plan = Planner.order(shortlist, sight, ticket);
    passage.planned = new Planned(config, shortlist, sight, ticket, plan);
    if (plan.planned().isEmpty()) {
      return Note.stopped(Unviable.failure(passage.planned(), passage.facts()));
    }
    return Note.done(verdict(shortlist.route()), reason(shortlist));
  }

  private static String verdict(@Nullable Route route) {
    return route == null ? "no route" : route.id() + " v" + route.version();
  }

  private static String reason(Shortlist shortlist) {
    Route route = shortlist.route();
    if (route == null) {
      return "No route matches; one provider can answer.";
    }
    return route.matched() + " Priority " + route.priority() + "; " + words(route.strategy()) + ".";
  }

  private static String words(Strategy strategy) {
    return switch (strategy) {
      case PRIORITY -> "the highest score goes first";
      case WEIGHTED -> "drawn by weight";
      case ROUND_ROBIN -> "each in turn";
      case LEAST_CONNECTIONS -> "the least busy goes first";
    };
  }
}
