package io.auterity.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.embedded.EmbeddedPostgres;
import io.auterity.platform.database.embedded.FreshCluster;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.ServerProcess;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten servers on one database, each of which is killed under load once the next one is there. What
 * they had leased of a budget and their vendor did not charge stays counted as spent.
 */
@Tag("postgresql")
class KilledServersTest {

  private static final int KILLS = 10;
  private static final int CALLERS = 4;
  private static final long CAP = 200_000_000_000L;
  private static final long TOKEN_IN = 10_000;
  private static final long TOKEN_OUT = 30_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path directory;

  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile @Nullable Reply last;

  @Test
  void tenKillsUnderLoadCostATwentiethOfTheCapAtMost() throws Exception {
    Random random = new Random(34);
    FaultyVendor vendor = new FaultyVendor(Files.createDirectories(directory.resolve("charges")));
    Path plugins = Files.createDirectories(directory.resolve("plugins"));
    vendor.write(plugins.resolve("faulty.jar"));
    try (EmbeddedPostgres postgres = FreshCluster.startIn(directory);
        LedgerWatch watch = new LedgerWatch(postgres.administrator("auterity"))) {
      ServerProcess server = ServerProcess.on(postgres.logins(), directory, "s0");
      String key = setUp(server);
      for (int kill = 1; kill <= KILLS; kill++) {
        server = callAndKill(postgres, server, key, kill, random);
      }
      server.close();

      long leased = watch.ask("select limit_id, leased from ledger_window").getOrDefault("all", 0L);
      long charged = vendor.charges().stream().mapToLong(KilledServersTest::cost).sum();
      assertThat(watch.wrong()).as("looks that found leases and slices apart").isZero();
      assertThat(leased).isBetween(charged, CAP);
      assertThat(leased - charged).as("lost of %d", CAP).isBetween(1L, CAP / 20);
    }
  }

  private static String setUp(ServerProcess server) {
    Client operator = server.anonymous().bearer(server.operatorKey());
    Client admin =
        server
            .anonymous()
            .bearer(operator.post("/api/v1/tenants", "{\"name\": \"t\"}").text("key"));
    admin.apply(
        """
        kind: provider
        id: one
        spec: {connector: faulty-chat, config: {}, slots: 40, models: [{id: plain, output: 200}]}
        ---
        kind: prices
        id: mine
        spec:
          currency: USD
          asOf: "2026-01-01"
          offers:
            one/plain: {input: "%d", output: "%d", per: 1000000000}
        ---
        {kind: budget, id: all, spec: {cap: "%s", currency: USD, period: total}}
        """
            .formatted(TOKEN_IN, TOKEN_OUT, BigDecimal.valueOf(CAP, 9).toPlainString()));
    return admin
        .post("/api/v1/keys", "{\"name\": \"caller\", \"roles\": [\"operator\"]}")
        .text("secret");
  }

  /**
   * Calls a server until some calls are answered, and kills it then. The next one has started
   * before: on a machine of few cores the calls would make that last several times as long.
   */
  private ServerProcess callAndKill(
      EmbeddedPostgres postgres, ServerProcess server, String key, int kill, Random random)
      throws InterruptedException {
    ServerProcess next =
        ServerProcess.on(postgres.logins(), directory, "s" + kill, "engine: {enabled: false}");
    Client gateway = server.gateway().bearer(key);
    AtomicBoolean killed = new AtomicBoolean();
    int until = answered.get() + 100 + random.nextInt(100);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < CALLERS; caller++) {
        int pause = 20 + random.nextInt(40);
        callers.execute(() -> callUntil(killed, gateway, pause));
      }
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (answered.get() < until) {
        assertThat(System.nanoTime() - end).as("too late, %s", last).isNegative();
        LockSupport.parkNanos(1_000_000);
      }
      server.kill();
      killed.set(true);
      return next;
    }
  }

  private void callUntil(AtomicBoolean killed, Client gateway, int pause) {
    while (!killed.get()) {
      try {
        Reply reply = gateway.post("/v1/chat/completions", body(pause));
        last = reply;
        answered.addAndGet(reply.status() == 200 ? 1 : 0);
      } catch (UncheckedIOException e) {
        LockSupport.parkNanos(1_000_000); // It is about to be killed.
      }
    }
  }

  private String body(int pause) {
    return """
        {"model": "plain", "max_tokens": 60, "messages": [{"role": "user",
         "content": "id:%d one:none in:50 cached:0 out:50 thoughts:0 ms:%d"}]}"""
        .formatted(ids.getAndIncrement(), pause);
  }

  private static long cost(FaultyVendor.Charge charge) {
    return charge.tokens().input() * TOKEN_IN + charge.tokens().output() * TOKEN_OUT;
  }
}
