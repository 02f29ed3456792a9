package io.auterity.workflow.template.store;

import io.auterity.platform.database.Transaction;
import java.util.Map;
import java.util.TreeMap;

/** Counts of the uses of templates in PostgreSQL. */
public final class TemplateUseStore {

  /** How often each was used; those that were not are absent. */
  public static Map<String, Long> all(Transaction tx) {
    Map<String, Long> uses = new TreeMap<>();
    tx.query("select template, uses from workflow_template_use where tenant = current_tenant()")
        .map((row, context) -> Map.entry(row.getString("template"), row.getLong("uses")))
        .list()
        .forEach(use -> uses.put(use.getKey(), use.getValue()));
    return uses;
  }

  /** Counts one more use. */
  public static void count(Transaction tx, String template) {
    tx.update(
            """
            insert into workflow_template_use (tenant, template, uses)
            values (current_tenant(), :template, 1)
            on conflict (tenant, template) do update set uses = workflow_template_use.uses + 1
            """)
        .bind("template", template)
        .execute();
  }

  /** Ends the count of a template. */
  public static void end(Transaction tx, String template) {
    tx.update(
            """
            delete from workflow_template_use
            where tenant = current_tenant() and template = :template
            """)
        .bind("template", template)
        .execute();
  }

  private TemplateUseStore() {}
}
