package io.auterity.bench.journal;

import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.journal.store.Books;
import io.auterity.spi.Json;
import java.util.List;
import java.util.UUID;

/**
 * Runs of many events that wait for a signal when the engine starts anew: from the signal to the
 * next call. What that takes longer than for a run of few events is the reading of its journal.
 */
final class LongRunLoads {

  private static final List<Integer> CALLS = List.of(0, 10_000, 50_000);
  private static final int REPEATED = 5;

  private static final String NEXT =
      """
      {"id": "next", "call": "text.pii.mask", "with": {"text": "x"}}\
      """;
  private static final String SHORT = "{\"steps\": [%s]}".formatted(NEXT);
  private static final String WAITING =
      """
      {"input": {"calls": {"type": "integer"}}, "steps": [
        {"id": "all", "each": "${range(input.calls)}", "as": "n",
         "steps": [{"id": "one", "call": "text.pii.mask", "with": {"text": "x"}}]},
        {"id": "go", "await": {"signal": "go"}},
        %1$s]}\
      """
          .formatted(NEXT);

  private LongRunLoads() {}

  static void measure(EngineSite site, Figures figures) {
    site.apply(site.caller(), "waiting", WAITING);
    site.apply(site.caller(), "short", SHORT);
    for (int calls : CALLS) {
      Rounds took = new Rounds();
      // The first one warms up.
      for (int round = 0; round <= REPEATED; round++) {
        double millis = load(site, calls);
        if (round > 0) {
          took.add(millis);
        }
      }
      figures.add("load_%d_events_ms".formatted(calls), took);
    }
  }

  private static double load(EngineSite site, int calls) {
    Books books = new Books(site.database(), site.caller().scope());
    UUID run = site.submit(site.caller(), "waiting", Json.EMPTY.with("calls", Json.of(calls)));
    Books.await("the run did not begin to wait in time", () -> books.sleeping() == 1);
    if (books.events(run) < calls) {
      throw new VoidRunException(
          "%d events are there of %d calls".formatted(books.events(run), calls));
    }
    site.stop();
    CallClock clock = new CallClock("next");
    site.hear(clock);
    site.start();
    // Runs are carried on then.
    var _ = site.submit(site.caller(), "short", Json.EMPTY);
    var _ = clock.next();
    long began = System.nanoTime();
    site.engine().signal(site.caller().scope(), run, "go", Json.NULL, "bench", UUID.randomUUID());
    double millis = (clock.next() - began) / 1e6;
    books.awaitQuiet();
    return millis;
  }
}
