package io.auterity.relay.cache.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.Retention;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.cache.AnswerCache;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class GenerationTableTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final UUID ROUTE = new UUID(1, 1);

  private final TenantScope tenant = db.newTenant();
  private final GenerationTable table = new GenerationTable(db.database());

  private Map<UUID, UUID> now() {
    return table.generations(tenant, ROUTE);
  }

  private void change(String sql) {
    db.database().inTenant(tenant, tx -> tx.update(sql).bind("tenant", tenant.tenant()).execute());
  }

  private void apply(String kind, int version) {
    change(
        """
        insert into resource (tenant, kind, id, version, spec, created)
        values (:tenant, '%s', 'x', %d, '{}', now())
        """
            .formatted(kind, version));
  }

  private void putSecret(int version) {
    change(
        """
        insert into secret (tenant, name, version, key_id, ciphertext, created)
        values (:tenant, 'k', %d, 1, 'x', now())
        """
            .formatted(version));
  }

  @Test
  void whatWasNeverRenewedHasNone() {
    assertThat(now()).isEmpty();
  }

  @Test
  void eachRenewalIsOneThatNeverWas() {
    Set<UUID> seen = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      table.renew(tenant, ROUTE);
      assertThat(now()).containsOnlyKeys(ROUTE);
      assertThat(seen.add(now().get(ROUTE))).isTrue();
    }
    table.renew(tenant, tenant.tenant());

    assertThat(now()).containsOnlyKeys(ROUTE, tenant.tenant());
    assertThat(seen.add(now().get(tenant.tenant()))).isTrue();
  }

  @Test
  void ofAnotherRouteOrTenantItIsAnother() {
    table.renew(tenant, new UUID(1, 2));
    table.renew(db.newTenant(), ROUTE);

    assertThat(now()).isEmpty();
  }

  @Test
  void aSecretThatIsRotatedOrDeletedRenewsTheTenant() {
    putSecret(1);
    Map<UUID, UUID> first = now();
    assertThat(first).containsOnlyKeys(tenant.tenant());
    putSecret(2);
    Map<UUID, UUID> second = now();
    assertThat(second).containsOnlyKeys(tenant.tenant()).isNotEqualTo(first);

    change("delete from secret where tenant = :tenant");

    assertThat(now()).containsOnlyKeys(tenant.tenant()).isNotEqualTo(second);
  }

  @Test
  void whatAnswersDependOnRenewsTheTenantAndNothingElseDoes() {
    apply("workflow", 1);
    assertThat(now()).isEmpty();
    Map<UUID, UUID> before = now();
    for (String kind : new String[] {"provider", "route", "prices"}) {
      apply(kind, 1);
      assertThat(now()).as(kind).containsOnlyKeys(tenant.tenant()).isNotEqualTo(before);
      before = now();
    }
    apply("budget", 1);

    assertThat(now()).isEqualTo(before);
  }

  @Test
  void thatOfARouteGoesWithTheRoute() {
    UUID kept = AnswerCache.name(tenant, "kept");
    UUID gone = AnswerCache.name(tenant, "góne/x");
    UUID back = AnswerCache.name(tenant, "back");
    for (String route : List.of("kept", "góne/x", "back")) {
      put(route, 1, false);
      table.renew(tenant, AnswerCache.name(tenant, route));
    }
    put("góne/x", 2, true);
    put("back", 2, true);
    put("back", 3, false);
    Map<UUID, UUID> before = table.generations(tenant, kept);

    new Retention(
            db.database(),
            new Settings.Retention(30, 7, 90, 30),
            new ManualTime(Instant.parse("2030-05-01T12:00:00Z")))
        .runOnce();

    assertThat(table.generations(tenant, kept)).isEqualTo(before).containsKey(tenant.tenant());
    assertThat(table.generations(tenant, back)).containsKey(back);
    assertThat(table.generations(tenant, gone)).containsOnlyKeys(tenant.tenant());
  }

  private void put(String route, int version, boolean deleted) {
    change(
        """
        insert into resource (tenant, kind, id, version, spec, created, deleted)
        values (:tenant, 'route', '%s', %d, '{}', '2030-05-01', %s)
        """
            .formatted(route, version, deleted));
  }

  @Test
  void serversHearOfIt() throws InterruptedException {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try (ChangeFeed feed = db.database().changes()) {
      feed.follow(ChangeFeed.Topic.CACHE, named -> heard.add("purged " + named), () -> {});
      feed.follow(ChangeFeed.Topic.GENERATION, named -> heard.add("renewed " + named), () -> {});
      feed.open();
      feed.start();

      table.renew(tenant, ROUTE);
      assertThat(next(heard, 2)).containsOnly("purged " + ROUTE, "renewed " + ROUTE);
      putSecret(1);
      assertThat(next(heard, 2))
          .containsOnly("purged " + tenant.tenant(), "renewed " + tenant.tenant());
      apply("provider", 1);
      assertThat(next(heard, 1)).containsOnly("renewed " + tenant.tenant());
      assertThat(heard).isEmpty();
    }
  }

  private static Set<String> next(BlockingQueue<String> heard, int notes)
      throws InterruptedException {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < notes; i++) {
      all.add(String.valueOf(heard.poll(30, TimeUnit.SECONDS)));
    }
    return all;
  }
}
