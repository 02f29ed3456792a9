package io.auterity.platform.database;

import java.util.function.Function;

/** The three logins of one database. */
public record DatabaseLogins(DatabaseLogin owner, DatabaseLogin app, DatabaseLogin engine) {

  /** The product's roles at one address. */
  public static DatabaseLogins at(String url, Function<DatabaseRole, String> password) {
    return new DatabaseLogins(
        login(url, DatabaseRole.OWNER, password),
        login(url, DatabaseRole.APP, password),
        login(url, DatabaseRole.ENGINE, password));
  }

  private static DatabaseLogin login(
      String url, DatabaseRole role, Function<DatabaseRole, String> password) {
    return new DatabaseLogin(url, role.login(), password.apply(role));
  }
}
