package io.auterity.server.batches;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.json.JsonReader;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.ServerProcess;
import io.auterity.spi.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A batch whose server is killed in its middle, and which another server ends. */
@Tag("postgresql")
class BatchOverProcessesTest {

  private static final JsonReader JSON = new JsonReader(100_000);

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final int LINES = 200;

  /** As many as a server asks of one tenant at one time: half of what it asks of all. */
  private static final int AT_ONCE = 16;

  private static final String RESOURCES =
      """
      {kind: provider, id: model, spec: {connector: asked-chat, config: {}, models: [m]}}
      ---
      kind: prices
      id: list
      spec: {currency: USD, asOf: "2026-01-01", offers: {model/m: {input: "1", output: "1", per: 1}}}
      """;

  @TempDir Path directory;

  @Test
  void everyLineEndsOnceThoughItsServerIsKilled() throws Exception {
    AskedPlugin model = new AskedPlugin(Files.createDirectories(directory.resolve("notes")));
    model.write(Files.createDirectories(directory.resolve("plugins")).resolve("asked.jar"));
    String key;
    String batch;
    try (ServerProcess first = ServerProcess.on(db.logins(), directory, "first")) {
      Client admin = admin(first);
      admin.apply(RESOURCES);
      key = admin.key();
      batch = begun(first.gateway().bearer(key));
      while (model.asked().size() < LINES / 3) {
        LockSupport.parkNanos(2_000_000);
      }
      first.kill();
    }
    Set<String> answered = answered();
    assertThat(answered).as("the batch is in its middle").hasSizeBetween(1, LINES - 1);
    Set<String> before = Set.copyOf(model.asked());
    endLeases();

    ServerProcess second = ServerProcess.on(db.logins(), directory, "second");
    try (second) {
      Client gateway = second.gateway().bearer(key);
      Reply ended = gateway.awaiting("/v1/batches/" + batch, "status", "completed");

      assertThat(ended.at("request_counts"))
          .hasToString("{\"total\":200,\"completed\":200,\"failed\":0}");
      assertThat(results(gateway, ended.text("output_file_id")))
          .containsExactlyInAnyOrderElementsOf(lines());
      List<String> asked = model.asked();
      assertThat(asked).containsAll(lines());
      assertThat(again(asked))
          .as("what had no answer when the server was killed is asked again, at most once")
          .hasSizeLessThanOrEqualTo(AT_ONCE)
          .isSubsetOf(before)
          .doesNotContainAnyElementsOf(answered);
      assertThat(asked).hasSize(LINES + again(asked).size());
      assertThat(billed(second.anonymous().bearer(key)))
          .as("calls that are billed")
          .isBetween((long) LINES - answered.size(), (long) asked.size());
    }
    // What the JVM and SLF4J warn of on standard error begins with a word, a line of text with the
    // time.
    assertThat(second.log().stream().filter(line -> line.matches("[{0-9].*")))
        .as("log in the fields of ECS")
        .anySatisfy(line -> assertThat(line).contains("Ready at"))
        .allSatisfy(BatchOverProcessesTest::isOfEcs);
  }

  private static void isOfEcs(String line) {
    assertThat(line).startsWith("{");
    Json.Obj entry = JSON.readObject(line.getBytes(UTF_8));
    assertThat(entry.fields()).containsKeys("@timestamp", "log", "message", "ecs");
    assertThat(((Json.Obj) entry.fields().get("service")).text("name")).isEqualTo("auterity");
  }

  private static List<String> lines() {
    return IntStream.range(0, LINES).mapToObj(line -> "line-" + line).toList();
  }

  /** Those that stand there more than once. */
  private static Set<String> again(List<String> asked) {
    return asked.stream()
        .filter(line -> Collections.frequency(asked, line) > 1)
        .collect(Collectors.toSet());
  }

  private static String begun(Client gateway) {
    String lines =
        lines().stream()
            .map(
                line ->
                    ("{\"custom_id\":\"%1$s\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\","
                            + "\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\","
                            + "\"content\":\"%1$s\"}]}}")
                        .formatted(line))
            .collect(Collectors.joining("\n"));
    String form =
        "--b\r\ncontent-disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--b\r\n"
            + "content-disposition: form-data; name=\"file\"; filename=\"in.jsonl\"\r\n\r\n"
            + lines
            + "\r\n--b--\r\n";
    Reply file = gateway.post("/v1/files", "multipart/form-data; boundary=b", form);
    Reply batch =
        gateway.post(
            "/v1/batches",
            "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}"
                .formatted(file.text("id")));
    assertThat(batch.status()).as(batch.toString()).isEqualTo(200);
    return batch.text("id");
  }

  /** The lines that had an answer when nobody worked on the batch. */
  private static Set<String> answered() throws SQLException {
    UUID tenant = UUID.fromString(ask("select tenant from ai_batch"));
    List<Integer> numbers =
        db.database()
            .inTenant(
                TenantScope.recovered(tenant),
                tx ->
                    tx.query("select number from ai_batch_line where state = 'succeeded'")
                        .mapTo(Integer.class)
                        .list());
    return numbers.stream().map(number -> "line-" + (number - 1)).collect(Collectors.toSet());
  }

  private static String ask(String sql) throws SQLException {
    try (Connection connection = db.logins().engine().connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Lets the minute pass that nobody is waiting for here. */
  private static void endLeases() throws SQLException {
    try (Connection connection = db.logins().engine().connect();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("update ai_batch set lease_until = now()")).isEqualTo(1);
    }
  }

  private static List<String> results(Client gateway, String file) {
    return gateway
        .get("/v1/files/" + file + "/content")
        .body()
        .lines()
        .map(line -> line.replaceAll(".*\"custom_id\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private static long billed(Client admin) {
    Reply usage = admin.get("/api/v1/usage?by=offer");
    long calls = ((Json.Int) usage.at("items.0.calls")).value();
    assertThat(usage.text("items.0.cost")).as(usage.toString()).isEqualTo(Long.toString(2 * calls));
    return calls;
  }

  private static Client admin(ServerProcess server) {
    Client anonymous = server.anonymous();
    Client operator = anonymous.bearer(server.operatorKey());
    return anonymous.bearer(operator.post("/api/v1/tenants", "{\"name\": \"t\"}").text("key"));
  }
}
