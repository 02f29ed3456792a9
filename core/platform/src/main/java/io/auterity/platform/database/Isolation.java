package io.auterity.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Refuses logins that row-level security would not hold: it is the last wall between tenants. */
final class Isolation {

  /** Roles that this login is or may become, and that go around policies. */
  private static final String BYPASS =
      """
      select
        exists (select from pg_roles where (rolsuper or rolbypassrls)
                  and pg_has_role(current_user, oid, 'MEMBER')) as unconfined,
        exists (select from pg_class where relkind in ('r', 'p')
                  and relnamespace = 'public'::regnamespace
                  and pg_has_role(current_user, relowner, 'MEMBER')) as owns_tables,
        current_user <> ? and (pg_has_role(current_user, ?, 'MEMBER')
                  or pg_has_role(current_user, ?, 'MEMBER')) as is_engine,
        not pg_has_role(current_user, ?, 'MEMBER') as stranger
      """;

  private Isolation() {}

  /**
   * Asks PostgreSQL about the role of a connection.
   *
   * @param role what the login is, or is a member of
   * @param engine the login that may see all tenants
   */
  static void require(Connection connection, Endpoint endpoint, Role role, String engine) {
    try (PreparedStatement statement = connection.prepareStatement(BYPASS)) {
      statement.setString(1, engine);
      statement.setString(2, engine);
      statement.setString(3, Role.ENGINE.login());
      statement.setString(4, role.login());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        refuseIf(row.getBoolean("unconfined"), endpoint, "is a superuser or has BYPASSRLS");
        refuseIf(row.getBoolean("owns_tables"), endpoint, "owns tables of the database");
        refuseIf(row.getBoolean("is_engine"), endpoint, "is a member of the engine's role");
        refuseStranger(row.getBoolean("stranger"), endpoint, role);
      }
    } catch (SQLException e) {
      throw new DatabaseRefusedException(
          "Cannot look up the role of " + endpoint + ": " + e.getMessage(), e);
    }
  }

  private static void refuseIf(boolean condition, Endpoint endpoint, String what) {
    if (condition) {
      throw new DatabaseRefusedException(
          "The database user %s %s, so tenants would not be kept apart: give the product a plain role (see db/roles.sql)."
              .formatted(endpoint.user(), what));
    }
  }

  private static void refuseStranger(boolean condition, Endpoint endpoint, Role role) {
    if (condition) {
      throw new DatabaseRefusedException(
          "The database user %s is neither %s nor a member of it, and may not use its tables: name that role in the settings, or grant it to this user."
              .formatted(endpoint.user(), role.login()));
    }
  }
}
