package io.auterity.server.task;

import io.auterity.platform.call.TenantScope;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * A task that a tenant asked for. Whoever works on it tells how far it is; others ask, and end it.
 */
public class TenantTask {

  private enum State {
    RUNNING,
    /** What came of it is being kept, and nobody can end it any more. */
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
   * As it is told: {@code running} until its work has ended, whoever gave it up; then {@code done},
   * {@code cancelled} or {@code failed}.
   */
  public final synchronized String state() {
    return (ended ? state : State.RUNNING).name().toLowerCase(Locale.ROOT);
  }

  /** Whether it can be ended before its work has: nobody gave it up, and nothing is kept yet. */
  final synchronized boolean cancellable() {
    return state == State.RUNNING;
  }

  /** Whether nobody works on it any more. */
  public final synchronized boolean ended() {
    return ended;
  }

  /**
   * Notes how far it is.
   *
   * @return whether it goes on; false when somebody gave it up
   */
  public final synchronized boolean reached(double share) {
    if (state != State.RUNNING) {
      return false;
    }
    progress = share;
    return true;
  }

  /**
   * Begins to keep what came of it, after which nobody can end it.
   *
   * @return false when somebody gave it up before
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
   * @return false when what came of it is kept
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
