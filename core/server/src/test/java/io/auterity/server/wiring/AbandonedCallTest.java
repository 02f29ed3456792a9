package io.auterity.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.TestDatabase;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.start.InstallationPaths;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A stop that does not wait for a slow call of the API to its end. */
@Tag("postgresql")
class AbandonedCallTest {

  private static final String DRAIN = "spring.lifecycle.timeout-per-shutdown-phase";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @TempDir Path directory;
  private HeldPlugin plugin;
  private Server server;

  @BeforeEach
  void start() throws IOException {
    System.setProperty(DRAIN, "100ms");
    plugin = new HeldPlugin();
    plugin.write(Files.createDirectories(places().plugins()).resolve("held.jar"));
    server = startOver();
  }

  @AfterEach
  void end() throws IOException {
    System.clearProperty(DRAIN);
    plugin.close();
    server.close();
  }

  @Test
  void itsDecisionIsNotLost() throws IOException {
    Client operator =
        console().bearer(Files.readString(directory.resolve("data/operator.key")).strip());
    String key = operator.post("/api/v1/tenants", "{\"name\": \"slow\"}").text("key");
    console().bearer(key).apply("{kind: provider, id: text, spec: {connector: held-text}}");
    Client caller = console().bearer(key);
    Thread.startVirtualThread(() -> call(caller));
    plugin.next();

    server.close();

    server = startOver();
    Reply decisions = console().bearer(key).get("/api/v1/decisions");
    assertThat(((Json.Arr) decisions.at("items")).items()).hasSize(1);
    assertThat(decisions.text("items.0.capability")).isEqualTo("text.pii.mask");
  }

  private static void call(Client caller) {
    try {
      caller.post("/api/v1/call/text.pii.mask", "{\"text\": \"x\"}");
    } catch (RuntimeException e) {
      // The server has gone; what became of the call stands in its decision.
    }
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
}
