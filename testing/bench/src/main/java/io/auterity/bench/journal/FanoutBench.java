package io.auterity.bench.journal;

import io.auterity.bench.cpu.UsedHeap;
import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import io.auterity.bench.figures.Samples;
import io.auterity.bench.journal.store.Books;
import io.auterity.spi.Json;
import java.util.Arrays;

/**
 * Runs of many steps: one over 100,000 items, one of 100,000 rounds without calls, and one of
 * 20,000 rounds of one call each, whose last rounds are compared with its first. What a run holds
 * in memory is told before its last call, when it holds the most.
 */
public final class FanoutBench implements Bench {

  private static final int ITEMS = 100_000;
  private static final int ROUNDS_WITH_CALLS = 20_000;
  private static final int SOME = 1_000;
  private static final int REPEATED = 5;

  private static final String END =
      """
      {"id": "end", "call": "text.pii.mask", "with": {"text": "x"}}\
      """;
  private static final String ITEM =
      """
      {"steps": [{"id": "all", "each": "${range(%d)}", "as": "n", "output": "${half}",
        "steps": [{"id": "half", "transform": "${n / 2}"}]}, %s]}\
      """
          .formatted(ITEMS, END);
  private static final String LOOP =
      """
      {"steps": [{"id": "again", "loop": %d, "as": "n", "from": 0, "next": "${n + 1}",
        "atMost": "end", "steps": [{"id": "half", "transform": "${n}"}]}, %s]}\
      """
          .formatted(ITEMS, END);
  private static final String CALLS =
      """
      {"steps": [{"id": "again", "loop": %d, "atMost": "end",
        "steps": [{"id": "one", "call": "text.pii.mask", "with": {"text": "x"}}]}]}\
      """
          .formatted(ROUNDS_WITH_CALLS);

  @Override
  public String name() {
    return "fanout";
  }

  @Override
  public String summary() {
    return "a run over 100,000 items, one of 100,000 rounds, and whether its steps stay as fast";
  }

  @Override
  public Figures run() {
    Figures figures = new Figures();
    try (BenchDatabase database = BenchDatabase.in(JournalBench.folder(name()));
        EngineSite site = new EngineSite(database, JournalBench.plugin())) {
      site.apply(site.caller(), "items", ITEM);
      site.apply(site.caller(), "rounds", LOOP);
      site.apply(site.caller(), "calls", CALLS);
      whole(site, "items", figures);
      whole(site, "rounds", figures);
      calls(site, figures);
    }
    return figures;
  }

  private static void whole(EngineSite site, String workflow, Figures figures) {
    Rounds took = new Rounds();
    Rounds held = new Rounds();
    for (int round = 0; round <= REPEATED; round++) {
      double before = UsedHeap.megabytes();
      CallClock clock = new CallClock("end");
      double[] during = {0};
      site.hear(
          call -> {
            clock.accept(call);
            during[0] = UsedHeap.megabytes();
          });
      long began = System.nanoTime();
      var _ = site.submit(site.caller(), workflow, Json.EMPTY);
      double millis = (clock.next() - began) / 1e6;
      new Books(site.database(), site.caller().scope()).awaitQuiet();
      // The first one warms up.
      if (round > 0) {
        took.add(millis);
        held.add(during[0] - before);
      }
    }
    figures.add(workflow + "_ms", took).add(workflow + "_heap_mb", held);
  }

  private static void calls(EngineSite site, Figures figures) {
    CallClock clock = new CallClock("one");
    site.hear(clock);
    var _ = site.submit(site.caller(), "calls", Json.EMPTY);
    long[] took = new long[ROUNDS_WITH_CALLS - 1];
    long before = clock.next();
    for (int round = 0; round < took.length; round++) {
      long next = clock.next();
      took[round] = next - before;
      before = next;
    }
    Samples first = new Samples(Arrays.copyOfRange(took, SOME, 2 * SOME));
    Samples last = new Samples(Arrays.copyOfRange(took, took.length - SOME, took.length));
    Samples all = new Samples(took);
    figures
        .add("round_p50_us", all.micros(0.5))
        .add("round_p99_us", all.micros(0.99))
        .add("early_round_p50_us", first.micros(0.5))
        .add("late_round_p50_us", last.micros(0.5));
  }
}
