package io.auterity.workflow.store;

import io.auterity.platform.database.Transaction;
import io.auterity.workflow.approval.MessagingAnswer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps the answers in messaging services to questions about a tenant's approvals. */
public final class ApprovalAnswerStore {

  /** Answers of one approval that are kept; what comes after them is no vote. */
  private static final int MOST = 1_000;

  /** What became of an answer. */
  public enum State {
    DUE,
    /** It is a vote. */
    COUNTED,
    REFUSED
  }

  /**
   * What became of an answer.
   *
   * @param user whose vote it is; null where it is none
   * @param problem why it is no vote; null where it is one
   */
  public record Row(
      String provider,
      String account,
      String name,
      String choice,
      State state,
      @Nullable String user,
      @Nullable String problem,
      Instant at) {}

  /** Notes an answer; false when it is noted already, or the tenant has no such approval. */
  public static boolean add(Transaction tx, MessagingAnswer answer, Instant now) {
    return tx.update(
                """
                insert into approval_answer
                  (tenant, event, approval, provider, own, account, name, message, choice, state, at)
                select current_tenant(), :event, a.id, :provider, :own, :account, :name, :message,
                  :choice, 'due', :at
                from approval a
                where a.tenant = current_tenant() and a.id = :approval
                  and (select count(*) from approval_answer o
                    where o.tenant = current_tenant() and o.approval = :approval) < :most
                on conflict do nothing
                """)
            .bind("event", answer.event())
            .bind("approval", answer.approval())
            .bind("provider", answer.provider())
            .bind("own", answer.own())
            .bind("account", answer.account())
            .bind("name", answer.name())
            .bind("message", answer.message())
            .bind("choice", answer.choice())
            .bind("at", now)
            .bind("most", MOST)
            .execute()
        > 0;
  }

  /** An answer of which nothing has become yet. */
  public static Optional<MessagingAnswer> due(Transaction tx, UUID event) {
    return tx.query(
            """
            select approval, provider, own, account, name, choice, message from approval_answer
            where tenant = current_tenant() and event = :event and state = 'due'
            """)
        .bind("event", event)
        .map((row, context) -> answer(row, event))
        .findOne();
  }

  private static MessagingAnswer answer(ResultSet row, UUID event) throws SQLException {
    return new MessagingAnswer(
        event,
        row.getObject("approval", UUID.class),
        row.getString("provider"),
        row.getBoolean("own"),
        row.getString("account"),
        row.getString("name"),
        row.getString("choice"),
        row.getString("message"));
  }

  /** Notes what became of an answer. */
  public static void settle(
      Transaction tx,
      UUID event,
      State state,
      @Nullable String user,
      @Nullable String problem,
      Instant now) {
    tx.update(
            """
            update approval_answer set state = :state, "user" = :user, problem = :problem, at = :at
            where tenant = current_tenant() and event = :event and state = 'due'
            """)
        .bind("event", event)
        .bind("state", state.name().toLowerCase(Locale.ROOT))
        .bind("user", user)
        .bind("problem", problem)
        .bind("at", now)
        .execute();
  }

  /** The answers to an approval, the first one first. */
  public static List<Row> list(Transaction tx, UUID approval) {
    return tx.query(
            """
            select provider, account, name, choice, state, "user", problem, at from approval_answer
            where tenant = current_tenant() and approval = :approval order by at, event
            """)
        .bind("approval", approval)
        .map(
            (row, context) ->
                new Row(
                    row.getString("provider"),
                    row.getString("account"),
                    row.getString("name"),
                    row.getString("choice"),
                    State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                    row.getString("user"),
                    row.getString("problem"),
                    RunRows.at(row, "at")))
        .list();
  }

  private ApprovalAnswerStore() {}
}
