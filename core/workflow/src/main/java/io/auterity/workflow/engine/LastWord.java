package io.auterity.workflow.engine;

import io.auterity.workflow.journal.Entry;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.writer.Receipt;
import java.time.Duration;
import java.util.List;

/**
 * Writes the end of a run that cannot go on, again and again while the database refuses it. Until
 * then the run is taken up by the next start.
 */
final class LastWord implements Receipt {

  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final LoadedRun run;
  private final RunHead end;
  private final Surroundings surroundings;

  LastWord(LoadedRun run, RunHead end, Surroundings surroundings) {
    this.run = run;
    this.end = end;
    this.surroundings = surroundings;
  }

  void write() {
    surroundings.journal().append(Entry.of(run.birth(), List.of(), end), this);
  }

  @Override
  public void committed() {
    run.progress().phase(end.phase(), surroundings.time().now());
  }

  @Override
  public void lost() {}

  @Override
  public void refused() {
    surroundings.alarms().after(PAUSE, this::write);
  }
}
