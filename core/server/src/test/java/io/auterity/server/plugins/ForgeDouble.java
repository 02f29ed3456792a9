package io.auterity.server.plugins;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers on this machine as Gitea's pages on issues of one repository say, {@code octo/hello}; it
 * shows the road to a vendor, and is no evidence of the vendor.
 */
final class ForgeDouble implements AutoCloseable {

  /** Title of an issue that it refuses. */
  static final String LOCKED = "No room for this";

  private static final String REPOSITORY = "/api/v1/repos/octo/hello/";
  private static final Pattern NUMBER = Pattern.compile("(page|limit)=(\\d+)");

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final JsonReader reader = new JsonReader(100_000);
  private final List<Json> issues = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final String token;

  ForgeDouble(String token) throws IOException {
    this.token = token;
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
  }

  /** Method and address of each request that its token allowed. */
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    boolean known =
        ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!known) {
      reply(exchange, 401, told("invalid username, password or token"));
      return;
    }
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    if (path.equals("/api/v1/user")) {
      reply(exchange, 200, Json.EMPTY.with("login", Json.of("octo")));
    } else if (path.equals(REPOSITORY + "issues")) {
      issues(exchange, body);
    } else {
      reply(exchange, 404, told("The target couldn't be found."));
    }
  }

  private void issues(HttpExchange exchange, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      Json.Obj said = reader.readObject(body);
      if (LOCKED.equals(said.text("title"))) {
        reply(exchange, 423, told("The repository is archived."));
        return;
      }
      Json.Obj issue = issue(said);
      issues.addFirst(issue);
      reply(exchange, 201, issue);
      return;
    }
    int page = number(exchange, "page");
    int limit = number(exchange, "limit");
    int from = Math.min((page - 1) * limit, issues.size());
    int until = Math.min(from + limit, issues.size());
    exchange.getResponseHeaders().set("X-HasMore", String.valueOf(until < issues.size()));
    reply(exchange, 200, Json.array(List.copyOf(issues.subList(from, until))));
  }

  private static int number(HttpExchange exchange, String name) {
    Matcher number = NUMBER.matcher(exchange.getRequestURI().getQuery());
    while (number.find()) {
      if (number.group(1).equals(name)) {
        return Integer.parseInt(number.group(2));
      }
    }
    return 1;
  }

  private Json.Obj issue(Json.Obj said) {
    return said.with("number", Json.of(issues.size() + 1))
        .with("state", Json.of("open"))
        .with("labels", Json.array(List.of()))
        .with("created_at", Json.of("2026-11-01T08:00:00Z"))
        .with("updated_at", Json.of("2026-11-01T08:00:00Z"))
        .with("html_url", Json.of("https://forge.example/octo/hello/issues/1"))
        .with("repository", Json.EMPTY.with("full_name", Json.of("octo/hello")));
  }

  private static Json.Obj told(String message) {
    return Json.EMPTY.with("message", Json.of(message));
  }

  private static void reply(HttpExchange exchange, int status, Json body) throws IOException {
    byte[] text = JsonWriter.bytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
