package io.auterity.relay.capture;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.route.Capture;
import io.auterity.spi.CallFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps prompts and answers behind the calls. What waits is bounded: content that finds no room is
 * not kept, and neither is content that could not be masked. Decisions do not depend on it.
 */
public final class Captures implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Captures.class);

  /** A sixteenth of the memory that the server is started with. */
  public static final long ROOM = 64L << 20;

  private static final int BATCH = 32;
  private static final long TICK_MILLIS = 50;

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

  private final Store store;
  private final long room;
  private final BlockingQueue<Kept> queue = new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
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
    if (waiting.addAndGet(content.size()) > room) {
      waiting.addAndGet(-content.size());
      dropped.incrementAndGet();
      return;
    }
    queue.add(new Kept(scope, decision, content));
  }

  /** How many found no room since the start. */
  public long dropped() {
    return dropped.get();
  }

  /**
   * Writes all that was taken before.
   *
   * @throws CallFailedException {@code unavailable}; what is not written waits on
   */
  public void flush() {
    writing.lock();
    try {
      for (int left = queue.size(); left > 0; ) {
        List<Kept> batch = queue.stream().limit(BATCH).toList();
        store.write(masked(batch));
        batch.forEach(this::done);
        left -= batch.size();
      }
    } finally {
      writing.unlock();
    }
  }

  private void done(Kept one) {
    queue.remove();
    waiting.addAndGet(-one.content().size());
  }

  private List<Kept> masked(List<Kept> batch) {
    List<Future<Kept>> masked = new ArrayList<>(batch.size());
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      batch.forEach(one -> masked.add(each.submit(() -> masked(one))));
    }
    return masked.stream().map(Future::resultNow).toList();
  }

  // An edge: whatever goes wrong, nothing is kept that was not masked.
  private Kept masked(Kept one) {
    CapturedContent content = one.content();
    if (content.capture() != Capture.MASKED) {
      return one;
    }
    return new Kept(one.scope(), one.decision(), masked(one.scope(), content));
  }

  private CapturedContent masked(TenantScope scope, CapturedContent content) {
    try {
      return new CapturedContent(
          content.capture(),
          content.input() == null ? null : masker.mask(scope, content.input()),
          content.output() == null ? null : masker.mask(scope, content.output()),
          content.note());
    } catch (CallFailedException e) {
      return content.without("It could not be masked: " + e.failure().message());
    } catch (RuntimeException e) {
      LOG.error("Content could not be masked", e);
      return content.without("It could not be masked: an unexpected error.");
    }
  }

  private void run() {
    try {
      while (!closing.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        drain();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what waits, as far as that can be done now. */
  public void drain() {
    try {
      flush();
    } catch (CallFailedException e) {
      LOG.warn("Captured content waits: {}", e.failure().message());
    } catch (RuntimeException e) {
      LOG.error("Captured content cannot be written and is dropped: {}", queue.size(), e);
      drop();
    }
  }

  private void drop() {
    for (Kept one = queue.poll(); one != null; one = queue.poll()) {
      waiting.addAndGet(-one.content().size());
      dropped.incrementAndGet();
    }
  }

  /**
   * Writes what is left and stops; what still had to be masked is kept only if that can be done.
   */
  @Override
  public void close() {
    closing.countDown();
    drain();
  }
}
