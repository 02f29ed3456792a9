package io.auterity.workflow.engine;

import io.auterity.platform.id.WireId;
import io.auterity.spi.Failure;
import io.auterity.workflow.journal.UnreadableException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that are not over and cannot be read back. They are not ended: another version of the server
 * may be able to read them. Only this process knows of them, as the next start looks again.
 */
final class StalledRuns {

  private static final Logger LOG = LoggerFactory.getLogger(StalledRuns.class);

  private final Map<UUID, Failure> reasons = new ConcurrentHashMap<>();

  /** Notes a run, and logs it the first time. */
  void add(UUID run, UnreadableException e) {
    if (reasons.put(run, e.failure()) == null) {
      LOG.error("{} stands still: {}", WireId.RUN.write(run), e.getMessage(), e);
    }
  }

  /** The run has been read after all. */
  void remove(UUID run) {
    reasons.remove(run);
  }

  Optional<Failure> reason(UUID run) {
    return Optional.ofNullable(reasons.get(run));
  }

  int count() {
    return reasons.size();
  }
}
