package io.auterity.server.wiring;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Something that ends in its phase of the stop; phases below the web server's come after it. */
record Ending(int after, AutoCloseable part) implements SmartLifecycle {

  private static final int STEP = 2048;

  @Override
  public int getPhase() {
    return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - after * STEP;
  }

  @Override
  public void start() {
    // Started already: the product does not wait for the web server.
  }

  @Override
  public void stop() {
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot close " + part, e);
    }
  }

  @Override
  public boolean isRunning() {
    return true;
  }
}
