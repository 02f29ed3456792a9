package io.auterity.bench.journal;

import io.auterity.bench.cpu.UsedHeap;
import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import io.auterity.bench.figures.Samples;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.journal.store.Books;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Runs that sleep: what they cost others, what a start takes with many of them, how late they wake
 * when many are due within ten seconds, and how soon the runs of 10,000 schedules are noted.
 */
public final class TimersBench implements Bench {

  private static final int BESIDE = 2_100;
  private static final int REPEATED = 20;
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(10);

  private static final int TRIED = 2_000;

  private static final String CALL =
      """
      {"id": "next", "call": "text.pii.mask", "with": {"text": "x"}}\
      """;
  private static final String SHORT = "{\"steps\": [%s]}".formatted(CALL);
  private static final String SLEEPER =
      "{\"steps\": [{\"id\": \"nap\", \"wait\": \"9d\"}, %s]}".formatted(CALL);
  private static final String TIMED =
      """
      {"input": {"at": {"type": "string"}}, "steps":
        [{"id": "nap", "wait": {"until": "${input.at}"}}, %s]}\
      """
          .formatted(CALL);

  private final int sleepers;
  private final int timers;

  public TimersBench() {
    this(6_000, 100_000);
  }

  private TimersBench(int sleepers, int timers) {
    this.sleepers = sleepers;
    this.timers = timers;
  }

  @Override
  public String name() {
    return "timers";
  }

  @Override
  public String summary() {
    return "runs that sleep: beside others, at a start, all due within ten seconds; schedules";
  }

  @Override
  public String options() {
    return """
    --sleepers N  at the start (6,000)
    --timers N    due within ten seconds (100,000)\
    """;
  }

  @Override
  public Bench with(List<String> options) {
    int sleeping = sleepers;
    int due = timers;
    for (int at = 0; at < options.size(); at += 2) {
      String value = at + 1 < options.size() ? options.get(at + 1) : "";
      switch (options.get(at)) {
        case "--sleepers" -> sleeping = number(value, BESIDE);
        case "--timers" -> due = number(value, 1);
        default -> throw new IllegalArgumentException("no option: " + options.get(at));
      }
    }
    return new TimersBench(sleeping, due);
  }

  private static int number(String value, int least) {
    if (!value.matches("\\d{1,8}") || Integer.parseInt(value) < least) {
      throw new IllegalArgumentException("'%s' is no number from %d on".formatted(value, least));
    }
    return Integer.parseInt(value);
  }

  @Override
  public Figures run() {
    Figures figures = new Figures();
    try (BenchDatabase database = BenchDatabase.in(JournalBench.folder(name()));
        EngineSite site = new EngineSite(database, JournalBench.plugin())) {
      Authenticated other = site.road().newTenant("other");
      for (Authenticated owner : List.of(site.caller(), other)) {
        site.apply(owner, "short", SHORT);
        site.apply(owner, "sleeper", SLEEPER);
        site.apply(owner, "timed", TIMED);
      }
      lateness(site, figures);
      UUID sample = sleep(site);
      figures.add("behind_own_ms", first(site, site.caller(), REPEATED));
      figures.add("behind_other_ms", first(site, other, REPEATED));
      database.copySleeper(sample, sleepers - BESIDE);
      start(site, database, figures);
      ManySchedules.measure(site, figures);
    }
    return figures;
  }

  /** Has many runs sleep; one of them. */
  private static UUID sleep(EngineSite site) {
    Books books = new Books(site.database(), site.caller().scope());
    UUID one = site.submit(site.caller(), "sleeper", Json.EMPTY);
    site.submitMany("sleeper", BESIDE - 1, number -> Json.EMPTY, (run, number) -> {});
    Books.await("runs did not fall asleep in time", () -> books.sleeping() == BESIDE);
    return one;
  }

  /** From the request for a run of one call to the call. */
  private static Rounds first(EngineSite site, Authenticated caller, int times) {
    CallClock clock = new CallClock("next");
    site.hear(clock);
    Rounds rounds = new Rounds();
    for (int time = 0; time < times; time++) {
      long began = System.nanoTime();
      var _ = site.submit(caller, "short", Json.EMPTY);
      rounds.add((clock.next() - began) / 1e6);
    }
    return rounds;
  }

  private void start(EngineSite site, BenchDatabase database, Figures figures) {
    Books books = new Books(site.database(), site.caller().scope());
    if (books.sleeping() != sleepers) {
      throw new VoidRunException("%d runs sleep, not %d".formatted(books.sleeping(), sleepers));
    }
    site.stop();
    double before = UsedHeap.megabytes();
    CallClock clock = new CallClock("next");
    site.hear(clock);
    long began = System.nanoTime();
    site.start();
    var _ = site.submit(site.caller(), "short", Json.EMPTY);
    double millis = (clock.next() - began) / 1e6;
    long commits = database.commits();
    LockSupport.parkNanos(IDLE.toNanos());
    figures
        .add("sleepers", (double) sleepers)
        .add("first_run_ms", millis)
        .add("idle_commits_per_s", (database.commits() - commits) / (double) IDLE.toSeconds())
        .add("sleepers_heap_mb", UsedHeap.megabytes() - before);
  }

  private void lateness(EngineSite site, Figures figures) {
    Map<UUID, Instant> due = new ConcurrentHashMap<>();
    Map<UUID, Long> late = new ConcurrentHashMap<>();
    Books books = new Books(site.database(), site.caller().scope());
    Duration ahead = submitting(site);
    books.awaitQuiet();
    site.hear(
        call ->
            late.put(call.run(), Duration.between(due.get(call.run()), Instant.now()).toNanos()));
    Instant first = Instant.now().plus(ahead).plusSeconds(2);
    submitAll(site, first, due);
    if (Instant.now().isAfter(first)) {
      throw new VoidRunException("runs were due before all of them slept; ask for fewer timers");
    }
    Books.await("runs did not wake in time", () -> late.size() == timers);
    books.awaitQuiet();
    Samples samples = new Samples(late.values().stream().mapToLong(Long::longValue).toArray());
    figures
        .add("timers", (double) late.size())
        .add("late_p50_ms", samples.micros(0.5) / 1e3)
        .add("late_p99_ms", samples.micros(0.99) / 1e3)
        .add("late_most_ms", samples.micros(1) / 1e3);
  }

  /** Twice the time that so many starts take, after a few that warm up: all sleep by then. */
  private Duration submitting(EngineSite site) {
    site.submitMany("short", TRIED, number -> Json.EMPTY, (run, number) -> {});
    long began = System.nanoTime();
    site.submitMany("short", TRIED, number -> Json.EMPTY, (run, number) -> {});
    return Duration.ofNanos(System.nanoTime() - began).multipliedBy(2L * timers).dividedBy(TRIED);
  }

  private void submitAll(EngineSite site, Instant first, Map<UUID, Instant> due) {
    IntFunction<Instant> at = number -> first.plus(WITHIN.multipliedBy(number).dividedBy(timers));
    site.submitMany(
        "timed",
        timers,
        number -> Json.EMPTY.with("at", Json.of(at.apply(number).toString())),
        (run, number) -> due.put(run, at.apply(number)));
  }
}
