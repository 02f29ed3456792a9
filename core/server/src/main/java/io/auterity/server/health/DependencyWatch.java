package io.auterity.server.health;

import io.auterity.platform.time.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dependency that takes time to look at. A thread looks again and again; a caller reads the last
 * verdict and waits for nothing, so that it may ask on an event loop too. A look that does not end
 * is a problem by itself: a verdict is good for two seconds.
 */
public final class DependencyWatch implements Dependency, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DependencyWatch.class);
  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final Duration GOOD_FOR = Duration.ofSeconds(2);

  private final String name;
  private final Supplier<Optional<String>> look;
  private final Time time;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Verdict last;

  public DependencyWatch(String name, Supplier<Optional<String>> look, Time time) {
    this.name = name;
    this.look = look;
    this.time = time;
  }

  private record Verdict(Optional<String> problem, long nanos) {}

  /** Begins with the first look, and does not wait for it. */
  public void start() {
    Thread.ofPlatform().name("watch-" + name).daemon().start(this::run);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<String> problem() {
    Verdict verdict = last;
    if (verdict == null) {
      return Optional.of("it has not been looked at yet");
    }
    Duration age = Duration.ofNanos(time.nanos() - verdict.nanos());
    return age.compareTo(GOOD_FOR) > 0
        ? Optional.of("it has not answered for %d s".formatted(age.toSeconds()))
        : verdict.problem();
  }

  private void run() {
    try {
      do {
        last = new Verdict(problemNow(), time.nanos());
      } while (!closing.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<String> problemNow() {
    try {
      return look.get();
    } catch (RuntimeException e) {
      LOG.warn("The look at {} broke.", name, e);
      return Optional.of("it cannot be looked at; the server's log tells why");
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
