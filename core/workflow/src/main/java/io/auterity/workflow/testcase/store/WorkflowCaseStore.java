package io.auterity.workflow.testcase.store;

import io.auterity.platform.database.Transaction;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.workflow.testcase.WorkflowCase;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Test cases of workflows in PostgreSQL. */
public final class WorkflowCaseStore {

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);

  /** The case of that name. */
  public static Optional<WorkflowCase> get(Transaction tx, String workflow, String name) {
    return tx.query(
            """
            select workflow, name, content, by, at from workflow_case
            where tenant = current_tenant() and workflow = :workflow and name = :name
            """)
        .bind("workflow", workflow)
        .bind("name", name)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** The cases of a workflow that have these names, in their order; all where there are none. */
  public static List<WorkflowCase> named(Transaction tx, String workflow, Set<String> names) {
    return tx.query(
            """
            select workflow, name, content, by, at from workflow_case
            where tenant = current_tenant() and workflow = :workflow
              and (:any or name = any(:names))
            order by name
            """)
        .bind("workflow", workflow)
        .bind("any", names.isEmpty())
        .bindArray("names", String.class, names)
        .map((row, context) -> read(row))
        .list();
  }

  /** The same without what they hold. */
  public static List<WorkflowCase.ListedCase> list(Transaction tx, String workflow) {
    return tx.query(
            """
            select name, by, at from workflow_case
            where tenant = current_tenant() and workflow = :workflow order by name
            """)
        .bind("workflow", workflow)
        .map(
            (row, context) ->
                new WorkflowCase.ListedCase(
                    row.getString("name"), row.getString("by"), row.getTimestamp("at").toInstant()))
        .list();
  }

  /** How many cases a tenant has. */
  public static int count(Transaction tx) {
    return tx.query("select count(*) from workflow_case where tenant = current_tenant()")
        .mapTo(Integer.class)
        .one();
  }

  /** Saves a case, in place of one of its name. */
  public static void save(Transaction tx, WorkflowCase saved) {
    tx.update(
            """
            insert into workflow_case (tenant, workflow, name, content, by, at)
            values (current_tenant(), :workflow, :name, :content, :by, :at)
            on conflict (tenant, workflow, name)
            do update set content = excluded.content, by = excluded.by, at = excluded.at
            """)
        .bind("workflow", saved.workflow())
        .bind("name", saved.name())
        .bind("content", saved.content().json().toString())
        .bind("by", saved.by())
        .bind("at", saved.at())
        .execute();
  }

  /** Deletes a case; false when there is none. */
  public static boolean delete(Transaction tx, String workflow, String name) {
    return 1
        == tx.update(
                """
                delete from workflow_case
                where tenant = current_tenant() and workflow = :workflow and name = :name
                """)
            .bind("workflow", workflow)
            .bind("name", name)
            .execute();
  }

  private static WorkflowCase read(ResultSet row) throws SQLException {
    byte[] content = row.getString("content").getBytes(StandardCharsets.UTF_8);
    return new WorkflowCase(
        row.getString("workflow"),
        row.getString("name"),
        WorkflowCase.CaseContent.of((Json.Obj) READER.read(content)),
        row.getString("by"),
        row.getTimestamp("at").toInstant());
  }

  private WorkflowCaseStore() {}
}
