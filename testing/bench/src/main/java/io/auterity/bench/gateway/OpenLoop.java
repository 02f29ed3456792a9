package io.auterity.bench.gateway;

import io.auterity.bench.figures.VoidRunException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends at fixed times, whether or not earlier answers have come, and counts each latency from the
 * time at which the request was due, so that a stall is not hidden by the requests it holds back.
 */
final class OpenLoop {

  private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int DIGITS = 3;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String key;
  private final String body;

  OpenLoop(String key, String body) {
    this.key = key;
    this.body = body;
  }

  /**
   * Latencies in nanoseconds.
   *
   * @throws VoidRunException when one request failed
   */
  Histogram run(URI target, int perSecond, Duration time) {
    HttpRequest request = request(target);
    Histogram latencies = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);
    AtomicLong failed = new AtomicLong();
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    long began = System.nanoTime();
    for (long i = 0; i < perSecond * time.toSeconds(); i++) {
      long due = began + i * 1_000_000_000L / perSecond;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      sent.add(send(request, due, latencies, failed));
    }
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
    if (failed.get() > 0) {
      throw new VoidRunException(failed + " requests failed at " + target);
    }
    return latencies;
  }

  private CompletableFuture<Void> send(
      HttpRequest request, long due, Histogram latencies, AtomicLong failed) {
    return http.sendAsync(request, BodyHandlers.ofByteArray())
        .handle(
            (response, e) -> {
              if (e != null || response.statusCode() != 200) {
                failed.incrementAndGet();
              }
              latencies.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - due));
              return null;
            });
  }

  private HttpRequest request(URI target) {
    return HttpRequest.newBuilder(target.resolve("/v1/chat/completions"))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + key)
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}
