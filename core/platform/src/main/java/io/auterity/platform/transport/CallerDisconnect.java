package io.auterity.platform.transport;

import java.util.ArrayList;
import java.util.List;

/** Tells a background call that the caller that waits for it has disconnected. */
public final class CallerDisconnect {

  private final List<Runnable> listeners = new ArrayList<>();
  private boolean happened;

  public synchronized boolean happened() {
    return happened;
  }

  /** Has something done when it happens, at once where it has. */
  public void on(Runnable action) {
    if (!heard(action)) {
      action.run();
    }
  }

  private synchronized boolean heard(Runnable action) {
    return !happened && listeners.add(action);
  }

  /** The caller has gone; harmless when told again. */
  public void happen() {
    taken().forEach(Runnable::run);
  }

  private synchronized List<Runnable> taken() {
    happened = true;
    List<Runnable> all = List.copyOf(listeners);
    listeners.clear();
    return all;
  }
}
