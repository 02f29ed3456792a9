package io.auterity.provider.call;

import io.auterity.platform.bound.FairQueue.Owner;
import io.auterity.provider.plugin.PluginRealm;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderWork;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of one generation of a provider; none is there while no work asks for one. */
final class ProviderThreads implements ProviderWork, AutoCloseable {

  static final int MOST = 4;
  static final int WAITING = 64;

  private static final Logger LOG = LoggerFactory.getLogger(ProviderThreads.class);
  private static final Duration KEPT = Duration.ofSeconds(10);

  /** How long interrupted work may take to notice. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Owner owner;
  private final String provider;
  private final String plugin;
  private final PluginPlaces places;
  private final ThreadPoolExecutor threads;
  private volatile @Nullable Surroundings surroundings;

  ProviderThreads(Owner owner, String plugin, PluginPlaces places) {
    this.owner = owner;
    this.provider = owner.part();
    this.plugin = plugin;
    this.places = places;
    threads =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            KEPT.toSeconds(),
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("provider-" + provider + "-", 1).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Whose they are. */
  Owner owner() {
    return owner;
  }

  @Override
  public Place place(int count, Call call) {
    return places.take(plugin, count, owner, call);
  }

  @Override
  public <T> Future<T> begin(Callable<T> work, Call call) {
    Cancellation cancellation = cancellation(call);
    Piece<T> piece = new Piece<>(work, cancellation);
    if (call.cancelled() || !cancellation.begun(piece)) {
      cancellation.ended(piece);
      throw new CallFailedException(FailureCode.CANCELLED, "the call is over");
    }
    try {
      threads.execute(piece);
    } catch (RejectedExecutionException e) {
      cancellation.ended(piece);
      throw refused();
    }
    piece.leaveIfCancelled();
    return piece;
  }

  // A call that its connector has wrapped tells at least that it is cancelled.
  private static Cancellation cancellation(Call call) {
    if (call instanceof ConnectorCall hosted) {
      return hosted.cancellation();
    }
    Cancellation cancellation = new Cancellation();
    call.onCancel(cancellation::cancel);
    return cancellation;
  }

  /**
   * Runs work from now on in the realm of its plugin, whose waiters hear what the work was told.
   */
  void within(PluginRealm realm, PlatformFailures told) {
    surroundings = new Surroundings(realm, told);
  }

  private record Surroundings(PluginRealm realm, PlatformFailures told) {}

  /** Work that leaves the queue, and its call, when it is cancelled. */
  private final class Piece<T> extends FutureTask<T> {

    private final Cancellation cancellation;
    private final @Nullable Surroundings around = surroundings;
    private volatile PlatformFailures.@Nullable Told heard;

    Piece(Callable<T> work, Cancellation cancellation) {
      super(work);
      this.cancellation = cancellation;
    }

    @Override
    public void run() {
      if (around == null) {
        super.run();
      } else {
        around.realm().within(super::run);
      }
    }

    // Before any thread that waits goes on.
    @Override
    protected void setException(Throwable failure) {
      hear();
      super.setException(failure);
    }

    @Override
    protected void set(T result) {
      hear();
      super.set(result);
    }

    private void hear() {
      if (around != null) {
        heard = around.told().taken();
      }
    }

    @Override
    protected void done() {
      cancellation.ended(this);
      leaveIfCancelled();
    }

    void leaveIfCancelled() {
      if (isCancelled()) {
        threads.remove(this);
      }
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
      try {
        return super.get();
      } finally {
        tell();
      }
    }

    @Override
    public T get(long timeout, TimeUnit unit)
        throws InterruptedException, ExecutionException, TimeoutException {
      try {
        return super.get(timeout, unit);
      } finally {
        tell();
      }
    }

    @Override
    public Throwable exceptionNow() {
      tell();
      return super.exceptionNow();
    }

    private void tell() {
      PlatformFailures.Told told = heard;
      if (around != null && told != null) {
        around.told().hear(told);
      }
    }
  }

  private CallFailedException refused() {
    return threads.isShutdown()
        ? new CallFailedException(
            FailureCode.UNAVAILABLE, "provider %s is being closed".formatted(provider))
        : new CallFailedException(
            FailureCode.SATURATED,
            "provider %s: %d pieces of work wait already".formatted(provider, WAITING));
  }

  /** Interrupts what runs, and cancels what waits. */
  @Override
  public void close() {
    threads.shutdownNow().forEach(task -> ((Future<?>) task).cancel(false));
    try {
      if (!threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("provider {}: work that is interrupted does not end", provider);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
