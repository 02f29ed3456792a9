package io.auterity.bench.cache;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.spi.Json;
import io.auterity.toolkit.json.JsonUtf8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A model on loopback that says again what it was asked last, in OpenAI's dialect. */
final class EchoServer implements AutoCloseable {

  static final String HOST = "127.0.0.1";

  private final HttpServer server;

  EchoServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/chat/completions", EchoServer::answer);
    server.createContext("/v1/models", EchoServer::models);
    server.start();
  }

  String url() {
    return "http://%s:%d/v1".formatted(HOST, server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      send(exchange, answer((Json.Obj) JsonUtf8.read(body)));
    }
  }

  private static void models(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(
          exchange,
          "{\"object\": \"list\", \"data\": [{\"id\": \"echo\", \"object\": \"model\"}]}");
    }
  }

  private static void send(HttpExchange exchange, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String answer(Json.Obj asked) {
    Json.Obj last =
        (Json.Obj)
            ((Json.Arr) asked.fields().getOrDefault("messages", Json.NULL)).items().getLast();
    Json.Obj message = Json.EMPTY.with("role", Json.of("assistant")).with("content", said(last));
    Json choice =
        Json.EMPTY
            .with("index", Json.of(0))
            .with("message", message)
            .with("finish_reason", Json.of("stop"));
    Json usage =
        Json.EMPTY.with("prompt_tokens", Json.of(10)).with("completion_tokens", Json.of(10));
    return Json.EMPTY
        .with("id", Json.of("echo"))
        .with("object", Json.of("chat.completion"))
        .with("created", Json.of(1))
        .with("model", Json.of("echo"))
        .with("choices", Json.array(List.of(choice)))
        .with("usage", usage)
        .toString();
  }

  private static Json said(Json.Obj message) {
    String text = message.text("content");
    if (text != null) {
      return Json.of(text);
    }
    Json.Obj part =
        (Json.Obj)
            ((Json.Arr) message.fields().getOrDefault("content", Json.NULL)).items().getFirst();
    return Json.of(String.valueOf(part.text("text")));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
