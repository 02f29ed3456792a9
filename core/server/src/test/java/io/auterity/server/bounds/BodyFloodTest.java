package io.auterity.server.bounds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.TestDatabase;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * 120 large bodies of one tenant at one time, at both ports of a server with a heap of 512 MiB,
 * while another tenant works.
 */
@Tag("postgresql")
class BodyFloodTest {

  private static final int BODIES = 120;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String CALL = "/api/v1/call/text.pii.mask";
  private static final String CHAT = "/v1/chat/completions";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @TempDir Path directory;

  @Test
  void oneTenantsBodiesEndNoServerAndKeepNoOtherWaiting() throws Exception {
    Path plugins = Files.createDirectories(directory.resolve("plugins"));
    new SamplePlugin("mask").write(plugins.resolve("sample.jar"));
    try (ServerProcess server = ServerProcess.on(db.logins(), directory, "flooded")) {
      Client flooding = tenant(server, "flooding");
      Client working = tenant(server, "working");
      working.maskProvider("masks");

      List<Reply> answers = new ArrayList<>();
      answers.addAll(flood(server, flooding, working, bytes(4_000_000)));
      answers.addAll(flood(server, flooding, working, values(250_000)));

      assertThat(answers).hasSize(2 * BODIES);
      assertThat(answers)
          .filteredOn(answer -> answer.status() == 503)
          .allSatisfy(answer -> assertThat(answer.body()).contains("saturated"))
          .allSatisfy(answer -> assertThat(answer.header("retry-after")).isEqualTo("1"));
      assertThat(answers).extracting(Reply::status).isSubsetOf(0, 200, 400, 404, 413, 503);
      requireServed(server, flooding);
      assertThat(server.log()).noneMatch(line -> line.contains("OutOfMemoryError"));
    }
  }

  private static Client tenant(ServerProcess server, String name) {
    Client operator = server.anonymous().bearer(server.operatorKey());
    String key = operator.post("/api/v1/tenants", "{\"name\": \"%s\"}".formatted(name)).text("key");
    return new Client(server.anonymous().base(), server.anonymous().headers(), PATIENCE)
        .bearer(key);
  }

  private static byte[] bytes(int length) {
    return "{\"model\": \"m\", \"text\": \"%s\"}".formatted("x".repeat(length)).getBytes(UTF_8);
  }

  private static byte[] values(int count) {
    return "{\"model\": \"m\", \"text\": [%s{}]}"
        .formatted("{},".repeat(count - 1))
        .getBytes(UTF_8);
  }

  /**
   * Sends the body from everywhere at once, and asks for the other tenant until all are answered.
   */
  private static List<Reply> flood(
      ServerProcess server, Client flooding, Client working, byte[] body) throws Exception {
    Client gateway =
        new Client(server.gateway().base(), flooding.headers(), PATIENCE)
            .with("Content-Type", "application/json");
    Client console = flooding.with("Content-Type", "application/json");
    List<Reply> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> sent = new ArrayList<>();
      for (int i = 0; i < BODIES; i++) {
        Client door = i % 2 == 0 ? console : gateway;
        String path = i % 2 == 0 ? CALL : CHAT;
        sent.add(threads.submit(() -> send(door, path, body)));
      }
      do {
        requireServed(server, working);
      } while (!sent.stream().allMatch(Future::isDone));
      for (Future<Reply> one : sent) {
        answers.add(one.get());
      }
    }
    return answers;
  }

  // A sender that is too slow with what is refused already is cut off.
  private static Reply send(Client door, String path, byte[] body) {
    try {
      return door.send("POST", path, BodyPublishers.ofByteArray(body));
    } catch (UncheckedIOException e) {
      return new Reply(0, HttpHeaders.of(Map.of(), (name, value) -> true), "");
    }
  }

  private static void requireServed(ServerProcess server, Client client) throws IOException {
    Client gateway = new Client(server.gateway().base(), client.headers(), PATIENCE);

    assertThat(client.get("/api/v1/session").status()).isEqualTo(200);
    assertThat(client.post(CALL, "{\"text\": \"a\"}").body()).doesNotContain("saturated");
    assertThat(gateway.post(CHAT, "{\"model\": \"m\", \"messages\": []}").body())
        .isNotEmpty()
        .doesNotContain("saturated");
  }
}
