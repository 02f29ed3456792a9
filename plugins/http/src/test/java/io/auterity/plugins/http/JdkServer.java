package io.auterity.plugins.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The JDK's HTTP server: keeps what is put below /v1/kept, and has pages and redirections. */
final class JdkServer implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
  private final Map<String, Integer> keys = new ConcurrentHashMap<>();
  private final AtomicInteger taken = new AtomicInteger();

  JdkServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/", this::serve);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath().substring("/v1".length());
      switch (path) {
        case "/pages/1" -> page(exchange, "[1, 2]", "</v1/pages/2>; rel=\"next\"");
        case "/pages/2" ->
            page(exchange, "[3, 4]", "</v1/pages/3>; rel=next, </v1/pages/1>; rel=first");
        case "/pages/3" -> page(exchange, "[5]", "</v1/pages/1>; rel=\"first\"");
        case "/moved" -> lead(exchange, "/v1/pages/1");
        case "/away" -> lead(exchange, "http://other.example/");
        case "/taken" -> take(exchange);
        default -> keep(exchange, path, body);
      }
    }
  }

  // Once for each key, as services do that know repetitions by it.
  private void take(HttpExchange exchange) throws IOException {
    String key = exchange.getRequestHeaders().getFirst("idempotency-key");
    int number =
        key == null
            ? taken.incrementAndGet()
            : keys.computeIfAbsent(key, k -> taken.incrementAndGet());
    send(exchange, 201, Integer.toString(number).getBytes(StandardCharsets.UTF_8));
  }

  private void keep(HttpExchange exchange, String path, byte[] body) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        kept.put(path, body);
        send(exchange, 201, new byte[0]);
      }
      case "DELETE" -> send(exchange, kept.remove(path) == null ? 404 : 204, new byte[0]);
      default -> {
        byte[] found = kept.get(path);
        send(exchange, found == null ? 404 : 200, found == null ? new byte[0] : found);
      }
    }
  }

  private static void page(HttpExchange exchange, String body, String link) throws IOException {
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.getResponseHeaders().set("link", link);
    send(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void lead(HttpExchange exchange, String place) throws IOException {
    exchange.getResponseHeaders().set("location", place);
    send(exchange, 302, new byte[0]);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("content-length", Integer.toString(body.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
