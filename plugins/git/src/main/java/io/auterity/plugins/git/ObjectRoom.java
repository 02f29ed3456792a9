package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.toolkit.Cancelled;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory that all pushes and fetches together take for objects: what is read of packs costs a
 * client nearly nothing to say, and this process its heap.
 */
final class ObjectRoom {

  /** Of one push or fetch: two of the largest objects, and the difference between them. */
  static final long MOST_OF_ONE = 192L << 20;

  private static final int SHARE_OF_HEAP = 3;
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int LOOKS = 600;

  private final long most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition given = lock.newCondition();
  private long taken;

  ObjectRoom(long most) {
    this.most = most;
  }

  /** A third of the heap, and enough for one. */
  static ObjectRoom ofHeap() {
    return new ObjectRoom(Math.max(MOST_OF_ONE, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
  }

  /** A claim that holds nothing yet. */
  Claim claim(Call call) {
    return new Claim(call);
  }

  long taken() {
    lock.lock();
    try {
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private boolean take(long bytes) {
    lock.lock();
    try {
      boolean fits = taken + bytes <= most;
      taken += fits ? bytes : 0;
      return fits;
    } finally {
      lock.unlock();
    }
  }

  private void give(long bytes) {
    lock.lock();
    try {
      taken -= bytes;
      given.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // A waiting thread is not notified when its caller has gone: it polls.
  private boolean takeSoon(long bytes, Call call) {
    Cancelled.check(call);
    lock.lock();
    try {
      long left = LOOK.toNanos();
      while (taken + bytes > most && left > 0) {
        left = given.awaitNanos(left);
      }
      return take(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw GitErrors.interrupted();
    } finally {
      lock.unlock();
    }
  }

  /** What one push or fetch holds; it only grows. */
  final class Claim implements AutoCloseable {

    private static final long STEP = 1 << 20;

    private final Call call;
    private long held;

    private Claim(Call call) {
      this.call = call;
    }

    /**
     * Makes sure of so many bytes in all, where others leave room for them now.
     *
     * @throws CallFailedException {@code saturated}
     */
    void require(long bytes) {
      if (bytes > most) {
        throw new CallFailedException(
            FailureCode.TOO_LARGE,
            "git objects would take %d bytes of memory, and there are %d for them: push in parts, or give the server more"
                .formatted(bytes, most));
      }
      if (bytes > held && !grow(bytes)) {
        throw full();
      }
    }

    /**
     * Makes sure of them, and waits for others to end; only for who holds nothing yet.
     *
     * @throws CallFailedException {@code saturated}
     */
    void await(long bytes) {
      for (int i = 0; i < LOOKS && bytes > held && bytes <= most; i++) {
        long more = more(bytes);
        held += takeSoon(more, call) ? more : 0;
      }
      require(bytes);
    }

    private boolean grow(long bytes) {
      long more = more(bytes);
      boolean fits = take(more);
      held += fits ? more : 0;
      return fits;
    }

    private long more(long bytes) {
      return (bytes - held + STEP - 1) / STEP * STEP;
    }

    private CallFailedException full() {
      return new CallFailedException(
          FailureCode.SATURATED,
          "other pushes and fetches hold the memory that there is for git objects: try again");
    }

    @Override
    public void close() {
      give(held);
      held = 0;
    }
  }
}
