package io.auterity.platform.database.embedded;

import io.auterity.platform.database.DatabaseLogin;
import io.auterity.platform.database.DatabaseRole;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.postgresql.util.PasswordUtil;

/** Gives a new cluster its logins and its database; passwords leave this JVM only as verifiers. */
final class Provision {

  static final String ADMIN = "auterity_admin";
  static final String DATABASE = "auterity";

  private final List<String> verifiers;

  private Provision(List<String> verifiers) {
    this.verifiers = verifiers;
  }

  /** Makes the passwords and their verifiers; these are slow to make by design. */
  static Provision prepare(Passwords passwords) {
    return new Provision(
        Stream.concat(Stream.of(DatabaseRole.values()).map(DatabaseRole::login), Stream.of(ADMIN))
            .map(login -> verifier(login, passwords.of(login)))
            .toList());
  }

  private static String verifier(String login, String password) {
    try {
      return PasswordUtil.genAlterUserPasswordSQL(login, password.toCharArray(), "scram-sha-256");
    } catch (SQLException e) {
      throw StartFailure.of(e);
    }
  }

  void run(int port, String initialPassword) {
    DatabaseLogin admin = new DatabaseLogin(url(port, "postgres"), ADMIN, initialPassword);
    try (Connection connection = admin.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(script());
      for (String verifier : verifiers) {
        statement.execute(verifier);
      }
      statement.execute(
          "create database "
              + DATABASE
              + " owner "
              + DatabaseRole.OWNER.login()
              + " template template0");
      statement.execute("revoke all on database " + DATABASE + " from public");
      statement.execute(
          "grant connect on database "
              + DATABASE
              + " to "
              + DatabaseRole.APP.login()
              + ", "
              + DatabaseRole.ENGINE.login());
    } catch (SQLException e) {
      throw StartFailure.of(e);
    }
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
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
