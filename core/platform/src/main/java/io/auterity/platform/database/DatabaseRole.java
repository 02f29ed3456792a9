package io.auterity.platform.database;

import java.util.Locale;

/** The roles that the product has in its database. */
public enum DatabaseRole {
  /** Owns the tables and migrates them. */
  OWNER,
  /** Serves tenants; row-level security confines it to one tenant per transaction. */
  APP,
  /** Runs the listed system statements across tenants. */
  ENGINE;

  /** The name in PostgreSQL, e.g. {@code auterity_app}. */
  public String login() {
    return "auterity_" + name().toLowerCase(Locale.ROOT);
  }
}
