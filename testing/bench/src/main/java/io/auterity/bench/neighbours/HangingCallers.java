package io.auterity.bench.neighbours;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.traffic.Bodies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Callers of which each asks, leaves when it has had no answer for a second, and asks again; one
 * that is refused waits as long as the refusal says, or half a second, as the vendors' clients do.
 */
final class HangingCallers implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final LongAdder left = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final HttpRequest request;

  HangingCallers(int count, URI gateway, String key) {
    this.request =
        HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + key)
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString(Bodies.QUESTION))
            .build();
    for (int i = 0; i < count; i++) {
      long delay = PATIENCE.toNanos() * i / count;
      callers.execute(() -> ask(delay));
    }
  }

  /**
   * Asks once.
   *
   * @throws VoidRunException when there is an answer
   */
  void checkHanging() {
    try {
      throw new VoidRunException(
          "the calls that shall hang are answered: "
              + http.send(request, BodyHandlers.ofString()).body());
    } catch (HttpTimeoutException e) {
      left.increment();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoidRunException("interrupted");
    }
  }

  // They do not all leave and come back in one moment.
  private void ask(long delayNanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(delayNanos);
      while (!Thread.currentThread().isInterrupted()) {
        askOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void askOnce() throws InterruptedException {
    try {
      HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
      refused.increment();
      Thread.sleep(
          answer
              .headers()
              .firstValue("Retry-After")
              .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
              .orElse(PAUSE));
    } catch (HttpTimeoutException e) {
      left.increment();
    } catch (IOException e) {
      refused.increment();
      Thread.sleep(PAUSE);
    }
  }

  /** Calls that were left without an answer. */
  long left() {
    return left.sum();
  }

  /** Calls that got an answer, which was a refusal, or no connection. */
  long refused() {
    return refused.sum();
  }

  /** Sends them home. */
  @Override
  public void close() {
    callers.shutdownNow();
    http.shutdownNow();
    try {
      if (!callers.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new VoidRunException("the callers do not leave");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
