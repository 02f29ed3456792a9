package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.auterity.ledger.ApprovalState.State;
import io.auterity.ledger.ApprovalState.Withdrawal;
import io.auterity.ledger.Threshold.Act;
import io.auterity.ledger.ThresholdLog.Spent;
import io.auterity.ledger.store.ApprovalTable;
import io.auterity.ledger.store.SliceStore;
import io.auterity.ledger.store.ThresholdStore;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.EventSchema;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.time.Time;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class ThresholdStoreTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final AuditedAct ACT = AuditedAct.ofPlatform("control:budget.approve");

  private final TenantScope tenant = db.newTenant();
  private final Ids ids = Ids.system(Time.system());
  private final Limit limit = Limit.budget("b", 5_000_000_000L, "USD", Limit.Period.DAY);

  private ThresholdStore store(Outbox outbox) {
    return new ThresholdStore(db.database(), outbox, ids);
  }

  private BudgetSlices.Place place(Limit of, Instant now) {
    return new BudgetSlices.Place(tenant, of, of.window(now).start(), ids.next(), new UUID(0, 1));
  }

  @Test
  void aShareIsToldOnceForEachWindowWhoeverSeesIt() throws Exception {
    BlockingQueue<CloudEvent> told = new LinkedBlockingQueue<>();
    try (Outbox outbox = new Outbox(db.database(), Time.system())) {
      outbox.subscribe(keepingIn(told));
      Threshold share = new Threshold(800, Act.NOTIFY);
      store(outbox).reached(place(limit, NOW), share, new Spent(4_100_000_000L, 0), NOW);
      store(outbox).reached(place(limit, NOW), share, new Spent(4_200_000_000L, 0), NOW);
      Instant tomorrow = NOW.plusSeconds(86_400);
      store(outbox).reached(place(limit, tomorrow), share, new Spent(4_300_000_000L, 0), tomorrow);
      outbox.start();

      CloudEvent first = Objects.requireNonNull(told.poll(10, TimeUnit.SECONDS));
      CloudEvent second = Objects.requireNonNull(told.poll(10, TimeUnit.SECONDS));
      boolean inOrder = "4.1".equals(first.data().text("used"));
      CloudEvent today = inOrder ? first : second;
      CloudEvent next = inOrder ? second : first;

      assertThat(today.subject()).isEqualTo("budget/b/day");
      assertThat(today.tenant()).isEqualTo(tenant.tenant());
      assertThat(today.data().text("threshold")).isEqualTo("80%");
      assertThat(today.data().text("cap")).isEqualTo("5");
      assertThat(today.data().text("until")).isEqualTo("2026-11-23T00:00:00Z");
      assertThat(next.data().text("used")).isEqualTo("4.3");
      assertThat(told).isEmpty();
    }
  }

  @Test
  void theEventTellsSettledAndHeldOfAllServersApart() throws Exception {
    SliceStore slices = new SliceStore(db.database());
    BudgetSlices.Place ended = place(limit, NOW);
    slices.lease(ended, 1, 900, NOW);
    slices.close(ended, 700, 0, NOW);
    BudgetSlices.Place elsewhere = place(limit, NOW);
    slices.lease(elsewhere, 1, 40, NOW);
    slices.report(elsewhere, new BudgetSlices.Use(12, 3), 40, NOW);
    BudgetSlices.Place here = place(limit, NOW);
    slices.lease(here, 1, 100, NOW);
    BlockingQueue<CloudEvent> told = new LinkedBlockingQueue<>();
    try (Outbox outbox = new Outbox(db.database(), Time.system())) {
      outbox.subscribe(keepingIn(told));
      store(outbox).reached(here, new Threshold(800, Act.NOTIFY), new Spent(60, 5), NOW);
      outbox.start();

      CloudEvent event = Objects.requireNonNull(told.poll(10, TimeUnit.SECONDS));
      assertThat(event.data().text("settled")).isEqualTo("0.000000772");
      assertThat(event.data().text("held")).isEqualTo("0.000000033");
      assertThat(event.data().text("used")).isEqualTo("0.000000805");
      EventSchema.assertFits(event);
    }
  }

  private static Outbox.Subscriber keepingIn(BlockingQueue<CloudEvent> told) {
    return new Outbox.Subscriber() {
      @Override
      public boolean wants(String type) {
        return type.equals(ThresholdReached.TYPE);
      }

      @Override
      public void receive(CloudEvent event) {
        told.add(event);
      }
    };
  }

  @Test
  void approvalsOfOneWindowAddUp() {
    ThresholdStore store = store(new Outbox(db.database(), Time.system()));
    assertThat(store.approved(place(limit, NOW))).isZero();

    approve(7L, NOW);
    approve(5L, NOW);
    assertThat(store.approved(place(limit, NOW))).isEqualTo(12);
    assertThat(store.approved(place(limit.besideLonger(), NOW))).isZero();
    assertThat(store.approved(place(limit, NOW.plusSeconds(86_400)))).isZero();
    approve(Long.MAX_VALUE, NOW);
    assertThat(store.approved(place(limit, NOW))).isEqualTo(Long.MAX_VALUE);
    approve(null, NOW);
    assertThat(store.approved(place(limit, NOW))).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatIsWithdrawnIsNotApprovedAnyMoreAndStaysListed() {
    ThresholdStore store = store(new Outbox(db.database(), Time.system()));
    ApprovalTable table = table();
    UUID first = approve(7L, NOW);
    UUID second = approve(5L, NOW.plusSeconds(1));
    Withdrawal end = new Withdrawal("auterity", "too much", NOW.plusSeconds(2));

    table.withdraw(tenant, ACT, first, Principal.PLATFORM, end);
    table.withdraw(
        tenant, ACT, first, Principal.PLATFORM, new Withdrawal("x", null, NOW.plusSeconds(3)));

    assertThat(store.approved(place(limit, NOW))).isEqualTo(5);
    assertThat(list(table, null, null, NOW.plusSeconds(9)))
        .extracting(ApprovalState::id, ApprovalState::state, ApprovalState::withdrawal)
        .containsExactly(tuple(second, State.IN_FORCE, null), tuple(first, State.WITHDRAWN, end));
    assertThat(list(table, State.WITHDRAWN, null, NOW)).hasSize(1);
    assertThat(list(table, null, second, NOW)).extracting(ApprovalState::id).containsExactly(first);
    assertThat(list(table, null, null, NOW.plusSeconds(86_400)))
        .extracting(ApprovalState::state)
        .containsExactly(State.OVER, State.WITHDRAWN);
    assertThatThrownBy(() -> table.withdraw(tenant, ACT, ids.next(), Principal.PLATFORM, end))
        .hasMessageContaining("there is no approval");
    assertThatThrownBy(() -> table.withdraw(db.newTenant(), ACT, second, Principal.PLATFORM, end))
        .hasMessageContaining("there is no approval");
  }

  @Test
  void underOneIdThereIsOneApproval() {
    ThresholdStore store = store(new Outbox(db.database(), Time.system()));
    Approval one = approval(7L, NOW);

    table().approve(tenant, ACT, one);
    table().approve(tenant, ACT, one);

    assertThat(store.approved(place(limit, NOW))).isEqualTo(7);
  }

  private List<ApprovalState> list(
      ApprovalTable table, @Nullable State state, @Nullable UUID after, Instant now) {
    return table.list(tenant, new ApprovalTable.Asked("b", state, after, 10), List.of(limit), now);
  }

  private ApprovalTable table() {
    return new ApprovalTable(db.database(), new ChangeAudit(ids, Time.system()));
  }

  private Approval approval(@Nullable Long amount, Instant now) {
    return new Approval(
        ids.next(), limit, limit.window(now), amount, Principal.PLATFORM, null, now);
  }

  private UUID approve(@Nullable Long amount, Instant now) {
    Approval approval = approval(amount, now);
    table().approve(tenant, ACT, approval);
    return approval.id();
  }
}
