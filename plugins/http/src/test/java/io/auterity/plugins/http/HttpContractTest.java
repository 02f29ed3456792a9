package io.auterity.plugins.http;

import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.http.HttpContract;
import io.auterity.testkit.transport.PlainHttpTransport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Against the JDK's server. */
class HttpContractTest extends HttpContract {

  private static JdkServer server;
  private static PlainHttpTransport transport;

  private final AtomicInteger names = new AtomicInteger();

  @BeforeAll
  static void start() throws IOException {
    server = new JdkServer();
    transport = new PlainHttpTransport();
  }

  @AfterAll
  static void stop() {
    server.close();
    transport.close();
  }

  /** Where the server is. */
  protected String url() {
    return server.url();
  }

  @Override
  protected Plugin plugin() {
    return new HttpPlugin();
  }

  @Override
  protected String connectorId() {
    return "http";
  }

  @Override
  protected FakeProvider provider() {
    return new FakeProvider("under-test", manifest())
        .withConfig(Json.object(Map.of("url", Json.of(url()))))
        .withTransport(transport);
  }

  @Override
  protected String freshPath() {
    return "/kept/%s-%d".formatted(Integer.toHexString(hashCode()), names.incrementAndGet());
  }

  @Override
  protected String taking() {
    return "/taken";
  }

  @Override
  protected String listing() {
    return "/pages/1";
  }

  @Override
  protected List<Json> listed() {
    return LongStream.rangeClosed(1, 5).mapToObj(Json::of).toList();
  }

  @Override
  protected Optional<String> moved() {
    return Optional.of("/moved");
  }

  @Override
  protected Optional<String> leadingAway() {
    return Optional.of("/away");
  }
}
