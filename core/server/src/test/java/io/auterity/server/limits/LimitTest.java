package io.auterity.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("postgresql")
class LimitTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

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
    Reply none = admin.get("/api/v1/limits");

    assertThat(((Json.Arr) none.at("items")).items()).isEmpty();
    assertThat(none.text("truncated")).isEqualTo("false");
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
    assertThat(limits.text("items.1.used")).isEqualTo("1");
    assertThat(limits.text("items.1.left")).isEqualTo("999");
    assertThat(limits.at("items.1.resetsAt")).as("never").isEqualTo(Json.NULL);
  }

  @Test
  void aBudgetTellsItsThresholdsAndWhichAreReached() {
    admin.apply(
        """
        kind: budget
        id: acting
        spec:
          cap: "5.00"
          currency: USD
          period: total
          thresholds: [{at: 10%, do: cheaper}, {at: 99.5%, do: block}]
        """);
    slice(server.tenantOf(admin), "budget", "acting", 700_000_000L, null);

    Reply limits = admin.get("/api/v1/limits");

    assertThat(limits.text("items.0.thresholds.0.at")).as(limits.toString()).isEqualTo("10%");
    assertThat(limits.text("items.0.thresholds.0.act")).isEqualTo("cheaper");
    assertThat(limits.text("items.0.thresholds.0.reached")).isEqualTo("true");
    assertThat(limits.text("items.0.thresholds.1.reached")).isEqualTo("false");
    assertThat(limits.at("items.0.forecast")).as("never ends").isEqualTo(Json.NULL);
  }

  @Test
  void approvalsAreForBudgetsThatAskAndAreAudited() {
    admin.apply(LIMITS);
    admin.apply(
        """
        kind: budget
        id: asks
        spec:
          currency: USD
          limits: [{cap: "5.00", period: day}, {cap: "9.00", period: month}]
          thresholds: [{at: 80%, do: ask}]
        """);
    String path = "/api/v1/limits/budget/asks/approvals";

    Reply made =
        admin.post(path, "{\"amount\": \"0.50\", \"period\": \"day\", \"reason\": \"demo\"}");

    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    assertThat(made.text("amount")).isEqualTo("0.5");
    assertThat(Instant.parse(made.text("until"))).isAfter(Instant.now());
    assertThat(admin.get("/api/v1/audit?limit=50").body())
        .contains("control:budget.approve", "budget/asks", "approved 0.5 USD more of the day");
    assertThat(admin.post(path, "{\"all\": true, \"period\": \"month\"}").at("amount"))
        .isEqualTo(Json.NULL);
    for (String wrong :
        List.of(
            "{\"amount\": \"1\"}",
            "{\"amount\": \"-1\", \"period\": \"day\"}",
            "{\"amount\": \"1\", \"all\": true, \"period\": \"day\"}",
            "{\"period\": \"day\"}",
            "{\"all\": true, \"period\": \"hour\"}")) {
      assertThat(admin.post(path, wrong).status()).as(wrong).isEqualTo(400);
    }
    assertThat(admin.post("/api/v1/limits/budget/all/approvals", "{\"all\": true}").status())
        .isEqualTo(400);
    assertThat(admin.post("/api/v1/limits/budget/none/approvals", "{\"all\": true}").status())
        .isEqualTo(404);
    Client operator =
        server
            .anonymous()
            .bearer(
                admin
                    .post("/api/v1/keys", "{\"name\": \"o\", \"roles\": [\"operator\"]}")
                    .text("secret"));
    assertThat(operator.post(path, "{\"all\": true}").status()).isEqualTo(403);
  }

  @Test
  void approvalsAreListedAndWithdrawn() {
    admin.apply(
        """
        kind: budget
        id: asks
        spec: {cap: "5.00", currency: USD, period: day, thresholds: [{at: 80%, do: ask}]}
        """);
    String path = "/api/v1/limits/budget/asks/approvals";
    Client once = admin.with("Idempotency-Key", "approval-1");
    Reply first = once.post(path, "{\"amount\": \"0.50\", \"reason\": \"demo\"}");
    assertThat(once.post(path, "{\"amount\": \"0.50\", \"reason\": \"demo\"}").text("id"))
        .isEqualTo(first.text("id"));
    Reply second = admin.post(path, "{\"all\": true}");

    Reply page = admin.get("/api/v1/limits/approvals?limit=1");
    assertThat(page.text("items.0.id")).as(page.toString()).isEqualTo(second.text("id"));
    assertThat(page.text("truncated")).isEqualTo("true");
    Reply rest = admin.get("/api/v1/limits/approvals?cursor=" + page.text("next"));
    assertThat(ids(rest)).as("made once").containsExactly(first.text("id"));
    assertThat(rest.text("items.0.reason")).isEqualTo("demo");
    assertThat(rest.text("items.0.state")).isEqualTo("in_force");

    Reply ended =
        admin.post(
            "/api/v1/limits/approvals/" + first.text("id") + "/withdraw",
            "{\"reason\": \"too much\"}");
    assertThat(ended.text("state")).as(ended.toString()).isEqualTo("withdrawn");
    assertThat(ended.text("withdrawn.reason")).isEqualTo("too much");
    assertThat(ids(admin.get("/api/v1/limits/approvals?state=withdrawn&budget=asks")))
        .containsExactly(first.text("id"));
    assertThat(ids(admin.get("/api/v1/limits/approvals?state=in_force")))
        .containsExactly(second.text("id"));
    assertThat(ids(admin.get("/api/v1/limits/approvals?budget=other"))).isEmpty();
    assertThat(admin.get("/api/v1/audit?limit=50").body()).contains("withdrawn: appr_");
    assertThat(admin.get("/api/v1/limits/approvals?state=open").status()).isEqualTo(400);
    assertThat(admin.post("/api/v1/limits/approvals/appr_1/withdraw", "{}").status())
        .isEqualTo(404);
  }

  @Test
  void limitsComeInPagesAndByKind() {
    admin.apply(LIMITS);
    admin.apply(
        """
        {kind: quota, id: both, spec: {calls: 7, period: day, perSecond: 1, parallel: 2}}
        """);

    Reply first = admin.get("/api/v1/limits?limit=2");
    Reply second = admin.get("/api/v1/limits?limit=9&cursor=" + first.text("next"));
    Reply quotas = admin.get("/api/v1/limits?kind=quota&limit=1");

    assertThat(first.text("items.0.id")).as(first.toString()).isEqualTo("all");
    assertThat(first.text("items.1.period")).isEqualTo("day");
    assertThat(first.text("truncated")).isEqualTo("true");
    assertThat(Instant.parse(first.text("items.1.resetsAt"))).isAfter(Instant.now());
    assertThat(second.text("items.0.period")).as(second.toString()).isEqualTo("parallel");
    assertThat(second.text("items.1.period")).isEqualTo("second");
    assertThat(second.text("items.2.id")).isEqualTo("calls");
    assertThat(second.at("next")).isEqualTo(Json.NULL);
    assertThat(quotas.text("items.0.id")).isEqualTo("both");
    assertThat(admin.get("/api/v1/limits?limit=0").status()).isEqualTo(400);
  }

  @Test
  void oneResourceMayHaveSeveralWindows() {
    admin.apply(
        """
        kind: quota
        id: several
        spec:
          zone: Asia/Kolkata
          limits: [{calls: 5, period: week}, {calls: 20, period: year, zone: UTC}]
        """);
    admin.maskProvider("mask");
    assertThat(mask(admin).status()).isEqualTo(200);

    Reply limits = admin.get("/api/v1/limits");

    assertThat(limits.text("items.0.period")).as(limits.toString()).isEqualTo("week");
    assertThat(limits.text("items.0.zone")).isEqualTo("Asia/Kolkata");
    assertThat(limits.text("items.0.resetsAt")).endsWith("T18:30:00Z");
    assertThat(limits.text("items.0.left")).isEqualTo("4");
    assertThat(limits.text("items.1.period")).isEqualTo("year");
    assertThat(limits.text("items.1.zone")).isEqualTo("UTC");
    assertThat(limits.text("items.1.resetsAt")).endsWith("-01-01T00:00:00Z");
    assertThat(limits.text("items.1.left")).isEqualTo("19");
  }

  @Test
  void limitsComeByWhoseCallsTheyCount() {
    String key = admin.get("/api/v1/keys").text("items.0.id");
    admin.apply(LIMITS);
    admin.apply(
        """
        {kind: quota, id: one, spec: {perSecond: 9, scope: {key: %s}}}
        ---
        {kind: quota, id: team, spec: {perSecond: 9, scope: {label: {team: claims}}}}
        """
            .formatted(key));

    Reply wide = admin.get("/api/v1/limits?scope=tenant&limit=1");

    assertThat(wide.text("items.0.id")).as(wide.toString()).isEqualTo("all");
    assertThat(ids(admin.get("/api/v1/limits?scope=tenant&cursor=" + wide.text("next"))))
        .containsExactly("calls");
    assertThat(ids(admin.get("/api/v1/limits?scope=key"))).containsExactly("one");
    assertThat(ids(admin.get("/api/v1/limits?scope=label"))).containsExactly("team");
    assertThat(ids(admin.get("/api/v1/limits?scope=label&kind=budget"))).isEmpty();
    admin.apply(
        """
        {kind: quota, id: several, spec: {perSecond: 9, scope: {label: {a: b}, model: m}}}
        """);
    assertThat(ids(admin.get("/api/v1/limits?scope=model"))).containsExactly("several");
    assertThat(ids(admin.get("/api/v1/limits?scope=label"))).containsExactly("several", "team");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind=budgets",
        "kind=",
        "scope=key_1",
        "scope=",
        "cursor=zzz",
        "cursor=",
        "cursor=budgets/a/day",
        "cursor=budget/a/decade",
        "cursor=budget/A/day",
        "cursor=budget//day",
        "cursor=budget/a/day/b",
      })
  void whatThereIsNotIsRefused(String query) {
    Reply refused = admin.get("/api/v1/limits?" + query);

    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    assertThat(refused.text("code")).isEqualTo("invalid");
    assertThat(refused.text("detail")).contains("'%s'".formatted(query.split("=", 2)[1]));
  }

  @Test
  void aCursorHoldsThoughItsLimitHasGone() {
    admin.apply(LIMITS);

    assertThat(ids(admin.get("/api/v1/limits?cursor=budget/gone/minute"))).containsExactly("calls");
    assertThat(ids(admin.get("/api/v1/limits?cursor=quota/gone/parallel"))).isEmpty();
  }

  private static List<String> ids(Reply limits) {
    return ((Json.Arr) limits.at("items"))
        .items().stream().map(one -> Objects.requireNonNull(((Json.Obj) one).text("id"))).toList();
  }

  @Test
  void aRateOfAKeyRefusesThatKeyWithTheTimeToWait() {
    String id = admin.get("/api/v1/keys").text("items.0.id");
    admin.maskProvider("mask");
    admin.apply(
        """
        kind: quota
        id: slow
        spec: {perMinute: 1, parallel: 5, scope: {key: %s}}
        ---
        kind: quota
        id: team
        spec: {calls: 0, period: day, scope: {label: {team: claims}}}
        """
            .formatted(id));
    Client other =
        server
            .anonymous()
            .bearer(
                admin
                    .post("/api/v1/keys", "{\"name\": \"b\", \"roles\": [\"operator\"]}")
                    .text("secret"));
    assertThat(mask(admin).status()).isEqualTo(200);

    Reply refused = mask(admin);

    assertThat(refused.status()).as(refused.toString()).isEqualTo(429);
    assertThat(refused.text("code")).isEqualTo("rate_limited");
    assertThat(refused.text("fields.quota")).isEqualTo("slow");
    assertThat(refused.text("fields.scope")).isEqualTo("key " + id);
    assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 64);
    Reply decision = admin.awaiting("/api/v1/decisions/" + refused.text("decision"));
    assertThat(decision.body()).contains("quota 'slow' of key " + id);
    assertThat(mask(other).status()).isEqualTo(200);
    Reply labelled = mask(other.with("Auterity-Labels", "team=claims"));
    assertThat(labelled.text("fields.scope")).isEqualTo("label team=claims");
    Reply limits = admin.get("/api/v1/limits");
    assertThat(limits.text("items.0.period")).as(limits.toString()).isEqualTo("minute");
    assertThat(limits.text("items.0.scope")).isEqualTo("key " + id);
    assertThat(limits.text("items.0.settled")).isEqualTo("1");
    assertThat(limits.text("items.0.left")).isEqualTo("0");
    assertThat(limits.text("items.1.period")).isEqualTo("parallel");
    assertThat(limits.text("items.1.held")).isEqualTo("0");
    assertThat(limits.text("items.2.scope")).isEqualTo("label team=claims");
  }

  private static Reply mask(Client client) {
    return client.post("/api/v1/call/text.pii.mask", "{\"text\": \"a\"}");
  }

  @Test
  void whatACrashLeftHeldIsUnsettledAndWhatAServerSettledStays() {
    admin.apply(LIMITS);
    TenantScope scope = server.tenantOf(admin);
    slice(scope, "budget", "all", 70_000_000L, null);
    slice(scope, "quota", "calls", 10, 4L);

    Reply limits = admin.get("/api/v1/limits");

    assertThat(limits.text("items.0.unsettled")).as(limits.toString()).isEqualTo("0.07");
    assertThat(limits.text("items.0.left")).isEqualTo("4.93");
    assertThat(limits.text("items.0.settled")).isEqualTo("0");
    assertThat(limits.text("items.1.unsettled")).isEqualTo("0");
    assertThat(limits.text("items.1.settled")).isEqualTo("4");
  }

  @Test
  void whatOtherServersToldThatTheyUsedIsSettledAndTheRestHeld() {
    admin.apply(LIMITS);
    TenantScope scope = server.tenantOf(admin);
    slice(scope, "budget", "all", 70_000_000L, null);
    told(scope, "budget", 20_000_000L, "10 seconds");

    Reply limits =
        server
            .database()
            .database()
            .inTenant(
                scope,
                tx -> {
                  tx.query(
                          """
                          select pg_advisory_xact_lock(hashtextextended('process ' || process, 0))
                          from ledger_slice where tenant = current_tenant() and kind = 'budget'
                          """)
                      .mapTo(String.class)
                      .list();
                  return admin.get("/api/v1/limits");
                });

    assertThat(limits.text("items.0.settled")).as(limits.toString()).isEqualTo("0.02");
    assertThat(limits.text("items.0.held")).isEqualTo("0.05");
    assertThat(limits.text("items.0.unsettled")).isEqualTo("0");
    assertThat(limits.text("items.0.left")).isEqualTo("4.93");
  }

  @Test
  void whatACrashLeftHeldIsSettledToWhatWasTold() {
    admin.apply(LIMITS);
    TenantScope scope = server.tenantOf(admin);
    slice(scope, "budget", "all", 70_000_000L, null);
    slice(scope, "quota", "calls", 10, null);
    told(scope, "budget", 20_000_000L, "2 minutes");
    told(scope, "quota", 3, "10 seconds");

    Reply budget = admin.post("/api/v1/limits/budget/all/settle", "");
    Reply quota = admin.post("/api/v1/limits/quota/calls/settle", "");

    assertThat(budget.text("settled.0.unsettled")).as(budget.toString()).isEqualTo("0.07");
    assertThat(budget.text("settled.0.used")).isEqualTo("0.02");
    assertThat(budget.text("settled.0.returned")).isEqualTo("0.05");
    assertThat(((Json.Arr) quota.at("settled")).items()).as("heard of just now").isEmpty();
    Reply limits = admin.get("/api/v1/limits");
    assertThat(limits.text("items.0.settled")).as(limits.toString()).isEqualTo("0.02");
    assertThat(limits.text("items.0.unsettled")).isEqualTo("0");
    assertThat(limits.text("items.1.unsettled")).isEqualTo("10");
    assertThat(admin.get("/api/v1/audit?limit=50").body())
        .contains("control:limit.settle", "1 leases left open, of 0.07 USD", "0.02 USD");
    assertThat(admin.post("/api/v1/limits/budget/none/settle", "").status()).isEqualTo(404);
    Client viewer =
        server
            .anonymous()
            .bearer(
                admin
                    .post("/api/v1/keys", "{\"name\": \"v\", \"roles\": [\"viewer\"]}")
                    .text("secret"));
    assertThat(viewer.post("/api/v1/limits/budget/all/settle", "").status()).isEqualTo(403);
  }

  private static void told(TenantScope scope, String kind, long used, String ago) {
    server
        .database()
        .database()
        .inTenant(
            scope,
            tx ->
                tx.update(
                        """
                        update ledger_slice set used = :used, opened = now() - interval '1 hour',
                          used_at = now() - cast(:ago as interval)
                        where tenant = current_tenant() and kind = :kind
                        """)
                    .bind("used", used)
                    .bind("ago", ago)
                    .bind("kind", kind)
                    .execute());
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
