package io.auterity.workflow.engine;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.live.LiveRuns;
import io.auterity.workflow.live.RunProgress;
import io.auterity.workflow.store.RecoveryStore;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far runs are, as the engine of this server knows it, or else as their rows tell. */
final class LiveEngine implements LiveRuns {

  private static final Logger LOG = LoggerFactory.getLogger(LiveEngine.class);

  private final Database database;
  private final EngineTerms terms;
  private final StalledRuns unreadable;
  private final RunLoader beside;
  private final RecentFolds folds;

  /**
   * The progress of runs.
   *
   * @param unreadable notes runs that could not be read here while another server carried them on
   * @param beside reads runs meanwhile
   */
  LiveEngine(EngineParts parts, EngineTerms terms, StalledRuns unreadable, RunLoader beside) {
    this.database = parts.database();
    this.terms = terms;
    this.unreadable = unreadable;
    this.beside = beside;
    this.folds = RecentFolds.of(parts.database(), parts.time());
  }

  @Override
  public Optional<RunProgress> progress(UUID run) {
    EngineTerm now = terms.now();
    return now == null ? Optional.empty() : now.runs.progress(run);
  }

  @Override
  public Optional<RunProgress> replayed(UUID run) {
    EngineTerm now = terms.now();
    if (now != null && (now.stalled.reason(run).isPresent() || now.suspected(run))) {
      return Optional.empty();
    }
    try {
      RunLoader loader = now == null ? beside : now.loader;
      return loader.load(run, stored -> progress(stored, loader));
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }

  // What reopens a run may wait beside its rows.
  private RunProgress progress(StoredRun stored, RunLoader loader) {
    return stored.birth().carrier() == null || stored.head().round() > 0
        ? loader.load(stored).progress()
        : folds.progress(stored, loader);
  }

  @Override
  public Optional<StoredProgress> elsewhere(UUID run) {
    if (progress(run).isPresent()) {
      return Optional.empty();
    }
    try {
      return database
          .asEngine(EngineJob.JOURNAL, tx -> RecoveryStore.position(tx, run))
          .map(LiveEngine::stored);
    } catch (CallFailedException e) {
      LOG.debug("How far the run {} is cannot be read now.", run, e);
      return Optional.empty();
    }
  }

  private static StoredProgress stored(RecoveryStore.Position at) {
    boolean over = at.phase().over();
    int part = over ? 2 : at.phase() == RunPhase.QUEUED ? 0 : 1;
    return new StoredProgress(3L * at.seq() + part, over);
  }

  @Override
  public Optional<Failure> stalled(UUID run) {
    EngineTerm now = terms.now();
    if (now == null && unreadable.reason(run).isPresent()) {
      var _ = replayed(run); // It may be repaired meanwhile.
    }
    return (now == null ? unreadable : now.stalled).reason(run);
  }
}
