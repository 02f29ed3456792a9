package io.auterity.platform.bound;

import io.auterity.platform.bound.MemoryPool.Wish;
import io.auterity.platform.json.ValueCount;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The memory that the answers of one call take, a part of the pool of requests and of the share of
 * its tenant: bytes of replies as they come, their values before they are objects, and what
 * connectors read by drivers of their own. It is held until whoever opened the call has handed the
 * answer on. Any thread may ask for more, and any may close it.
 */
public final class CallMemory implements AutoCloseable {

  /** What each byte of a reply weighs: itself, and what is made of it. */
  public static final int BYTE_WEIGHT = 2;

  private static final long FIRST_STEP = 4L * 1024;
  private static final long LARGEST_STEP = 1L << 20;

  private final MemoryPool pool;
  private final UUID owner;
  private final MemoryPool.Claim claim;
  // What follows is guarded by this.
  private final List<CallMemory> parts = new ArrayList<>(1);
  private long spare;
  private long reserved;
  private boolean closed;
  private volatile boolean refused;

  /** A call whose memory is known. */
  public interface Holder {

    /**
     * Its memory.
     *
     * @param own what it takes, and closes at its end, where nobody holds its answer longer
     */
    CallMemory memory(Supplier<CallMemory> own);

    /** Bytes that it uses now; none before its memory is known. */
    default long used() {
      return 0;
    }

    /** Gives back bytes of what was dropped before its end, for what it reads next. */
    default void giveBack(long bytes) {
      // Nothing is used.
    }
  }

  /**
   * Of a call; it takes nothing yet.
   *
   * @param owner the tenant whose share it takes of
   */
  public CallMemory(MemoryPool pool, UUID owner) {
    this.pool = pool;
    this.owner = owner;
    this.claim = pool.answer(owner);
  }

  /** The memory of one attempt, which is closed with this at the latest. */
  public synchronized CallMemory part() {
    CallMemory part = new CallMemory(pool, owner);
    if (closed) {
      part.close();
    } else {
      parts.add(part);
    }
    return part;
  }

  /**
   * Reserves more, and waits a moment until there is room.
   *
   * @throws CallFailedException {@code saturated} when none came, {@code too_large} when there
   *     never is, {@code cancelled} when the call has ended; {@code applied} is unknown then
   */
  public void reserve(long more) {
    long missing = ofSpare(more);
    if (missing <= 0) {
      return;
    }
    try {
      long given = claim.reserveNow(missing, step(missing));
      if (given == 0) {
        claim.reserve(missing);
        given = missing;
      }
      toSpare(given, given - missing);
    } catch (CallFailedException e) {
      throw refused(e, more - missing);
    }
  }

  private CallFailedException refused(CallFailedException why, long unused) {
    refused = true;
    toSpare(0, unused);
    return why;
  }

  /** What a whole reply takes: its bytes, and its values if it is JSON. */
  public static long weight(byte[] body) {
    return (long) BYTE_WEIGHT * body.length + valuesOf(body);
  }

  // What is made of the bytes are the values.
  private static long valuesOf(byte[] body) {
    long values = ValueCount.ofBody().add(body, 0, body.length).weight();
    return Math.max(0, values - (BYTE_WEIGHT - 1L) * body.length);
  }

  /** Reserves what the values of a whole reply take, if it is JSON, before they are objects. */
  public void reserveValues(byte[] body) {
    reserve(valuesOf(body));
  }

  /** Reserves more if there is room at once; as {@link MemoryPool.Claim#reserveNow} does. */
  public boolean reserveNow(long more) {
    long missing = ofSpare(more);
    if (missing <= 0) {
      return true;
    }
    try {
      long given = claim.reserveNow(missing, step(missing));
      toSpare(given, given == 0 ? more - missing : given - missing);
      return given > 0;
    } catch (CallFailedException e) {
      throw refused(e, more - missing);
    }
  }

  /** Asks for more without waiting; as {@link MemoryPool.Claim#reserve(long, Runnable)} does. */
  public Wish reserve(long more, Runnable admitted) {
    try {
      return claim.reserve(
          more,
          () -> {
            toSpare(more, 0);
            admitted.run();
          });
    } catch (CallFailedException e) {
      throw refused(e, 0);
    }
  }

  /** Why the answer is refused for which no room came. */
  public Failure noRoom(long more) {
    refused = true;
    return claim.noRoom(more);
  }

  /** Whether there was no room for some of it. */
  public boolean refused() {
    return refused;
  }

  /** Bytes that it and its parts have reserved now. */
  public synchronized long held() {
    return claim.held() + parts.stream().mapToLong(CallMemory::held).sum();
  }

  /** Bytes of what it has reserved that are in use. */
  public synchronized long used() {
    return reserved - spare;
  }

  /** Gives back bytes of what was dropped, for what this call reserves next. */
  public synchronized void giveBack(long bytes) {
    spare += Math.clamp(bytes, 0, reserved - spare);
  }

  private synchronized long ofSpare(long more) {
    long taken = Math.min(spare, more);
    spare -= taken;
    return more - taken;
  }

  // A small answer takes little; whoever goes on asking does so in growing steps.
  private synchronized long step(long missing) {
    return Math.max(missing, Math.clamp(reserved, FIRST_STEP, LARGEST_STEP));
  }

  private synchronized void toSpare(long given, long left) {
    reserved += given;
    spare += left;
  }

  /** Gives all of it back, with its parts; nothing is reserved any more. */
  @Override
  public void close() {
    List<CallMemory> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(parts);
      parts.clear();
    }
    open.forEach(CallMemory::close);
    claim.close();
  }
}
