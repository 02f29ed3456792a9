package io.auterity.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.store.EngineJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class DatabaseTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final Database database = db.database();
  private final TenantScope tenant = db.newTenant();

  @Test
  void keepsWhatWasCommitted() {
    store(tenant, "a");

    assertThat(count(tenant)).isEqualTo(1);
  }

  @Test
  void undoesWorkThatThrows() {
    assertThatThrownBy(
            () ->
                database.inTenant(
                    tenant,
                    tx -> {
                      insert(tx, tenant.tenant(), "a");
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(count(tenant)).isZero();
  }

  @Test
  void hidesOtherTenants() {
    TenantScope other = db.newTenant();
    store(tenant, "a");

    assertThat(count(other)).isZero();
    assertThat(count(tenant)).isEqualTo(1);
  }

  @Test
  void refusesARowOfAnotherTenant() {
    UUID other = db.newTenant().tenant();

    assertThatThrownBy(() -> database.inTenant(tenant, tx -> insert(tx, other, "a")))
        .hasMessageContaining("row-level security");
  }

  @Test
  void refusesATransactionInsideAnother() {
    assertThatThrownBy(() -> database.inTenant(tenant, tx -> count(tenant)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("A transaction inside a transaction");

    assertThat(count(tenant)).isZero();
  }

  @Test
  void aTenantWhoseTransactionsHangLeavesConnectionsToOthers() throws Exception {
    TenantScope other = db.newTenant();
    CountDownLatch begun = new CountDownLatch(ConfinedPool.SIZE - 2);
    CountDownLatch release = new CountDownLatch(1);
    List<Future<String>> stuck = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 5 * ConfinedPool.SIZE; i++) {
        stuck.add(threads.submit(() -> database.inTenant(tenant, tx -> held(begun, release))));
      }
      begun.await();

      assertThat(count(other)).isZero();
      release.countDown();
    }
    assertThat(stuck.stream().filter(one -> one.state() == Future.State.SUCCESS))
        .hasSizeGreaterThanOrEqualTo(ConfinedPool.SIZE - 2);
  }

  private static String held(CountDownLatch begun, CountDownLatch release) {
    begun.countDown();
    try {
      release.await();
      return "held";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void refusesAStatementOfAnotherJob() {
    assertThatThrownBy(
            () ->
                database.asEngine(
                    EngineJob.EXPIRY, tx -> tx.query(TestDatabase.CREATE_TENANT).mapToMap().list()))
        .hasMessage("CREATE_TENANT belongs to TENANCY");
  }

  @Test
  void namesTheUniqueKeyThatIsTaken() {
    store(tenant, "a");

    assertThatThrownBy(() -> store(tenant, "a"))
        .isInstanceOfSatisfying(
            UniqueViolationException.class,
            e -> assertThat(e.constraint()).isEqualTo("resource_pkey"));
  }

  @Test
  void runsAnActionAfterTheCommit() {
    int[] seen = {-1};

    database.inTenant(
        tenant,
        tx -> {
          tx.afterCommit(() -> seen[0] = 1);
          return insert(tx, tenant.tenant(), "a");
        });

    assertThat(seen[0]).isEqualTo(1);
  }

  @Test
  void anEngineSessionHoldsItsLockUntilItCloses() {
    try (EngineSession first = database.engineSession(EngineJob.TENANCY);
        EngineSession second = database.engineSession(EngineJob.TENANCY)) {
      assertThat(first.tryLock(7)).isTrue();
      assertThat(second.tryLock(7)).isFalse();
    }
    // The server may notice the end of the session somewhat later.
    try (EngineSession third = database.engineSession(EngineJob.TENANCY)) {
      assertThat(Stream.generate(() -> third.tryLock(7)).limit(10_000).anyMatch(taken -> taken))
          .isTrue();
    }
  }

  private void store(TenantScope scope, String id) {
    database.inTenant(scope, tx -> insert(tx, scope.tenant(), id));
  }

  private static int insert(Transaction tx, UUID tenant, String id) {
    return tx.update(
            "insert into resource values (:tenant, 'route', :id, 1, '{}', :created, false)")
        .bind("tenant", tenant)
        .bind("id", id)
        .bind("created", Instant.EPOCH)
        .execute();
  }

  private int count(TenantScope scope) {
    return database.inTenant(
        scope, tx -> tx.query("select count(*) from resource").mapTo(Integer.class).one());
  }
}
