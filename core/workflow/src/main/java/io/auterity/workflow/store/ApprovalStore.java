package io.auterity.workflow.store;

import io.auterity.platform.call.Principal;
import io.auterity.platform.database.PrincipalColumns;
import io.auterity.platform.database.Transaction;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequest;
import io.auterity.workflow.approval.ApprovalRequestJson;
import io.auterity.workflow.approval.Voter;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.journal.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a tenant's approvals that runs ask for. */
public final class ApprovalStore {

  // What a run that is over asked is asked no more, whatever has ended the run.
  private static final String COLUMNS =
      """
      a.id, a.run, a.workflow, r.version, a.step, a.digest, a.choice, a.body,
      coalesce(a.ended, r.finished) as over, coalesce(r.starter, r.principal) as starter,
      coalesce(r.starter_name, r.principal_name) as starter_name,
      coalesce(r.starter_type, r.principal_type) as starter_type,
      case when a.state = 'open' and r.finished is not null then 'closed' else a.state end
        as standing
      """;

  private static final String OPEN =
      """
      a.state = 'open' and (:after::uuid is null or (coalesce(a.due, 'infinity'), a.id) >
        (select coalesce(p.due, 'infinity'), p.id from approval p
          where p.tenant = current_tenant() and p.id = :after::uuid))
      order by coalesce(a.due, 'infinity'), a.id
      """;

  private static final String ENDED =
      """
      (:after::uuid is null or (coalesce(a.ended, 'infinity'), a.id) <
        (select coalesce(p.ended, 'infinity'), p.id from approval p
          where p.tenant = current_tenant() and p.id = :after::uuid))
      order by coalesce(a.ended, 'infinity') desc, a.id desc
      """;

  /**
   * An approval as it is stored.
   *
   * @param digest of what is shown
   * @param state open, decided, expired or closed
   * @param ended when it was decided, or its run has ended
   * @param starter who counts as having started the run
   * @param request without what is shown, where it was listed
   */
  public record StoredApproval(
      UUID id,
      UUID run,
      String workflow,
      int version,
      String step,
      String digest,
      String state,
      @Nullable String choice,
      @Nullable Instant ended,
      Principal starter,
      ApprovalRequest request) {

    /** Whether votes count. */
    public boolean open() {
      return state.equals(ApprovalRow.OPEN);
    }
  }

  /**
   * Which approvals are asked for.
   *
   * @param state null for all
   * @param of only those that this voter is asked and has not voted on; null for all
   * @param after the last of the page before
   */
  public record Asked(@Nullable String state, @Nullable Voter of, @Nullable UUID after, int most) {}

  public static Optional<StoredApproval> find(Transaction tx, UUID id) {
    return tx.query(
            """
            select a.shown, %s
            from approval a join run r on r.tenant = current_tenant() and r.id = a.run
            where a.tenant = current_tenant() and a.id = :id
            """
                .formatted(COLUMNS))
        .bind("id", id)
        .map((row, context) -> approval(row))
        .findOne();
  }

  /** Open ones by the time at which something becomes of them; all others the last ended first. */
  public static List<StoredApproval> list(Transaction tx, Asked asked) {
    boolean open = ApprovalRow.OPEN.equals(asked.state());
    Voter of = asked.of();
    return tx.query(
            """
            select null::bytea as shown, %s
            from approval a join run r on r.tenant = current_tenant() and r.id = a.run
            where a.tenant = current_tenant()
              and (:state::text is null or :state::text =
                case when a.state = 'open' and r.finished is not null then 'closed'
                  else a.state end)
              and (not :mine or (a.voters && :refs and not exists (
                select from approval_vote v
                where v.tenant = current_tenant() and v.approval = a.id and v."user" = :user)))
              and %s limit :most
            """
                .formatted(COLUMNS, open ? OPEN : ENDED))
        .bind("state", asked.state())
        .bind("after", asked.after())
        .bind("most", asked.most())
        .bind("mine", of != null)
        .bindArray("refs", String.class, of == null ? List.of() : of.refs())
        .bind("user", of == null ? null : of.user())
        .map((row, context) -> approval(row))
        .list();
  }

  private static StoredApproval approval(ResultSet row) throws SQLException {
    byte[] shown = row.getBytes("shown");
    OffsetDateTime over = row.getObject("over", OffsetDateTime.class);
    return new StoredApproval(
        row.getObject("id", UUID.class),
        row.getObject("run", UUID.class),
        row.getString("workflow"),
        row.getInt("version"),
        row.getString("step"),
        row.getString("digest"),
        row.getString("standing"),
        row.getString("choice"),
        over == null ? null : over.toInstant(),
        PrincipalColumns.read(row, "starter"),
        ApprovalRequestJson.read(
            (Json.Obj) StoredJson.stored(Objects.requireNonNull(row.getBytes("body"))).json(),
            shown == null ? Json.NULL : StoredJson.stored(shown).json()));
  }

  private ApprovalStore() {}
}
