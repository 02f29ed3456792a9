package io.auterity.workflow.store;

import io.auterity.platform.call.Principal;
import io.auterity.platform.database.PrincipalColumns;
import io.auterity.platform.database.Transaction;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequest.Notification;
import io.auterity.workflow.approval.ApprovalRequestJson;
import io.auterity.workflow.approval.MessagingAnswer;
import io.auterity.workflow.journal.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps what became of the calls that tell people of a tenant's approvals. */
public final class ApprovalNotificationStore {

  /** What became of a call. */
  public enum State {
    DUE,
    /** It is under way, or a server ended meanwhile: it may have been made. */
    SENDING,
    SENT,
    FAILED
  }

  /**
   * Of which call.
   *
   * @param event that it tells of
   * @param call its id in the step
   */
  public record ToldCall(UUID approval, UUID event, String call) {}

  /**
   * A call that is to be made, with the run of its approval.
   *
   * @param by for whom the run is authorized
   * @param open whether the approval waits for votes
   */
  public record Told(
      UUID run,
      String step,
      Principal by,
      Map<String, String> labels,
      boolean open,
      State state,
      Notification call) {}

  /**
   * What became of a call.
   *
   * @param problem why it is not sent; null when it is
   */
  public record Row(
      String call, String capability, State state, @Nullable String problem, Instant at) {}

  /** The calls that tell of an approval; none when it waits for votes no more. */
  public static List<Notification> calls(Transaction tx, UUID approval) {
    return tx.query(
            """
            select a.tell from approval a join run r on r.tenant = current_tenant() and r.id = a.run
            where a.tenant = current_tenant() and a.id = :approval and a.tell is not null
              and a.state = 'open' and r.finished is null
            """)
        .bind("approval", approval)
        .map((row, context) -> calls(row))
        .findOne()
        .orElse(List.of());
  }

  private static List<Notification> calls(ResultSet row) throws SQLException {
    byte[] tell = Objects.requireNonNull(row.getBytes("tell"));
    return ApprovalRequestJson.tell((Json.Arr) StoredJson.stored(tell).json());
  }

  /** A call that is noted; empty when it is not. */
  public static Optional<Told> find(Transaction tx, ToldCall key) {
    return tx.query(
            """
            select a.run, a.step, a.tell, a.state = 'open' and r.finished is null as waits, n.state,
              r.principal, r.principal_name, r.principal_type, r.labels
            from approval_notification n
              join approval a on a.tenant = current_tenant() and a.id = n.approval
              join run r on r.tenant = current_tenant() and r.id = a.run
            where n.tenant = current_tenant() and n.approval = :approval and n.event = :event
              and n.call = :call
            """)
        .bind("approval", key.approval())
        .bind("event", key.event())
        .bind("call", key.call())
        .map((row, context) -> told(row, key))
        .findOne();
  }

  private static Told told(ResultSet row, ToldCall key) throws SQLException {
    return new Told(
        row.getObject("run", UUID.class),
        row.getString("step"),
        PrincipalColumns.read(row, "principal"),
        RunRows.labels(row.getString("labels")),
        row.getBoolean("waits"),
        state(row),
        calls(row).stream().filter(call -> call.id().equals(key.call())).findFirst().orElseThrow());
  }

  private static State state(ResultSet row) throws SQLException {
    return State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
  }

  /** Notes a call that is to be made; false when it is noted already. */
  public static boolean add(Transaction tx, ToldCall key, Notification call, Instant now) {
    return tx.update(
                """
                insert into approval_notification
                  (tenant, approval, event, call, capability, state, problem, at, digest)
                select current_tenant(), id, :event, :call, :capability, :state, :problem, :at, digest
                from approval where tenant = current_tenant() and id = :approval
                on conflict do nothing
                """)
            .bind("approval", key.approval())
            .bind("event", key.event())
            .bind("call", key.call())
            .bind("capability", call.capability())
            .bind("state", wire(call.input() == null ? State.FAILED : State.DUE))
            .bind("problem", call.problem())
            .bind("at", now)
            .execute()
        > 0;
  }

  /** Notes what became of a call. */
  public static void settle(
      Transaction tx, ToldCall key, State state, @Nullable String problem, Instant now) {
    tx.update(
            """
            update approval_notification set state = :state, problem = :problem, at = :at
            where tenant = current_tenant() and approval = :approval and event = :event
              and call = :call
            """)
        .bind("approval", key.approval())
        .bind("event", key.event())
        .bind("call", key.call())
        .bind("state", wire(state))
        .bind("problem", problem)
        .bind("at", now)
        .execute();
  }

  /** Notes the message by which a call has asked. */
  public static void posted(Transaction tx, ToldCall key, String provider, String message) {
    tx.update(
            """
            update approval_notification set provider = :provider, message = :message
            where tenant = current_tenant() and approval = :approval and event = :event
              and call = :call
            """)
        .bind("approval", key.approval())
        .bind("event", key.event())
        .bind("call", key.call())
        .bind("provider", provider)
        .bind("message", message)
        .execute();
  }

  /**
   * The call that asked by the message that an answer is to.
   *
   * @param digest of what was shown then; null where no call is known to have posted the message
   * @param underWay whether a call that asks has not ended yet
   */
  public record QuestionCall(@Nullable String digest, boolean underWay) {}

  /** The call that asked by the message that an answer is to. */
  public static QuestionCall question(Transaction tx, String capability, MessagingAnswer answer) {
    return tx.query(
            """
            select max(digest) filter (where provider = :provider and message = :message) as digest,
              coalesce(bool_or(state in ('due', 'sending')), false) as under_way
            from approval_notification
            where tenant = current_tenant() and approval = :approval
              and capability = :capability
            """)
        .bind("approval", answer.approval())
        .bind("capability", capability)
        .bind("provider", answer.provider())
        .bind("message", answer.message())
        .map(
            (row, context) ->
                new QuestionCall(row.getString("digest"), row.getBoolean("under_way")))
        .one();
  }

  /** The calls that told of an approval, the first one first. */
  public static List<Row> list(Transaction tx, UUID approval) {
    return tx.query(
            """
            select call, capability, state, problem, at from approval_notification
            where tenant = current_tenant() and approval = :approval
            order by at, call, event limit 1000
            """)
        .bind("approval", approval)
        .map(
            (row, context) ->
                new Row(
                    row.getString("call"),
                    row.getString("capability"),
                    state(row),
                    row.getString("problem"),
                    RunRows.at(row, "at")))
        .list();
  }

  private static String wire(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private ApprovalNotificationStore() {}
}
