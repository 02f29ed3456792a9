package io.auterity.relay.capture;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.route.Capture;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps prompts and answers behind the calls. Content that is to be masked waits for that apart,
 * tenant by tenant, so that no tenant waits for another's masking; what is ready is written in
 * batches. What waits is bounded, in all and for each tenant: content that finds no room is not
 * kept, and neither is content that could not be masked. Decisions do not depend on it.
 */
public final class Captures implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Captures.class);

  /** A sixteenth of the memory that the server is started with. */
  public static final long ROOM = 64L << 20;

  /** The part of the room that one tenant may take. */
  private static final int SHARE = 4;

  private static final int MASKED_AT_ONCE = 4;
  private static final int BATCH = 32;
  private static final long TICK_MILLIS = 50;
  private static final long TURNS_AFTER_REFUSAL = 20;
  private static final long CLOSING_SECONDS = 5;

  /** Takes personal data out of a text. */
  public interface Masker {
    /**
     * The text without it.
     *
     * @throws CallFailedException when that cannot be done
     */
    String mask(TenantScope scope, String text);
  }

  /** Where content is kept. */
  public interface Store {
    /**
     * Keeps all of it or nothing.
     *
     * @throws CallFailedException {@code unavailable}
     */
    void write(List<Kept> batch);
  }

  /** Content of one decision. */
  public record Kept(TenantScope scope, UUID decision, CapturedContent content) {}

  /** What of one tenant waits. */
  private static final class Share {
    private final AtomicLong bytes = new AtomicLong();
    private final Semaphore masking = new Semaphore(MASKED_AT_ONCE);
  }

  /** Content that is ready, and the room that it took when it came. */
  private record Ready(Kept kept, long bytes) {}

  private final Store store;
  private final long room;
  private final BlockingQueue<Ready> ready = new LinkedBlockingQueue<>();
  private final Map<UUID, Share> shares = new ConcurrentHashMap<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final ExecutorService masking = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<UUID, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
  private final ReentrantLock writing = new ReentrantLock();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Masker masker =
      (scope, text) -> {
        throw new IllegalStateException("not started");
      };

  /**
   * @param room for what waits, in bytes
   */
  public Captures(Store store, long room) {
    this.store = store;
    this.room = room;
  }

  /** Begins to write. */
  public void start(Masker with) {
    masker = with;
    Thread.ofVirtual().name("captures").start(this::run);
  }

  /** Takes the content of a call; it will be kept if there is room for it. */
  public void take(TenantScope scope, UUID decision, CapturedContent content) {
    long bytes = content.size();
    if (closing.getCount() == 0 || !reserve(scope, bytes)) {
      dropped.incrementAndGet();
      return;
    }
    Kept kept = new Kept(scope, decision, content);
    if (content.capture() == Capture.MASKED) {
      CompletableFuture<Void> mask = CompletableFuture.runAsync(() -> mask(kept, bytes), masking);
      underWay.put(decision, mask);
      var _ = mask.whenComplete((done, error) -> underWay.remove(decision));
    } else {
      ready.add(new Ready(kept, bytes));
    }
  }

  private boolean reserve(TenantScope scope, long bytes) {
    Share share = share(scope);
    if (share.bytes.addAndGet(bytes) <= room / SHARE) {
      if (waiting.addAndGet(bytes) <= room) {
        return true;
      }
      waiting.addAndGet(-bytes);
    }
    share.bytes.addAndGet(-bytes);
    return false;
  }

  private void release(TenantScope scope, long bytes) {
    waiting.addAndGet(-bytes);
    share(scope).bytes.addAndGet(-bytes);
  }

  private Share share(TenantScope scope) {
    return shares.computeIfAbsent(scope.tenant(), tenant -> new Share());
  }

  /** How many were not kept since the start, for want of room or because they were not taken. */
  public long dropped() {
    return dropped.get();
  }

  private void mask(Kept kept, long bytes) {
    Semaphore turn = share(kept.scope()).masking;
    try {
      turn.acquire();
      try {
        CapturedContent content = masked(kept.scope(), kept.content());
        ready.add(new Ready(new Kept(kept.scope(), kept.decision(), content), bytes));
      } finally {
        turn.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      release(kept.scope(), bytes);
      dropped.incrementAndGet();
    }
  }

  // An edge: whatever goes wrong, nothing is kept that was not masked. What the masker says of it
  // is not kept either, as it may quote what it was given.
  private CapturedContent masked(TenantScope scope, CapturedContent content) {
    try {
      return new CapturedContent(
          content.capture(),
          masked(scope, content.input()),
          masked(scope, content.output()),
          content.note());
    } catch (CallFailedException e) {
      return content.unmasked(e.failure().code());
    } catch (RuntimeException e) {
      LOG.error("Content could not be masked", e);
      return content.unmasked(FailureCode.INTERNAL);
    }
  }

  private @Nullable String masked(TenantScope scope, @Nullable String json) {
    return json == null ? null : JsonMasking.mask(json, text -> masker.mask(scope, text));
  }

  /**
   * Masks and writes all that was taken before.
   *
   * @throws CallFailedException {@code unavailable}; what is not written waits on
   */
  public void flush() {
    underWay.values().forEach(CompletableFuture::join);
    write();
  }

  /**
   * Writes what was taken of some calls, if it still waits: content that need not be masked waits
   * for nothing else.
   *
   * @throws CallFailedException {@code unavailable}; it waits on
   */
  public void settle(Set<UUID> decisions) {
    if (ready.stream().anyMatch(one -> decisions.contains(one.kept().decision()))) {
      write();
    }
  }

  private void write() {
    writing.lock();
    try {
      for (int left = ready.size(); left > 0; ) {
        List<Ready> batch = ready.stream().limit(BATCH).toList();
        write(batch);
        batch.forEach(ignored -> ready.remove());
        batch.forEach(one -> release(one.kept().scope(), one.bytes()));
        left -= batch.size();
      }
    } finally {
      writing.unlock();
    }
  }

  private void write(List<Ready> batch) {
    try {
      store.write(batch.stream().map(Ready::kept).toList());
    } catch (RuntimeException e) {
      throwIfAway(e);
      batch.forEach(one -> writeAlone(one.kept()));
    }
  }

  private void writeAlone(Kept one) {
    try {
      store.write(List.of(one));
    } catch (RuntimeException e) {
      throwIfAway(e);
      dropped.incrementAndGet();
      LOG.error("The content of {} is not kept, the database does not take it", one.decision(), e);
    }
  }

  private static void throwIfAway(RuntimeException e) {
    if (e instanceof CallFailedException failed
        && failed.failure().code() == FailureCode.UNAVAILABLE) {
      throw failed;
    }
  }

  private void run() {
    long rest = 1;
    try {
      while (!closing.await(TICK_MILLIS * rest, TimeUnit.MILLISECONDS)) {
        rest = attempt() ? 1 : TURNS_AFTER_REFUSAL;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // An edge: an error ends a turn and never the thread.
  @SuppressWarnings("CatchAndPrintStackTrace")
  private boolean attempt() {
    try {
      write();
      return true;
    } catch (CallFailedException e) {
      LOG.warn("Captured content waits: {}", e.failure().message());
    } catch (RuntimeException | Error e) {
      LOG.error("Captured content waits", e);
    }
    return false;
  }

  /** Masks for a few seconds what still has to be masked, writes what is ready, and stops. */
  @Override
  public void close() {
    closing.countDown();
    masking.shutdown();
    try {
      if (!masking.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        masking.shutdownNow();
      }
    } catch (InterruptedException e) {
      masking.shutdownNow();
      Thread.currentThread().interrupt();
    }
    attempt();
  }
}
