package io.auterity.plugins.script;

import io.auterity.plugins.script.ScriptChild.IdleException;
import io.auterity.plugins.script.child.ScriptOutcome;
import io.auterity.spi.Call;
import io.auterity.spi.ProviderWork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The processes of all scripts: three at most, two of one tenant, each of one provider, none when
 * no script has run for a while. The host says whose turn it is.
 */
final class ScriptProcesses {

  private static final int MOST = 3;

  /** While fewer run, so many are kept with those that run nothing. */
  private static final int MOST_WITH_IDLE = 2;

  private final ChildCommand command;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Rest> idle = new ArrayList<>();
  private int running;

  /** The owner of processes: one provider of one tenant. */
  static final class Owner {
    private boolean gone;
  }

  private record Rest(Owner owner, ScriptChild child) {}

  ScriptProcesses(ChildCommand command) {
    this.command = command;
  }

  /** Runs a script when it is its turn. */
  ScriptOutcome run(Owner owner, ScriptChild.Request request, ProviderWork work, Call call) {
    try (ProviderWork.Place _ = work.place(MOST, call)) {
      ScriptChild child = take(owner);
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
  }

  /** What ran scripts of the owner before, if there is such. */
  private @Nullable ScriptChild take(Owner owner) {
    lock.lock();
    try {
      running++;
      return idleOf(owner);
    } finally {
      lock.unlock();
    }
  }

  // Others' end, where there would be too many.
  private @Nullable ScriptChild idleOf(Owner owner) {
    idle.removeIf(rest -> !rest.child.alive());
    for (Rest rest : idle) {
      if (rest.owner == owner) {
        idle.remove(rest);
        return rest.child;
      }
    }
    trim();
    return null;
  }

  private void trim() {
    while (!idle.isEmpty() && idle.size() + running > MOST_WITH_IDLE) {
      idle.removeFirst().child.end();
    }
  }

  private void giveBack(Owner owner, @Nullable ScriptChild child) {
    lock.lock();
    try {
      running--;
      if (child != null && owner.gone) {
        child.end();
      } else if (child != null && child.alive()) {
        idle.add(new Rest(owner, child));
      }
      trim();
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
