package io.auterity.plugins.database;

import org.jspecify.annotations.Nullable;

/**
 * A table as a statement names it.
 *
 * @param schema null where the statement leaves it to the connection
 */
record TableName(@Nullable String schema, String name) {

  @Override
  public String toString() {
    return schema == null ? name : schema + "." + name;
  }
}
