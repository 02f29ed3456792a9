package io.auterity.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class ChangeFeedTest {

  private static final UUID MISSED = new UUID(0, 0);

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final BlockingQueue<UUID> resources = new LinkedBlockingQueue<>();
  private final BlockingQueue<UUID> keys = new LinkedBlockingQueue<>();
  private final ChangeFeed feed = db.database().changes();

  @BeforeEach
  void listen() {
    feed.follow(ChangeFeed.Topic.RESOURCE, resources::add, () -> resources.add(MISSED));
    feed.follow(ChangeFeed.Topic.KEY, keys::add, () -> keys.add(MISSED));
    feed.open();
  }

  @AfterEach
  void end() {
    feed.close();
  }

  private static UUID next(BlockingQueue<UUID> heard) throws InterruptedException {
    return Objects.requireNonNull(heard.poll(30, TimeUnit.SECONDS), "nothing was heard");
  }

  private void addResource(String id) {
    addResource(db, tenant, id);
  }

  private static void addResource(TestDatabase to, TenantScope tenant, String id) {
    Tampering.with(
        to.logins().owner(),
        "resource",
        "insert into resource (tenant, kind, id, version, spec, created)"
            + " values ('%s', 'route', '%s', 1, '{}', now())".formatted(tenant.tenant(), id));
  }

  @Test
  void whatIsCommittedSinceItListensIsTold() throws InterruptedException {
    addResource("before-the-start");
    feed.start();
    assertThat(next(resources)).isEqualTo(tenant.tenant());

    addResource("after-the-start");
    assertThat(next(resources)).isEqualTo(tenant.tenant());
    assertThat(keys).isEmpty();
  }

  @Test
  void ofAKeyItsEndIsToldAndItsUseIsNot() throws InterruptedException {
    feed.start();
    UUID key = UUID.randomUUID();
    change(
        "insert into api_key (id, tenant, name, secret_sha256, roles, created)"
            + " values (:key, :tenant, :key, cast(:key as text)::bytea, '{}', now())",
        key);
    change("update api_key set last_used = now() where id = :key and tenant = :tenant", key);
    change("update api_key set revoked = now() where id = :key and tenant = :tenant", key);
    addResource("behind-it");

    next(resources);
    assertThat(keys).containsExactly(key);
  }

  @Test
  void aGenerationOfKeptAnswersThatIsRenewedIsTold() throws InterruptedException {
    BlockingQueue<UUID> renewed = new LinkedBlockingQueue<>();
    feed.follow(ChangeFeed.Topic.GENERATION, renewed::add, () -> renewed.add(MISSED));
    feed.start();
    UUID named = UUID.randomUUID();

    change("insert into cache_generation values (:tenant, :key, gen_random_uuid())", named);
    assertThat(next(renewed)).isEqualTo(named);
    change(
        """
        update cache_generation set generation = gen_random_uuid()
        where tenant = :tenant and named = :key
        """,
        named);

    assertThat(next(renewed)).isEqualTo(named);
    assertThat(resources).isEmpty();
  }

  @Test
  void whoeverTrustsNothingUnheardIsToldWhileTheDatabaseIsAway() throws InterruptedException {
    BlockingQueue<UUID> deaf = new LinkedBlockingQueue<>();
    try (TestDatabase away = TestDatabase.create();
        ChangeFeed alone = away.database().changes()) {
      alone.follow(ChangeFeed.Topic.GENERATION, named -> {}, () -> {}, () -> deaf.add(MISSED));
      alone.open();
      alone.start();

      away.goAway();

      assertThat(next(deaf)).isEqualTo(MISSED);
      assertThat(resources).isEmpty();
      away.comeBack();
    }
  }

  @Test
  void theSessionEndsSoonAfterAnotherMachineLostItsPower() throws SQLException {
    try (Connection session = db.logins().owner().connectBriefly();
        Statement statement = session.createStatement();
        ResultSet idle =
            statement.executeQuery(
                "select setting from pg_settings where name = 'tcp_keepalives_idle'")) {
      assertThat(idle.next()).isTrue();
      assertThat(idle.getString(1)).isEqualTo("10");
    }
  }

  private void change(String sql, UUID key) {
    db.database()
        .inTenant(
            tenant,
            tx -> tx.update(sql).bind("key", key).bind("tenant", tenant.tenant()).execute());
  }

  @Test
  void whenTheDatabaseIsBackAllFollowersKnowThatTheyMayHaveMissedSomething()
      throws InterruptedException {
    try (TestDatabase away = TestDatabase.create();
        ChangeFeed alone = away.database().changes()) {
      TenantScope known = away.newTenant();
      alone.follow(ChangeFeed.Topic.RESOURCE, resources::add, () -> resources.add(MISSED));
      alone.follow(ChangeFeed.Topic.KEY, keys::add, () -> keys.add(MISSED));
      alone.open();
      alone.start();
      away.goAway();
      away.comeBack();

      assertThat(next(resources)).isEqualTo(MISSED);
      assertThat(next(keys)).isEqualTo(MISSED);
      addResource(away, known, "then");
      assertThat(next(resources)).isEqualTo(known.tenant());
    }
  }
}
