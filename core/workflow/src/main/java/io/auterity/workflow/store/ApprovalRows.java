package io.auterity.workflow.store;

import io.auterity.platform.database.ColumnArrays;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.workflow.approval.ApprovalRequest;
import io.auterity.workflow.approval.ApprovalRequestJson;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.journal.StoredJson;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rows of approvals and of their votes, as the journal writes them. */
final class ApprovalRows {

  private static final EngineStatement PUT_APPROVALS =
      new EngineStatement(
          "PUT_APPROVALS",
          EngineJob.JOURNAL,
          """
          insert into approval (
            tenant, id, run, workflow, step, question, digest, state, choice, voters, body, shown,
            tell, asked, due, ended)
          select tenant, id, run, workflow, step, question, digest, state, choice,
            string_to_array(voters, E'\\n'), body, shown, tell,
            timestamptz 'epoch' + asked * interval '1 microsecond',
            timestamptz 'epoch' + due * interval '1 microsecond',
            timestamptz 'epoch' + ended * interval '1 microsecond'
          from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::bytea[], ?::bigint[],
              ?::bigint[], ?::bigint[])
            as a (tenant, id, run, workflow, step, question, digest, state, choice, voters, body,
              shown, tell, asked, due, ended)
          on conflict (tenant, id) do update set state = excluded.state, choice = excluded.choice,
            voters = excluded.voters, body = excluded.body, due = excluded.due,
            ended = excluded.ended
          """);

  private static final EngineStatement ADD_APPROVAL_VOTES =
      new EngineStatement(
          "ADD_APPROVAL_VOTES",
          EngineJob.JOURNAL,
          """
          insert into approval_vote (tenant, approval, "user", by, choice, form, at)
          select tenant, approval, "user", by, choice, form,
            timestamptz 'epoch' + at * interval '1 microsecond'
          from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bytea[],
              ?::bigint[]) as v (tenant, approval, "user", by, choice, form, at)
          on conflict do nothing
          """);

  /** The statements that the engine role runs here. */
  static final List<EngineStatement> STATEMENTS = List.of(PUT_APPROVALS, ADD_APPROVAL_VOTES);

  /** Writes approvals with their votes; of several states of one the last. */
  static void put(EngineTransaction tx, List<ApprovalRow> rows) {
    Map<UUID, ApprovalRow> last = new LinkedHashMap<>();
    rows.forEach(row -> last.put(row.id(), row));
    if (!last.isEmpty()) {
      tx.update(PUT_APPROVALS, columns(last.values()));
      putVotes(tx, last.values());
    }
  }

  private static void putVotes(EngineTransaction tx, Collection<ApprovalRow> rows) {
    int votes = rows.stream().mapToInt(row -> row.request().ballots().size()).sum();
    if (votes > 0) {
      tx.update(ADD_APPROVAL_VOTES, votes(rows, votes));
    }
  }

  private static ColumnArrays columns(Collection<ApprovalRow> rows) {
    ColumnArrays columns = new ColumnArrays(rows.size());
    for (ApprovalRow row : rows) {
      ApprovalRequest request = row.request();
      columns
          .row()
          .add(row.run().scope().tenant())
          .add(row.id())
          .add(row.run().id())
          .add(row.run().workflow())
          .add(row.step())
          .add(request.question())
          .add(request.digest())
          .add(row.state())
          .add(row.choice())
          .add(String.join("\n", request.approvers().refs()))
          .add(StoredJson.of(ApprovalRequestJson.unshown(request)).array())
          .add(StoredJson.of(request.show()).array())
          .add(
              request.tell().isEmpty()
                  ? null
                  : StoredJson.of(ApprovalRequestJson.tell(request)).array())
          .add(request.asked())
          .add(row.change().open() ? request.moves() : null)
          .add(row.change().open() ? null : row.at());
    }
    return columns;
  }

  private static ColumnArrays votes(Collection<ApprovalRow> rows, int votes) {
    ColumnArrays columns = new ColumnArrays(votes);
    for (ApprovalRow row : rows) {
      for (ApprovalRequest.Ballot ballot : row.request().ballots()) {
        columns
            .row()
            .add(row.run().scope().tenant())
            .add(row.id())
            .add(ballot.user())
            .add(ballot.by())
            .add(ballot.choice())
            .add(StoredJson.of(ballot.form()).array())
            .add(ballot.at());
      }
    }
    return columns;
  }

  private ApprovalRows() {}
}
