package io.auterity.server.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * A vendor on this machine that answers by the rules of a case: the first whose {@code when} fits
 * {@code METHOD /path?query} whole, and that has times left. What no rule is for is answered by
 * another answer, the health check always. Where it gives tokens, a new one ends the former 0.4 s
 * later.
 */
final class VendorOfCases implements AutoCloseable {

  private static final long GRACE = 400_000_000L;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer http;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Json.Obj otherwise;
  private final AtomicInteger issued = new AtomicInteger();
  private final boolean tokens;
  private final long expires;
  private volatile String token = "";
  private volatile String former = "";
  private volatile long formerUntil;

  private record Rule(Pattern when, Json.Obj answer, AtomicInteger left) {}

  private record Asked(String line, String body) {}

  private static final Json.Obj NO_RULE =
      Json.EMPTY
          .with("status", Json.of(404))
          .with("body", Json.EMPTY.with("message", Json.of("no rule of the case fits")));

  /** The vendor of a case, listening. */
  VendorOfCases(Json.Obj said) throws IOException {
    this(said, NO_RULE);
  }

  /** The same, which answers so what no rule is for. */
  VendorOfCases(Json.Obj said, Json.Obj otherwise) throws IOException {
    this.otherwise = otherwise;
    for (Json rule : list(said.get("vendor"))) {
      Json.Obj one = (Json.Obj) rule;
      int times = one.get("times") instanceof Json.Int(long most) ? (int) most : Integer.MAX_VALUE;
      rules.add(
          new Rule(
              Pattern.compile(Objects.requireNonNull(one.text("when"))),
              (Json.Obj) Objects.requireNonNull(one.get("answer")),
              new AtomicInteger(times)));
    }
    tokens = "tokens".equals(said.text("auth"));
    expires = said.get("expires") instanceof Json.Int(long seconds) ? seconds : 3600;
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    http.setExecutor(threads);
    http.createContext("/", this::answer);
    http.start();
  }

  static List<Json> list(Json value) {
    return value instanceof Json.Arr(List<Json> items) ? items : List.of();
  }

  String base() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Ends the token that is in use. */
  void revoke() {
    token = "";
    former = "";
  }

  /** How many requests fit an expression whole. */
  long asked(String expression) {
    Pattern pattern = Pattern.compile(expression);
    return asked.stream().filter(one -> pattern.matcher(one.line()).matches()).count();
  }

  /** Whether such a request has come whose body holds a text. */
  boolean seen(String expression, String holds) {
    Pattern pattern = Pattern.compile(expression);
    return asked.stream()
        .anyMatch(one -> pattern.matcher(one.line()).matches() && one.body().contains(holds));
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      asked.add(new Asked(line, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      if (tokens && line.equals("POST /token")) {
        given(exchange);
      } else if (tokens && !holds(exchange)) {
        send(exchange, 401, "application/json", "{\"message\": \"the token is good no more\"}");
      } else {
        byRule(exchange, line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void given(HttpExchange exchange) throws IOException {
    former = token;
    formerUntil = System.nanoTime() + GRACE;
    token = "token-" + issued.incrementAndGet();
    send(
        exchange,
        200,
        "application/json",
        "{\"access_token\": \"%s\", \"token_type\": \"Bearer\", \"expires_in\": %d}"
            .formatted(token, expires));
  }

  private boolean holds(HttpExchange exchange) {
    String shown = Objects.toString(exchange.getRequestHeaders().getFirst("authorization"), "");
    boolean current = !token.isEmpty() && shown.equals("Bearer " + token);
    boolean last = !former.isEmpty() && shown.equals("Bearer " + former);
    return current || (last && System.nanoTime() - formerUntil < 0);
  }

  private void byRule(HttpExchange exchange, String line) throws IOException {
    for (Rule rule : rules) {
      if (rule.when().matcher(line).matches() && rule.left().getAndDecrement() > 0) {
        by(rule.answer(), exchange);
        return;
      }
    }
    by(line.equals("GET /me") ? Json.EMPTY.with("body", Json.EMPTY) : otherwise, exchange);
  }

  private void by(Json.Obj answer, HttpExchange exchange) throws IOException {
    String type = "application/json";
    for (Json header : list(answer.get("headers"))) {
      String name = text(list(header).getFirst());
      String value = text(list(header).getLast()).replace("{base}", base());
      if (name.equalsIgnoreCase("content-type")) {
        type = value;
      } else {
        exchange.getResponseHeaders().add(name, value);
      }
    }
    int status = answer.get("status") instanceof Json.Int(long said) ? (int) said : 200;
    Json body =
        answer.get("items") instanceof Json.Int(long many)
            ? Json.EMPTY.with("items", items(many))
            : Objects.requireNonNullElse(answer.get("body"), Json.of(""));
    String words = body instanceof Json.Str(String text) ? text : body.toString();
    send(exchange, status, type, words.replace("{base}", base()));
  }

  private static Json items(long many) {
    return Json.array(
        LongStream.rangeClosed(1, many)
            .<Json>mapToObj(id -> Json.EMPTY.with("id", Json.of(Long.toString(id))))
            .toList());
  }

  private static String text(Json value) {
    return value instanceof Json.Str(String text) ? text : value.toString();
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("content-type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    http.stop(0);
    threads.close();
  }
}
