package io.auterity.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.database.TestDatabase;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.start.InstallationPaths;
import io.auterity.server.wiring.HeldPlugin.Held;
import io.auterity.spi.Json;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A stop while calls are under way at both doors and in a run. */
@Tag("postgresql")
class DrainTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String MASK = "{\"text\": \"x\"}";
  private static final String CHAT =
      "{\"model\": \"any\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}";

  @TempDir Path directory;
  private HeldPlugin plugin;
  private Server server;
  private String key;

  @BeforeEach
  void start() throws IOException {
    plugin = new HeldPlugin();
    plugin.write(Files.createDirectories(places().plugins()).resolve("held.jar"));
    server = startOver();
    Client operator =
        console().bearer(Files.readString(directory.resolve("data/operator.key")).strip());
    key = operator.post("/api/v1/tenants", "{\"name\": \"drained\"}").text("key");
    admin()
        .apply(
            """
            {kind: provider, id: text, spec: {connector: held-text, config: {}}}
            ---
            {kind: provider, id: chat, spec: {connector: held-chat, config: {}}}
            ---
            kind: workflow
            id: held
            spec:
              steps:
                - {id: mask, call: text.pii.mask, with: {text: x}}
              output: ${mask.text}
            """);
  }

  @AfterEach
  void end() throws IOException {
    plugin.close();
    server.close();
  }

  @Test
  void callsUnderWayEndWellNothingNewIsTakenAndNothingIsLost() throws Exception {
    CompletableFuture<Reply> called = async(() -> admin().post("/api/v1/call/text.pii.mask", MASK));
    Held first = plugin.next();
    CompletableFuture<Reply> asked = async(() -> gateway().post("/v1/chat/completions", CHAT));
    Held second = plugin.next();
    String run = admin().post("/api/v1/workflows/held/runs", "{\"input\": {}}").text("id");
    Held third = plugin.next();

    // A server that is closed has no addresses any more.
    List<URI> doors = List.of(server.console(), server.gateway());
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
    doors.forEach(DrainTest::awaitRefusal);
    assertThat(called).isNotDone();
    assertThat(asked).isNotDone();
    assertThat(stopped).isNotDone();

    first.letGo();
    assertThat(called.get(LIMIT.toSeconds(), TimeUnit.SECONDS).status()).isEqualTo(200);
    second.letGo();
    assertThat(asked.get(LIMIT.toSeconds(), TimeUnit.SECONDS).status()).isEqualTo(200);
    third.letGo();
    assertThat(stopped).succeedsWithin(LIMIT);

    server = startOver();
    assertThat(ended(run).text("state")).isEqualTo("succeeded");
    assertThat(((Json.Arr) admin().get("/api/v1/decisions").at("items")).items())
        .as("one of each call, none of a repeated step")
        .hasSize(3);
  }

  private Server startOver() {
    return Server.start(places(), RunningServer.settings(), () -> Storage.at(db.logins()));
  }

  private InstallationPaths places() {
    return RunningServer.places(directory.resolve("data"));
  }

  private Client console() {
    return new Client(server.console().toString());
  }

  private Client admin() {
    return console().bearer(key);
  }

  private Client gateway() {
    return new Client(server.gateway().toString()).bearer(key);
  }

  private Reply ended(String run) {
    long end = System.nanoTime() + LIMIT.toNanos();
    Reply reply = admin().get("/api/v1/runs/" + run);
    while (reply.text("state").equals("running") && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
      reply = admin().get("/api/v1/runs/" + run);
    }
    return reply;
  }

  private static CompletableFuture<Reply> async(Supplier<Reply> call) {
    return CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
  }

  private static void awaitRefusal(URI door) {
    long end = System.nanoTime() + LIMIT.toNanos();
    assertThatExceptionOfType(IOException.class)
        .as("%s takes connections still", door)
        .isThrownBy(
            () -> {
              while (System.nanoTime() < end) {
                new Socket(door.getHost(), door.getPort()).close();
              }
            });
  }
}
