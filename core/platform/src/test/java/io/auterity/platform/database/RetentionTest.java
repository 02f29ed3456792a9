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
