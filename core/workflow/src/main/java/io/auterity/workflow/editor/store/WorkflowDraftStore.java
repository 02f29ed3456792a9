package io.auterity.workflow.editor.store;

import io.auterity.platform.database.Transaction;
import io.auterity.workflow.editor.WorkflowDraft;
import java.util.List;
import java.util.Optional;

/** Drafts of workflows in PostgreSQL. */
public final class WorkflowDraftStore {

  /** The draft of that id. */
  public static Optional<WorkflowDraft> get(Transaction tx, String id) {
    return tx.query(
            """
            select id, text, follows, revision, by, at from workflow_draft
            where tenant = current_tenant() and id = :id
            """)
        .bind("id", id)
        .map(
            (row, context) ->
                new WorkflowDraft(
                    row.getString("id"),
                    row.getString("text"),
                    row.getInt("follows"),
                    row.getInt("revision"),
                    row.getString("by"),
                    row.getTimestamp("at").toInstant()))
        .findOne();
  }

  /** All drafts in the order of their ids. */
  public static List<WorkflowDraft.Listed> list(Transaction tx) {
    return tx.query(
            """
            select id, follows, revision, by, at from workflow_draft
            where tenant = current_tenant() order by id
            """)
        .map(
            (row, context) ->
                new WorkflowDraft.Listed(
                    row.getString("id"),
                    row.getInt("follows"),
                    row.getInt("revision"),
                    row.getString("by"),
                    row.getTimestamp("at").toInstant()))
        .list();
  }

  /** Adds the first revision of a draft; false when there is a draft of its id already. */
  public static boolean add(Transaction tx, WorkflowDraft draft) {
    return changed(
        tx,
        draft,
        """
        insert into workflow_draft (tenant, id, text, follows, revision, by, at)
        values (current_tenant(), :id, :text, :follows, :revision, :by, :at)
        on conflict do nothing
        """);
  }

  /** Saves the next revision of a draft; false when the one before is not there any more. */
  public static boolean replace(Transaction tx, WorkflowDraft draft) {
    return changed(
        tx,
        draft,
        """
        update workflow_draft
        set text = :text, follows = :follows, revision = :revision, by = :by, at = :at
        where tenant = current_tenant() and id = :id and revision = :revision - 1
        """);
  }

  private static boolean changed(Transaction tx, WorkflowDraft draft, String sql) {
    return 1
        == tx.update(sql)
            .bind("id", draft.id())
            .bind("text", draft.text())
            .bind("follows", draft.follows())
            .bind("revision", draft.revision())
            .bind("by", draft.by())
            .bind("at", draft.at())
            .execute();
  }

  /** Ends one revision of a draft; false when it is not there any more. */
  public static boolean end(Transaction tx, String id, int revision) {
    return 1
        == tx.update(
                """
                delete from workflow_draft
                where tenant = current_tenant() and id = :id and revision = :revision
                """)
            .bind("id", id)
            .bind("revision", revision)
            .execute();
  }

  private WorkflowDraftStore() {}
}
