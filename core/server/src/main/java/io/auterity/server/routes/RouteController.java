package io.auterity.server.routes;

import io.auterity.insight.counterfactual.RuleSet;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.noun.WireTime;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.InvalidResourcesException;
import io.auterity.platform.resource.ResourceDraft;
import io.auterity.platform.resource.ResourceService;
import io.auterity.platform.time.Time;
import io.auterity.relay.plan.DryRun;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.StoredRoute;
import io.auterity.server.resources.ResourceController;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Dry runs and replays of routes of the caller's tenant: what they do with a call, and what others
 * would have done.
 */
@RestController
@RequestMapping("/api/v1/routes")
public record RouteController(
    Catalogue catalogue,
    ResourceService resources,
    DryRun dryRun,
    RouteReplays replays,
    Time time) {

  private static final Duration USUAL = Duration.ofDays(7);

  /** Plans a call that is described, and calls no provider. */
  @Needs("decision.read")
  @PostMapping("/test")
  RouteTrial test(Caller caller, @RequestBody RouteTrial.Described body) {
    Capability called = catalogue.get(body.capability());
    return RouteTrial.of(
        dryRun.of(
            caller.scope(), body.facts(called, caller), WireTime.orNow(body.at(), time.now())));
  }

  /**
   * Begins to plan recorded calls again by these routes.
   *
   * @param from seven days ago when absent
   * @param to now when absent
   * @param only whether they stand alone, and not beside the routes of other ids
   */
  @Needs("decision.read")
  @PostMapping(
      path = "/replays",
      consumes = {"application/yaml", "application/json"})
  @ResponseStatus(HttpStatus.ACCEPTED)
  ReplayView replay(
      Caller caller,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(defaultValue = "false") boolean only,
      @RequestBody byte[] body,
      HttpServletRequest request) {
    Instant now = time.now();
    Instant end = WireTime.orNow(to, now);
    Instant begin = Objects.requireNonNullElse(WireTime.moment(from, now), end.minus(USUAL));
    MediaType type = MediaType.parseMediaType(request.getContentType());
    List<ResourceDraft> drafts =
        type.isCompatibleWith(MediaType.APPLICATION_JSON)
            ? ResourceDraft.readJson(body)
            : ResourceDraft.read(body);
    resources.apply(caller.scope(), caller.act(ResourceController.WRITE), drafts, true);
    RuleSet rules = new RuleSet(drafts.stream().map(RouteController::route).toList(), only);
    return ReplayView.of(replays.start(caller.scope(), rules, new RouteReplays.Period(begin, end)));
  }

  private static Route route(ResourceDraft draft) {
    Json.Obj object = (Json.Obj) draft.value();
    String id = Objects.requireNonNull(object.text("id"));
    if (!"route".equals(object.text("kind"))) {
      throw new InvalidResourcesException(
          List.of(
              new Problem(
                  "kind", "must be route; '%s' is none".formatted(id), "leave the others out")));
    }
    Json.Obj spec = (Json.Obj) Objects.requireNonNull(object.get("spec"));
    return new StoredRoute(id, 0, spec.toString()).compiled();
  }

  @Needs("decision.read")
  @GetMapping("/replays/{id}")
  ReplayView replay(Caller caller, @PathVariable String id) {
    return ReplayView.of(replays.find(caller.scope(), id));
  }

  /** Ends a replay that is under way; what it has counted so far stays. */
  @Needs("decision.read")
  @DeleteMapping("/replays/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(Caller caller, @PathVariable String id) {
    replays.find(caller.scope(), id).cancel();
  }
}
