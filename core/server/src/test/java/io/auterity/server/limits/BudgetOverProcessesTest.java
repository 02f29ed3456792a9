package io.auterity.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.embedded.EmbeddedPostgres;
import io.auterity.platform.database.embedded.FreshCluster;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Budgets of a tenant, a key, a team above the key's and a label under a thousand concurrent calls
 * at two processes, plain and streamed, at four prices, whose vendors fail in every way there is,
 * while one of the processes is killed and the database restarted: what is settled and held never
 * exceeds a cap, and neither does what the vendors charge and tell. What they tell is settled to
 * the last nano-unit; of what they charge and do not tell, for answers that were cut, what is
 * estimated of them, and for those of which nothing came no more than that. All of it is drawn by a
 * seed, which the name of the test tells; {@code -Dauterity.budget.seed} draws it again, and {@code
 * -Dauterity.budget.seeds} tries that many.
 */
@Tag("postgresql")
class BudgetOverProcessesTest {

  private static final int CALLS = 1_000;

  /** Draws the seeds where none is named. */
  private static final long DRAWN = 20_261_126;

  /** Whoever leaves sooner never learns of a call that was served, and paid, all the same. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Bytes of a request that are counted beside its prompt at most: the name of the model. */
  private static final int BESIDE = 16;

  /** How long answers without a limit may be at least, and at most; in tokens. */
  private static final int USUAL = 4_096;

  private static final int CEILING = 16_384;

  /** How often is asked again where only a process, a provider or the database is away. */
  private static final int TRIES = 200;

  @TempDir Path directory;

  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile boolean killed;

  static LongStream seeds() {
    Long seed = Long.getLong("auterity.budget.seed");
    int many = Integer.getInteger("auterity.budget.seeds", 1);
    return seed == null ? new Random(DRAWN).longs(many, 0, 1_000_000_000) : LongStream.of(seed);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noneIsEverExceeded(long seed) throws Exception {
    Random random = new Random(seed);
    List<DrawnCall> calls =
        IntStream.range(0, CALLS).mapToObj(id -> DrawnCall.draw(id, random)).toList();
    FaultyVendor vendor = new FaultyVendor(Files.createDirectories(directory.resolve("charges")));
    Path plugins = Files.createDirectories(directory.resolve("plugins"));
    vendor.write(plugins.resolve("faulty.jar"));
    try (EmbeddedPostgres postgres = FreshCluster.startIn(directory)) {
      List<DrawnBudget> budgets;
      long survivor;
      LedgerWatch watch = new LedgerWatch(postgres.administrator("auterity"));
      try (watch;
          ServerProcess first = server(postgres, "first");
          ServerProcess second = server(postgres, "second", "engine: {enabled: false}")) {
        survivor = first.pid();
        budgets = call(calls, new Sites(first, second, postgres), random);
      }
      verify(calls, budgets, vendor.charges(), watch, survivor);
    }
  }

  private void verify(
      List<DrawnCall> calls,
      List<DrawnBudget> budgets,
      List<FaultyVendor.Charge> charges,
      LedgerWatch watch,
      long survivor)
      throws Exception {
    assertThat(watch.looks()).as("looks at the database").isGreaterThan(20);
    assertThat(watch.wrong()).as("looks that found leases and slices apart").isZero();
    assertThat(served).as("calls that were served").hasPositiveValue();
    assertThat(failed).as("calls that failed").hasPositiveValue();
    assertThat(refused).as("calls that no budget had room for").hasPositiveValue();
    List<FaultyVendor.Charge> ofSurvivor =
        charges.stream().filter(charge -> charge.process() == survivor).toList();
    Map<String, Long> leased = watch.ask("select limit_id, leased from ledger_window");
    Map<String, Long> settled =
        watch.ask(
            """
            select limit_id, sum(settled + overrun)::bigint from ledger_slice
            where closed is not null group by limit_id
            """);
    for (DrawnBudget budget : budgets) {
      assertThat(watch.most().getOrDefault(budget.id(), 0L))
          .as("settled and held of %s at any time", budget.id())
          .isPositive()
          .isLessThanOrEqualTo(budget.cap());
      assertThat(leased.getOrDefault(budget.id(), 0L))
          .as("settled and left open of %s in the end", budget.id())
          .isLessThanOrEqualTo(budget.cap());
      assertThat(budget.charged(calls, charges))
          .as("what the vendors charged and told of %s", budget.id())
          .isPositive()
          .isLessThanOrEqualTo(leased.getOrDefault(budget.id(), 0L));
      assertThat(settled.getOrDefault(budget.id(), 0L))
          .as("settled of %s by the process that ended", budget.id())
          .isBetween(
              budget.leastSettled(calls, ofSurvivor),
              budget.mostSettled(calls, ofSurvivor, BESIDE));
    }
    verify(calls, charges);
  }

  private static void verify(List<DrawnCall> calls, List<FaultyVendor.Charge> charges) {
    assertThat(charges)
        .as("what was charged and told, or not")
        .extracting(FaultyVendor.Charge::end)
        .contains(FaultyVendor.End.values());
    assertThat(charges)
        .filteredOn(charge -> calls.get(charge.call()).isUnbounded())
        .as("the limits of output that a budget sends")
        .extracting(FaultyVendor.Charge::limit)
        .allMatch(limit -> limit >= USUAL && limit <= CEILING)
        .as("some are shortened by what is free")
        .anyMatch(limit -> limit < CEILING);
  }

  /** Who is called, and what they stand on. */
  private record Sites(ServerProcess first, ServerProcess second, EmbeddedPostgres postgres) {}

  /** A key at both processes. */
  private record Caller(Client here, Client there) {
    static Caller of(Sites sites, String key) {
      return new Caller(
          sites.first().gateway().bearer(key).waiting(LONGEST),
          sites.second().gateway().bearer(key).waiting(LONGEST));
    }
  }

  /** What happens after so many answers. */
  private record Blow(int after, Runnable action) {}

  private List<DrawnBudget> call(List<DrawnCall> calls, Sites sites, Random random)
      throws Exception {
    Client admin = admin(sites.first());
    admin.apply("{kind: team, id: house, spec: {}}");
    admin.apply("{kind: team, id: shop, spec: {parent: house}}");
    Reply team = key(admin, "team", ", \"owner\": \"team/shop\"");
    Reply single = key(admin, "alone", "");
    List<DrawnBudget> budgets = DrawnBudget.draw(calls, single.text("key.id"), random);
    admin.apply(DrawnBudget.PROVIDERS + DrawnBudget.prices());
    budgets.forEach(budget -> admin.apply(budget.resource()));
    Caller ofTeam = Caller.of(sites, team.text("secret"));
    Caller alone = Caller.of(sites, single.text("secret"));
    awaitResources(sites, admin);
    List<Blow> blows =
        List.of(
            new Blow(30 + random.nextInt(150), () -> kill(sites.second())),
            new Blow(30 + random.nextInt(150), () -> kill(sites.postgres())));
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> made = new ArrayList<>();
      for (DrawnCall call : calls) {
        made.add(callers.submit(() -> call(call, call.ofTeam() ? ofTeam : alone, blows)));
      }
      for (Future<?> one : made) {
        one.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
      }
    }
    assertThat(served.get() + failed.get() + refused.get()).isEqualTo(CALLS);
    return budgets;
  }

  private static void awaitResources(Sites sites, Client admin) {
    Client there = sites.second().anonymous().bearer(admin.key());
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (there.get("/api/v1/providers/two").status() != 200
        || !there.get("/api/v1/limits").body().contains("\"label\"")) {
      assertThat(System.nanoTime()).as("resources at the second process").isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private void kill(ServerProcess second) {
    second.kill();
    killed = true;
  }

  private static void kill(EmbeddedPostgres postgres) {
    ProcessHandle.of(postgres.pid().orElseThrow()).orElseThrow().destroyForcibly();
  }

  /** Calls until it is answered: what was cut, merely held, or no database, is asked again. */
  private void call(DrawnCall call, Caller caller, List<Blow> blows) {
    boolean atSecond = call.beside();
    int tries = 0;
    AtomicInteger outcome = null;
    while (outcome == null) {
      outcome = outcome(call, reply(call, atSecond && !killed ? caller.there() : caller.here()));
      atSecond = false;
      if (outcome == null) {
        tries++;
        outcome = tries > TRIES ? failed : null;
        LockSupport.parkNanos(20_000_000);
      }
    }
    outcome.incrementAndGet();
    int now = answered.incrementAndGet();
    blows.stream().filter(blow -> blow.after() == now).forEach(blow -> blow.action().run());
  }

  /** Null where it is to be asked again. */
  private @Nullable AtomicInteger outcome(DrawnCall call, @Nullable Reply reply) {
    if (reply != null && reply.status() == 200) {
      return served;
    }
    if (reply != null && reply.header("auterity-code").equals("budget_exhausted")) {
      return reply.header("x-should-retry").equals("true") ? null : refused;
    }
    return call.isHopeless() ? failed : null;
  }

  /** Null where nothing came: it was cut, or its caller left. */
  private static @Nullable Reply reply(DrawnCall call, Client client) {
    Client asking = call.labelled() ? client.with("Auterity-Labels", "app=claims") : client;
    Client patient =
        switch (call.first()) {
          case GONE -> new Client(asking.base(), asking.headers(), Duration.ofMillis(150));
          case STALL -> asking.with("Auterity-Timeout", "150ms");
          default -> asking;
        };
    try {
      return patient.post("/v1/chat/completions", call.body());
    } catch (UncheckedIOException e) {
      return null;
    }
  }

  private static Reply key(Client admin, String name, String more) {
    Reply made =
        admin.post(
            "/api/v1/keys",
            "{\"name\": \"%s\", \"roles\": [\"operator\"]%s}".formatted(name, more));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    return made;
  }

  private ServerProcess server(EmbeddedPostgres postgres, String name, String... more) {
    return ServerProcess.on(postgres.logins(), directory, name, more);
  }

  private static Client admin(ServerProcess server) throws IOException {
    Client anonymous = server.anonymous();
    Client operator = anonymous.bearer(server.operatorKey());
    return anonymous.bearer(operator.post("/api/v1/tenants", "{\"name\": \"t\"}").text("key"));
  }
}
