package io.auterity.server.routes;

import io.auterity.control.access.Action;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.time.Time;
import io.auterity.relay.plan.DryRun;
import io.auterity.server.web.json.WireTime;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the routes of the caller's tenant do. */
@RestController
@RequestMapping("/api/v1/routes")
public final class RouteController {

  private final Catalogue catalogue;
  private final DryRun dryRun;
  private final Time time;

  public RouteController(Catalogue catalogue, DryRun dryRun, Time time) {
    this.catalogue = catalogue;
    this.dryRun = dryRun;
    this.time = time;
  }

  /** Plans a call that is described, and asks nobody. */
  @Needs(Action.DECISION_READ)
  @PostMapping("/test")
  RouteTrial test(Caller caller, @RequestBody RouteTrial.Described body) {
    Capability called = catalogue.get(body.capability());
    return RouteTrial.of(
        dryRun.of(
            caller.scope(), body.facts(called, caller), WireTime.orNow(body.at(), time.now())));
  }
}
