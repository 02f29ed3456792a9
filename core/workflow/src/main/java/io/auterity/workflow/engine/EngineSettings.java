package io.auterity.workflow.engine;

/**
 * Bounds of the engine.
 *
 * @param writers connections that write the journal
 * @param active runs in memory at one time; others wait for room
 * @param queued runs that may wait for room
 */
public record EngineSettings(int writers, int active, int queued) {

  public static EngineSettings standard() {
    return new EngineSettings(2, 2_000, 100_000);
  }
}
