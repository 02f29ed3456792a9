package io.auterity.insight.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.insight.rollout.RolloutOrder.Act;
import io.auterity.insight.rollout.RolloutPlace.State;
import io.auterity.insight.rollout.store.RolloutTable;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteKind;
import io.auterity.relay.route.Routes;
import io.auterity.relay.route.Specs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several servers on one database, each of which knows the rollouts by it alone. */
@Tag("postgresql")
class RolloutTableTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final String SPEC =
      "{'use': ['old'], 'rollout': {'to': ['new'], 'steps': ['50%', '100%'], 'every': '1h',"
          + " 'calls': 4, 'shadow': '1%', 'stopAt': {'failures': '30%'}}}";

  private final TenantScope tenant = db.newTenant();
  private final Routes routes = new Routes();
  private final RouteKind kind = new RouteKind(Catalogue.standard(), routes);
  private final ManualTime time = new ManualTime();
  private final RolloutTable table =
      new RolloutTable(db.database(), new ChangeAudit(Ids.system(time), time));
  private final Rollouts one = server();
  private final Rollouts other = server();

  @BeforeEach
  void applied() {
    apply(1);
    look(one, other);
  }

  private Rollouts server() {
    return new Rollouts(table, UUID.randomUUID(), time);
  }

  private void apply(int version) {
    kind.applied(tenant, new Resource("route", "r", version, Specs.spec(SPEC), Instant.EPOCH));
  }

  /** As servers do where they have heard of a change. */
  private void look(Rollouts... servers) {
    for (Rollouts server : servers) {
      server.changed(tenant.tenant());
      server.look(routes.rolling());
    }
  }

  private Route route() {
    return routes.of(tenant).index().routes().getFirst();
  }

  private RolloutStanding at(Rollouts server) {
    Route route = route();
    return server.standing(tenant, route, Objects.requireNonNull(route.rollout()));
  }

  private void attempts(Rollouts server, boolean ok, int times) {
    for (int i = 0; i < times; i++) {
      server.ended(tenant, route(), true, ok, 10, 7, "USD");
    }
  }

  private RolloutStanding order(Rollouts server, Act act, @Nullable Integer to) {
    Route route = route();
    return server.order(
        tenant,
        route,
        Objects.requireNonNull(route.rollout()),
        new RolloutOrder(act, to, "ada", null),
        AuditedAct.ofPlatform("control:resource.write"));
  }

  @Test
  void whatServersCountedFlowsTogetherAndOneStepIsTakenForAll() {
    attempts(one, true, 2);
    one.ended(tenant, route(), false, true, 30, 5, "USD");
    one.shadowed(tenant, route(), true, 0.5, false);
    attempts(other, true, 1);
    attempts(other, false, 1);
    look(one, other, one);

    assertThat(at(one).counts()).isEqualTo(at(other).counts());
    assertThat(at(one).counts())
        .isEqualTo(
            new RolloutCounts(
                4,
                new RolloutCounts.Side(4, 1, 30, 28),
                new RolloutCounts.Side(1, 0, 30, 5),
                new RolloutCounts.Copies(1, 1, 1, 0, 0.5),
                "USD"));

    time.advance(Duration.ofHours(1));
    look(one, other);

    assertThat(at(one).place()).isEqualTo(at(other).place());
    assertThat(at(other).place().step()).isEqualTo(1);
    assertThat(at(other).counts().judged()).isZero();
    assertThat(at(other).counts().fresh().ended()).isEqualTo(4);
  }

  @Test
  void whatIsCountedTwiceCountsOnce() {
    attempts(one, true, 3);
    look(one, one, one, other);

    assertThat(at(other).counts().fresh().ended()).isEqualTo(3);
  }

  @Test
  void afterAStartItGoesOnWhereItStoodAndWithWhatWasCounted() {
    attempts(one, true, 4);
    time.advance(Duration.ofHours(1));
    look(one);
    attempts(one, true, 1);
    look(one);

    Rollouts again = server();
    look(again);

    assertThat(at(again).place()).isEqualTo(at(one).place());
    assertThat(at(again).place().step()).isEqualTo(1);
    assertThat(at(again).counts().judged()).isEqualTo(1);
    assertThat(at(again).counts().fresh().ended()).isEqualTo(5);
  }

  @Test
  void whatIsStoppedStaysStoppedAfterAStart() {
    attempts(one, false, 2);
    attempts(other, false, 2);
    look(one, other);
    assertThat(at(other).place().state()).isEqualTo(State.STOPPED);

    Rollouts again = server();
    look(one, again);

    assertThat(at(one).share()).isZero();
    assertThat(at(again).share()).isZero();
    assertThat(at(again).place().why()).startsWith("1000 of 1000 attempts");
  }

  @Test
  void onlyOneStepIsTakenWhoeverLooksAtTheSameTime() throws InterruptedException {
    attempts(one, true, 4);
    look(one);
    time.advance(Duration.ofHours(3));
    List<Rollouts> servers = List.of(one, other, server(), server());
    List<Thread> threads =
        servers.stream().map(server -> Thread.ofPlatform().start(() -> look(server))).toList();
    for (Thread thread : threads) {
      thread.join();
    }

    look(one);
    assertThat(at(one).place().revision()).isEqualTo(2);
    assertThat(at(one).place().step()).isEqualTo(1);
  }

  @Test
  void ordersHoldAtAllServersAndStandInTheAuditLog() {
    order(one, Act.PAUSE, null);
    order(one, Act.PAUSE, null);
    look(other);
    assertThat(at(other).place().state()).isEqualTo(State.PAUSED);
    assertThat(at(other).place().by()).isEqualTo("ada");

    order(other, Act.ADVANCE, 1);
    assertThatThrownBy(() -> order(one, Act.ADVANCE, null)).hasMessageContaining("last step");
    order(one, Act.STOP, null);
    look(other);

    assertThat(at(other).share()).isZero();
    assertThat(audited())
        .hasSize(3)
        .allMatch(entry -> entry.contains("route/r") && entry.contains("control:resource.write"))
        .anyMatch(entry -> entry.contains("rollout running at step 1"))
        .anyMatch(entry -> entry.contains("rollout stopped at step 2: stopped by hand"));
  }

  @Test
  void whatGoesOnAfterAStopBeginsWithNewCounts() {
    attempts(one, false, 4);
    look(one, other);
    order(other, Act.RESUME, null);
    attempts(one, false, 1);
    look(one, other);

    assertThat(at(one).place().state()).isEqualTo(State.RUNNING);
    assertThat(at(one).place()).isEqualTo(at(other).place());
    assertThat(at(other).counts()).isEqualTo(RolloutCounts.NONE);

    attempts(one, true, 2);
    look(one, other);
    assertThat(at(other).counts().fresh().ended()).isEqualTo(2);
  }

  @Test
  void anotherFormOfTheRouteBeginsAnewAndAServerBehindChangesNothing() {
    attempts(one, false, 4);
    look(one, other);
    Routes behind = new Routes();
    new RouteKind(Catalogue.standard(), behind)
        .applied(tenant, new Resource("route", "r", 1, Specs.spec(SPEC), Instant.EPOCH));

    apply(2);
    look(one);
    other.changed(tenant.tenant());
    other.look(behind.rolling());

    assertThat(at(one).place().state()).isEqualTo(State.RUNNING);
    assertThat(at(one).counts()).isEqualTo(RolloutCounts.NONE);
    look(other, one);
    assertThat(at(other)).isEqualTo(at(one));
    assertThat(at(one).place().revision()).isEqualTo(1);
  }

  @Test
  void anotherTenantsRouteOfTheSameNameIsNotTouched() {
    TenantScope stranger = db.newTenant();
    kind.applied(stranger, new Resource("route", "r", 1, Specs.spec(SPEC), Instant.EPOCH));
    attempts(one, false, 4);
    look(one);

    Rollouts again = server();
    again.look(routes.rolling());
    Route route = routes.of(stranger).index().routes().getFirst();

    assertThat(again.takes(stranger, route, new UUID(0, 0))).isTrue();
    assertThat(at(again).share()).isZero();
  }

  private List<String> audited() {
    return db
        .database()
        .inTenant(
            tenant,
            tx ->
                tx.query("select bytes from audit_entry where tenant = current_tenant()")
                    .mapTo(byte[].class)
                    .list())
        .stream()
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }
}
