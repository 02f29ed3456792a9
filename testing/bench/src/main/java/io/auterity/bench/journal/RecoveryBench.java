package io.auterity.bench.journal;

import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.journal.store.Books;
import io.auterity.bench.server.MeasuredServer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The server is killed while a hundred runs are under way and one of 100,000 items waits for a
 * signal: how long a start takes, until the hundred are over, and until the long one has been
 * loaded and has ended, once it is signalled. Then runs of several lengths are loaded by an engine.
 */
public final class RecoveryBench implements Bench {

  private static final int ITEMS = 100_000;
  private static final int UNDER_WAY = 100;
  private static final int REPEATED = 5;
  private static final Pattern RUN = Pattern.compile("\"id\"\\s*:\\s*\"(run_[0-9a-z]+)\"");
  private static final Pattern STATE = Pattern.compile("\"state\"\\s*:\\s*\"([a-z]+)\"");

  private static final String LONG =
      """
      {"kind": "workflow", "id": "long", "spec": {"steps": [
        {"id": "all", "each": "${range(%d)}", "as": "n", "output": "${half}",
         "steps": [{"id": "half", "transform": "${n / 2}"}]},
        {"id": "go", "await": {"signal": "go"}}]}}\
      """
          .formatted(ITEMS);
  private static final String UNDER_WAY_ONES =
      """
      {"kind": "workflow", "id": "busy", "spec": {"steps": [
        {"id": "again", "loop": 20, "every": "100ms", "atMost": "end", "steps": [
          {"id": "one", "call": "text.pii.mask", "with": {"text": "x"}}]}]}}\
      """;
  private static final String TEXTS =
      """
      {"kind": "provider", "id": "texts", "spec": {"connector": "local-text"}}\
      """;

  @Override
  public String name() {
    return "recovery";
  }

  @Override
  public String summary() {
    return "milliseconds until runs go on after kill -9, also one of 100,000 items";
  }

  @Override
  public Figures run() {
    Rounds ready = new Rounds();
    Rounds over = new Rounds();
    Rounds loaded = new Rounds();
    try (MeasuredServer server = MeasuredServer.on(JournalBench.folder(name()))) {
      server.start();
      server.apply("[%s, %s, %s]".formatted(TEXTS, LONG, UNDER_WAY_ONES));
      for (int round = 0; round < REPEATED; round++) {
        String waiting = begin(server, "long");
        awaitState(server, waiting, "waiting");
        List<String> busy =
            IntStream.range(0, UNDER_WAY).mapToObj(number -> begin(server, "busy")).toList();
        server.kill();
        long began = System.nanoTime();
        ready.add(server.start());
        busy.forEach(run -> awaitState(server, run, "succeeded"));
        over.add((System.nanoTime() - began) / 1e6);
        long signalled = System.nanoTime();
        var _ = server.post("/api/v1/runs/%s/signals/go".formatted(waiting), "{}");
        awaitState(server, waiting, "succeeded");
        loaded.add((System.nanoTime() - signalled) / 1e6);
      }
    }
    Figures figures =
        new Figures()
            .add("ready_ms", ready)
            .add("busy_runs_over_ms", over)
            .add("long_run_over_ms", loaded);
    try (BenchDatabase database = BenchDatabase.in(JournalBench.folder("loads"));
        EngineSite site = new EngineSite(database, JournalBench.plugin())) {
      LongRunLoads.measure(site, figures);
    }
    return figures;
  }

  private static String begin(MeasuredServer server, String workflow) {
    Matcher id =
        RUN.matcher(
            server.post("/api/v1/workflows/%s/runs".formatted(workflow), "{\"input\": {}}"));
    if (!id.find()) {
      throw new VoidRunException("no run of '%s' was accepted".formatted(workflow));
    }
    return id.group(1);
  }

  private static void awaitState(MeasuredServer server, String run, String wanted) {
    Books.await(
        "the run %s did not become %s in time".formatted(run, wanted),
        () -> {
          Matcher state = STATE.matcher(server.get("/api/v1/runs/" + run));
          if (state.find() && Stream.of("failed", "cancelled").anyMatch(state.group(1)::equals)) {
            throw new VoidRunException("the run %s is %s".formatted(run, state.group(1)));
          }
          return state.hasMatch() && state.group(1).equals(wanted);
        });
  }
}
