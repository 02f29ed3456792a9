package io.auterity.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class LimitTest {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private static final String LIMITS =
      """
      kind: budget
      id: all
      spec: {cap: "5.00", currency: USD, period: total}
      ---
      kind: quota
      id: calls
      spec: {calls: 1000, period: total}
      """;

  private final Client admin = server.newTenant();

  @Test
  void aTenantWithoutLimitsHasNone() {
    assertThat(admin.get("/api/v1/limits").body()).isEqualTo("{\"items\":[]}");
  }

  @Test
  void eachLimitTellsWhatIsSettledAndHeld() {
    admin.apply(LIMITS);
    admin.maskProvider("mask");
    Reply called = admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"a\"}");
    assertThat(called.status()).as(called.toString()).isEqualTo(200);

    Reply limits = admin.get("/api/v1/limits");

    assertThat(limits.text("items.0.kind")).as(limits.toString()).isEqualTo("budget");
    assertThat(limits.text("items.0.cap")).isEqualTo("5");
    assertThat(limits.text("items.0.unit")).isEqualTo("USD");
    assertThat(limits.text("items.0.period")).isEqualTo("total");
    assertThat(limits.text("items.1.id")).isEqualTo("calls");
    assertThat(limits.text("items.1.settled")).isEqualTo("1");
    assertThat(limits.text("items.1.held")).isEqualTo("0");
    assertThat(limits.text("items.1.unsettled")).isEqualTo("0");
  }

  @Test
  void whatACrashLeftHeldIsUnsettledAndWhatAServerSettledStays() {
    admin.apply(LIMITS);
    TenantScope scope = server.tenantOf(admin);
    slice(scope, "budget", "all", 70_000_000L, null);
    slice(scope, "quota", "calls", 10, 4L);

    Reply limits = admin.get("/api/v1/limits");

    assertThat(limits.text("items.0.unsettled")).as(limits.toString()).isEqualTo("0.07");
    assertThat(limits.text("items.0.settled")).isEqualTo("0");
    assertThat(limits.text("items.1.unsettled")).isEqualTo("0");
    assertThat(limits.text("items.1.settled")).isEqualTo("4");
  }

  /** A slice of another process: open, or closed with what it settled. */
  private static void slice(
      TenantScope scope, String kind, String limit, long amount, @Nullable Long settled) {
    server
        .database()
        .database()
        .inTenant(
            scope,
            tx -> {
              tx.update(
                      """
                      insert into ledger_window (tenant, kind, limit_id, window_start, leased)
                      values (current_tenant(), :kind, :limit, 'epoch', :leased)
                      """)
                  .bind("kind", kind)
                  .bind("limit", limit)
                  .bind("leased", settled == null ? amount : settled)
                  .execute();
              return tx.update(
                      """
                      insert into ledger_slice (id, tenant, kind, limit_id, window_start, process,
                        amount, opened, settled, closed)
                      values (:id, current_tenant(), :kind, :limit, 'epoch', :id, :amount, now(),
                        :settled, case when :settled::bigint is null then null else now() end)
                      """)
                  .bind("id", UUID.randomUUID())
                  .bind("kind", kind)
                  .bind("limit", limit)
                  .bind("amount", amount)
                  .bind("settled", settled)
                  .execute();
            });
  }
}
