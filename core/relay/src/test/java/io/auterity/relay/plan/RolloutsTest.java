package io.auterity.relay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteKind;
import io.auterity.relay.route.Routes;
import io.auterity.relay.route.Specs;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RolloutsTest {

  private static final String SPEC =
      "{'use': ['old'], 'rollout': {'to': ['new'], 'steps': ['50%', '100%'], 'every': '1h', 'calls': 1,"
          + " 'stopAt': {'failures': '5%'}}}";

  private final TenantScope scope = TenantScope.authenticated(new UUID(0, 1));
  private final Routes routes = new Routes();
  private final RouteKind kind = new RouteKind(Catalogue.standard(new Binder()), routes);
  private final ManualTime time = new ManualTime();
  private final Rollouts rollouts = new Rollouts(time);

  @Test
  void aLateCallOfAnEarlierFormStartsNothingAgain() {
    Route first = version(1);
    Route second = version(2);
    rollouts.ended(scope, second, true, false, 1, 1, "USD");
    assertThat(standing(second).stopped()).isNotNull();

    rollouts.ended(scope, first, true, true, 1, 1, "USD");
    rollouts.shadowed(scope, first, true, 1.0, true);

    assertThat(standing(second).stopped()).isNotNull();
    assertThat(standing(second).fresh().attempts()).isEqualTo(1);
    assertThat(rollouts.takes(scope, second, new UUID(0, 5))).isFalse();
  }

  @Test
  void tellsTheStepThatTheNextCallFinds() {
    Route route = version(1);
    rollouts.ended(scope, route, true, true, 1, 1, "USD");
    time.advance(Duration.ofHours(2));

    RolloutStanding told = standing(route);

    assertThat(told.step()).isEqualTo(1);
    assertThat(told.share()).isEqualTo(1_000);
    time.advance(Duration.ofHours(2));
    assertThat(standing(route)).isEqualTo(told);
  }

  private RolloutStanding standing(Route route) {
    return rollouts.standing(scope, route, Objects.requireNonNull(route.rollout()));
  }

  private Route version(int version) {
    kind.applied(scope, new Resource("route", "r", version, Specs.spec(SPEC), Instant.EPOCH));
    return routes.of(scope).index().routes().getFirst();
  }
}
