package io.auterity.server.routes;

import io.auterity.insight.rollout.RolloutOrder;
import io.auterity.insight.rollout.RolloutOrder.Act;
import io.auterity.insight.rollout.RolloutStanding;
import io.auterity.insight.rollout.Rollouts;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.route.Rollout;
import io.auterity.relay.route.Route;
import io.auterity.server.resources.ResourceController;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Canary rollouts of routes of the caller's tenant to new offers: shows, pauses, resumes, advances
 * and stops them.
 */
@RestController
@RequestMapping("/api/v1/routes/{id}/rollout")
public record RolloutController(Configs configs, Rollouts rollouts) {

  private static final int LONGEST_REASON = 500;

  /**
   * Why it is wanted.
   *
   * @param reason in the words of the caller; at most 500 characters
   */
  public record WhyRollout(@Nullable String reason) {}

  /**
   * Which step is wanted.
   *
   * @param to its number, the first is 1; the next when absent. Where it stands there already
   *     nothing changes
   */
  public record RolloutStep(@Nullable Integer to) {}

  /** Tells where the rollout of a route stands, and what led there. */
  @Needs("decision.read")
  @GetMapping
  RolloutView of(Caller caller, @PathVariable String id) {
    return of(caller, id, (route, rollout) -> rollouts.standing(caller.scope(), route, rollout));
  }

  /** Keeps the rollout at its step; it still goes back where a bound is passed. */
  @Needs("resource.write")
  @PostMapping("/pause")
  RolloutView pause(
      Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable WhyRollout body) {
    return order(caller, id, new RolloutOrder(Act.PAUSE, null, name(caller), reason(body)));
  }

  /** Lets the rollout go on; one that was stopped begins anew with its first step. */
  @Needs("resource.write")
  @PostMapping("/resume")
  RolloutView resume(Caller caller, @PathVariable String id) {
    return order(caller, id, new RolloutOrder(Act.RESUME, null, name(caller), null));
  }

  /** Goes to a later step at once, whatever was judged in this one. */
  @Needs("resource.write")
  @PostMapping("/advance")
  RolloutView advance(
      Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable RolloutStep body) {
    Integer to = body == null ? null : body.to();
    if (to != null && to < 1) {
      throw new CallFailedException(
          FailureCode.INVALID, "to is the number of a step, the first is 1; not %d".formatted(to));
    }
    return order(
        caller,
        id,
        new RolloutOrder(Act.ADVANCE, to == null ? null : (Integer) (to - 1), name(caller), null));
  }

  /** Lets all calls go back to the old offers. */
  @Needs("resource.write")
  @PostMapping("/stop")
  RolloutView stop(
      Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable WhyRollout body) {
    return order(caller, id, new RolloutOrder(Act.STOP, null, name(caller), reason(body)));
  }

  private RolloutView order(Caller caller, String id, RolloutOrder order) {
    return of(
        caller,
        id,
        (route, rollout) ->
            rollouts.order(
                caller.scope(), route, rollout, order, caller.act(ResourceController.WRITE)));
  }

  private RolloutView of(
      Caller caller, String id, BiFunction<Route, Rollout, RolloutStanding> asked) {
    Route route =
        configs.of(caller.scope()).routes().routes().stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new CallFailedException(FailureCode.NOT_FOUND, "no route '%s'".formatted(id)));
    Rollout rollout = route.rollout();
    if (rollout == null) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND, "route %s goes over to no new offers".formatted(id));
    }
    return RolloutView.of(id, asked.apply(route, rollout));
  }

  private static String name(Caller caller) {
    return caller.principal().name();
  }

  private static @Nullable String reason(@Nullable WhyRollout body) {
    String reason = body == null ? null : body.reason();
    if (reason != null && reason.length() > LONGEST_REASON) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "reason is at most %d characters long, not %d"
              .formatted(LONGEST_REASON, reason.length()));
    }
    return reason == null || reason.isBlank() ? null : reason.strip();
  }
}
