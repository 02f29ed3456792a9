package io.auterity.server.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgresql")
class PluginTest {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private static final Path PLUGINS = RunningServer.places(server.data()).plugins();

  @TempDir Path aside;
  private final Client client = server.newTenant();

  @AfterEach
  void empty() throws IOException {
    for (String name : List.of("extra.jar", "broken.jar")) {
      Files.deleteIfExists(PLUGINS.resolve(name));
    }
    server.operator().post("/api/v1/plugins/reload", "");
  }

  @Test
  void pluginsAreListedWithStateVersionAndConnectors() {
    Json.Obj mask = plugin("mask");

    assertThat(mask.text("state")).isEqualTo("started");
    assertThat(mask.text("version")).isEqualTo("1.0.0");
    assertThat(mask.get("connectors")).hasToString("[\"mask-text\"]");
    assertThat(mask.get("problem")).isNull();
  }

  @Test
  void theExamplePluginIsLoadedWhereItIsDroppedAndItsProviderIsThere() {
    BundledPlugin.write("example", PLUGINS, "jackson-core-");

    assertThat(result(reload(), "example")).isEqualTo("loaded");
    assertThat(plugin("example").text("state")).isEqualTo("started");
    client.apply(
        """
        {kind: provider, id: words, spec: {connector: example-word-list, config: {url: "http://localhost/words"}}}
        """);
    assertThat(client.get("/api/v1/providers/words").text("connector"))
        .isEqualTo("example-word-list");
  }

  @Test
  void callsGoOnWhileTheirPluginIsSwapped() throws Exception {
    drop(new SamplePlugin("extra"));
    reload();
    client.apply("{kind: provider, id: extra, spec: {connector: extra-text, config: {}}}");
    Callers callers = new Callers(client);
    callers.awaitMore(20);

    for (int version = 2; version <= 4; version++) {
      drop(new SamplePlugin("extra").version(version + ".0.0"));
      assertThat(result(reload(), "extra")).isEqualTo("swapped");
      assertThat(masked(client).text("text")).isEqualTo(version + ".0.0");
      callers.awaitMore(20);
    }
    callers.stop();

    assertThat(callers.failures).isEmpty();
    assertThat(client.get("/api/v1/providers/extra").text("pluginVersion")).isEqualTo("4.0.0");
  }

  @Test
  void aPluginThatIsGoneIsUnloadedAndOneThatIsBrokenIsTold() throws IOException {
    drop(new SamplePlugin("extra"));
    Files.writeString(PLUGINS.resolve("broken.jar"), "no jar");
    Reply first = reload();
    assertThat(result(first, "extra")).isEqualTo("loaded");
    assertThat(result(first, "broken.jar")).isEqualTo("failed");
    assertThat(plugin("broken.jar").text("problem")).contains("is not a readable jar");

    Files.delete(PLUGINS.resolve("extra.jar"));

    assertThat(result(reload(), "extra")).isEqualTo("unloaded");
  }

  @Test
  void everyoneSeesPluginsAndNoTenantReloadsThem() {
    Client viewer =
        server
            .anonymous()
            .bearer(
                client
                    .post("/api/v1/keys", "{\"name\": \"v\", \"roles\": [\"viewer\"]}")
                    .text("secret"));

    assertThat(viewer.get("/api/v1/plugins").status()).isEqualTo(200);
    assertThat(viewer.post("/api/v1/plugins/reload", "").status()).isEqualTo(401);
    assertThat(client.post("/api/v1/plugins/reload", "").status()).isEqualTo(401);
  }

  private void drop(SamplePlugin plugin) throws IOException {
    Path jar = plugin.write(aside.resolve("extra.jar"));
    Files.move(jar, PLUGINS.resolve("extra.jar"), StandardCopyOption.REPLACE_EXISTING);
  }

  private Reply reload() {
    Reply reply = server.operator().post("/api/v1/plugins/reload", "");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply;
  }

  private static String result(Reply reload, String id) {
    return String.valueOf(item(reload, id).text("result"));
  }

  private Json.Obj plugin(String id) {
    return item(client.get("/api/v1/plugins"), id);
  }

  private static Json.Obj item(Reply reply, String id) {
    return ((Json.Arr) reply.at("items"))
        .items().stream()
            .map(Json.Obj.class::cast)
            .filter(item -> id.equals(item.text("id")))
            .findFirst()
            .orElseThrow(() -> new AssertionError(reply.toString()));
  }

  private static Reply masked(Client client) {
    return client.post("/api/v1/call/text.pii.mask", "{\"text\": \"x\"}");
  }

  /** Calls again and again from several threads. */
  private static final class Callers {

    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private volatile CountDownLatch more = new CountDownLatch(0);

    Callers(Client client) {
      for (int i = 0; i < 4; i++) {
        threads.add(Thread.startVirtualThread(() -> run(client)));
      }
    }

    void awaitMore(int calls) throws InterruptedException {
      more = new CountDownLatch(calls);
      assertThat(more.await(30, TimeUnit.SECONDS)).isTrue();
    }

    void stop() throws InterruptedException {
      stopped.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }

    private void run(Client client) {
      while (!stopped.get()) {
        Reply reply = masked(client);
        if (reply.status() != 200) {
          failures.add(reply.toString());
        }
        more.countDown();
      }
    }
  }
}
