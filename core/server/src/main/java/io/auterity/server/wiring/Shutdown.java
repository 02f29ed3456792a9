package io.auterity.server.wiring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends parts one after the other; one that breaks keeps none of the others from ending. */
final class Shutdown {

  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  private Shutdown() {}

  static void of(Runnable... ends) {
    for (Runnable end : ends) {
      run(end);
    }
  }

  private static void run(Runnable end) {
    try {
      end.run();
    } catch (RuntimeException | Error e) {
      LOG.error("A part of the server did not end cleanly.", e);
    }
  }
}
