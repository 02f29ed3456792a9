package io.auterity.plugins.script;

import io.auterity.plugins.script.ScriptChild.IdleException;
import io.auterity.plugins.script.child.ScriptOutcome;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderWork;
import io.auterity.toolkit.Cancelled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The processes of all scripts: two at most, each of one owner, none when no script has run for a
 * while. Owners who run nothing go before those who do.
 */
final class ScriptProcesses {

  private static final int MOST = 2;
  private static final int MOST_WAITING = 128;
  private static final int MOST_WAITING_OF_ONE = 64;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ChildCommand command;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Turn> waiting = new ArrayList<>();
  private final List<Rest> idle = new ArrayList<>();
  private int running;

  /** The owner of processes: one provider of one tenant. */
  static final class Owner {
    private int running;
    private boolean gone;
  }

  /** A script that waits; each is another. */
  private static final class Turn {
    private final Owner owner;

    Turn(Owner owner) {
      this.owner = owner;
    }
  }

  private record Rest(Owner owner, ScriptChild child) {}

  ScriptProcesses(ChildCommand command) {
    this.command = command;
  }

  /** Runs a script when it is its turn. */
  ScriptOutcome run(Owner owner, ScriptChild.Request request, ProviderWork work, Call call) {
    ScriptChild child = take(owner, call);
    try {
      while (true) {
        try {
          child = child == null ? ScriptChild.start(command, work, call) : child;
          return child.run(request, work, call);
        } catch (IdleException e) {
          child = null;
        }
      }
    } finally {
      giveBack(owner, child);
    }
  }

  /** Waits for a place; gives what ran scripts of the owner before, if there is such. */
  private @Nullable ScriptChild take(Owner owner, Call call) {
    Turn turn = new Turn(owner);
    lock.lock();
    try {
      long own = waiting.stream().filter(other -> other.owner == owner).count();
      if (waiting.size() >= MOST_WAITING || own >= MOST_WAITING_OF_ONE) {
        throw ScriptErrors.busy(waiting.size());
      }
      waiting.add(turn);
      await(turn, call);
      running++;
      owner.running++;
      return idleOf(owner);
    } finally {
      waiting.remove(turn);
      changed.signalAll();
      lock.unlock();
    }
  }

  // A cancelled call is seen at the next look.
  private void await(Turn turn, Call call) {
    try {
      while (running == MOST || next() != turn) {
        Cancelled.check(call);
        var _ = changed.awaitNanos(LOOK_NANOS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the caller was interrupted");
    }
  }

  private Turn next() {
    return waiting.stream()
        .filter(turn -> turn.owner.running == 0)
        .findFirst()
        .orElse(waiting.getFirst());
  }

  // Of another owner's one ends, where there would be too many.
  private @Nullable ScriptChild idleOf(Owner owner) {
    idle.removeIf(rest -> !rest.child.alive());
    for (Rest rest : idle) {
      if (rest.owner == owner) {
        idle.remove(rest);
        return rest.child;
      }
    }
    if (idle.size() + running > MOST) {
      idle.removeFirst().child.end();
    }
    return null;
  }

  private void giveBack(Owner owner, @Nullable ScriptChild child) {
    lock.lock();
    try {
      running--;
      owner.running--;
      if (child != null && owner.gone) {
        child.end();
      } else if (child != null && child.alive()) {
        idle.add(new Rest(owner, child));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends what an owner has, who runs nothing any more. */
  void end(Owner owner) {
    lock.lock();
    try {
      owner.gone = true;
      endIdle(rest -> rest.owner == owner);
    } finally {
      lock.unlock();
    }
  }

  /** Ends all that run nothing. */
  void endIdle() {
    lock.lock();
    try {
      endIdle(rest -> true);
    } finally {
      lock.unlock();
    }
  }

  private void endIdle(Predicate<Rest> which) {
    idle.removeIf(
        rest -> {
          if (which.test(rest)) {
            rest.child.end();
          }
          return which.test(rest);
        });
  }
}
