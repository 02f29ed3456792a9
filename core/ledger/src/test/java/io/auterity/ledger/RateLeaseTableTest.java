package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.ledger.RateLeases.Claimed;
import io.auterity.ledger.RateLeases.Seats;
import io.auterity.ledger.RateLeases.Share;
import io.auterity.ledger.RateLimit.Span;
import io.auterity.ledger.RateShares.Deal;
import io.auterity.ledger.store.RateLeaseTable;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class RateLeaseTableTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final RateLimit PACE =
      new RateLimit("pace", LimitScope.wholeTenant(), Span.MINUTE, 60);
  private static final RateLimit PLACES =
      new RateLimit("pace", LimitScope.wholeTenant(), Span.PARALLEL, 4);

  private final TenantScope tenant = db.newTenant();
  private final Ids ids = Ids.system(Time.system());
  private final UUID one = ids.next();
  private final UUID other = ids.next();
  private final RateLeaseTable table = new RateLeaseTable(db.database());

  @BeforeEach
  void nobodyIsThere() throws SQLException {
    asOwner("delete from server_seat");
  }

  private static void asOwner(String sql) throws SQLException {
    try (Connection connection = db.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** How many rates of the tenant that one is known to use. */
  private int kept(UUID process) {
    return db.database()
        .inTenant(
            tenant,
            tx ->
                tx.query(
                        "select count(*) from rate_lease where tenant = current_tenant() and"
                            + " process = :process")
                    .bind("process", process)
                    .mapTo(Integer.class)
                    .one());
  }

  private Seats beat(UUID process, boolean sharing) {
    return table.beat(process, sharing, ServerPresence.SHARED, ServerPresence.ALONE);
  }

  private void bothAreThere() {
    beat(one, true);
    beat(other, true);
    beat(one, true);
  }

  private Share tell(UUID process, Claimed claim) {
    return table.exchange(tenant, process, List.of(claim)).getFirst();
  }

  private static Claimed claim(
      RateLimit limit, long leased, long counted, long wanted, @Nullable Duration freesIn) {
    return new Claimed(limit, leased, counted, wanted, wanted == 0 ? 0 : 1, freesIn, false);
  }

  /** As if that one had told nothing for so long. */
  private static void silent(UUID process, String howLong) throws SQLException {
    asOwner(
        "update server_seat set until = until - interval '%s' where process = '%s'"
            .formatted(howLong, process));
  }

  @Test
  void eachHearsHowManyOthersThereAre() {
    assertThat(beat(one, true)).isEqualTo(new Seats(true, 0));
    assertThat(beat(one, true)).isEqualTo(new Seats(false, 0));
    assertThat(beat(other, true)).isEqualTo(new Seats(true, 1));
    assertThat(beat(one, true)).isEqualTo(new Seats(false, 1));
  }

  @Test
  void nobodyTakesAnythingBeforeOneThatWasAloneSharesToo() {
    beat(one, true);
    beat(other, true);

    Share nothing = tell(other, claim(PACE, 0, 0, 1, null));
    assertThat(nothing.deal()).isEqualTo(new Deal(0, 0));
    assertThat(nothing.heldFor())
        .isBetween(ServerPresence.HELD.minusSeconds(20), ServerPresence.HELD);
    assertThat(table.elsewhere(tenant, other, List.of(PACE)).held()).isTrue();
    assertThat(table.elsewhere(tenant, one, List.of(PACE)).held()).as("it holds it").isFalse();
    assertThat(tell(one, claim(PACE, 20, 20, 0, null)).deal().leased()).isEqualTo(39);
    beat(one, true);
    Share some = tell(other, claim(PACE, 0, 0, 1, null));
    assertThat(some.deal()).isEqualTo(new Deal(20, 20));
    assertThat(some.heldFor()).isNull();
    assertThat(table.elsewhere(tenant, other, List.of(PACE)).held()).isFalse();
  }

  @Test
  void whatCountsAtOthersIsReadWithoutAnyUse() throws SQLException {
    bothAreThere();
    tell(one, claim(PLACES, 2, 2, 0, null));
    tell(one, claim(PACE, 20, 12, 0, null));
    UUID third = ids.next();

    assertThat(table.elsewhere(tenant, third, List.of(PACE, PLACES)).counts())
        .containsExactly(12L, 2L);
    assertThat(table.elsewhere(tenant, one, List.of(PACE)).counts()).containsExactly(0L);
    assertThat(table.elsewhere(db.newTenant(), third, List.of(PACE)).counts()).containsExactly(0L);
    assertThat(kept(third)).isZero();

    silent(one, "21 seconds");
    assertThat(table.elsewhere(tenant, third, List.of(PACE, PLACES)).counts())
        .containsExactly(36L, 0L);
  }

  @Test
  void whoFindsATenantLockedWaitsForItOnlyASecond() throws SQLException {
    bothAreThere();
    try (Connection locked = db.logins().owner().connect();
        Statement statement = locked.createStatement()) {
      locked.setAutoCommit(false);
      statement.execute(
          "select pg_advisory_xact_lock(hashtextextended('rates %s', 0))"
              .formatted(tenant.tenant()));

      assertThatThrownBy(() -> tell(one, claim(PACE, 0, 1, 0, null)))
          .isInstanceOf(CallFailedException.class);
    }

    assertThat(tell(one, claim(PACE, 0, 1, 0, null)).deal().leased()).isPositive();
  }

  @Test
  void eachTakesWhatTheOtherLeavesAndHearsWhatCountsThere() {
    bothAreThere();

    Share first = tell(one, claim(PACE, 0, 10, 0, Duration.ofSeconds(30)));
    Share second = tell(other, claim(PACE, 0, 0, 1, null));

    assertThat(first.deal()).isEqualTo(new Deal(35, 35));
    assertThat(second.deal()).isEqualTo(new Deal(25, 25));
    assertThat(second.elsewhere()).isEqualTo(10);
    assertThat(second.freesIn()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
    assertThat(tell(one, claim(PACE, 35, 10, 0, null)).freesIn()).isNull();
  }

  @Test
  void severalRatesAreToldAtOnceAndEachStaysApart() {
    bothAreThere();
    tell(one, claim(PLACES, 4, 4, 0, null));

    List<Share> shares =
        table.exchange(
            tenant, other, List.of(claim(PLACES, 0, 0, 1, null), claim(PACE, 0, 0, 1, null)));

    assertThat(shares).extracting(share -> share.deal().leased()).containsExactly(0L, 30L);
    assertThat(shares).extracting(Share::elsewhere).containsExactly(4L, 0L);
  }

  @Test
  void aTenantSharesWithNoOther() {
    bothAreThere();
    tell(one, claim(PACE, 60, 60, 0, null));

    Share elsewhere =
        table.exchange(db.newTenant(), other, List.of(claim(PACE, 0, 0, 1, null))).getFirst();

    assertThat(elsewhere.deal().leased()).isEqualTo(30);
  }

  @Test
  void whatIsNotNeededAnyMoreIsForgotten() {
    bothAreThere();
    tell(one, claim(PACE, 20, 20, 0, null));
    tell(one, claim(PACE, 0, 0, 0, null));

    assertThat(kept(one)).isZero();
  }

  @Test
  void whatOneHadLeasedIsForgottenOnceItGoesByTheWhole() {
    bothAreThere();
    tell(one, claim(PACE, 20, 20, 0, null));
    tell(other, claim(PACE, 5, 5, 0, null));

    beat(one, true);
    assertThat(kept(one)).isEqualTo(1);
    beat(one, false);

    assertThat(kept(one)).isZero();
    assertThat(kept(other)).isEqualTo(1);
  }

  @Test
  void ofOneThatIsSilentPlacesComeBackAtOnceAndAPaceAfterItsMinute() throws SQLException {
    bothAreThere();
    tell(one, claim(PACE, 30, 30, 0, null));
    tell(one, claim(PLACES, 4, 4, 0, null));

    silent(one, "21 seconds");
    assertThat(tell(other, claim(PLACES, 0, 0, 1, null)).deal()).isEqualTo(new Deal(4, 4));
    assertThat(tell(other, claim(PACE, 0, 0, 1, null)).deal()).isEqualTo(new Deal(15, 15));

    silent(one, "1 minute");
    assertThat(tell(other, claim(PACE, 15, 0, 1, null)).deal()).isEqualTo(new Deal(60, 60));
    assertThat(beat(other, true)).isEqualTo(new Seats(false, 0));
    assertThat(kept(one)).isZero();
  }

  @Test
  void oneThatWasAloneAndHasEndedKeepsNobodyWaiting() throws SQLException {
    beat(one, true);
    assertThat(beat(other, true).others()).as("it may only be slow").isEqualTo(1);

    silent(one, "6 seconds");
    assertThat(beat(other, true).others()).isZero();
  }

  @Test
  void oneThatWasAloneAndHasItsSessionIsWaitedFor() throws SQLException {
    beat(one, true);
    silent(one, "30 seconds");
    try (Connection session = db.logins().app().connect();
        Statement statement = session.createStatement()) {
      statement.execute(
          "select pg_advisory_lock(hashtextextended('process %s', 0))".formatted(one));

      assertThat(beat(other, true).others()).isEqualTo(1);
    }
  }

  @Test
  void oneThatLeavesKeepsItsPlacesFromNobody() throws SQLException {
    bothAreThere();
    tell(one, claim(PLACES, 4, 4, 0, null));
    table.leave(one, true);
    assertThat(tell(other, claim(PLACES, 0, 0, 1, null)).deal()).isEqualTo(new Deal(4, 4));

    asOwner("delete from server_seat");
    beat(one, true);
    table.leave(one, false);
    assertThat(beat(other, true)).isEqualTo(new Seats(true, 0));
  }
}
