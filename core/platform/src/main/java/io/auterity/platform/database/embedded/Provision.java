package io.auterity.platform.database.embedded;

import io.auterity.platform.database.Endpoint;
import io.auterity.platform.database.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.postgresql.PGConnection;

/** Gives a new cluster its logins and its database; passwords leave this JVM only as verifiers. */
record Provision(Passwords passwords) {

  static final String ADMIN = "auterity_admin";
  static final String DATABASE = "auterity";

  void run(int port, String initialPassword) {
    Endpoint admin = new Endpoint(url(port, "postgres"), ADMIN, initialPassword);
    try (Connection connection = admin.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(script());
      for (Role role : Role.values()) {
        setPassword(connection, role.login());
      }
      setPassword(connection, ADMIN);
      statement.execute(
          "create database " + DATABASE + " owner " + Role.OWNER.login() + " template template0");
      statement.execute("revoke all on database " + DATABASE + " from public");
      statement.execute(
          "grant connect on database "
              + DATABASE
              + " to "
              + Role.APP.login()
              + ", "
              + Role.ENGINE.login());
    } catch (SQLException e) {
      throw StartFailure.of(e);
    }
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private void setPassword(Connection connection, String login) throws SQLException {
    connection
        .unwrap(PGConnection.class)
        .alterUserPassword(login, passwords.of(login).toCharArray(), "scram-sha-256");
  }

  private static String script() {
    try (InputStream in =
        Objects.requireNonNull(Provision.class.getResourceAsStream("/db/roles.sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("The file of roles is missing from this build.", e);
    }
  }
}
