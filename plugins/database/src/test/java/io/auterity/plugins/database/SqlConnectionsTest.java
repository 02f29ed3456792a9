package io.auterity.plugins.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SqlConnectionsTest {

  // Reports of pools whose callers waited without end: a call waits as long as it has time.
  @Test
  void aFifthCallWaitsNoLongerThanItsTime() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(4);
    CountDownLatch end = new CountDownLatch(1);
    FakeProvider provider =
        new Databases(ManifestFileReader.of(DatabasePlugin.class), 1, "orders", "p")
            .provider(false);
    SqlConnections connections =
        new SqlConnections(
            new HeldDialect(begun, end), provider.config(DatabaseConfig.class), provider.secrets());
    FakeCall call = FakeCall.of("database.query.run", provider);
    List<Thread> busy = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      busy.add(
          Thread.startVirtualThread(() -> Failures.of(() -> connections.reading(call, c -> 1))));
    }
    begun.await();

    assertThat(
            Failures.expect(
                    FailureCode.SATURATED,
                    () -> connections.reading(call.withRemaining(Duration.ofMillis(1)), c -> 1))
                .retryable())
        .isTrue();

    end.countDown();
    for (Thread each : busy) {
      each.join();
    }
  }

  @Test
  void withoutAWriterWritesAreForbiddenByItsConfiguration() {
    FakeProvider provider =
        new Databases(ManifestFileReader.of(DatabasePlugin.class), 1, "orders", "p")
            .provider(false);
    SqlConnections connections =
        new SqlConnections(
            new HeldDialect(new CountDownLatch(0), new CountDownLatch(0)),
            provider.config(DatabaseConfig.class),
            provider.secrets());
    FakeCall call = FakeCall.of("database.statement.run", provider);

    Failure failure =
        Failures.expect(FailureCode.FORBIDDEN, () -> connections.writing(call, c -> 1));

    assertThat(failure.message())
        .isEqualTo("provider orders reads only: to let it write, give 'writer:' in its config");
    assertThat(failure.fields()).containsExactly(Map.entry(Failure.CONFIGURATION, "writer"));
    assertThat(failure.applied()).isEqualTo(Applied.NO);
  }

  @Test
  void aConnectionThatTellsNothingOfItsUserIsClosed() {
    FakeProvider provider =
        new Databases(ManifestFileReader.of(DatabasePlugin.class), 1, "orders", "p")
            .provider(false);
    DatabaseConfig config = provider.config(DatabaseConfig.class);
    SqlLogin login =
        new SqlLogin(
            config,
            "localhost",
            InetSocketAddress.createUnresolved("localhost", 1),
            config.reader(),
            "p",
            true,
            Duration.ofSeconds(1));

    for (Settling settling :
        List.<Settling>of(MariadbDialect::settled, PostgresDialect::harmless)) {
      AtomicInteger closed = new AtomicInteger();
      assertThatThrownBy(() -> settling.settled(broken(closed), login)).hasMessage("broken");
      assertThat(closed).hasValue(1);
    }
  }

  @FunctionalInterface
  private interface Settling {
    Connection settled(Connection connection, SqlLogin login) throws SQLException;
  }

  /** A connection that fails in everything but its end. */
  private static Connection broken(AtomicInteger closed) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, values) -> {
              if (method.getName().equals("close")) {
                closed.incrementAndGet();
                return null;
              }
              throw new SQLException("broken", "08006");
            });
  }

  /** A driver that connects to nothing and is not done before the end. */
  private record HeldDialect(CountDownLatch begun, CountDownLatch end) implements SqlDialect {

    @Override
    public String id() {
      return "held";
    }

    @Override
    public Set<String> properties() {
      return Set.of();
    }

    @Override
    public Connection connect(SqlLogin login) throws SQLException {
      begun.countDown();
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new SQLException("held");
    }

    @Override
    public void beginReading(Connection connection, Duration most) {}

    @Override
    public void beginWriting(Connection connection, Duration most) {}

    @Override
    public PreparedStatement prepareWriting(Connection connection, String sql) throws SQLException {
      return connection.prepareStatement(sql);
    }

    @Override
    public SqlWords words() {
      return SqlWords.POSTGRESQL;
    }

    @Override
    public boolean ownSchema(String schema) {
      return false;
    }

    @Override
    public boolean schemasAreCatalogues() {
      return false;
    }
  }
}
