package io.auterity.platform.bound;

import io.auterity.platform.bound.MemoryShares.Request;
import io.auterity.platform.bound.MemoryShares.Verdict;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory that inputs and the answers of vendors take while they are read and served, reserved
 * before it is used: bytes as they come, values before they become objects. All together get a
 * quarter of the heap, and each tenant a fair share of that; what exceeds the share waits a moment
 * and is then refused.
 */
public final class MemoryPool {

  /** The owner of inputs that come before their sender is known: one share for all of them. */
  public static final UUID UNKNOWN = new UUID(0, 0);

  /** How long an input waits for room at most. */
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** Bytes that an input weighs of which only a window is held at one time. */
  public static final int WINDOW = 1 << 20;

  private static final int PART_OF_HEAP = 4;

  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock, as is what claims hold.
  private final MemoryShares shares;

  /** One of so many bytes. */
  public MemoryPool(long bytes) {
    this.shares = new MemoryShares(bytes);
  }

  /** A quarter of the heap that this process may have. */
  public static MemoryPool ofHeap() {
    return new MemoryPool(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /** What one input takes; nothing yet. */
  public Claim claim(UUID owner) {
    return new Claim(owner, Use.REQUEST);
  }

  /** What a part of a call's answers takes; nothing yet. */
  Claim answer(UUID owner) {
    return new Claim(owner, Use.ANSWER);
  }

  /** Bytes that all have reserved now. */
  public long reserved() {
    lock.lock();
    try {
      return shares.taken();
    } finally {
      lock.unlock();
    }
  }

  /** Memory that is asked for. */
  public interface Wish {

    /** Asks no longer; false when the memory is reserved already. */
    boolean giveUp();
  }

  /** What memory is for, as its refusals say. */
  private enum Use {
    REQUEST(
        "no memory for %,d more bytes of this request just now: others of its tenant take"
            + " their share; send it again in a moment",
        "the request takes %,d bytes of this server's memory, and one may take %,d: send less at"
            + " one time, or give the server a larger heap"),
    ANSWER(
        "no memory for %,d more bytes of this call's answer just now: others of its tenant take"
            + " their share; call again in a moment",
        "the answer takes %,d bytes of this server's memory, and one may take %,d: ask for less at"
            + " one time, or give the server a larger heap");

    private final String noRoom;
    private final String tooLarge;

    Use(String noRoom, String tooLarge) {
      this.noRoom = noRoom;
      this.tooLarge = tooLarge;
    }

    // Who refuses an answer does not know what was done for it.
    private Failure failure(FailureCode code, String message) {
      Failure failure = Failure.of(code, message);
      return this == ANSWER ? failure.withApplied(Applied.UNKNOWN) : failure;
    }
  }

  /** The memory of one input or answer; any thread may ask for more, and any may close it. */
  public final class Claim implements AutoCloseable {

    private final UUID owner;
    private final Use use;
    // Guarded by the lock, as is what follows.
    private long held;
    private final List<Asked> waiting = new ArrayList<>(0);
    private boolean closed;

    private Claim(UUID owner, Use use) {
      this.owner = owner;
      this.use = use;
    }

    /** Bytes that it has now. */
    long held() {
      lock.lock();
      try {
        return held;
      } finally {
        lock.unlock();
      }
    }

    /**
     * Reserves more, and waits for at most {@link #LONGEST_WAIT} until there is room.
     *
     * @throws CallFailedException {@code saturated} when there was none, {@code too_large} when
     *     there never is, {@code cancelled} when it is closed
     */
    public void reserve(long more) {
      CountDownLatch admitted = new CountDownLatch(1);
      Wish wish = reserve(more, admitted::countDown);
      if (!comes(admitted) && wish.giveUp()) {
        throw new CallFailedException(noRoom(more));
      }
      lock.lock();
      try {
        // Closed meanwhile, it gave up what waited.
        requireOpen();
      } finally {
        lock.unlock();
      }
    }

    private boolean comes(CountDownLatch admitted) {
      try {
        return admitted.await(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    /**
     * Reserves more if there is room at once.
     *
     * @throws CallFailedException {@code too_large} when there is never room, {@code cancelled}
     *     when it is closed
     */
    public boolean reserveNow(long more) {
      return reserveNow(more, more) > 0;
    }

    /**
     * Reserves at once as much as there is room for: the most, else the least, else nothing.
     *
     * @return the bytes that were reserved
     * @throws CallFailedException {@code too_large} when there is never room for the least, {@code
     *     cancelled} when it is closed
     */
    long reserveNow(long least, long most) {
      lock.lock();
      try {
        requireOpen();
        long given = most;
        Verdict verdict = askOnce(most);
        if (verdict != Verdict.ADMITTED && least < most) {
          given = least;
          verdict = askOnce(least);
        }
        if (verdict == Verdict.NEVER) {
          throw new CallFailedException(tooLarge(least));
        }
        return verdict == Verdict.ADMITTED ? given : 0;
      } finally {
        lock.unlock();
      }
    }

    private Verdict askOnce(long more) {
      Verdict verdict = shares.askOnce(new Asked(this, more, () -> {}), held);
      held += verdict == Verdict.ADMITTED ? more : 0;
      return verdict;
    }

    /**
     * Asks for more without waiting; the asker gives up in time.
     *
     * @param admitted runs once when it is reserved: at once, or on the thread that made room
     * @throws CallFailedException {@code too_large} when there is never room, {@code cancelled}
     *     when it is closed
     */
    public Wish reserve(long more, Runnable admitted) {
      Asked wanted = new Asked(this, more, admitted);
      switch (ask(wanted)) {
        case ADMITTED -> admitted.run();
        case NEVER -> throw new CallFailedException(tooLarge(more));
        case WAITING -> {}
      }
      return wanted;
    }

    private Verdict ask(Asked wanted) {
      lock.lock();
      try {
        requireOpen();
        Verdict verdict = shares.ask(wanted, held);
        if (verdict == Verdict.ADMITTED) {
          held += wanted.bytes();
        } else if (verdict == Verdict.WAITING) {
          waiting.add(wanted);
        }
        return verdict;
      } finally {
        lock.unlock();
      }
    }

    private void requireOpen() {
      if (closed) {
        throw new CallFailedException(
            use.failure(FailureCode.CANCELLED, "what this memory was for has ended"));
      }
    }

    /** Gives back a part of it. */
    public void release(long bytes) {
      List<Request> admitted;
      lock.lock();
      try {
        long given = Math.min(bytes, held);
        held -= given;
        admitted = shares.giveBack(owner, given);
        admitted.forEach(one -> ((Asked) one).admit());
      } finally {
        lock.unlock();
      }
      admitted.forEach(one -> ((Asked) one).admitted.run());
    }

    /** Why it is refused where no room came. */
    public Failure noRoom(long more) {
      return use.failure(FailureCode.SATURATED, use.noRoom.formatted(more))
          .withRetryAfter(Duration.ofSeconds(1));
    }

    private Failure tooLarge(long more) {
      return use.failure(
          FailureCode.TOO_LARGE, use.tooLarge.formatted(held() + more, shares.largest()));
    }

    /** Gives all of it back; nothing is reserved any more. */
    @Override
    public void close() {
      lock.lock();
      try {
        closed = true;
        waiting.forEach(shares::giveUp);
        waiting.clear();
      } finally {
        lock.unlock();
      }
      release(Long.MAX_VALUE);
    }
  }

  private final class Asked extends Request implements Wish {
    private final Claim claim;
    private final Runnable admitted;

    Asked(Claim claim, long bytes, Runnable admitted) {
      super(claim.owner, bytes);
      this.claim = claim;
      this.admitted = admitted;
    }

    // Called under the lock.
    private void admit() {
      claim.waiting.remove(this);
      claim.held += bytes();
    }

    @Override
    public boolean giveUp() {
      boolean waited;
      lock.lock();
      try {
        claim.waiting.remove(this);
        waited = shares.giveUp(this);
      } finally {
        lock.unlock();
      }
      // Who asked behind it may want less.
      claim.release(0);
      return waited;
    }
  }
}
