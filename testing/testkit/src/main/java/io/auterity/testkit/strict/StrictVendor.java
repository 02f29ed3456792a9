package io.auterity.testkit.strict;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.spi.Json;
import io.auterity.testkit.files.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A vendor of models on this machine that refuses what the real one is known to refuse, with its
 * status and words, and else answers what a test says, again and again what it said last.
 */
public abstract class StrictVendor implements AutoCloseable {

  private static final int REFUSED = 400;
  private static final StrictReply HELLO = new StrictReply.Words("Hello there.");

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile List<StrictReply> replies = List.of(HELLO);
  private volatile int answered;

  StrictVendor() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What it answers from now on; of nothing words of its own. */
  public void answers(List<StrictReply> said) {
    replies = said.isEmpty() ? List.of(HELLO) : List.copyOf(said);
    answered = 0;
  }

  /** What was asked of it, refused or not, but for reading. */
  public List<Asked> asked() {
    return asked;
  }

  /** What it refuses, in the order in which it looks. */
  abstract List<StrictRule> rules();

  /** The status of what it refuses. */
  int refused() {
    return REFUSED;
  }

  /** Its error of a refusal. */
  abstract Json error(StrictRule.Refusal refusal);

  /** What stands in the headers of that. */
  Map<String, String> errorHeaders() {
    return Map.of();
  }

  /** Names of the tools that may be called. */
  abstract List<String> tools(Asked request);

  abstract boolean streams(Asked request);

  /** A whole answer. */
  abstract Json whole(Asked request, Said said);

  /** An answer as a stream. */
  abstract String streamed(Asked request, Said said);

  /** One event of a stream. */
  String event(Json event) {
    return "data: " + event + "\n\n";
  }

  /** What it tells about itself; empty where it knows no such path. */
  abstract Optional<Json> told(Asked request);

  /**
   * Words or a call.
   *
   * @param tool empty where these are words
   * @param thought what was thought before; empty where nothing
   */
  record Said(String text, String tool, Json.Obj arguments, String thought) {

    Said(String text, String tool, Json.Obj arguments) {
      this(text, tool, arguments, "");
    }

    boolean thinks() {
      return !thought.isEmpty();
    }

    boolean isCall() {
      return !tool.isEmpty();
    }
  }

  /** JSON in which single quotes stand for double ones; what is put in is JSON. */
  static Json json(String form, Object... values) {
    return YamlTree.json(form.replace('\'', '"').formatted(values).getBytes(UTF_8));
  }

  static Json text(String value) {
    return Json.of(value);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Asked request = read(exchange);
      Optional<Json> told = told(request);
      if (told.isPresent()) {
        send(exchange, 200, told.get());
        return;
      }
      if (!request.method().equals("POST")) {
        send(exchange, 404, error(StrictRule.Refusal.of("there is no " + request.path())));
        return;
      }
      asked.add(request);
      Optional<StrictRule.Refusal> refusal =
          rules().stream().flatMap(rule -> rule.broken(request)).findFirst();
      if (refusal.isPresent()) {
        errorHeaders().forEach(exchange.getResponseHeaders()::set);
        send(exchange, refused(), error(refusal.get()));
      } else {
        answer(exchange, request, next());
      }
    }
  }

  private static Asked read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    return new Asked(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), ""),
        headers,
        body.length == 0 ? Json.EMPTY : (Json.Obj) YamlTree.json(body));
  }

  private synchronized StrictReply next() {
    StrictReply reply = replies.get(Math.min(answered, replies.size() - 1));
    answered++;
    return reply;
  }

  private void answer(HttpExchange exchange, Asked request, StrictReply reply) throws IOException {
    switch (reply) {
      case StrictReply.Body(int status, Map<String, String> headers, Json body) -> {
        headers.forEach(exchange.getResponseHeaders()::set);
        send(exchange, status, body);
      }
      case StrictReply.Stream(List<Json> events) -> {
        StringBuilder all = new StringBuilder();
        for (Json one : events) {
          all.append(one instanceof Json.Str(String text) ? text : event(one));
        }
        stream(exchange, all.toString());
      }
      case StrictReply.Words(String text) -> say(exchange, request, new Said(text, "", Json.EMPTY));
      case StrictReply.ToolCall call -> call(exchange, request, call, "");
      case StrictReply.Thought(String words, StrictReply.ToolCall call) ->
          call(exchange, request, call, words);
      case StrictReply.Turn(String told, List<StrictReply.ToolCall> calls, StrictReply.Words end) ->
          say(
              exchange,
              request,
              Stream.of(request)
                  .filter(asked -> !asked.body().toString().contains(told))
                  .flatMap(asked -> calls.stream().flatMap(call -> call(asked, call).stream()))
                  .findFirst()
                  .orElse(new Said(end.text(), "", Json.EMPTY)));
    }
  }

  private void call(HttpExchange exchange, Asked request, StrictReply.ToolCall call, String thought)
      throws IOException {
    Optional<Said> said = call(request, call);
    if (said.isEmpty()) {
      send(exchange, REFUSED, error(StrictRule.Refusal.of("no tool is called " + call.tool())));
    } else {
      Said bare = said.get();
      say(exchange, request, new Said(bare.text(), bare.tool(), bare.arguments(), thought));
    }
  }

  private Optional<Said> call(Asked request, StrictReply.ToolCall call) {
    Pattern wanted = Pattern.compile(call.tool());
    return tools(request).stream()
        .filter(name -> wanted.matcher(name).find())
        .findFirst()
        .map(name -> new Said("", name, call.arguments()));
  }

  private void say(HttpExchange exchange, Asked request, Said said) throws IOException {
    if (streams(request)) {
      stream(exchange, streamed(request, said));
    } else {
      send(exchange, 200, whole(request, said));
    }
  }

  private void stream(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseHeaders().set("content-type", streamType());
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(bytes(text));
  }

  /** A stream as it goes over the wire. */
  byte[] bytes(String streamed) {
    return streamed.getBytes(UTF_8);
  }

  String streamType() {
    return "text/event-stream";
  }

  private static void send(HttpExchange exchange, int status, Json body) throws IOException {
    byte[] bytes = body.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
