package io.auterity.server.live;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.server.runs.Runs;
import io.auterity.workflow.live.RunUpdate;
import io.auterity.workflow.live.RunWatch;
import io.auterity.workflow.view.RunDetail;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.web.socket.CloseStatus;

/** Tells one watcher about one run until it is over. */
final class LiveRun {

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration ALIVE = Duration.ofSeconds(5);

  private final Runs runs;
  private final Time time;
  private final TenantScope scope;
  private final UUID run;
  private final WatcherLine line;
  private final BooleanSupplier allowed;
  private long looked;
  private long sent;

  /**
   * @param allowed whether the watcher may still watch; asked twice a second
   */
  LiveRun(
      Runs runs,
      Time time,
      TenantScope scope,
      UUID run,
      WatcherLine line,
      BooleanSupplier allowed) {
    this.runs = runs;
    this.time = time;
    this.scope = scope;
    this.run = run;
    this.line = line;
    this.allowed = allowed;
  }

  /**
   * Tells what there is to tell.
   *
   * @param since number of the last change that the watcher knows; -1 for none
   */
  void tell(long since) throws InterruptedException {
    looked = time.nanos();
    sent = looked;
    RunDetail known = runs.views().detail(scope, run);
    boolean over = known.summary().phase().over();
    boolean stalled = known.summary().stalled() != null;
    long seq = since < 0 || over || stalled ? hello(known) : since;
    if (over) {
      finish(seq);
    } else {
      follow(seq, known);
    }
  }

  private void follow(long since, RunDetail detail) throws InterruptedException {
    long seq = since;
    WatchedRun known = new WatchedRun(detail);
    RunWatch watch = runs.views().watch(scope, run, since);
    long told = time.nanos();
    while (line.open() && !watch.over() && mayGoOn(seq)) {
      RunUpdate runUpdate = watch.next(LOOK);
      if (runUpdate == null && time.nanos() - told < QUIET.toNanos()) {
        continue;
      }
      told = time.nanos();
      switch (runUpdate) {
        // A run that was away from memory may have come back and ended between two looks.
        case null -> watch = runs.views().watch(scope, run, seq);
        case RunUpdate.Full full -> {
          RunDetail now = runs.views().detail(scope, run);
          known = new WatchedRun(now);
          seq = hello(now);
        }
        case RunUpdate.Progress moved -> {
          send(frame(moved, known));
          seq = moved.seq();
        }
      }
    }
    if (watch.over() && line.open()) {
      finish(seq);
    }
  }

  private LiveFrame frame(RunUpdate.Progress moved, WatchedRun known) {
    known.moved(moved, () -> runs.views().summary(scope, run));
    return LiveFrame.Progress.of(moved, known, runs.evidence(scope, known.summary()), time.now());
  }

  private void finish(long seq) {
    send(LiveFrame.Finished.of(seq + 1, time.now(), runs.summary(scope, run)));
    line.close(CloseStatus.NORMAL);
  }

  private long hello(RunDetail detail) {
    send(LiveFrame.Hello.of(runs.run(scope, detail), time.now()));
    return detail.seq();
  }

  private void send(LiveFrame runUpdate) {
    line.send(runUpdate);
    sent = time.nanos();
  }

  private boolean mayGoOn(long seq) {
    long now = time.nanos();
    if (now - looked >= LOOK.toNanos()) {
      looked = now;
      if (!allowed.getAsBoolean()) {
        line.close(WatcherLine.UNAUTHENTICATED);
        return false;
      }
    }
    if (now - sent >= ALIVE.toNanos()) {
      send(LiveFrame.Alive.of(seq, time.now()));
    }
    return true;
  }
}
