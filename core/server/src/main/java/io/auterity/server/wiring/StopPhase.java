package io.auterity.server.wiring;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/** A part of the product that has its place in the order in which the application stops. */
interface StopPhase extends SmartLifecycle {

  @Override
  default void start() {
    // Started already: the product does not wait for the web server.
  }

  @Override
  default boolean isRunning() {
    return true;
  }

  /** Something that ends in its phase; phases below the web server's come after it. */
  record Ending(int after, AutoCloseable part) implements StopPhase {

    private static final int STEP = 2048;

    @Override
    public int getPhase() {
      return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - after * STEP;
    }

    @Override
    public void stop() {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("Cannot close " + part, e);
      }
    }
  }

  /** Another door, which closes to new calls in the same phase as the web server's, beside it. */
  record Draining(String name, Runnable drain) implements StopPhase {

    @Override
    public int getPhase() {
      return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }

    @Override
    public void stop() {
      drain.run();
    }

    @Override
    public void stop(Runnable drained) {
      Thread.ofPlatform()
          .name("drain-" + name)
          .start(
              () -> {
                try {
                  drain.run();
                } finally {
                  drained.run();
                }
              });
    }
  }
}
