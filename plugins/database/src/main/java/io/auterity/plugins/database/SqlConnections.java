package io.auterity.plugins.database;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Secrets;
import io.auterity.toolkit.ConnectionSlots;
import io.auterity.toolkit.Refusal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Connections of a provider, at most four. Each serves one call and is closed, so that no setting,
 * lock or temporary table of one call meets another, and a changed password counts at once.
 */
final class SqlConnections {

  private static final int MOST = 4;

  private final SqlDialect dialect;
  private final DatabaseConfig config;
  private final Secrets secrets;
  private final URI server;
  private final ConnectionSlots slots = new ConnectionSlots(MOST);

  /**
   * Those of a configuration; connects to nothing yet.
   *
   * @throws CallFailedException {@code invalid}, naming the field
   */
  SqlConnections(SqlDialect dialect, DatabaseConfig config, Secrets secrets) {
    this.dialect = dialect;
    this.config = config;
    this.secrets = secrets;
    this.server = server(config);
    requireHarmless();
    requireSecret("reader", config.reader());
    requireSecret("writer", config.writer());
  }

  private static URI server(DatabaseConfig config) {
    try {
      URI server = URI.create(config.server());
      if (server.getHost() != null && server.getPort() > 0 && server.getPort() <= 65_535) {
        return server;
      }
    } catch (IllegalArgumentException e) {
      // refused below like any other text that is no address
    }
    throw Refusal.invalid("server", "must be host and port such as tcp://db.example.org:5432");
  }

  private void requireHarmless() {
    for (String name : config.properties().keySet()) {
      if (!dialect.properties().contains(name)) {
        Set<String> known = new TreeSet<>(dialect.properties());
        throw Refusal.invalid(
            "properties." + name, "is none of those that may be set: " + String.join(", ", known));
      }
    }
  }

  private static void requireSecret(String field, DatabaseConfig.@Nullable User user) {
    if (user != null && user.secret() == null) {
      throw Refusal.invalid(field + ".password", "must name a secret: {secret: name}");
    }
  }

  SqlDialect dialect() {
    return dialect;
  }

  /** Work with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Does something with a connection of the reader.
   *
   * @throws CallFailedException {@code saturated} when none is free in time, {@code timeout}
   */
  <T> T reading(Call call, Work<T> work) {
    return with(call, config.reader(), true, work);
  }

  /**
   * Does something with a connection of the writer.
   *
   * @throws CallFailedException {@code forbidden} when there is no writer; as {@link #reading}
   */
  <T> T writing(Call call, Work<T> work) {
    DatabaseConfig.User writer = config.writer();
    if (writer == null) {
      throw readsOnly(call.provider().id());
    }
    return with(call, writer, false, work);
  }

  private static CallFailedException readsOnly(String provider) {
    return new CallFailedException(
        Failure.of(
                FailureCode.FORBIDDEN,
                "provider %s reads only: to let it write, give 'writer:' in its config"
                    .formatted(provider))
            .withFields(Map.of(Failure.CONFIGURATION, "writer")));
  }

  private <T> T with(Call call, DatabaseConfig.User user, boolean reads, Work<T> work) {
    slots.acquire(call);
    try (Connection connection = connected(call, user, reads)) {
      call.onCancel(() -> abort(connection));
      return work.on(connection);
    } catch (SQLException e) {
      throw SqlFailures.of(e, Applied.NO);
    } finally {
      slots.release();
    }
  }

  // What it is told then the caller does not hear.
  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // It is gone, which is what was wanted.
    }
  }

  private Connection connected(Call call, DatabaseConfig.User user, boolean reads)
      throws SQLException {
    String host = server.getHost();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    InetSocketAddress address =
        call.provider().transport().address(bare, server.getPort(), config.encrypted(), call);
    String password = secrets.read(String.valueOf(user.secret()));
    return dialect.connect(
        new SqlLogin(config, bare, address, user, password, reads, call.remaining()));
  }
}
