package io.auterity.server.routes;

import io.auterity.insight.learn.LearnedRoutes;
import io.auterity.insight.learn.LearnedState;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceService;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteLearning;
import io.auterity.relay.route.StoredRoute;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The learning of routes of the caller's tenant (contextual bandit): its state and quality. */
@RestController
@RequestMapping("/api/v1/routes/{id}/learning")
public record LearningController(ResourceService resources, LearnedRoutes learned) {

  /** Of one route. */
  @Needs("decision.read")
  @GetMapping
  LearningView of(Caller caller, @PathVariable String id) {
    Resource resource =
        resources
            .get(caller.scope(), "route", id)
            .orElseThrow(
                () ->
                    new CallFailedException(FailureCode.NOT_FOUND, "no route '%s'".formatted(id)));
    Route route = new StoredRoute(id, resource.version(), resource.spec().toString()).compiled();
    RouteLearning learning = route.learning();
    if (learning == null) {
      throw new CallFailedException(
          FailureCode.UNSUPPORTED,
          "route %s does not learn; give it `strategy: learned`".formatted(id));
    }
    LearnedState state = learned.of(caller.scope(), id);
    boolean holds = state != null && state.routeVersion() == route.version();
    return LearningView.of(id, learning, holds ? state : null);
  }
}
