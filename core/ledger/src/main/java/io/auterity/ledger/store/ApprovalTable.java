package io.auterity.ledger.store;

import io.auterity.ledger.Approval;
import io.auterity.ledger.ApprovalState;
import io.auterity.ledger.ApprovalState.State;
import io.auterity.ledger.ApprovalState.Withdrawal;
import io.auterity.ledger.Limit;
import io.auterity.ledger.NanoUnits;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Approvals in PostgreSQL, each change of one with its entry in the audit log. */
public record ApprovalTable(Database database, ChangeAudit audit) {

  /**
   * Which approvals are asked for; null asks for all.
   *
   * @param budget its id
   * @param after the last of the page before
   */
  public record Asked(
      @Nullable String budget, @Nullable State state, @Nullable UUID after, int most) {}

  /** Keeps an approval; one that is kept under its id already stays as it is. */
  public void approve(TenantScope scope, AuditedAct act, Approval approval) {
    database.inTenant(
        scope,
        tx -> {
          int added = insert(tx, approval);
          if (added > 0) {
            audit.write(
                tx, act, new AuditedChange(target(approval.limit()), null, words(approval)));
          }
          return added;
        });
  }

  private static int insert(Transaction tx, Approval approval) {
    Limit limit = approval.limit();
    return tx.update(
            """
            insert into threshold_approval (id, tenant, kind, limit_id, window_start, window_end,
              period, currency, amount, principal, principal_name, reason, at)
            values (:id, current_tenant(), :kind, :limit, :start, :end, :period, :currency,
              :amount, :principal, :name, :reason, :at)
            on conflict (id) do nothing
            """)
        .bind("id", approval.id())
        .bind("kind", limit.kind())
        .bind("limit", limit.row())
        .bind("start", approval.window().start())
        .bind("end", approval.window().end())
        .bind("period", limit.period().wire())
        .bind("currency", limit.unit())
        .bind("amount", approval.amount())
        .bind("principal", approval.by().id())
        .bind("name", approval.by().name())
        .bind("reason", approval.reason())
        .bind("at", approval.at())
        .execute();
  }

  private static String target(Limit limit) {
    return limit.kind() + "/" + limit.id();
  }

  private static String words(Approval approval) {
    Long amount = approval.amount();
    String more =
        amount == null
            ? "all of the cap"
            : NanoUnits.text(amount) + " " + approval.limit().unit() + " more";
    return "approved %s of the %s from %s"
        .formatted(more, approval.limit().period().wire(), approval.window().start());
  }

  /**
   * Ends an approval for calls that are held from now on. One that was withdrawn before stays as it
   * is.
   *
   * @throws CallFailedException {@code not_found}
   */
  public void withdraw(TenantScope scope, AuditedAct act, UUID id, Principal by, Withdrawal now) {
    database.inTenant(
        scope,
        tx -> {
          String row =
              tx.query(
                      """
                      select kind || '/' || split_part(limit_id, '/', 1) from threshold_approval
                      where tenant = current_tenant() and id = :id
                      """)
                  .bind("id", id)
                  .mapTo(String.class)
                  .findOne()
                  .orElseThrow(() -> none(id));
          int ended = end(tx, id, by, now);
          if (ended > 0) {
            String wire = Approval.ID.write(id);
            audit.write(
                tx, act, new AuditedChange(row, "approved by " + wire, "withdrawn: " + wire));
          }
          return ended;
        });
  }

  private static int end(Transaction tx, UUID id, Principal by, Withdrawal now) {
    return tx.update(
            """
            update threshold_approval set withdrawn = :at, withdrawn_by = :by,
              withdrawn_name = :name, withdrawn_reason = :reason
            where tenant = current_tenant() and id = :id and withdrawn is null
            """)
        .bind("id", id)
        .bind("at", now.at())
        .bind("by", by.id())
        .bind("name", now.by())
        .bind("reason", now.reason())
        .execute();
  }

  private static CallFailedException none(UUID id) {
    return new CallFailedException(
        FailureCode.NOT_FOUND, "there is no approval '%s'".formatted(Approval.ID.write(id)));
  }

  /** One that there is. */
  public ApprovalState get(TenantScope scope, UUID id, List<Limit> limits, Instant now) {
    return database.inTenant(
        scope,
        tx ->
            tx
                .query(SELECT + " where a.id = :id")
                .bind("id", id)
                .bind("rows", rows(limits))
                .bind("starts", starts(limits, now))
                .map((row, context) -> approval(row))
                .stream()
                .findFirst()
                .orElseThrow(() -> none(id)));
  }

  /**
   * Those that are asked for, the latest first.
   *
   * @param limits in force, whose windows of now tell which approvals are
   */
  public List<ApprovalState> list(TenantScope scope, Asked asked, List<Limit> limits, Instant now) {
    State state = asked.state();
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    SELECT
                        + """
                         where (:budget::text is null or a.budget = :budget)
                          and (:state::text is null or a.state = :state)
                          and (:after::uuid is null or (a.at, a.id) < (
                            select at, id from threshold_approval
                            where tenant = current_tenant() and id = :after::uuid))
                        order by a.at desc, a.id desc limit :most
                        """)
                .bind("budget", asked.budget())
                .bind("state", state == null ? null : state.wire())
                .bind("after", asked.after())
                .bind("most", asked.most())
                .bind("rows", rows(limits))
                .bind("starts", starts(limits, now))
                .map((row, context) -> approval(row))
                .list());
  }

  private static final String SELECT =
      """
      select * from (
        select id, split_part(limit_id, '/', 1) as budget, period, currency, window_start,
          window_end, amount, principal_name, reason, at, withdrawn, withdrawn_name,
          withdrawn_reason,
          case when withdrawn is not null then 'withdrawn'
            when (limit_id, window_start) in (
              select * from unnest(:rows::text[], :starts::timestamptz[])) then 'in_force'
            else 'over' end as state
        from threshold_approval where tenant = current_tenant()) a
      """;

  private static String[] rows(List<Limit> limits) {
    return limits.stream().map(Limit::row).toArray(String[]::new);
  }

  private static String[] starts(List<Limit> limits, Instant now) {
    return limits.stream()
        .map(limit -> limit.window(now).start().toString())
        .toArray(String[]::new);
  }

  private static ApprovalState approval(ResultSet row) throws SQLException {
    long amount = row.getLong("amount");
    boolean all = row.wasNull();
    return new ApprovalState(
        row.getObject("id", UUID.class),
        row.getString("budget"),
        row.getString("period"),
        all ? null : amount,
        row.getString("currency"),
        row.getTimestamp("window_start").toInstant(),
        instant(row.getTimestamp("window_end")),
        row.getString("principal_name"),
        row.getString("reason"),
        row.getTimestamp("at").toInstant(),
        State.of(row.getString("state")),
        withdrawal(row));
  }

  private static @Nullable Withdrawal withdrawal(ResultSet row) throws SQLException {
    Timestamp at = row.getTimestamp("withdrawn");
    return at == null
        ? null
        : new Withdrawal(
            Objects.requireNonNullElse(row.getString("withdrawn_name"), ""),
            row.getString("withdrawn_reason"),
            at.toInstant());
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }
}
