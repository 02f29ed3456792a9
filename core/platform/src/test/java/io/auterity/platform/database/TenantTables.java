package io.auterity.platform.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks through the catalogue of a migrated database for tables that isolation has forgotten. */
public final class TenantTables {

  private static final String TABLES =
      """
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      where c.relkind in ('r', 'p')
        and (c.relname = 'tenant' or exists (
          select from pg_attribute a
          where a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped))
      """;

  private final DatabaseLogin owner;

  public TenantTables(TestDatabase database) {
    this.owner = database.logins().owner();
  }

  /** Tables with a tenant where row-level security is off or does not bind their owner. */
  public List<String> unprotected() {
    return names(TABLES + " and not (c.relrowsecurity and c.relforcerowsecurity)");
  }

  /** Tables with a tenant, partitions apart, that lack the policy of the app role. */
  public List<String> withoutPolicy() {
    return names(
        TABLES
            + """
             and not c.relispartition and not exists (
               select from pg_policy p
               where p.polrelid = c.oid and p.polname = 'tenant'
                 and p.polroles = array['auterity_app'::regrole::oid]
                 and pg_get_expr(p.polqual, c.oid) like '%= current_tenant())'
                 and pg_get_expr(p.polwithcheck, c.oid) like '%= current_tenant())')
            """);
  }

  /**
   * Tables with any other policy that lets the app role see rows; one by which their owner, in
   * whose name triggers write, may add rows shows nothing.
   */
  public List<String> withAWiderPolicy() {
    return names(
        TABLES
            + """
             and exists (
               select from pg_policy p
               where p.polrelid = c.oid and p.polname <> 'tenant'
                 and not p.polroles = array['auterity_engine'::regrole::oid]
                 and not (p.polcmd = 'a' and p.polroles = array[c.relowner]))
            """);
  }

  /** Partitions on which a role has rights of its own, and could go around the parent's policy. */
  public List<String> reachablePartitions() {
    return names(
        TABLES
            + """
             and c.relispartition
             and (has_table_privilege('auterity_app', c.oid, 'select, insert, update, delete')
               or has_table_privilege('auterity_engine', c.oid, 'select, insert, update, delete'))
            """);
  }

  /** All tables that carry a tenant. */
  public List<String> all() {
    return names(TABLES);
  }

  private List<String> names(String condition) {
    try (Connection connection = owner.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select c.relname " + condition + " order by 1")) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
