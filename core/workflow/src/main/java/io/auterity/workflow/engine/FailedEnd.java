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
  private final Runnable over;

  /**
   * An end that is not written yet.
   *
   * @param over told when it is, or never will be by this process
   */
  FailedEnd(LoadedRun run, RunHead end, EngineServices services, Runnable over) {
    this.run = run;
    this.end = end;
    this.services = services;
    this.over = over;
  }

  void write() {
    services.journal().append(JournalEntry.of(run.birth(), List.of(), end), this);
  }

  @Override
  public void committed() {
    run.progress().phase(end.phase(), services.time().now());
    over.run();
  }

  @Override
  public void lost() {
    over.run();
  }

  // Another one: the journal takes nothing more of a writer that it has refused.
  @Override
  public void refused() {
    FailedEnd next = new FailedEnd(run, end, services, over);
    services.timers().after(PAUSE, next::write);
  }
}
