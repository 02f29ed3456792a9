package io.auterity.bench.startup;

import com.sun.net.httpserver.HttpServer;
import io.auterity.bench.figures.Rounds;
import io.auterity.bench.server.MeasuredServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An installation of 2,000 tenants, of whom 400 have a provider and a route each: how long it takes
 * to start again. The vendor of all is a server in this process, which answers at once.
 */
final class ManyTenants implements AutoCloseable {

  private static final int TENANTS = 2_000;
  private static final int WITH_PROVIDERS = 400;
  private static final String MODELS = "{\"object\": \"list\", \"data\": [{\"id\": \"m\"}]}";

  private final HttpServer vendor = vendor();
  private final MeasuredServer server;

  ManyTenants(Path data) {
    this.server =
        MeasuredServer.on(data, List.of(), Map.of("AUTERITY_EGRESS_ALLOW", "127.0.0.1:* for *"));
  }

  /** Milliseconds of that many starts, each after a clean stop. */
  Rounds starts(int rounds) {
    server.start();
    fill();
    Rounds starts = new Rounds();
    for (int round = 0; round < rounds; round++) {
      server.stop();
      starts.add(server.start());
    }
    return starts;
  }

  private void fill() {
    for (int number = 0; number < TENANTS; number++) {
      String key = server.newTenant("tenant-" + number);
      if (number < WITH_PROVIDERS) {
        server.apply(key, resources());
      }
    }
  }

  private String resources() {
    return """
    [{"kind": "provider", "id": "vendor", "spec": {"connector": "openai",
      "config": {"url": "http://127.0.0.1:%d/v1"}, "models": ["m"]}},
     {"kind": "route", "id": "all", "spec": {"use": ["vendor"],
      "when": {"capability": "ai.chat.create"}}}]
    """
        .formatted(vendor.getAddress().getPort());
  }

  private static HttpServer vendor() {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
      byte[] answer = MODELS.getBytes(StandardCharsets.UTF_8);
      made.createContext(
          "/",
          exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
      made.start();
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
    vendor.stop(0);
  }
}
