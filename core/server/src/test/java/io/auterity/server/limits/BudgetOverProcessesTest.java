package io.auterity.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.DatabaseLogin;
import io.auterity.platform.database.embedded.EmbeddedPostgres;
import io.auterity.platform.database.embedded.FreshCluster;
import io.auterity.platform.database.embedded.PostgresSettings;
import io.auterity.platform.plugin.SamplePlugin;
import io.auterity.server.Client;
import io.auterity.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A budget under a thousand concurrent calls at two processes, of which a fifth fail at random,
 * while one of the processes is killed, and the database after it.
 */
@Tag("postgresql")
class BudgetOverProcessesTest {

  private static final int CALLS = 1_000;

  /** One call costs a cent, in nano-units. */
  private static final long PRICE = 10_000_000;

  private static final long CAP = 400 * PRICE;

  /** Whoever leaves sooner never learns of a call that was served, and paid, all the same. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final String LIMITED =
      """
      {kind: budget, id: all, spec: {cap: "4.00", currency: USD, period: total}}
      ---
      kind: provider
      id: mask
      spec:
        connector: mask-text
        config: {}
        slots: 40
        prices: {calls: {amount: "0.01", currency: USD, per: 1, asOf: 2026-01-01}}
      """;

  private static final String FAILING_A_FIFTH =
      """
      ThreadLocalRandom random = ThreadLocalRandom.current();
      java.util.concurrent.locks.LockSupport.parkNanos(random.nextLong(60_000_000));
      if (random.nextInt(5) == 0) {
        throw new CallFailedException(FailureCode.INVALID, "at random");
      }
      return new MaskedText(VERSION, List.of());
      """;

  @TempDir Path directory;

  private final AtomicInteger servedByFirst = new AtomicInteger();
  private final AtomicInteger servedBySecond = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final CountDownLatch some = new CountDownLatch(60);
  private volatile boolean killed;

  @Test
  void isNeverExceededAndSettlesWhatWasUsed() throws Exception {
    Path plugins = Files.createDirectories(directory.resolve("plugins"));
    new SamplePlugin("mask").mask(FAILING_A_FIFTH).write(plugins.resolve("mask.jar"));
    try (EmbeddedPostgres postgres = postgres()) {
      Observer observer = new Observer(postgres.administrator("auterity"));
      String settings = settings(plugins, postgres);
      try (ServerProcess first = server("first", settings);
          ServerProcess second = server("second", settings + "engine: {enabled: false}\n")) {
        call(first, second, postgres, observer);
      }

      assertThat(observer.samples.get()).as("looks at the database").isGreaterThan(20);
      assertThat(observer.most)
          .as("settled and held at any time")
          .isPositive()
          .isLessThanOrEqualTo(CAP);
      assertThat(observer.wrong).as("looks that found leases and slices apart").isZero();
      assertThat(failed).as("calls that failed").hasPositiveValue();

      long settled =
          observer.ask("select sum(settled + overrun) from ledger_slice where closed is not null");
      long lost = observer.ask("select sum(amount) from ledger_slice where closed is null");
      long leased = observer.ask("select leased from ledger_window");
      assertThat(settled).as("by the process that ended").isEqualTo(servedByFirst.get() * PRICE);
      assertThat(lost)
          .as("leased by the process that was killed")
          .isGreaterThanOrEqualTo(servedBySecond.get() * PRICE);
      assertThat(leased).isEqualTo(settled + lost);
      assertThat(leased).as("all that the budget has was to be had").isGreaterThan(CAP - PRICE);
    }
  }

  private void call(
      ServerProcess first, ServerProcess second, EmbeddedPostgres postgres, Observer observer)
      throws Exception {
    Client admin = admin(first).waiting(LONGEST);
    admin.apply(LIMITED);
    Client there = second.anonymous().bearer(admin.key()).waiting(LONGEST);
    while (there.get("/api/v1/providers/mask").status() != 200) {
      LockSupport.parkNanos(10_000_000);
    }
    Thread watching = Thread.ofPlatform().start(observer::watch);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        boolean beside = i % 2 == 1;
        calls.add(callers.submit(() -> call(admin, there, beside)));
      }
      assertThat(some.await(LONGEST.toSeconds(), TimeUnit.SECONDS))
          .as("calls are answered")
          .isTrue();
      second.kill();
      killed = true;
      ProcessHandle.of(postgres.pid().orElseThrow()).orElseThrow().destroyForcibly();
      for (Future<?> call : calls) {
        call.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
      }
    }
    assertThat(servedByFirst.get() + servedBySecond.get() + failed.get() + refused.get())
        .isEqualTo(CALLS);
    boolean spent = false;
    while (!spent) {
      spent = spent(admin);
    }
    observer.end();
    watching.join();
  }

  /** Whether the budget has nothing left for a call when no other is under way. */
  private boolean spent(Client admin) {
    int before = refused.get();
    call(admin, admin, false);
    return refused.get() > before;
  }

  /**
   * Calls until it is answered: what was cut, found all held, or no database, is asked of the
   * first.
   */
  private void call(Client admin, Client there, boolean beside) {
    boolean atSecond = beside;
    while (!answered(atSecond && !killed ? there : admin, atSecond && !killed)) {
      atSecond = false;
      LockSupport.parkNanos(20_000_000);
    }
    some.countDown();
  }

  private boolean answered(Client client, boolean bySecond) {
    int status = status(client);
    AtomicInteger outcome =
        switch (status) {
          case 200 -> bySecond ? servedBySecond : servedByFirst;
          case 400 -> failed;
          case 402 -> refused;
          default -> null;
        };
    if (outcome == null) {
      assertThat(status).as("cut, merely held, or no database").isIn(0, 429, 503);
      return false;
    }
    outcome.incrementAndGet();
    return true;
  }

  private static int status(Client client) {
    try {
      return client.post("/api/v1/call/text.pii.mask", "{\"text\": \"x\"}").status();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  private EmbeddedPostgres postgres() throws IOException {
    // As root, PostgreSQL runs as another user, who has to reach its files.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path cluster = Files.createDirectories(directory.resolve("database"));
    Files.setPosixFilePermissions(cluster, PosixFilePermissions.fromString("rwxr-xr-x"));
    FreshCluster.copyInto(cluster);
    return EmbeddedPostgres.start(
        cluster,
        PostgresSettings.product()
            .withBinaries(FreshCluster.cache())
            .with("fsync", "off") // No power is cut.
            .with("shared_buffers", "64MB"));
  }

  private String settings(Path plugins, EmbeddedPostgres postgres) throws IOException {
    String url = postgres.logins().app().url();
    return """
        console: {port: 0}
        gateway: {port: 0}
        plugins: {directory: %s}
        secrets: {keyFile: %s}
        database:
          url: %s
          owner: %s
          app: %s
          engine: %s
        """
        .formatted(
            plugins,
            directory.resolve("secrets.key"),
            url,
            account(postgres.logins().owner()),
            account(postgres.logins().app()),
            account(postgres.logins().engine()));
  }

  private String account(DatabaseLogin login) throws IOException {
    Path file = Files.writeString(directory.resolve(login.user()), login.password());
    return "{user: %s, passwordFile: %s}".formatted(login.user(), file);
  }

  private ServerProcess server(String name, String settings) {
    return ServerProcess.start(directory.resolve(name), settings);
  }

  private static Client admin(ServerProcess server) throws IOException {
    Client anonymous = server.anonymous();
    Client operator = anonymous.bearer(server.operatorKey());
    return anonymous.bearer(operator.post("/api/v1/tenants", "{\"name\": \"t\"}").text("key"));
  }

  /** Somebody beside the servers, who looks at the ledger in the database again and again. */
  private static final class Observer {

    private static final String SEEN =
        """
        select leased, (select sum(coalesce(settled + overrun, amount)) from ledger_slice)
        from ledger_window
        """;

    private final DatabaseLogin login;
    private volatile long most;
    private final AtomicInteger samples = new AtomicInteger();
    private volatile int wrong;
    private volatile boolean ended;

    Observer(DatabaseLogin login) {
      this.login = login;
    }

    void watch() {
      while (!ended) {
        try (Connection connection = login.connect()) {
          while (!ended) {
            look(connection);
            LockSupport.parkNanos(2_000_000);
          }
        } catch (SQLException e) {
          LockSupport.parkNanos(10_000_000); // It is away just now.
        }
      }
    }

    private void look(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(SEEN)) {
        if (row.next()) {
          samples.incrementAndGet();
          most = Math.max(most, row.getLong(1));
          wrong = row.getLong(1) == row.getLong(2) ? wrong : wrong + 1;
        }
      }
    }

    long ask(String sql) throws SQLException {
      try (Connection connection = login.connect();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        row.next();
        return row.getLong(1);
      }
    }

    void end() {
      ended = true;
    }
  }
}
