package io.auterity.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.Settings;
import io.auterity.platform.time.ManualTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class RetentionTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Instant NOW = Instant.parse("2030-05-01T12:00:00Z");

  private final TenantScope tenant = db.newTenant();
  private final Database database = db.database();

  @Test
  void forgetsIdempotencyKeysThatHaveExpired() {
    remember("old", NOW.minusSeconds(1));
    remember("young", NOW.plus(Duration.ofHours(1)));

    retention().runOnce();

    assertThat(keys()).containsExactly("young");
  }

  @Test
  void forgetsRolloutsOfRoutesThatAreGoneOrOtherNow() {
    Instant old = NOW.minus(Duration.ofHours(2));
    route("kept", 1, old);
    rollout("kept", 1, 2);
    count("kept", 1, 2);
    count("kept", 1, 1);
    route("other", 1, old);
    route("other", 2, old);
    rollout("other", 1, 1);
    count("other", 1, 1);
    route("gone", 1, old);
    end("gone", 2, old);
    rollout("gone", 1, 1);
    route("just gone", 1, old);
    end("just gone", 2, NOW.minus(Duration.ofMinutes(1)));
    rollout("just gone", 1, 1);
    count("just gone", 1, 1);

    retention().runOnce();

    assertThat(rollouts("rollout")).containsExactly("just gone 1 1", "kept 1 2");
    assertThat(rollouts("rollout_count")).containsExactly("just gone 1 1", "kept 1 2");
  }

  @Test
  void aRouteOfAnotherTenantThatIsGoneTakesNothingAlong() {
    Instant old = NOW.minus(Duration.ofHours(2));
    route("same", 1, old);
    rollout("same", 1, 1);
    count("same", 1, 1);
    RetentionTest elsewhere = new RetentionTest();
    elsewhere.end("same", 2, old);
    elsewhere.rollout("same", 1, 1);

    retention().runOnce();

    assertThat(rollouts("rollout")).containsExactly("same 1 1");
    assertThat(rollouts("rollout_count")).containsExactly("same 1 1");
    assertThat(elsewhere.rollouts("rollout")).isEmpty();
  }

  @Test
  void whatIsLeftOfManyRoutesIsForgottenInOneRun() {
    change(
        """
        insert into rollout_count
        select current_tenant(), 'r' || n, gen_random_uuid(), 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, ''
        from generate_series(1, 2500) n
        """);

    retention().runOnce();

    assertThat(rollouts("rollout_count")).isEmpty();
  }

  private void change(String sql) {
    database.inTenant(tenant, tx -> tx.update(sql).execute());
  }

  private void route(String id, int version, Instant created) {
    resource(id, version, created, false);
  }

  private void end(String id, int version, Instant created) {
    resource(id, version, created, true);
  }

  private void resource(String id, int version, Instant created, boolean deleted) {
    change(
        """
        insert into resource (tenant, kind, id, version, spec, created, deleted)
        values (current_tenant(), 'route', '%s', %d, '{}', '%s', %s)
        """
            .formatted(id, version, created, deleted));
  }

  private void rollout(String route, int version, int round) {
    change(
        "insert into rollout values (current_tenant(), '%s', %d, 1, %d, 0, now(), 'running')"
            .formatted(route, version, round));
  }

  private void count(String route, int version, int round) {
    change(
        """
        insert into rollout_count values (current_tenant(), '%s', gen_random_uuid(), %d, %d, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '')
        """
            .formatted(route, version, round));
  }

  /** Which are kept, each with version and round. */
  private List<String> rollouts(String table) {
    return database.inTenant(
        tenant,
        tx ->
            tx.query(
                    "select route || ' ' || version || ' ' || round from %s order by 1"
                        .formatted(table))
                .mapTo(String.class)
                .list());
  }

  @Test
  void forgetsWhatVendorsAskedForOnceItIsOver() {
    for (int hours : new int[] {-1, 1}) {
      change(
          """
          insert into rate_rest values (current_tenant(), 'c', 'h%1$d',
            timestamptz '%2$s' + %1$d * interval '1 hour')
          """
              .formatted(hours, NOW));
      change(
          """
          insert into rate_grant values (current_tenant(), gen_random_uuid(), 'c', 'h%1$d', 1,
            '%2$s', timestamptz '%2$s' + %1$d * interval '1 hour')
          """
              .formatted(hours, NOW));
    }

    retention().runOnce();

    for (String table : List.of("rate_rest", "rate_grant")) {
      List<String> hosts =
          database.inTenant(
              tenant, tx -> tx.query("select host from " + table).mapTo(String.class).list());
      assertThat(hosts).containsExactly("h1");
    }
  }

  @Test
  void forgetsWhatHasSignedInOnceItSignsInNoMore() {
    change(
        """
        insert into sign_in_ticket (tenant, digest, expires)
        select current_tenant(), decode(md5(n::text), 'hex'), timestamptz '%s' - n * interval '1 s'
        from generate_series(-1, 2500) n where n <> 0
        """
            .formatted(NOW));

    retention().runOnce();

    assertThat(count("sign_in_ticket")).isEqualTo(1);
  }

  @Test
  void whatWasSentToAWebhookThatIsGoneIsPurged() {
    change("insert into document_owner (tenant, provider) values (current_tenant(), 'p')");
    change(
        """
        insert into webhook (tenant, id, owner, provider, token_sha256, token_prefix, version, created)
        select current_tenant(), gen_random_uuid(), id, provider, decode(md5(random()::text), 'hex'), 'x', 0, now()
        from document_owner where tenant = current_tenant()
        """);
    change(
        """
        insert into webhook_delivery (tenant, webhook, id, delivery, state, headers, body, size, received)
        select w.tenant, w.id, gen_random_uuid(), n::text, 'verified', '', '', 0, timestamptz '2030-05-01T11:00:00Z'
        from webhook w, generate_series(1, 2500) n where w.tenant = current_tenant()
        """);
    retention().runOnce();
    long before = count("webhook_delivery");

    change("delete from document_owner where tenant = current_tenant()");
    long after = count("webhook_delivery");
    retention().runOnce();

    assertThat(List.of(before, after, count("webhook_delivery"))).containsExactly(2500L, 2500L, 0L);
  }

  private long count(String table) {
    return database.inTenant(
        tenant, tx -> tx.query("select count(*) from " + table).mapTo(Long.class).one());
  }

  @Test
  void mayRunAgainAndAgain() {
    retention().runOnce();
    retention().runOnce();

    assertThat(database.check()).isEmpty();
  }

  @Test
  void aPartitionInUseKeepsNothingElseFromBeingDone() throws SQLException {
    LocalDate old = LocalDate.ofInstant(NOW, ZoneOffset.UTC).minusDays(40);
    try (Connection owner = db.logins().owner().connect();
        Statement statement = owner.createStatement()) {
      statement.execute("create table sample (born date not null) partition by range (born)");
      statement.execute("select keep_by_day('sample', 'decisions')");
      db.createDayPartitions(old, old);
      remember("older", NOW.minusSeconds(1));
      owner.setAutoCommit(false);
      statement.execute("lock table sample_20300322 in access share mode");

      retention().runOnce();

      assertThat(keys()).doesNotContain("older");
      assertThat(exists("sample_20300508")).isTrue();
      assertThat(exists("sample_20300322")).isTrue();
      owner.rollback();
      retention().runOnce();
      assertThat(exists("sample_20300322")).isFalse();
    }
  }

  @Test
  void newDaysWaitForNobodyWhoReadsOrWrites() throws SQLException {
    LocalDate far = LocalDate.of(2035, 1, 10);
    try (Connection owner = db.logins().owner().connect();
        Statement statement = owner.createStatement()) {
      statement.execute("create table busy (born date not null) partition by range (born)");
      statement.execute("select keep_by_day('busy', 'decisions')");
      owner.setAutoCommit(false);
      statement.execute("lock table busy in access share mode");
      statement.execute("lock table busy in row exclusive mode");

      new Retention(
              database,
              new Settings.Retention(30, 7, 90, 30),
              new ManualTime(far.atStartOfDay().toInstant(ZoneOffset.UTC)))
          .runOnce();

      assertThat(exists("busy_20350110")).isTrue();
    }
  }

  private static boolean exists(String table) throws SQLException {
    try (Connection owner = db.logins().owner().connect();
        Statement statement = owner.createStatement();
        ResultSet row =
            statement.executeQuery("select to_regclass('%s') is not null".formatted(table))) {
      return row.next() && row.getBoolean(1);
    }
  }

  private List<String> keys() {
    return database.inTenant(
        tenant, tx -> tx.query("select key from idempotency").mapTo(String.class).list());
  }

  private Retention retention() {
    return new Retention(database, new Settings.Retention(30, 7, 90, 30), new ManualTime(NOW));
  }

  private void remember(String key, Instant expires) {
    database.inTenant(
        tenant,
        tx ->
            tx.update(
                    """
                    insert into idempotency (tenant, key, request_sha256, use, created, expires)
                    values (current_tenant(), :key, ''::bytea, current_tenant(), :created, :expires)
                    """)
                .bind("key", key)
                .bind("created", NOW)
                .bind("expires", expires)
                .execute());
  }
}
