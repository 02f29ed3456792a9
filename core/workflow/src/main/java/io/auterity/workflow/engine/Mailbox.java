package io.auterity.workflow.engine;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Messages for one owner, who takes them in turns, never two at a time. */
final class Mailbox<M> {

  private final Consumer<Mailbox<M>> turn;
  private final Object lock = new Object();
  private final Queue<M> messages = new ArrayDeque<>();
  private boolean busy;
  private boolean closed;

  /**
   * An empty mailbox.
   *
   * @param turn takes messages until there is none
   */
  Mailbox(Consumer<Mailbox<M>> turn) {
    this.turn = turn;
  }

  /** Posts; if the owner is idle, another thread wakes it. False when the mailbox is closed. */
  boolean post(M message) {
    return post(List.of(message));
  }

  /** Posts some that the owner is to find together. */
  boolean post(List<M> all) {
    return put(all, () -> Thread.startVirtualThread(this::turns));
  }

  /** Posts; if the owner is idle, it works on this thread. False when the mailbox is closed. */
  boolean postHere(M message) {
    return put(List.of(message), this::turns);
  }

  private boolean put(List<M> all, Runnable wake) {
    synchronized (lock) {
      if (closed) {
        return false;
      }
      messages.addAll(all);
      if (busy) {
        return true;
      }
      busy = true;
    }
    wake.run();
    return true;
  }

  private void turns() {
    do {
      turn.accept(this);
    } while (!rest());
  }

  private boolean rest() {
    synchronized (lock) {
      busy = !messages.isEmpty() && !closed;
      return !busy;
    }
  }

  /** The next message; null when there is none. */
  @Nullable M take() {
    synchronized (lock) {
      return messages.poll();
    }
  }

  /** Takes no more messages; refused while there are some. */
  boolean closeIfEmpty() {
    synchronized (lock) {
      closed = closed || messages.isEmpty();
      return closed;
    }
  }

  /** Takes no more messages and forgets those that are there. */
  void close() {
    synchronized (lock) {
      closed = true;
      messages.clear();
    }
  }
}
