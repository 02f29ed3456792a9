package io.auterity.jobs.batch.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.RunningGateway;
import io.auterity.gateway.door.GatewayStorage;
import io.auterity.jobs.batch.store.BatchTable;
import io.auterity.jobs.batch.store.VendorTable;
import io.auterity.jobs.file.store.FileTable;
import io.auterity.jobs.tuning.store.TuningTable;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.BatchPlace;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.Script;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.job.JobQueue;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireBatches.Standing;
import io.auterity.spi.WireRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Batches over HTTP whose lines wait for a batch of their vendor. */
@Tag("postgresql")
class BatchedLinesTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Settings.Batches BOUNDS = new Settings.Batches(900_000, 1_500_000, 8, 2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonReader JSON = new JsonReader(1_000_000);
  private static final int LINES = 10;

  /** A model that has no batches. */
  private static final String ELSEWHERE = "elsewhere";

  /** Where a call lay when it was asked. */
  private static final Map<UUID, String> OFFERS = new ConcurrentHashMap<>();

  @TempDir static Path keys;

  private final TenantScope tenant = db.newTenant();
  private final UUID principal = UUID.randomUUID();
  private final ManualTime time = new ManualTime();
  private final InMemoryVendor vendor = new InMemoryVendor();
  private final List<RunningGateway> gateways = new ArrayList<>();

  /** A gateway whose every call waits for the vendor's batch. */
  private final class Server {
    final VendorBatches vendors;
    final RunningGateway gateway;

    Server() {
      this(VendorBatches.MOST_WAITING);
    }

    Server(long room) {
      vendors =
          new VendorBatches(
              new VendorTable(db.database()),
              vendor,
              2,
              room,
              time,
              Ids.system(time),
              Runnable::run);
      ContentSeal seal = new ContentSeal(MasterKey.open(keys.resolve("master.key")));
      GatewayStorage gatewayStorage =
          new GatewayStorage(
              new FileTable(db.database(), seal, BOUNDS, Duration.ofDays(1)),
              new BatchTable(db.database(), seal, BOUNDS, Duration.ofDays(1)),
              vendors,
              new TuningTable(db.database(), new JobQueue(time), () -> {}),
              BOUNDS);
      gateway =
          new RunningGateway(
              new Authenticated(tenant, new Principal(principal, "tester", Principal.Type.SERVICE)),
              gatewayStorage,
              BatchedLinesTest::asked);
      gateways.add(gateway);
    }

    void turnAfter(Duration pause) {
      time.advance(pause);
      vendors.turn();
    }

    Json.Obj send(HttpRequest.Builder request) throws IOException, InterruptedException {
      HttpResponse<String> answer = gateway.send(request);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return JSON.readObject(answer.body().getBytes(UTF_8));
    }

    Json.Obj awaited(String batch, Predicate<Json.Obj> done) throws Exception {
      long end = System.nanoTime() + PATIENCE.toNanos();
      Json.Obj last = send(gateway.request("/v1/batches/" + batch));
      while (!done.test(last) && System.nanoTime() < end) {
        last = send(gateway.request("/v1/batches/" + batch));
      }
      assertThat(done.test(last)).as(last.toString()).isTrue();
      return last;
    }

    void awaitWaiting(int lines) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (vendors.waiting() < lines && System.nanoTime() < end) {
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(vendors.waiting()).isEqualTo(lines);
    }

    String created() throws Exception {
      return created(line -> "m");
    }

    String created(IntFunction<String> model) throws Exception {
      String lines =
          String.join(
              "\n",
              IntStream.rangeClosed(1, LINES)
                  .mapToObj(
                      i ->
                          ("{'custom_id':'c%d','method':'POST','url':'/v1/chat/completions','body':"
                                  + "{'model':'%s','messages':[{'role':'user','content':'x'}]}}")
                              .formatted(i, model.apply(i))
                              .replace('\'', '"'))
                  .toList());
      String form =
          "--b\r\ncontent-disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--b\r\n"
              + "content-disposition: form-data; name=\"file\"; filename=\"in.jsonl\"\r\n\r\n"
              + lines
              + "\r\n--b--\r\n";
      String file =
          id(
              send(
                  gateway
                      .request("/v1/files")
                      .header("content-type", "multipart/form-data; boundary=b")
                      .POST(BodyPublishers.ofString(form))));
      return id(
          send(
              gateway.post(
                  "/v1/batches",
                  "{'input_file_id':'%s','endpoint':'/v1/chat/completions','completion_window':'24h'}"
                      .formatted(file))));
    }

    /** All lines have been handed over. */
    void handOver() {
      awaitWaiting(LINES);
      turnAfter(VendorRules.QUIET);
      assertThat(vendor.only().lines).hasSize(LINES);
    }

    void look() {
      turnAfter(VendorRules.LOOK);
      turnAfter(VendorRules.SETTLED);
    }
  }

  @AfterEach
  void stop() {
    gateways.forEach(RunningGateway::close);
  }

  private static String id(Json.Obj json) {
    return Objects.requireNonNull(json.text("id"), json.toString());
  }

  private static Predicate<Json.Obj> status(String status) {
    return told -> status.equals(told.text("status"));
  }

  private static String counts(Json.Obj batch) {
    return Objects.requireNonNull(batch.get("request_counts")).toString();
  }

  private static Script.Play asked(Invocation call) {
    BatchPlace place = Objects.requireNonNull(call.place());
    WireRequest request =
        WireRequest.json(
            URI.create("https://vendor.example/v1/chat"),
            String.valueOf(call.idempotencyKey()).getBytes(UTF_8));
    OFFERS.put(call.id(), String.valueOf(place.offer()));
    Script.Play play = new Script.Play(call.id());
    if (((Payload.OfWire) call.input()).whole().model().equals(ELSEWHERE)) {
      return play.succeed(answer("alone"));
    }
    try {
      return play.succeed(
          answer(
              new String(place.ask("vendor/large", request, InMemoryVendor.CALL).body(), UTF_8)));
    } catch (CallFailedException e) {
      return play.end(new Outcome.Failed(call.id(), e.failure()));
    }
  }

  private static ChatResponse answer(String text) {
    return new ChatResponse(
        "1", "m", List.of(new Part.Text(text)), FinishReason.STOP, TokenUsage.NONE, null);
  }

  private static List<String> offers(Server server) {
    return server.gateway.script.invocations().stream()
        .map(call -> OFFERS.getOrDefault(call.id(), "never asked"))
        .toList();
  }

  @Test
  void farMoreLinesWaitForTheVendorThanAreAskedAtOneTime() throws Exception {
    Server server = new Server();
    String batch = server.created();

    server.handOver();
    vendor.answerAll();
    server.look();
    Json.Obj ended = server.awaited(batch, status("completed"));

    assertThat(counts(ended)).isEqualTo("{\"total\":10,\"completed\":10,\"failed\":0}");
    assertThat(server.gateway.script.invocations()).hasSize(LINES);
    assertThat(
            server
                .gateway
                .send(
                    server.gateway.request(
                        "/v1/files/%s/content".formatted(ended.text("output_file_id"))))
                .body())
        .as("each line has its own answer")
        .contains(
            IntStream.rangeClosed(1, LINES).mapToObj(i -> "%s/%d\"".formatted(batch, i)).toList());
  }

  @Test
  void linesThatAreAnsweredElsewhereGoOnWhileThereIsNoRoomAtTheVendor() throws Exception {
    int room = 3;
    Server server = new Server(2L * room * (VendorBatchLine.LINE_BYTES + 1_000));
    String batch = server.created(line -> line <= LINES / 2 ? "m" : ELSEWHERE);

    server.awaited(batch, told -> counts(told).contains("\"completed\":5"));
    assertThat(server.vendors.waiting()).as("of five that may").isEqualTo(room);
    server.turnAfter(VendorRules.QUIET);
    assertThat(vendor.only().lines).hasSize(room);
    vendor.answerAll();
    server.look();
    server.awaitWaiting(LINES / 2 - room);
    server.turnAfter(VendorRules.QUIET);
    vendor.answerAll();
    server.look();
    Json.Obj ended = server.awaited(batch, status("completed"));

    assertThat(counts(ended)).isEqualTo("{\"total\":10,\"completed\":10,\"failed\":0}");
    assertThat(server.gateway.script.invocations())
        .as("a line that is held up is not asked")
        .hasSize(LINES);
  }

  @Test
  void theNextServerWaitsForTheSameBatch() throws Exception {
    Server first = new Server();
    String batch = first.created();
    first.handOver();
    first.gateway.stop();

    Server second = new Server();
    second.awaitWaiting(LINES);
    vendor.answerAll();
    second.look();
    Json.Obj ended = second.awaited(batch, status("completed"));

    assertThat(counts(ended)).isEqualTo("{\"total\":10,\"completed\":10,\"failed\":0}");
    assertThat(vendor.batches).as("sent once").hasSize(1);
    assertThat(offers(second)).hasSize(LINES).containsOnly("vendor/large");
  }

  @Test
  void whatFailsThereWhileItCouldBeAskedNowhereElseIsAskedOnceMore() throws Exception {
    Server first = new Server();
    String batch = first.created();
    first.handOver();
    first.gateway.stop();
    Server second = new Server();
    second.awaitWaiting(LINES);
    vendor.only().put(3, Failure.of(FailureCode.UNSUPPORTED, "no such model"));
    vendor.only().put(4, Failure.of(FailureCode.INVALID, "a line that nobody could answer"));
    vendor.answerAll();
    second.look();

    second.awaited(batch, told -> counts(told).contains("\"completed\":8"));
    second.awaitWaiting(1);
    second.turnAfter(VendorRules.QUIET);
    vendor.answerAll();
    second.look();
    Json.Obj ended = second.awaited(batch, status("completed"));

    assertThat(counts(ended)).isEqualTo("{\"total\":10,\"completed\":9,\"failed\":1}");
    assertThat(vendor.batches).hasSize(2);
    assertThat(offers(second)).hasSize(LINES + 1);
  }

  @Test
  void aBatchThatIsCancelledCancelsTheVendorsAndKeepsWhatThatAnswered() throws Exception {
    Server server = new Server();
    String batch = server.created();
    server.handOver();

    server.send(server.gateway.post("/v1/batches/" + batch + "/cancel", ""));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (vendor.cancelled.isEmpty() && System.nanoTime() < end) {
      server.vendors.turn();
    }
    vendor.only().put(1, 200, "answered");
    vendor.only().standing = Standing.ENDED;
    server.look();
    Json.Obj ended = server.awaited(batch, status("cancelled"));

    assertThat(vendor.cancelled).containsExactly("vendor-1");
    assertThat(counts(ended)).contains("\"total\":10,\"completed\":1");
  }
}
