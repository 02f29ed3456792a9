package io.auterity.testkit;

import java.util.ArrayList;
import java.util.List;

/** Whether a call was cancelled, and who wants to know. */
final class FakeCancellation {

  private final List<Runnable> waiting = new ArrayList<>();
  private boolean cancelled;

  synchronized boolean cancelled() {
    return cancelled;
  }

  void onCancel(Runnable action) {
    if (keep(action)) {
      return;
    }
    action.run();
  }

  void cancel() {
    take().forEach(Runnable::run);
  }

  private synchronized boolean keep(Runnable action) {
    if (cancelled) {
      return false;
    }
    return waiting.add(action);
  }

  private synchronized List<Runnable> take() {
    cancelled = true;
    List<Runnable> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }
}
