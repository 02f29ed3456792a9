package io.auterity.workflow.store;

import io.auterity.platform.call.Principal;
import io.auterity.platform.database.Transaction;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequest.Notification;
import io.auterity.workflow.approval.ApprovalRequestJson;
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
   * An approval with the calls that tell of it.
   *
   * @param by for whom its run is authorized
   * @param open whether it waits for votes
   */
  public record Told(
      UUID run,
      String step,
      Principal by,
      Map<String, String> labels,
      boolean open,
      List<Notification> tell) {}

  /**
   * What became of a call.
   *
   * @param problem why it is not sent; null when it is
   */
  public record Row(
      String call, String capability, State state, @Nullable String problem, Instant at) {}

  /** Empty where no call tells of the approval. */
  public static Optional<Told> find(Transaction tx, UUID approval) {
    return tx.query(
            """
            select a.run, a.step, a.tell, a.state = 'open' and r.finished is null as waits,
              r.principal, r.principal_name, r.principal_type, r.labels
            from approval a join run r on r.tenant = current_tenant() and r.id = a.run
            where a.tenant = current_tenant() and a.id = :approval and a.tell is not null
            """)
        .bind("approval", approval)
        .map((row, context) -> told(row))
        .findOne();
  }

  private static Told told(ResultSet row) throws SQLException {
    byte[] tell = Objects.requireNonNull(row.getBytes("tell"));
    return new Told(
        row.getObject("run", UUID.class),
        row.getString("step"),
        new Principal(
            row.getObject("principal", UUID.class),
            row.getString("principal_name"),
            Principal.Type.valueOf(row.getString("principal_type"))),
        RunRows.labels(row.getString("labels")),
        row.getBoolean("waits"),
        ApprovalRequestJson.tell((Json.Arr) StoredJson.stored(tell).json()));
  }

  /** Notes a call that is to be made; false when it is noted already. */
  public static boolean add(Transaction tx, ToldCall key, Notification call, Instant now) {
    return tx.update(
                """
                insert into approval_notification
                  (tenant, approval, event, call, capability, state, problem, at)
                values (current_tenant(), :approval, :event, :call, :capability, :state, :problem,
                  :at)
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

  /** What is noted of a call; empty when nothing is. */
  public static Optional<State> state(Transaction tx, ToldCall key) {
    return tx.query(
            """
            select state from approval_notification
            where tenant = current_tenant() and approval = :approval and event = :event
              and call = :call
            """)
        .bind("approval", key.approval())
        .bind("event", key.event())
        .bind("call", key.call())
        .map((row, context) -> State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)))
        .findOne();
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
                    State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                    row.getString("problem"),
                    RunRows.at(row, "at")))
        .list();
  }

  private static String wire(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private ApprovalNotificationStore() {}
}
