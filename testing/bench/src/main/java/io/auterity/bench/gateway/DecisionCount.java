package io.auterity.bench.gateway;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.platform.database.DatabaseLogin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** Decisions that stand in a running server's embedded database. */
final class DecisionCount {

  private static final String ADMINISTRATOR = "auterity_admin";

  private final DatabaseLogin endpoint;

  DecisionCount(Path data) {
    try (Stream<Path> entries = Files.list(data)) {
      Path folder =
          entries
              .filter(entry -> Files.exists(entry.resolve("port")))
              .findFirst()
              .orElseThrow(() -> new VoidRunException("no database lies in " + data));
      String port = Files.readString(folder.resolve("port")).strip();
      String password =
          Files.readString(folder.resolve("passwords").resolve(ADMINISTRATOR)).strip();
      this.endpoint =
          new DatabaseLogin(
              "jdbc:postgresql://127.0.0.1:" + port + "/auterity", ADMINISTRATOR, password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long now() {
    try (Connection connection = endpoint.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from decision")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new VoidRunException("the decisions cannot be counted: " + e.getMessage());
    }
  }
}
