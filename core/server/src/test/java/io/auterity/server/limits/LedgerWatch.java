package io.auterity.server.limits;

import io.auterity.platform.database.DatabaseLogin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Somebody beside the servers, who looks at the ledger in the database again and again. */
final class LedgerWatch implements AutoCloseable {

  private static final String SEEN =
      """
      select w.limit_id, w.leased, sum(coalesce(s.settled + s.overrun, s.amount))::bigint as slices,
        sum(greatest(0, coalesce(s.used, 0) - s.amount))::bigint as beyond
      from ledger_window w join ledger_slice s using (tenant, kind, limit_id, window_start)
      where w.kind = 'budget' group by w.limit_id, w.leased
      """;

  private final DatabaseLogin login;
  private final Map<String, Long> most = new ConcurrentHashMap<>();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger wrong = new AtomicInteger();
  private final Thread thread;
  private volatile boolean ended;

  LedgerWatch(DatabaseLogin login) {
    this.login = login;
    this.thread = Thread.ofPlatform().start(this::watch);
  }

  private void watch() {
    while (!ended) {
      try (Connection connection = login.connect()) {
        while (!ended) {
          look(connection);
          LockSupport.parkNanos(20_000_000);
        }
      } catch (SQLException e) {
        LockSupport.parkNanos(10_000_000); // It is away just now.
      }
    }
  }

  private void look(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SEEN)) {
      boolean any = false;
      while (row.next()) {
        any = true;
        most.merge(row.getString("limit_id"), row.getLong("leased"), Math::max);
        boolean apart = row.getLong("leased") != row.getLong("slices") || row.getLong("beyond") > 0;
        wrong.addAndGet(apart ? 1 : 0);
      }
      looks.addAndGet(any ? 1 : 0);
    }
  }

  /** The most that was settled and held of a budget, by its id, at any time. */
  Map<String, Long> most() {
    return most;
  }

  int looks() {
    return looks.get();
  }

  /** How often a window was not the sum of its slices, or one had used more than it leased. */
  int wrong() {
    return wrong.get();
  }

  /** Sums by budget, of rows with its id and an amount. */
  Map<String, Long> ask(String sql) throws SQLException {
    Map<String, Long> sums = new HashMap<>();
    try (Connection connection = login.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        sums.put(row.getString(1), row.getLong(2));
      }
    }
    return sums;
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
