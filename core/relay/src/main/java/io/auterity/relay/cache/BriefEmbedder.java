package io.auterity.relay.cache;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.TextEmbedder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A model for whom one lookup waits so long and no longer, all vectors together: it may be busy
 * with what others want of it, or be loaded only now. What is made too late is for no lookup, and
 * where many such wait for it already it is not asked.
 */
final class BriefEmbedder implements TextEmbedder {

  private final TextEmbedder model;
  private final Semaphore places;
  private final Time time;
  private final long end;

  /**
   * @param places of those who ask it at one time
   * @param patience from now on
   */
  BriefEmbedder(TextEmbedder model, Semaphore places, Time time, Duration patience) {
    this.model = model;
    this.places = places;
    this.time = time;
    this.end = time.nanos() + patience.toNanos();
  }

  @Override
  public String model() {
    return model.model();
  }

  @Override
  public int dimension() {
    return model.dimension();
  }

  /**
   * @throws CallFailedException {@code timeout} when it takes too long, {@code saturated} when too
   *     many ask it, or as the model says
   */
  @Override
  public float[] embed(String text) {
    if (!places.tryAcquire()) {
      throw new CallFailedException(FailureCode.SATURATED, "the model of the cache is busy");
    }
    CompletableFuture<float[]> made = new CompletableFuture<>();
    Thread.ofVirtual().name("cache-vector").start(() -> make(text, made));
    try {
      return made.get(Math.max(0, end - time.nanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new CallFailedException(FailureCode.TIMEOUT, "the model of the cache took too long");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the caller was interrupted");
    }
  }

  // An edge: whatever breaks is for the thread that waits.
  private void make(String text, CompletableFuture<float[]> made) {
    try {
      made.complete(model.embed(text));
    } catch (RuntimeException | Error e) {
      made.completeExceptionally(e);
    } finally {
      places.release();
    }
  }
}
