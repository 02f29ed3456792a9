package io.auterity.relay.plan;

import static io.auterity.relay.route.Specs.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.route.Route;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoundRobinTest {

  private static final Route FIRST = inTurn("first");
  private static final Route SECOND = inTurn("second");

  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 1));
  private final RoundRobin turns = new RoundRobin();

  @Test
  void countsTheCallsOfEachRoute() {
    List<Route> present = List.of(FIRST, SECOND);

    assertThat(turns.next(tenant, FIRST, present)).isZero();
    assertThat(turns.next(tenant, SECOND, present)).isZero();
    assertThat(turns.next(tenant, FIRST, present)).isEqualTo(1);
  }

  @Test
  void forgetsARouteThatIsGone() {
    turns.next(tenant, FIRST, List.of(FIRST));
    turns.next(tenant, SECOND, List.of(SECOND));

    assertThat(turns.next(tenant, FIRST, List.of(FIRST, SECOND))).isZero();
    assertThat(turns.next(tenant, SECOND, List.of(FIRST, SECOND))).isEqualTo(1);
  }

  private static Route inTurn(String id) {
    return route(id, "{'use': ['a', 'b'], 'strategy': 'round_robin'}");
  }
}
