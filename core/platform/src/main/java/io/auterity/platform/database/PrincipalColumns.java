package io.auterity.platform.database;

import io.auterity.platform.call.Principal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The three columns of a principal in a table: one of a name has the id, {@code NAME_name} and
 * {@code NAME_type} the rest.
 */
public final class PrincipalColumns {

  /** The principal of columns that are never null. */
  public static Principal read(ResultSet row, String name) throws SQLException {
    return new Principal(
        row.getObject(name, UUID.class),
        row.getString(name + "_name"),
        Principal.Type.valueOf(row.getString(name + "_type")));
  }

  /** The principal of columns that are all null where there is none. */
  public static @Nullable Principal optional(ResultSet row, String name) throws SQLException {
    return row.getString(name + "_name") == null ? null : read(row, name);
  }

  /** The parameters {@code :NAME}, {@code :NAME_name} and {@code :NAME_type}; null for none. */
  public static Map<String, @Nullable Object> values(String name, @Nullable Principal principal) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put(name, principal == null ? null : principal.id());
    values.put(name + "_name", principal == null ? null : principal.name());
    values.put(name + "_type", principal == null ? null : principal.type().name());
    return values;
  }

  private PrincipalColumns() {}
}
