package io.auterity.platform.database;

import java.util.function.Function;

/** The three logins of one database. */
public record Endpoints(Endpoint owner, Endpoint app, Endpoint engine) {

  /** The product's roles at one address. */
  public static Endpoints at(String url, Function<Role, String> password) {
    return new Endpoints(
        endpoint(url, Role.OWNER, password),
        endpoint(url, Role.APP, password),
        endpoint(url, Role.ENGINE, password));
  }

  private static Endpoint endpoint(String url, Role role, Function<Role, String> password) {
    return new Endpoint(url, role.login(), password.apply(role));
  }
}
