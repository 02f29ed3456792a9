package io.auterity.bench.plugins;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on loopback that lists a word, and takes its time. */
final class Upstream implements AutoCloseable {

  static final String HOST = "127.0.0.1";
  private static final byte[] WORDS = "secret\n".getBytes(StandardCharsets.UTF_8);
  private static final int BACKLOG = 1_024;

  private final Duration time;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Upstream(Duration time) {
    this.time = time;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/words", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://%s:%d/words".formatted(HOST, server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Thread.sleep(time);
      exchange.sendResponseHeaders(200, WORDS.length);
      exchange.getResponseBody().write(WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
