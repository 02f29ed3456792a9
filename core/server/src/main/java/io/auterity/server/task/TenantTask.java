package io.auterity.server.task;

import io.auterity.platform.call.TenantScope;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/** A task that a tenant asked for. Its worker tells how far it is; callers ask, and end it. */
public class TenantTask {

  private enum State {
    RUNNING,
    /** Its result is being kept, and it can no longer be ended. */
    KEEPING,
    DONE,
    CANCELLED,
    FAILED
  }

  private final UUID id;
  private final TenantScope scope;
  private State state = State.RUNNING;
  private boolean ended;
  private volatile double progress;

  protected TenantTask(UUID id, TenantScope scope) {
    this.id = Objects.requireNonNull(id);
    this.scope = Objects.requireNonNull(scope);
  }

  public final UUID id() {
    return id;
  }

  public final TenantScope scope() {
    return scope;
  }

  /** From 0 to 1. */
  public final double progress() {
    return progress;
  }

  /**
   * As it is told: {@code running} until its work has ended, also after a cancellation; then {@code
   * done}, {@code cancelled} or {@code failed}.
   */
  public final synchronized String state() {
    return (ended ? state : State.RUNNING).name().toLowerCase(Locale.ROOT);
  }

  /** Whether it can be ended before its work has: it was not given up, and nothing is kept yet. */
  final synchronized boolean cancellable() {
    return state == State.RUNNING;
  }

  /** Whether the work on it has ended. */
  public final synchronized boolean ended() {
    return ended;
  }

  /**
   * Notes how far it is.
   *
   * @return whether it goes on; false when it was given up
   */
  public final synchronized boolean reached(double share) {
    if (state != State.RUNNING) {
      return false;
    }
    progress = share;
    return true;
  }

  /**
   * Begins to keep its result, after which it can no longer be ended.
   *
   * @return false when it was given up before
   */
  public final synchronized boolean keep() {
    if (state == State.RUNNING) {
      state = State.KEEPING;
    }
    return state == State.KEEPING;
  }

  /**
   * Gives it up, if it has not ended.
   *
   * @return false when its result is kept
   */
  public final synchronized boolean cancel() {
    if (state == State.RUNNING) {
      state = State.CANCELLED;
    }
    return state == State.CANCELLED || state == State.FAILED;
  }

  /** Ends the work on it; one that was given up stays so. */
  public final synchronized void end(boolean done) {
    if (ended) {
      return;
    }
    if (state != State.CANCELLED) {
      state = done ? State.DONE : State.FAILED;
      progress = done ? 1 : progress;
    }
    ended = true;
  }
}
