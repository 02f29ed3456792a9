package io.auterity.workflow.engine;

import io.auterity.platform.call.Invocation;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.journal.UnreadableException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that are not over and cannot be carried on. They are not ended: another version of the
 * server, or one with more memory, may be able to go on with them. Only this process knows of them,
 * as the next start looks again.
 */
final class StalledRuns {

  private static final Logger LOG = LoggerFactory.getLogger(StalledRuns.class);

  private final Map<UUID, Failure> reasons = new ConcurrentHashMap<>();
  private final Set<UUID> overwhelming = ConcurrentHashMap.newKeySet();

  /**
   * Reads a run, which stands still until that can be done.
   *
   * @throws UnreadableException when it cannot be read, which is noted
   */
  <T> T read(UUID run, Supplier<T> reading) {
    try {
      T read = readable(reading);
      remove(run);
      return read;
    } catch (UnreadableException e) {
      add(run, e);
      throw e;
    }
  }

  private static <T> T readable(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (CallFailedException | FencedException | UnreadableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UnreadableException("what is stored of the run", e);
    }
  }

  /** Notes a run, and logs it the first time. */
  void add(UUID run, UnreadableException e) {
    if (reasons.put(run, e.failure()) == null) {
      LOG.error("{} stands still: {}", Invocation.RUN_ID.write(run), e.getMessage(), e);
    }
  }

  /** Notes a run that has ended the server, alone in memory. */
  void addOverwhelming(UUID run) {
    overwhelming.add(run);
    reasons.put(
        run,
        Failure.of(
            FailureCode.TOO_LARGE,
            """
            the run has ended the server when it was alone in memory, and is loaded no more: \
            most likely its values need more memory than the server has; cancel it, or give the server \
            more memory and repair the run, which has it tried again\
            """));
    LOG.error(
        "{} stands still: it has ended the server, alone in memory.", Invocation.RUN_ID.write(run));
  }

  /** Whether loading that run has ended the server too often: it must not be read. */
  boolean overwhelming(UUID run) {
    return overwhelming.contains(run);
  }

  /** The run is carried on after all, or is over. */
  void remove(UUID run) {
    reasons.remove(run);
    overwhelming.remove(run);
  }

  Optional<Failure> reason(UUID run) {
    return Optional.ofNullable(reasons.get(run));
  }

  int count() {
    return reasons.size();
  }
}
