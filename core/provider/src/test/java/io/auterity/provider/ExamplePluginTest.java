package io.auterity.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.rate.RateGrants;
import io.auterity.platform.rate.RateLimits;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.EventLoops;
import io.auterity.platform.transport.HttpTransport;
import io.auterity.platform.transport.TransportSettings;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.provider.plugin.PluginSwap;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.TextToMask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example plugin, from its sources through the real transport to a server and back. */
class ExamplePluginTest {

  @TempDir Path folder;
  private final List<String> credentials = new CopyOnWriteArrayList<>();
  private final EventLoops loops = EventLoops.start(2);
  private HttpServer server;
  private Path plugin;

  @BeforeEach
  void start() throws IOException {
    plugin = BundledPlugin.write("example", folder, "jackson-core-");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/words",
        exchange -> {
          credentials.add(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] words = "secret\nhidden\n".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, words.length);
          exchange.getResponseBody().write(words);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    loops.close();
  }

  @Test
  void masksTheWordsThatAServerLists() throws Exception {
    try (HttpTransport transport = transport(Set.of("localhost:* for *"));
        ProviderHouse house = house(transport)) {
      assertThat(house.info("words").state()).isEqualTo(State.CONNECTED);
      assertThat(mask(house, "a secret word")).isEqualTo("a [word] word");
      assertThat(credentials).containsOnly("Bearer secret of list-key");

      PluginSwap pluginSwap = house.host().swap(plugin);
      assertThat(mask(house, "Hidden again")).isEqualTo("[word] again");
      assertThat(pluginSwap.ended().get(10, TimeUnit.SECONDS).cancelled()).isZero();
    }
  }

  @Test
  void isInErrorWhenItsServerIsPrivateAndNobodyApprovedIt() {
    try (HttpTransport transport = transport(Set.of());
        ProviderHouse house = house(transport)) {
      assertThat(house.info("words").state()).isEqualTo(State.ERROR);
      assertThat(house.info("words").reason())
          .startsWith("forbidden: ")
          .contains("http://localhost:", "egress.allow");
      assertThat(credentials).isEmpty();
    }
  }

  private HttpTransport transport(Set<String> approved) {
    return new HttpTransport(
        loops,
        Telemetry.none(),
        Time.system(),
        TransportSettings.approving(approved),
        new RateLimits(Time.system(), RateGrants.NONE, Runnable::run),
        MemoryPool.ofHeap());
  }

  private ProviderHouse house(HttpTransport transport) {
    ProviderHouse house = new ProviderHouse(folder, Duration.ofSeconds(5), false, transport::bind);
    house.host().load(plugin);
    house.apply(
        "words",
        "{connector: example-word-list, auth: {bearer: {secret: list-key}}, config: {url:"
            + " 'http://localhost:%d/words'}}".formatted(server.getAddress().getPort()));
    return house;
  }

  private static String mask(ProviderHouse house, String text) {
    try (Lease lease = house.registry().lease(house.tenant(), "words")) {
      Record answer =
          lease.call(
              house.capability("text.pii.mask"), new TextToMask(text), TestAttempt.ofSeconds(10));
      return ((MaskedText) answer).text();
    }
  }
}
