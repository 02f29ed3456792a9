package io.auterity.bench.gateway;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.server.MeasuredServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Asks again and again for what only the database can tell or keep. */
final class NeedyCaller {

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String QUOTA =
      "[{\"kind\": \"quota\", \"id\": \"q\", \"spec\": {\"calls\": 1, \"period\": \"day\"}}]";

  private static final Executor ASIDE = Thread::startVirtualThread;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<HttpRequest> requests;

  NeedyCaller(MeasuredServer server) {
    requests =
        List.of(
            request(server.gateway(), "/v1/files", server.key()).build(),
            request(server.gateway(), "/v1/batches", server.key()).build(),
            request(server.console(), "/api/v1/decisions", server.key()).build(),
            request(server.console(), "/api/v1/apply", server.key())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(QUOTA))
                .build());
  }

  private static HttpRequest.Builder request(URI at, String path, String key) {
    return HttpRequest.newBuilder(at.resolve(path))
        .timeout(LONGEST)
        .header("Authorization", "Bearer " + key);
  }

  /**
   * The result of its requests.
   *
   * @param refused answered with 503 and when to come again
   */
  record Told(long asked, long refused, Duration longest) {}

  /** Asks for so long, for all of it at one time. */
  Told askFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    List<Told> all =
        requests.stream()
            .map(request -> CompletableFuture.supplyAsync(() -> ask(request, end), ASIDE))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    return new Told(
        all.stream().mapToLong(Told::asked).sum(),
        all.stream().mapToLong(Told::refused).sum(),
        all.stream().map(Told::longest).max(Duration::compareTo).orElseThrow());
  }

  private Told ask(HttpRequest request, long end) {
    long asked = 0;
    long refused = 0;
    long longest = 0;
    while (System.nanoTime() < end) {
      long began = System.nanoTime();
      asked++;
      refused += isRefused(request) ? 1 : 0;
      longest = Math.max(longest, System.nanoTime() - began);
      pause();
    }
    return new Told(asked, refused, Duration.ofNanos(longest));
  }

  private boolean isRefused(HttpRequest request) {
    try {
      HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
      return answer.statusCode() == 503 && answer.headers().firstValue("retry-after").isPresent();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoidRunException("interrupted");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoidRunException("interrupted");
    }
  }
}
