package io.auterity.server.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.auterity.platform.database.TestDatabase;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.ServerProcess;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.files.YamlTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of workflows that users met, as data: each case is done on the real server in a process of
 * its own, by a connector file, before a vendor that answers by the case's rules. Each part of a
 * case that is done by another name is done for a tenant of its own.
 */
@Tag("postgresql")
class WorkflowCasesTest {

  private static final String CASES = "cases/workflow/";
  private static final Set<String> RIGHT =
      Set.of("state", "within", "output", "taken_within", "status", "has", "runs");
  private static final Set<String> DOES = Set.of("start", "trigger", "seen", "restart", "pause");

  /** How many times as long as on an idle machine things may take. */
  private static final int BUSY = 6;

  /** What the vendor of these cases says to all that a case has no rule for. */
  private static final Json.Obj USUAL =
      Json.EMPTY.with(
          "body",
          Json.EMPTY
              .with("id", Json.of("1"))
              .with("ok", Json.of(true))
              .with("items", Json.array(List.of())));

  @RegisterExtension static final TestDatabase db = TestDatabase.create();
  @TempDir static Path directory;

  private static @Nullable ServerProcess server;
  private static int lives;

  private static ServerProcess server() throws Exception {
    if (server == null) {
      Path plugins = Files.createDirectories(directory.resolve("plugins"));
      Path file = plugins.resolve("casework.yaml");
      if (!Files.exists(file)) {
        Files.copy(Repository.shared(CASES + "casework.yaml"), file);
      }
      server =
          ServerProcess.on(
              db.logins(), directory, "life" + lives++, "egress: {allow: [\"127.0.0.1:* for *\"]}");
    }
    return server;
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  @TestFactory
  Stream<DynamicTest> eachCase() throws Exception {
    Json cases = YamlTree.read(Files.readAllBytes(Repository.shared(CASES + "cases.yaml")));
    return VendorOfCases.list(cases).stream()
        .map(Json.Obj.class::cast)
        .map(said -> dynamicTest(said.text("id"), () -> holds(said)));
  }

  private static void holds(Json.Obj said) throws Exception {
    try (VendorOfCases vendor = new VendorOfCases(said, USUAL)) {
      Doing doing = new Doing(said, vendor);
      for (Json step : VendorOfCases.list(said.get("do"))) {
        doing.step((Json.Obj) step);
      }
    }
  }

  /** One case under way. */
  private static final class Doing {

    private final Json.Obj said;
    private final VendorOfCases vendor;
    private final Map<String, String> keys = new HashMap<>();

    Doing(Json.Obj said, VendorOfCases vendor) {
      this.said = said;
      this.vendor = vendor;
    }

    void step(Json.Obj step) throws Exception {
      Json.Obj right = step.get("right") instanceof Json.Obj given ? given : Json.EMPTY;
      assertThat(RIGHT).as("the checks that are known").containsAll(right.fields().keySet());
      assertThat(step.fields().keySet()).as("what can be done").containsAnyElementsOf(DOES);
      if (step.text("start") != null) {
        start(step, right);
      } else if (step.get("trigger") != null) {
        trigger(step, right);
      } else if (step.text("seen") != null) {
        String holds = Objects.requireNonNullElse(step.text("holds"), "");
        assertThat(within(step, () -> vendor.seen(step.text("seen"), holds)))
            .as("%s with %s", step.text("seen"), holds)
            .isTrue();
      } else if (step.get("restart") != null) {
        server().kill();
        server = null;
        Client started = server().anonymous();
        assertThat(awaited(60, () -> started.get("/health/ready").status() == 200)).isTrue();
      } else {
        LockSupport.parkNanos(nanos(step, "pause"));
      }
    }

    private Client client(Json.Obj step) throws Exception {
      String name = Objects.requireNonNullElse(step.text("as"), "");
      String key = keys.get(name);
      if (key == null) {
        key = newTenant();
        keys.put(name, key);
      }
      return server().anonymous().bearer(key);
    }

    private String newTenant() throws Exception {
      Client operator = server().anonymous().bearer(server().operatorKey());
      String key =
          operator
              .post("/api/v1/tenants", "{\"name\": \"tenant %s\"}".formatted(UUID.randomUUID()))
              .text("key");
      Client admin = server().anonymous().bearer(key);
      admin.apply(
          "{kind: provider, id: works, spec: {connector: casework, unverified: true, config: {url: \"%s\"}}}"
              .formatted(vendor.base()));
      awaited(30, () -> admin.get("/api/v1/providers/works").text("state").equals("connected"));
      admin.apply(Objects.requireNonNull(said.text("files")));
      return key;
    }

    private void start(Json.Obj step, Json.Obj right) throws Exception {
      Client client = client(step);
      String path = "/api/v1/workflows/%s/runs".formatted(step.text("start"));
      String body = "{\"input\": %s}".formatted(Objects.toString(step.get("input"), "{}"));
      int times = step.get("times") instanceof Json.Int(long many) ? (int) many : 1;
      int atOnce = step.get("at_once") instanceof Json.Int(long many) ? (int) many : 1;
      List<Future<Reply>> all = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
        for (int i = 0; i < times; i++) {
          all.add(threads.submit(() -> taken(client, path, body, right)));
        }
      }
      for (Future<Reply> one : all) {
        assertThat(one.get().status()).as(one.get().toString()).isEqualTo(202);
      }
      if (step.get("wait") != null || right.get("state") != null) {
        for (Future<Reply> one : all) {
          ends(client, one.get().text("id"), step, right);
        }
      }
    }

    private static Reply taken(Client client, String path, String body, Json.Obj right) {
      long began = System.nanoTime();
      Reply reply = client.post(path, body);
      if (right.get("taken_within") != null) {
        assertThat(System.nanoTime() - began)
            .as("taken within")
            .isLessThan(BUSY * nanos(right, "taken_within"));
      }
      return reply;
    }

    // What is only waited for need not end in that time.
    private static void ends(Client client, String run, Json.Obj step, Json.Obj right) {
      String path = "/api/v1/runs/" + run;
      BooleanSupplier over =
          () -> Set.of("succeeded", "failed", "cancelled").contains(client.get(path).text("state"));
      if (right.get("state") == null) {
        awaited(seconds(step, "wait"), over);
        return;
      }
      assertThat(within(right, over)).as("%s is over", run).isTrue();
      Reply ended = client.get(path);
      assertThat(ended.text("state")).as(ended.toString()).isEqualTo(right.text("state"));
      if (right.get("output") != null) {
        assertThat(ended.at("output")).isEqualTo(right.get("output"));
      }
    }

    private void trigger(Json.Obj step, Json.Obj right) throws Exception {
      Client client = client(step);
      Json.Obj trigger = (Json.Obj) Objects.requireNonNull(step.get("trigger"));
      Reply reply = client.post("/api/v1/triggers", trigger.toString());
      int status = right.get("status") instanceof Json.Int(long given) ? (int) given : 201;
      assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
      assertThat(reply.body()).contains(Objects.requireNonNullElse(right.text("has"), ""));
      if (right.get("runs") != null) {
        String counts = "/api/v1/runs/counts?workflow=" + trigger.text("workflow");
        within(right, () -> right.get("runs").equals(client.get(counts).at("total")));
        assertThat(client.get(counts).at("total")).isEqualTo(right.get("runs"));
      }
    }
  }

  private static boolean within(Json.Obj said, BooleanSupplier condition) {
    return awaited(BUSY * seconds(said, "within"), condition);
  }

  private static boolean awaited(double seconds, BooleanSupplier condition) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return true;
  }

  private static long nanos(Json.Obj said, String name) {
    return (long) (seconds(said, name) * 1e9);
  }

  private static double seconds(Json.Obj said, String name) {
    return Double.parseDouble(Objects.requireNonNull(said.get(name)).toString());
  }
}
