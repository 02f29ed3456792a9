package io.auterity.server.wiring;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Another door, which closes to new calls in the same phase as the web server's, beside it. */
record Draining(String name, Runnable drain) implements SmartLifecycle {

  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
  }

  @Override
  public void start() {
    // Started already: the product does not wait for the web server.
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

  @Override
  public boolean isRunning() {
    return true;
  }
}
