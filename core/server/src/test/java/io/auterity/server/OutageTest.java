package io.auterity.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database is away for a while. */
@Tag("postgresql")
class OutageTest {

  private static final int CALLS = 200;
  private static final long PRICE = 10_000_000;

  @RegisterExtension
  static final RunningServer server = RunningServer.start(new SamplePlugin("mask"));

  private final Client admin = server.newTenant();
  private final TenantScope tenant = server.tenantOf(admin);

  private static Reply mask(Client client) {
    return client.post("/api/v1/call/text.pii.mask", "{\"text\": \"x\"}");
  }

  private long ask(String sql) {
    return server
        .database()
        .database()
        .inTenant(
            tenant, tx -> tx.query(sql).bind("tenant", tenant.tenant()).mapTo(Long.class).one());
  }

  private static void await(BooleanSupplier there) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!there.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("nanoseconds too late").isNegative();
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void callsWithinWhatIsLeasedGoOnAndLeaveTheirDecisions() {
    admin.apply(
        """
        {kind: budget, id: all, spec: {cap: "1000.00", currency: USD, period: total}}
        ---
        {kind: quota, id: calls, spec: {calls: 100000, period: total}}
        ---
        kind: provider
        id: mask
        spec:
          connector: mask-text
          config: {}
          prices: {calls: {amount: "0.01", currency: USD, per: 1, asOf: 2026-01-01}}
        """);
    int[] served = {0};
    await(
        () -> {
          assertThat(mask(admin).status()).isEqualTo(200);
          served[0]++;
          return served[0] % 20 == 0
              && ask("select leased from ledger_window where kind = 'budget' and tenant = :tenant")
                  >= (served[0] + CALLS) * PRICE
              && ask("select leased from ledger_window where kind = 'quota' and tenant = :tenant")
                  >= served[0] + CALLS;
        });

    Client unleased = server.newTenant();
    unleased.maskProvider("mask");
    assertThat(mask(unleased).status()).isEqualTo(200);
    unleased.apply("{kind: quota, id: calls, spec: {calls: 100, period: total}}");

    server.database().goAway();
    try {
      for (int call = 0; call < CALLS; call++) {
        Reply reply = mask(admin);
        assertThat(reply.status()).as("call %d: %s", call, reply).isEqualTo(200);
      }
      assertAway(mask(unleased));
      assertAway(
          admin.post(
              "/api/v1/apply",
              "application/yaml",
              "{kind: quota, id: q, spec: {calls: 1, period: day}}"));
      assertAway(admin.bearer("ak_" + UUID.randomUUID()).get("/api/v1/limits"));
      assertAway(admin.get("/api/v1/decisions"));
    } finally {
      server.database().comeBack();
    }

    await(() -> decisions() == served[0] + CALLS);
    assertThat(mask(admin).status()).isEqualTo(200);
  }

  private static void assertAway(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(503);
    assertThat(reply.header("retry-after")).as(reply.toString()).isEqualTo("1");
  }

  /** How many are written; none can be told while connections of before are found broken. */
  private long decisions() {
    try {
      return ask("select count(*) from decision where tenant = :tenant");
    } catch (CallFailedException e) {
      return -1;
    }
  }
}
