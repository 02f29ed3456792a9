package io.auterity.workflow.engine;

/**
 * Bounds of the engine.
 *
 * @param writers connections that write the journal
 * @param active runs in memory at one time; others wait for room
 * @param queued new runs that may wait for room, of one tenant at most half of what others leave
 */
public record EngineSettings(int writers, int active, int queued) {

  private static final int MOST_QUEUED = 100_000;

  public static EngineSettings standard() {
    return new EngineSettings(2, 2_000, MOST_QUEUED);
  }
}
