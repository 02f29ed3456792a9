package io.auterity.workflow.engine;

import java.util.UUID;

/**
 * Carries runs on in place of the journal, e.g. by a cluster that runs durable work. Their rows,
 * inboxes, limits and views are as ever.
 */
public interface RunCarrier extends AutoCloseable {

  /** Its name, as workflows and rows of runs have it, e.g. {@code temporal}. */
  String name();

  /**
   * Begins to carry runs on, of this server and others. It is called again until this returns.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable} where its cluster does not
   *     answer or refuses this server
   */
  void start(CarriedRuns runs);

  /**
   * Has a run look at what waits for it; one that no execution carries on begins, or goes on from
   * its rows. It is called again until this returns.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  void ring(UUID run);

  /**
   * Whether an execution carries a run on, or is about to.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  boolean carries(UUID run);

  /**
   * Lets calls under way end, as far as they do soon; others go on with the rest. Runs can be rung
   * still.
   */
  @Override
  void close();

  /** Ends at once, as a crash would; also after {@link #close()}. */
  void halt();
}
