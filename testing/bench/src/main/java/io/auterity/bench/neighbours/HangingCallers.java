package io.auterity.bench.neighbours;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.traffic.Bodies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Callers of which each asks, leaves when it has had no answer for a second, and asks again; one
 * that is refused waits as long as the refusal says, or half a second, as the vendors' clients do.
 * They share a core with those who measure, so each call is a plain socket and no more.
 */
final class HangingCallers implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Pattern RETRY_AFTER = Pattern.compile("(?i)\\r\\nretry-after: (\\d+)\\r\\n");
  private static final int LONGEST_HEAD = 4_096;

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final LongAdder left = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final InetSocketAddress gateway;
  private final byte[] request;

  HangingCallers(int count, URI gateway, String key) {
    this.gateway = new InetSocketAddress(gateway.getHost(), gateway.getPort());
    this.request =
        """
        POST /v1/chat/completions HTTP/1.1\r
        Host: %s\r
        Content-Type: application/json\r
        Authorization: Bearer %s\r
        Content-Length: %d\r
        \r
        %s"""
            .formatted(
                gateway.getAuthority(),
                key,
                Bodies.QUESTION.getBytes(UTF_8).length,
                Bodies.QUESTION)
            .getBytes(UTF_8);
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
      throw new VoidRunException("the calls that shall hang are answered: " + answer());
    } catch (SocketTimeoutException e) {
      left.increment();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
      Matcher told = RETRY_AFTER.matcher(answer());
      refused.increment();
      Thread.sleep(told.find() ? Duration.ofSeconds(Long.parseLong(told.group(1))) : PAUSE);
    } catch (SocketTimeoutException e) {
      left.increment();
    } catch (IOException e) {
      refused.increment();
      Thread.sleep(PAUSE);
    }
  }

  // What is there of it when it begins, which is the head at least.
  private String answer() throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.connect(gateway);
      socket.getOutputStream().write(request);
      byte[] head = new byte[LONGEST_HEAD];
      int length = socket.getInputStream().read(head);
      return new String(head, 0, Math.max(0, length), UTF_8);
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
    try {
      if (!callers.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new VoidRunException("the callers do not leave");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
