package io.auterity.provider.life;

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
import io.auterity.provider.Lease;
import io.auterity.provider.ProviderHouse;
import io.auterity.provider.TestAttempt;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.TextToMask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a plugin used of the platform, nothing of the platform may keep its classes. */
class ClassesLeftBehindTest {

  @TempDir Path folder;

  @Test
  void byAPluginThatUsedTheTransport() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try (EventLoops loops = EventLoops.start(2);
        HttpTransport transport =
            new HttpTransport(
                loops,
                Telemetry.none(),
                Time.system(),
                TransportSettings.approving(Set.of("localhost:* for *")),
                new RateLimits(Time.system(), RateGrants.NONE, Runnable::run),
                MemoryPool.ofHeap());
        ProviderHouse house =
            new ProviderHouse(folder, Duration.ofSeconds(5), true, transport::bind)) {
      house.load(
          new SamplePlugin("a")
              .mask(
                  """
                  java.net.URI uri = java.net.URI.create(call.provider().config().text("baseUrl"));
                  call.onCancel(() -> System.out.println(VERSION));
                  WireResponse reply = call.provider().transport().send(WireRequest.get(uri), call);
                  return new MaskedText("status " + reply.status(), List.of());
                  """));
      house.apply(
          "p",
          "{connector: a-text, config: {baseUrl: 'http://localhost:%d/'}}"
              .formatted(server.getAddress().getPort()));

      assertThat(house.mask("p")).isEqualTo("status 204");
      house.host().unload("a");

      assertThat(collected(house)).isTrue();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void byAPluginWhoseHeavyWorkLeftSomethingInItsThread() {
    try (ProviderHouse house = new ProviderHouse(folder)) {
      house.load(
          new SamplePlugin("a")
              .natives()
              .mask(
                  """
                  new ThreadLocal<Object>().set(new Object() { final Object mine = VERSION; });
                  return new MaskedText(Thread.currentThread().getName(), List.of());
                  """));
      house.apply("p", "{connector: a-text}");

      assertThat(maskHeavily(house)).isEqualTo("auterity-heavy");
      house.host().unload("a");

      assertThat(collected(house)).isTrue();
    }
  }

  // A method of its own: a lease left in a frame would keep what it leased.
  private static String maskHeavily(ProviderHouse house) {
    try (Lease lease = house.registry().lease(house.tenant(), "p")) {
      Record answer =
          lease.call(house.heavy("text.pii.mask"), new TextToMask("x"), TestAttempt.ofSeconds(10));
      return ((MaskedText) answer).text();
    }
  }

  private static boolean collected(ProviderHouse house) {
    for (int i = 0; i < 50 && house.host().uncollected() > 0; i++) {
      System.gc();
    }
    return house.host().uncollected() == 0;
  }
}
