package io.auterity.provider.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.transport.SentRequests.Contact;
import io.auterity.provider.health.Admission.Permit;
import io.auterity.provider.health.HealthSignal.Patience;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Breakers of two servers; what they publish is kept in memory, by one clock. */
class BreakerSharingTest {

  private static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "503 from vendor");
  private static final String MODEL = "p/large";

  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 1));
  private final ManualTime time = new ManualTime();
  private final Shared shared = new Shared();
  private final TestServer first = new TestServer(new UUID(0, 1));
  private final TestServer second = new TestServer(new UUID(0, 2));

  /** One of the servers. */
  private final class TestServer {
    private final UUID id;
    private final LiveHealthByTenant all = new LiveHealthByTenant(time);
    private final BreakerSharing sharing;

    TestServer(UUID id) {
      this.id = id;
      this.sharing = new BreakerSharing(all, shared, () -> id, time, Runnable::run);
      health();
    }

    LiveHealth health() {
      return all.of(tenant, "p");
    }

    Admission begin() {
      return health().begin(9, MODEL);
    }

    void succeed() {
      health().succeeded((Permit) begin());
    }

    void fail() {
      fail((Permit) begin());
    }

    void fail(Permit permit) {
      health().failed(permit, DOWN, Patience.KEPT, Contact.HEARD, false);
    }

    ProviderHealth.OfferHealth model() {
      return health().health(9).offers().getFirst();
    }

    CircuitBreaker.Phase phase() {
      return health().snapshot(9, MODEL).breaker();
    }
  }

  private final class Shared implements SharedBreakers {
    private final Map<String, Row> rows = new TreeMap<>();
    private boolean away;

    private record Row(UUID process, ProviderChange change, int version, Instant at) {}

    private int published;

    @Override
    public void publish(TenantScope scope, UUID process, List<ProviderChange> changes) {
      if (away) {
        throw new CallFailedException(FailureCode.UNAVAILABLE, "the database is away");
      }
      for (ProviderChange one : changes) {
        Instant at = time.now().minus(one.age());
        rows.put(one.subject().toString(), new Row(process, one, published++, at));
      }
    }

    @Override
    public List<Published> published(TenantScope scope, UUID process) {
      return rows.values().stream()
          .filter(row -> !row.process.equals(process))
          .map(row -> new Published(aged(row), "" + row.version))
          .toList();
    }

    private ProviderChange aged(Row row) {
      ProviderChange change = row.change;
      return new ProviderChange(
          change.provider(), change.change(), Duration.between(row.at, time.now()));
    }
  }

  private void share() {
    first.sharing.share();
    tell(second);
    second.sharing.share();
    tell(first);
    first.sharing.share();
  }

  private void tell(TestServer server) {
    server.sharing.outdate(tenant.tenant());
  }

  private void open(TestServer server) {
    for (int i = 0; i < 3; i++) {
      server.fail();
    }
    share();
  }

  @Test
  void oneThatOpenedIsOpenAtTheOther() {
    open(first);

    assertThat(second.begin()).isEqualTo(Admission.Refusal.BREAKER_OPEN);
    assertThat(second.model().reason())
        .isEqualTo("Another server found it failing; next probe after 1 s.");
    assertThat(second.health().begin(9, "p/mini")).isInstanceOf(Permit.class);
  }

  @Test
  void theServerWhoseBreakerOpenedProbesFirst() {
    open(first);

    time.advance(Duration.ofSeconds(1));
    assertThat(second.begin()).isEqualTo(Admission.Refusal.BREAKER_OPEN);
    assertThat(first.begin()).isInstanceOf(Permit.class);
    share();
    time.advance(Duration.ofSeconds(9));

    assertThat(second.begin()).as("while the other probes").isInstanceOf(Admission.Refusal.class);
    time.advance(Duration.ofSeconds(2));
    assertThat(second.begin()).as("one that never ends").isInstanceOf(Permit.class);
  }

  @Test
  void anotherProbesWhenTheServerWhoseBreakerOpenedDoesNot() {
    open(first);

    time.advance(Duration.ofNanos(BreakerSharing.turn(second.id, CircuitBreaker.SECOND)));

    assertThat(second.begin()).isInstanceOf(Permit.class);
    assertThat(second.begin()).isInstanceOf(Admission.Refusal.class);
  }

  @Test
  void afterAProbeThatFailedItIsTheTurnOfTheOther() {
    open(first);
    time.advance(Duration.ofSeconds(1));
    first.fail();
    share();

    time.advance(Duration.ofMillis(1_900));
    assertThat(first.begin()).isInstanceOf(Admission.Refusal.class);
    second.succeed();
    share();

    assertThat(first.phase()).isEqualTo(CircuitBreaker.Phase.HALF_OPEN);
    assertThat(first.health().snapshot(9, MODEL).admits()).isEqualTo(10);
    assertThat(second.health().snapshot(9, MODEL).admits()).isEqualTo(10);
    time.advance(Duration.ofSeconds(3));
    assertThat(first.phase()).isEqualTo(CircuitBreaker.Phase.CLOSED);
    assertThat(second.phase()).isEqualTo(CircuitBreaker.Phase.CLOSED);
  }

  @Test
  void oneThatGetsAnswersGoesOnWhereAnotherGetsNone() {
    first.fail();
    time.advance(Duration.ofMillis(5));
    second.succeed();
    first.fail();
    first.fail();
    share();

    assertThat(first.phase()).isEqualTo(CircuitBreaker.Phase.OPEN);
    assertThat(second.phase()).isEqualTo(CircuitBreaker.Phase.CLOSED);
  }

  @Test
  void anAnswerFromBeforeSaysNothing() {
    second.succeed();
    time.advance(Duration.ofMillis(5));
    open(first);

    assertThat(second.phase()).isEqualTo(CircuitBreaker.Phase.OPEN);
  }

  @Test
  void attemptsFromBeforeAreNotCounted() {
    Permit before = (Permit) second.begin();
    open(first);
    second.health().succeeded(before);

    assertThat(second.phase()).isEqualTo(CircuitBreaker.Phase.OPEN);
  }

  @Test
  void whatWasReadMovesABreakerOnce() {
    open(first);
    time.advance(Duration.ofMillis(1_950));
    second.succeed();
    tell(second);
    second.sharing.share();

    assertThat(second.health().snapshot(9, MODEL).admits()).isEqualTo(10);
  }

  @Test
  void aServerThatComesLaterGoesByWhatStillHolds() {
    open(first);
    time.advance(Duration.ofMillis(500));

    TestServer third = new TestServer(new UUID(0, 3));
    third.sharing.share();

    assertThat(third.phase()).isEqualTo(CircuitBreaker.Phase.OPEN);
    time.advance(Duration.ofSeconds(5));
    TestServer fourth = new TestServer(new UUID(0, 4));
    fourth.sharing.share();
    assertThat(fourth.begin()).as("a probe").isInstanceOf(Permit.class);
    assertThat(fourth.begin()).isInstanceOf(Admission.Refusal.class);
  }

  @Test
  void aProbeThatFailsElsewhereIsHeardOf() {
    open(first);
    time.advance(Duration.ofSeconds(1));
    Permit probe = (Permit) first.begin();
    share();
    assertThat(second.model().reason()).isEqualTo("Another server probes the provider.");
    time.advance(Duration.ofMillis(300));
    first.fail(probe);
    share();

    assertThat(second.phase()).isEqualTo(CircuitBreaker.Phase.OPEN);
    time.advance(Duration.ofNanos(BreakerSharing.turn(second.id, 2 * CircuitBreaker.SECOND)));
    assertThat(second.begin()).isInstanceOf(Permit.class);
  }

  @Test
  void aProbeThatSaysNothingLeavesTheNextToWhoComesFirst() {
    open(first);
    time.advance(Duration.ofSeconds(1));
    Permit probe = (Permit) first.begin();
    share();
    first.health().unused(probe);
    share();

    assertThat(second.begin()).isInstanceOf(Permit.class);
    share();
    assertThat(first.begin()).isInstanceOf(Admission.Refusal.class);
  }

  @Test
  void anAnswerThatHasBegunIsOne() {
    first.fail();
    time.advance(Duration.ofMillis(5));
    second.health().answering((Permit) second.begin());
    first.fail();
    first.fail();
    share();

    assertThat(second.phase()).isEqualTo(CircuitBreaker.Phase.CLOSED);
  }

  @Test
  void manyThatAreAnsweredOutweighAFewFailuresElsewhere() {
    for (int i = 0; i < 30; i++) {
      second.succeed();
    }
    time.advance(Duration.ofSeconds(1));
    open(first);

    assertThat(second.phase()).isEqualTo(CircuitBreaker.Phase.CLOSED);
    time.advance(Duration.ofSeconds(30));
    first.fail();
    share();
    assertThat(second.phase()).as("they are long ago").isEqualTo(CircuitBreaker.Phase.OPEN);
  }

  @Test
  void whoWaitsLongerGoesOnWaiting() {
    open(first);
    for (int wait = 1; wait < 16; wait *= 2) {
      time.advance(Duration.ofSeconds(wait));
      first.fail();
    }
    time.advance(Duration.ofMillis(1));
    second.fail();
    share();

    time.advance(Duration.ofSeconds(10));
    assertThat(first.begin()).isInstanceOf(Admission.Refusal.class);
  }

  @Test
  void whatCannotBePublishedIsPublishedLater() {
    shared.away = true;
    open(first);
    assertThat(first.phase()).isEqualTo(CircuitBreaker.Phase.OPEN);
    assertThat(second.phase()).isEqualTo(CircuitBreaker.Phase.CLOSED);
    time.advance(Duration.ofMillis(300));
    shared.away = false;
    share();

    assertThat(second.phase()).isEqualTo(CircuitBreaker.Phase.OPEN);
    time.advance(Duration.ofNanos(BreakerSharing.turn(second.id, CircuitBreaker.SECOND)));
    time.advance(Duration.ofMillis(-300));
    assertThat(second.begin()).as("counted from when it opened").isInstanceOf(Permit.class);
  }

  @Test
  void whatIsLongAgoIsNotPublishedAnyMore() {
    shared.away = true;
    open(first);
    time.advance(Duration.ofSeconds(11));
    shared.away = false;
    share();

    assertThat(shared.rows).isEmpty();
  }

  @Test
  void oneTenantPublishesNoMoreThanItsShareAtOnce() {
    List<Permit> begun = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      begun.add((Permit) first.health().begin(60, "p/" + i / 3));
    }
    begun.forEach(first::fail);
    share();

    assertThat(shared.rows).hasSize(BreakerSharing.MOST);
  }

  @Test
  void theOthersComeAfterTheFirstProbeAndBeforeTheNextOnes() {
    List<Long> turns = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      long turn = BreakerSharing.turn(UUID.randomUUID(), CircuitBreaker.SECOND);
      assertThat(turn).isBetween(1_100_000_000L, 1_800_000_000L);
      turns.add(BreakerSharing.turn(UUID.randomUUID(), CircuitBreaker.LONGEST_WAIT));
    }
    assertThat(turns).allMatch(turn -> turn < CircuitBreaker.LONGEST_WAIT);
  }
}
