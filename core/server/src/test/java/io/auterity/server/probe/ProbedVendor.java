package io.auterity.server.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers some of what the connector {@code gitea} asks; it is no evidence of the vendor. */
final class ProbedVendor implements AutoCloseable {

  /** A token that is at its limit. */
  static final String TIRED = "tired8152";

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final String token;

  ProbedVendor(String token) throws IOException {
    this.token = token;
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
  }

  /** Methods and paths, and whether the token came along. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String said = exchange.getRequestHeaders().getFirst("Authorization");
    boolean known = ("Bearer " + token).equals(said);
    String path = exchange.getRequestURI().getPath();
    asked.add(
        "%s %s%s".formatted(exchange.getRequestMethod(), path, said == null ? "" : " signed"));
    if (("Bearer " + TIRED).equals(said)) {
      exchange.getResponseHeaders().set("Retry-After", "60");
      reply(exchange, 429, "{\"message\": \"slow down\"}");
    } else if (!known) {
      reply(exchange, 401, "{\"message\": \"invalid token %s\"}".formatted(said));
    } else if (path.equals("/api/v1/user")) {
      reply(exchange, 200, "{\"login\": \"octo\"}");
    } else if (path.equals("/api/v1/user/repos")) {
      reply(exchange, 200, "[" + REPOSITORY + "]");
    } else if (path.equals("/api/v1/repos/octo/hello")) {
      reply(exchange, 200, REPOSITORY);
    } else if (path.endsWith("/branches")) {
      reply(exchange, 403, "{\"message\": \"token does not have the scope\"}");
    } else {
      reply(exchange, 404, "{\"message\": \"not here\"}");
    }
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static final String REPOSITORY =
      """
      {"full_name": "octo/hello", "name": "hello", "owner": {"login": "octo"}, "private": false,
       "default_branch": "main", "archived": false, "html_url": "https://forge.example/octo/hello",
       "clone_url": "https://forge.example/octo/hello.git", "description": "",
       "created_at": "2026-11-01T08:00:00Z", "updated_at": "2026-11-01T08:00:00Z"}
      """;
}
