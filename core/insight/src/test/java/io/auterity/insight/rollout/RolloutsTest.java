package io.auterity.insight.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.insight.rollout.RolloutOrder.Act;
import io.auterity.insight.rollout.RolloutPlace.State;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteKind;
import io.auterity.relay.route.Routes;
import io.auterity.relay.route.Specs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What calls find and tell at one process, and what it does while nothing can be kept. */
class RolloutsTest {

  private static final String SPEC =
      "{'use': ['old'], 'rollout': {'to': ['new'], 'steps': ['50%', '100%'], 'every': '1h',"
          + " 'calls': 2, 'shadow': '100%', 'stopAt': {'failures': '5%'}}}";
  private static final UUID TAKEN = new UUID(0, 0);

  private final TenantScope scope = TenantScope.authenticated(new UUID(0, 1));
  private final Routes routes = new Routes();
  private final RouteKind kind = new RouteKind(Catalogue.standard(), routes);
  private final ManualTime time = new ManualTime();
  private final FragileLog log = new FragileLog();
  private final Rollouts rollouts = new Rollouts(log, new UUID(0, 2), time);

  /** A log that is away now and then. */
  private static final class FragileLog implements RolloutLog {
    private final RolloutLog kept = new LocalRollouts();
    private boolean away;
    private @Nullable TenantScope slow;
    private int asked;

    @Override
    public @Nullable Kept change(TenantScope scope, Change change) {
      asked++;
      if (away) {
        throw new CallFailedException(FailureCode.UNAVAILABLE, "away");
      }
      if (Objects.equals(scope, slow)) {
        throw new CallFailedException(FailureCode.TIMEOUT, "locked");
      }
      return kept.change(scope, change);
    }
  }

  private void look() {
    rollouts.look(routes.rolling());
  }

  private boolean taken(Route route) {
    return Boolean.TRUE.equals(rollouts.takes(scope, route, TAKEN));
  }

  private void attempt(Route route, boolean ok) {
    rollouts.ended(scope, route, true, ok, 1, 1, "USD");
  }

  @Test
  void noCallGoesToTheNewOffersBeforeItIsKnownWhereTheRolloutStands() {
    log.away = true;
    Route route = version(1);
    look();
    assertThat(taken(route)).isFalse();
    assertThat(rollouts.shadows(scope, route, TAKEN)).isFalse();
    assertThatThrownBy(() -> standing(route)).hasMessageContaining("away");

    log.away = false;
    look();

    assertThat(taken(route)).isTrue();
    assertThat(rollouts.shadows(scope, route, TAKEN)).isTrue();
  }

  @Test
  void whileNothingCanBeKeptItStaysAtItsStepAndGoesOnLater() {
    Route route = version(1);
    look();
    log.away = true;
    attempt(route, true);
    attempt(route, true);
    time.advance(Duration.ofHours(2));
    look();
    assertThat(standing(route).place().step()).isZero();

    log.away = false;
    look();

    assertThat(standing(route).place().step()).isEqualTo(1);
    assertThat(standing(route).counts().judged()).isZero();
    assertThat(standing(route).counts().fresh().ended()).isEqualTo(2);
  }

  @Test
  void callsGoBackAtOnceAlsoWhileNothingCanBeKept() {
    Route route = version(1);
    look();
    log.away = true;
    attempt(route, false);
    assertThat(taken(route)).isTrue();
    attempt(route, false);
    assertThat(taken(route)).isFalse();
    look();
    assertThat(taken(route)).isFalse();

    log.away = false;
    look();

    assertThat(standing(route).place().state()).isEqualTo(State.STOPPED);
    assertThat(standing(route).place().why()).contains("1000 of 1000");
  }

  @Test
  void whatTakesTooLongOfOneTenantKeepsNoOtherBack() {
    Route route = version(1);
    TenantScope other = TenantScope.authenticated(new UUID(0, 9));
    log.slow = other;
    Map<TenantScope, List<Route>> rolling = new LinkedHashMap<>();
    rolling.put(other, List.of(route));
    rolling.put(scope, List.of(route));

    rollouts.look(rolling);

    assertThat(taken(route)).isTrue();
    assertThat(rollouts.takes(other, route, TAKEN)).isFalse();
  }

  @Test
  void whatCountsForMonthsStaysAtTheMost() {
    RolloutCounts.Side none = RolloutCounts.Side.NONE;
    RolloutCounts.Copies copies =
        new RolloutCounts.Copies(RolloutCounts.MOST, 1_500_000_000, 1_000_000_000, 7, 7);
    RolloutCounts full = new RolloutCounts(RolloutCounts.MOST, none, none, copies, "USD");

    RolloutCounts more = full.attempted(true, true, 1, 1, "USD").copied(true, 1.0, true).plus(full);

    assertThat(more.judged()).isEqualTo(RolloutCounts.MOST);
    assertThat(more.fresh().ended()).isEqualTo(1);
    assertThat(more.copies()).isEqualTo(copies);
  }

  @Test
  void aLateCallOfAnEarlierFormStartsNothingAgain() {
    Route first = version(1);
    Route second = version(2);
    look();
    attempt(second, false);
    attempt(second, false);
    look();

    attempt(first, true);
    rollouts.shadowed(scope, first, true, 1.0, true);
    look();

    assertThat(standing(second).place().state()).isEqualTo(State.STOPPED);
    assertThat(standing(second).counts().fresh().ended()).isEqualTo(2);
    assertThat(taken(second)).isFalse();
    assertThat(taken(first)).isFalse();
  }

  @Test
  void anOrderIsCarriedOutAtOnceAndRefusedForAnEarlierForm() {
    Route first = version(1);
    order(first, Act.STOP);
    assertThat(taken(first)).isFalse();

    Route second = version(2);
    look();

    assertThat(taken(second)).isTrue();
    assertThatThrownBy(() -> order(first, Act.STOP)).hasMessageContaining("applied anew");
    assertThat(taken(second)).isTrue();
  }

  @Test
  void whatStandsStillIsLookedAtNowAndThen() {
    version(1);
    look();
    look();
    assertThat(log.asked).isEqualTo(1);

    time.advance(Duration.ofSeconds(5));
    look();
    assertThat(log.asked).isEqualTo(2);

    rollouts.changed(scope.tenant());
    look();
    rollouts.changed(new UUID(0, 99));
    look();
    assertThat(log.asked).isEqualTo(3);
  }

  @Test
  void whatIsOverIsForgotten() {
    Route route = version(1);
    order(route, Act.STOP);
    kind.removed(scope, "r");
    look();

    assertThat(log.asked).isEqualTo(1);
    assertThat(rollouts.takes(scope, null, TAKEN)).isNull();
  }

  private RolloutStanding standing(Route route) {
    return rollouts.standing(scope, route, Objects.requireNonNull(route.rollout()));
  }

  private void order(Route route, Act act) {
    rollouts.order(
        scope,
        route,
        Objects.requireNonNull(route.rollout()),
        new RolloutOrder(act, null, "ada", null),
        AuditedAct.ofPlatform("test"));
  }

  private Route version(int version) {
    kind.applied(scope, new Resource("route", "r", version, Specs.spec(SPEC), Instant.EPOCH));
    return routes.of(scope).index().routes().getFirst();
  }
}
