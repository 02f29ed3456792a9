package io.auterity.author;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A server of a kind's own words on this machine: every operation is {@code POST /RESOURCE/VERB}
 * with its input in JSON, as {@link Scaffold} writes it. It proves an author's set-up, never a
 * vendor.
 */
final class KindStub implements AutoCloseable {

  /** The credential that it takes; it goes nowhere else. */
  static final String TOKEN = "stub";

  private static final int LONGEST_TEXT = 10_000_000;

  private final EmbeddedVendor vendor;
  private final HttpServer server;
  private final Map<String, Capability> operations;
  private final AtomicInteger asked = new AtomicInteger();

  private KindStub(EmbeddedVendor vendor, HttpServer server, String kind) {
    this.vendor = vendor;
    this.server = server;
    this.operations =
        AuthoredFile.operations(kind).stream()
            .collect(Collectors.toMap(Scaffold::path, each -> each));
  }

  static KindStub start(String kind) {
    EmbeddedVendor vendor = EmbeddedVendor.of(kind);
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer server = HttpServer.create(any, 0);
      KindStub stub = new KindStub(vendor, server, kind);
      server.createContext("/", stub::serve);
      server.start();
      return stub;
    } catch (IOException e) {
      vendor.close();
      throw new UncheckedIOException("the stub cannot listen", e);
    }
  }

  /** What the suite of a kind works with here, by name; an author gives it for a real server. */
  static Map<String, String> given(String kind) {
    return switch (kind) {
      case "automation" -> StubEngine.GIVEN;
      case "ci" -> StubBuilds.GIVEN;
      case "containers" -> StubRegistry.GIVEN;
      default -> Map.of();
    };
  }

  /** How many requests it was sent. */
  int asked() {
    return asked.get();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void serve(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      try {
        send(exchange, 200, answer(exchange, body));
      } catch (CallFailedException e) {
        send(
            exchange,
            status(e.failure().code()),
            Json.EMPTY.with("message", Json.of(e.failure().message())));
      }
    }
  }

  private Json answer(HttpExchange exchange, byte[] body) {
    if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("authorization"))) {
      throw new CallFailedException(FailureCode.UNAUTHENTICATED, "the token is not known");
    }
    String path = exchange.getRequestURI().getPath();
    Capability capability = operations.get(path);
    if (path.equals("/check")) {
      return Json.EMPTY;
    }
    if (capability == null || !exchange.getRequestMethod().equals("POST")) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND,
          "the stub knows POST /RESOURCE/VERB alone, as plugin new writes it; give the address of what knows %s %s with --against"
              .formatted(exchange.getRequestMethod(), path));
    }
    Json.Obj asked = body.length == 0 ? Json.EMPTY : new JsonReader(LONGEST_TEXT).readObject(body);
    return vendor.answer(capability, asked);
  }

  private static int status(FailureCode code) {
    return switch (code) {
      case INVALID -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case TOO_LARGE -> 413;
      case UNSUPPORTED -> 501;
      default -> 500;
    };
  }

  private static void send(HttpExchange exchange, int status, Json body) throws IOException {
    byte[] text = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
  }

  @Override
  public void close() {
    server.stop(0);
    vendor.close();
  }
}
