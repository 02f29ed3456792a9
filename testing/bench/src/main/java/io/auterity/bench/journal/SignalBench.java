package io.auterity.bench.journal;

import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Samples;
import io.auterity.bench.journal.store.Books;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.Vote;
import io.auterity.workflow.approval.Voter;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.store.ApprovalStore;
import io.auterity.workflow.store.ApprovalStore.Asked;
import io.auterity.workflow.store.ApprovalStore.StoredApproval;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * From a signal, or a vote, to the call of the next step: sent at the server that carries the run,
 * and at another one. Then how long a list of approvals takes while 10,000 are open.
 */
public final class SignalBench implements Bench {

  private static final int SENT = 1_000;
  private static final int WARM_UP = 200;
  private static final int OPEN = 10_000;
  private static final int LISTED = 200;
  private static final int PAGE = 51;
  private static final Voter ANN = new Voter("ann", "ann", Set.of("support"), Set.of(), false);

  private static final String ROUNDS =
      """
      {"steps": [{"id": "again", "loop": %d, "atMost": "end", "steps": [%s,
        {"id": "next", "call": "text.pii.mask", "with": {"text": "x"}}]}]}\
      """;
  private static final String SIGNALLED =
      ROUNDS.formatted(WARM_UP + SENT, "{\"id\": \"go\", \"await\": {\"signal\": \"go\"}}");
  private static final String ASK =
      """
      {"id": "asked", "ask": "Go on?", "of": {"teams": ["support"]}, "due": "9d",
       "onDue": "approve"}\
      """;
  private static final String VOTED = ROUNDS.formatted(WARM_UP + SENT, ASK);
  private static final String OPENED = "{\"steps\": [%s]}".formatted(ASK);

  @Override
  public String name() {
    return "signal";
  }

  @Override
  public String summary() {
    return "from a signal or a vote to the next step, here and at another server; 10,000 approvals";
  }

  @Override
  public Figures run() {
    Figures figures = new Figures();
    try (BenchDatabase database = BenchDatabase.in(JournalBench.folder(name()));
        EngineSite site = new EngineSite(database, JournalBench.plugin());
        WorkflowEngine other = site.elsewhere()) {
      Authenticated caller = site.caller();
      site.apply(caller, "signalled", SIGNALLED);
      site.apply(caller, "voted", VOTED);
      site.apply(caller, "opened", OPENED);
      add(figures, "signal", rounds(site, "signalled", run -> signal(site.engine(), caller, run)));
      add(
          figures,
          "signal_elsewhere",
          rounds(site, "signalled", run -> signal(other, caller, run)));
      add(figures, "vote", rounds(site, "voted", run -> vote(site, site.engine(), run)));
      add(figures, "vote_elsewhere", rounds(site, "voted", run -> vote(site, other, run)));
      approvals(site, database, figures);
    }
    return figures;
  }

  private static void add(Figures figures, String name, Samples samples) {
    figures
        .add(name + "_p50_ms", samples.micros(0.5) / 1e3)
        .add(name + "_p99_ms", samples.micros(0.99) / 1e3);
  }

  /** Has a run go on round by round; the time from before each is sent until the next call. */
  private static Samples rounds(EngineSite site, String workflow, Consumer<UUID> send) {
    CallClock clock = new CallClock("next");
    site.hear(clock);
    UUID run = site.submit(site.caller(), workflow, Json.EMPTY);
    long[] took = new long[SENT];
    for (int round = -WARM_UP; round < SENT; round++) {
      long began = System.nanoTime();
      send.accept(run);
      long passed = clock.next() - began;
      if (round >= 0) {
        took[round] = passed;
      }
    }
    new Books(site.database(), site.caller().scope()).awaitQuiet();
    return new Samples(took);
  }

  private static void signal(WorkflowEngine at, Authenticated caller, UUID run) {
    at.signal(caller.scope(), run, "go", Json.NULL, "bench", UUID.randomUUID());
  }

  // Reading what is asked counts: a page does so too.
  private static void vote(EngineSite site, WorkflowEngine at, UUID run) {
    StoredApproval open = open(site);
    Vote vote = new Vote("approve", Json.EMPTY, open.digest(), ANN, site.time().now());
    at.vote(site.caller().scope(), run, open.step(), vote, UUID.randomUUID());
  }

  private static StoredApproval open(EngineSite site) {
    List<StoredApproval> found = list(site, new Asked("open", null, null, 1));
    while (found.isEmpty()) {
      Thread.onSpinWait();
      found = list(site, new Asked("open", null, null, 1));
    }
    return found.getFirst();
  }

  private static List<StoredApproval> list(EngineSite site, Asked asked) {
    return site.database().inTenant(site.caller().scope(), tx -> ApprovalStore.list(tx, asked));
  }

  private static void approvals(EngineSite site, BenchDatabase database, Figures figures) {
    site.submitMany("opened", OPEN, number -> Json.EMPTY, (run, number) -> {});
    Books books = new Books(site.database(), site.caller().scope());
    Books.await("approvals were not asked in time", () -> books.openApprovals() == OPEN);
    database.analyze();
    figures
        .add("list_p95_ms", listed(site, new Asked("open", null, null, PAGE)).micros(0.95) / 1e3)
        .add(
            "list_mine_p95_ms",
            listed(site, new Asked("open", ANN, null, PAGE)).micros(0.95) / 1e3);
  }

  private static Samples listed(EngineSite site, Asked asked) {
    long[] took = new long[LISTED];
    for (int time = 0; time < LISTED; time++) {
      long began = System.nanoTime();
      var _ = list(site, asked);
      took[time] = System.nanoTime() - began;
    }
    return new Samples(took);
  }
}
