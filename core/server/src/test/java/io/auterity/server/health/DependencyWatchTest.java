package io.auterity.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DependencyWatchTest {

  private static final String NOT_YET = "it has not been looked at yet";

  private final SynchronousQueue<Optional<String>> looks = new SynchronousQueue<>();
  private final AtomicLong nanos = new AtomicLong();
  private final DependencyWatch watch =
      new DependencyWatch("database", this::look, new Clock(nanos));

  @AfterEach
  void end() {
    watch.close();
  }

  @Test
  void isAProblemUntilTheFirstLookEndsAndKeepsNobodyWaiting() {
    watch.start();

    assertThat(watch.problem()).contains(NOT_YET);
  }

  @Test
  void worksAsSoonAsTheFirstLookFindsNothing() throws InterruptedException {
    watch.start();

    ends(Optional.empty());

    awaitProblem(Optional.empty());
  }

  @Test
  void tellsWhatTheLastLookFound() throws InterruptedException {
    watch.start();

    ends(Optional.empty());
    ends(Optional.of("it is away"));
    awaitProblem(Optional.of("it is away"));
    ends(Optional.empty());
    awaitProblem(Optional.empty());
  }

  @Test
  void aLookThatDoesNotEndIsAProblemAfterTwoSeconds() throws InterruptedException {
    watch.start();
    ends(Optional.empty());
    awaitProblem(Optional.empty());

    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(watch.problem()).isEmpty();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(watch.problem()).contains("it has not answered for 3 s");
  }

  @Test
  void aLookThatBreaksIsAProblemAndNotTheLast() throws InterruptedException {
    watch.start();

    ends(Optional.of("break"));
    awaitProblem(Optional.of("it cannot be looked at; the server's log tells why"));
    ends(Optional.empty());
    awaitProblem(Optional.empty());
  }

  private Optional<String> look() {
    try {
      Optional<String> found = looks.take();
      if (found.equals(Optional.of("break"))) {
        throw new IllegalStateException("broken");
      }
      return found;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void ends(Optional<String> found) throws InterruptedException {
    assertThat(looks.offer(found, 10, TimeUnit.SECONDS)).isTrue();
  }

  private void awaitProblem(Optional<String> problem) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!watch.problem().equals(problem) && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(watch.problem()).isEqualTo(problem);
  }

  private record Clock(AtomicLong at) implements Time {
    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanos() {
      return at.get();
    }
  }
}
