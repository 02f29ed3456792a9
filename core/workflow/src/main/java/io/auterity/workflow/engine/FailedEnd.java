package io.auterity.workflow.engine;

import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.writer.Journal;
import java.time.Duration;
import java.util.List;

/**
 * Writes the end of a run that cannot go on, again and again while the database refuses it. Until
 * then the run is taken up by the next start.
 */
final class FailedEnd implements Journal.Receipt {

  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final LoadedRun run;
  private final RunHead end;
  private final EngineServices services;

  FailedEnd(LoadedRun run, RunHead end, EngineServices services) {
    this.run = run;
    this.end = end;
    this.services = services;
  }

  void write() {
    services.journal().append(JournalEntry.of(run.birth(), List.of(), end), this);
  }

  @Override
  public void committed() {
    run.progress().phase(end.phase(), services.time().now());
  }

  @Override
  public void lost() {}

  @Override
  public void refused() {
    services.timers().after(PAUSE, this::write);
  }
}
