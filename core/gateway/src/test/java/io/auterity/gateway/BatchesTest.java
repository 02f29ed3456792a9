package io.auterity.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.door.GatewayStorage;
import io.auterity.jobs.batch.BatchStore;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.Script;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.files.VendorSchema;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Batches over HTTP, in a real database, over a road that is a script. */
@Tag("postgresql")
class BatchesTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Settings.Batches BOUNDS = new Settings.Batches(900_000, 1_500_000, 8, 8);
  private static final JsonReader JSON = new JsonReader(1_000_000);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path keys;

  private final TenantScope tenant = db.newTenant();
  private final UUID principal = UUID.randomUUID();
  private final List<RunningGateway> gateways = new ArrayList<>();
  private final RunningGateway gateway = started(tenant, principal);

  private static GatewayStorage keeping() {
    return KeptSomewhere.in(db.database(), keys, BOUNDS);
  }

  private RunningGateway started(TenantScope scope, UUID who) {
    return started(scope, who, keeping());
  }

  private RunningGateway started(TenantScope scope, UUID who, GatewayStorage gatewayStorage) {
    Authenticated caller =
        new Authenticated(scope, new Principal(who, "tester", Principal.Type.SERVICE));
    RunningGateway started = new RunningGateway(caller, gatewayStorage, BatchesTest::answered);
    gateways.add(started);
    return started;
  }

  @AfterEach
  void stop() {
    // What hangs on purpose would be waited for.
    gateways.forEach(one -> one.script.answer(BatchesTest::answered));
    gateways.forEach(one -> one.script.letGo());
    db.database()
        .inTenant(tenant, tx -> tx.update("update ai_batch set lease_owner = null").execute());
    gateways.forEach(RunningGateway::close);
  }

  private static Script.Play answered(Invocation call) {
    return new Script.Play(call.id()).succeed(answer());
  }

  private static Script.Play refused(Invocation call, Failure failure) {
    return new Script.Play(call.id()).end(new Outcome.Refused(call.id(), failure));
  }

  private static String line(String id) {
    return """
    {"custom_id": "%s", "method": "POST", "url": "/v1/chat/completions",
     "body": {"model": "m", "messages": [{"role": "user", "content": "%s"}]}}
    """
        .formatted(id, id)
        .replace("\n", "");
  }

  private static String lines(int count) {
    return String.join("\n", IntStream.rangeClosed(1, count).mapToObj(i -> line("c" + i)).toList());
  }

  private String upload(String text) throws IOException, InterruptedException {
    return upload(gateway, text);
  }

  private static String upload(RunningGateway at, String text)
      throws IOException, InterruptedException {
    String form =
        "--b\r\ncontent-disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--b\r\n"
            + "content-disposition: form-data; name=\"file\"; filename=\"in.jsonl\"\r\n\r\n"
            + text
            + "\r\n--b--\r\n";
    return id(
        json(
            at.send(
                at.request("/v1/files")
                    .header("content-type", "multipart/form-data; boundary=b")
                    .POST(BodyPublishers.ofString(form)))));
  }

  private HttpResponse<String> create(String file, String more)
      throws IOException, InterruptedException {
    return create(gateway, file, more);
  }

  private static HttpResponse<String> create(RunningGateway at, String file, String more)
      throws IOException, InterruptedException {
    return at.send(
        at.post(
                "/v1/batches",
                "{'input_file_id': '%s', 'endpoint': '/v1/chat/completions', 'completion_window': '24h'%s}"
                    .formatted(file, more))
            .header("auterity-labels", "team=night"));
  }

  private String created(String text) throws IOException, InterruptedException {
    return created(gateway, text);
  }

  private static String created(RunningGateway at, String text)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = create(at, upload(at, text), "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return id(json(answer));
  }

  private static Json.Obj json(HttpResponse<String> answer) {
    return JSON.readObject(answer.body().getBytes(UTF_8));
  }

  private static String id(Json.Obj json) {
    return Objects.requireNonNull(json.text("id"), json.toString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return gateway.send(gateway.request(path));
  }

  private Json.Obj awaited(String path, Function<Json.Obj, Boolean> done)
      throws IOException, InterruptedException {
    return awaited(gateway, path, done);
  }

  private static Json.Obj awaited(RunningGateway at, String path, Function<Json.Obj, Boolean> done)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Json.Obj last = json(at.send(at.request(path)));
    while (!done.apply(last) && System.nanoTime() < end) {
      last = json(at.send(at.request(path)));
    }
    assertThat(done.apply(last)).as(last.toString()).isTrue();
    return last;
  }

  private Json.Obj status(String batch, String status) throws IOException, InterruptedException {
    return awaited("/v1/batches/" + batch, told -> status.equals(told.text("status")));
  }

  private static String counts(Json.Obj batch) {
    return Objects.requireNonNull(batch.get("request_counts")).toString();
  }

  /** The lines of a file of results, by custom id. */
  private Map<String, Json.Obj> results(Json.Obj batch, String field) throws Exception {
    return results(gateway, batch, field);
  }

  private static Map<String, Json.Obj> results(RunningGateway at, Json.Obj batch, String field)
      throws Exception {
    Map<String, Json.Obj> results = new ConcurrentHashMap<>();
    String file = batch.text(field);
    if (file != null) {
      at.send(at.request("/v1/files/" + file + "/content"))
          .body()
          .lines()
          .map(line -> JSON.readObject(line.getBytes(UTF_8)))
          .forEach(line -> results.put(Objects.requireNonNull(line.text("custom_id")), line));
    }
    return results;
  }

  private static String at(Json json, String... path) {
    Json found = json;
    for (String name : path) {
      found = Objects.requireNonNull(((Json.Obj) found).get(name), name);
    }
    return found instanceof Json.Str(String text) ? text : found.toString();
  }

  @Test
  void eachLineIsAnsweredAsItsCallerWouldHaveBeen() throws Exception {
    gateway.script.answer(
        call ->
            Objects.requireNonNull(call.idempotencyKey()).endsWith("/2")
                ? refused(call, Failure.of(FailureCode.BUDGET_EXHAUSTED, "no money is left"))
                : answered(call));

    String id = created(lines(3) + "\n\n");
    Json.Obj batch = status(id, "completed");

    assertThat(counts(batch)).isEqualTo("{\"total\":3,\"completed\":2,\"failed\":1}");
    Map<String, Json.Obj> made = results(batch, "output_file_id");
    assertThat(made).containsOnlyKeys("c1", "c3");
    Json.Obj first = Objects.requireNonNull(made.get("c1"));
    assertThat(at(first, "response", "status_code")).isEqualTo("200");
    assertThat(at(first, "response", "request_id")).startsWith("dec_");
    assertThat(at(first, "response", "body", "object")).isEqualTo("chat.completion");
    assertThat(at(first, "error")).isEqualTo("null");
    Map<String, Json.Obj> failed = results(batch, "error_file_id");
    assertThat(failed).containsOnlyKeys("c2");
    Json.Obj second = Objects.requireNonNull(failed.get("c2"));
    assertThat(at(second, "response", "status_code")).isEqualTo("429");
    assertThat(at(second, "response", "body", "error", "code")).isEqualTo("budget_exhausted");
  }

  @Test
  void aLineTellsWhatOfItWasLost() throws Exception {
    gateway.script.answer(
        call ->
            Objects.requireNonNull(call.idempotencyKey()).endsWith("/2")
                ? answered(call).lose("sampling.seed", "user")
                : answered(call));

    Map<String, Json.Obj> made = results(status(created(lines(2)), "completed"), "output_file_id");

    assertThat(at(Objects.requireNonNull(made.get("c2")), "response", "auterity_lossy"))
        .isEqualTo("sampling.seed, user");
    assertThat(String.valueOf(made.get("c1"))).doesNotContain("auterity_lossy");
  }

  @Test
  void whatIsToldFitsTheVendorsDescription() throws Exception {
    VendorSchema vendor = new VendorSchema("specs/openai.yaml.gz");
    String file = upload(lines(1));
    byte[] asked =
        create(
                file,
                ", 'metadata': {'a': 'b'}, 'output_expires_after': {'anchor': 'created_at',"
                    + " 'seconds': 3600}")
            .body()
            .getBytes(UTF_8);
    String failed = created("no line");
    status(failed, "failed");
    Json.Obj batch = status(id(JSON.readObject(asked)), "completed");

    assertThat(vendor.unknown("Batch", asked)).isEmpty();
    // The description says nothing of null, which the vendor's own example is full of.
    for (Json.Obj one :
        List.of(JSON.readObject(asked), batch, json(get("/v1/batches/" + failed)))) {
      assertThat(vendor.errors("Batch", bytes(withoutNulls(one)))).isEmpty();
    }
    assertThat(vendor.errors("ListBatchesResponse", bytes(withoutNulls(json(get("/v1/batches"))))))
        .isEmpty();
    assertThat(vendor.errors("OpenAIFile", bytes(withoutNulls(json(get("/v1/files/" + file))))))
        .isEmpty();
    assertThat(vendor.errors("ListFilesResponse", bytes(withoutNulls(json(get("/v1/files"))))))
        .isEmpty();
    Json.Obj output = json(get("/v1/files/" + batch.text("output_file_id")));
    assertThat(seconds(output, "expires_at") - seconds(output, "created_at")).isEqualTo(3_600);
  }

  private static byte[] bytes(Json json) {
    return json.toString().getBytes(UTF_8);
  }

  private static long seconds(Json.Obj file, String field) {
    return ((Json.Int) Objects.requireNonNull(file.get(field))).value();
  }

  private static Json withoutNulls(Json json) {
    return switch (json) {
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> kept = new LinkedHashMap<>(fields);
        kept.values().removeIf(Json.Null.class::isInstance);
        kept.replaceAll((name, field) -> withoutNulls(field));
        yield new Json.Obj(kept);
      }
      case Json.Arr(List<Json> items) ->
          Json.array(items.stream().map(BatchesTest::withoutNulls).toList());
      default -> json;
    };
  }

  @Test
  void aLineIsOneCallOfItsCallerWithTheirLabels() throws Exception {
    String id = created(lines(1));
    status(id, "completed");

    assertThat(gateway.script.invocations())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.capability()).isEqualTo("ai.chat.create");
              assertThat(call.principal().id()).isEqualTo(principal);
              assertThat(call.scope()).isEqualTo(tenant);
              assertThat(call.labels()).isEqualTo(Map.of("team", "night", "batch", id));
              assertThat(call.idempotencyKey()).isEqualTo(id + "/1");
            });
  }

  @Test
  void whatTheRequestSaysOfItsCallsHoldsForEachLine() throws Exception {
    String file = upload(lines(1));
    HttpResponse<String> answer =
        gateway.send(
            gateway
                .post("/v1/batches", asked(file))
                .header("auterity-timeout", "7s")
                .header("auterity-strict", "true")
                .header("idempotency-key", "mine"));
    String id = id(json(answer));
    status(id, "completed");

    assertThat(gateway.script.invocations())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.timeout()).isEqualTo(Duration.ofSeconds(7));
              assertThat(call.strict()).isTrue();
            });
    HttpResponse<String> again =
        gateway.send(gateway.post("/v1/batches", asked(file)).header("idempotency-key", "mine"));
    assertThat(id(json(again))).isEqualTo(id);
  }

  @Test
  void headersThatNoLineCouldBeAskedWithAreRefusedAtOnce() throws Exception {
    String file = upload(lines(1));
    Map.of(
            "auterity-labels", "batch=mine",
            "auterity-strict", "perhaps",
            "auterity-timeout", "never")
        .forEach(
            (name, value) -> {
              HttpResponse<String> answer = refused(file, name, value);
              assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
              assertThat(answer.body()).contains(name.substring("auterity-".length()));
            });
  }

  private HttpResponse<String> refused(String file, String name, String value) {
    try {
      return gateway.send(gateway.post("/v1/batches", asked(file)).header(name, value));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String asked(String file) {
    return "{'input_file_id': '%s', 'endpoint': '/v1/chat/completions', 'completion_window': '24h'}"
        .formatted(file);
  }

  @Test
  void aFileWithBadLinesFailsAsAWholeAndSaysWhere() throws Exception {
    String id =
        created(
            String.join(
                "\n",
                line("a"),
                "{not json",
                line("a"),
                line("b").replace("POST", "GET"),
                line("c").replace("/v1/chat/completions", "/v1/embeddings"),
                line("d").replace("\"body\"", "\"Body\"")));

    Json.Obj batch = status(id, "failed");

    List<String> told =
        ((Json.Arr)
                Objects.requireNonNull(
                    ((Json.Obj) Objects.requireNonNull(batch.get("errors"))).get("data")))
            .items().stream().map(error -> at(error, "line") + " " + at(error, "code")).toList();
    assertThat(told)
        .containsExactly(
            "2 invalid_json_line",
            "3 duplicate_custom_id",
            "4 invalid_method",
            "5 mismatched_url",
            "6 invalid_request");
    assertThat(gateway.script.invocations()).isEmpty();
  }

  @Test
  void anEmptyFileFails() throws Exception {
    assertThat(status(created("\n  \n"), "failed").toString()).contains("empty_file");
  }

  @Test
  void aStreamIsRefusedBeforeAnybodyIsAsked() throws Exception {
    String id = created(line("a").replace("\"model\"", "\"stream\": true, \"model\""));

    Json.Obj failed =
        Objects.requireNonNull(results(status(id, "completed"), "error_file_id").get("a"));

    assertThat(at(failed, "response", "status_code")).isEqualTo("400");
    assertThat(at(failed, "response", "body", "error", "param")).isEqualTo("stream");
    assertThat(gateway.script.invocations()).isEmpty();
  }

  @Test
  void aLineWaitsForALimitAndIsAskedAgain() throws Exception {
    Map<String, Boolean> met = new ConcurrentHashMap<>();
    gateway.script.answer(
        call ->
            met.putIfAbsent(Objects.requireNonNull(call.idempotencyKey()), true) == null
                ? refused(
                    call,
                    Failure.of(
                            call.idempotencyKey().endsWith("/2")
                                ? FailureCode.BUDGET_EXHAUSTED
                                : FailureCode.RATE_LIMITED,
                            "too much under way")
                        .withRetryable(true)
                        .withRetryAfter(Duration.ofMillis(5)))
                : answered(call));

    Json.Obj batch = status(created(lines(3)), "completed");

    assertThat(counts(batch)).isEqualTo("{\"total\":3,\"completed\":3,\"failed\":0}");
    assertThat(gateway.script.invocations()).hasSize(6);
  }

  @Test
  void aCancelledBatchKeepsWhatWasAnswered() throws Exception {
    Map<String, Script.Play> hanging = new ConcurrentHashMap<>();
    gateway.script.answer(
        call -> {
          Script.Play play = new Script.Play(call.id());
          hanging.put(Objects.requireNonNull(call.idempotencyKey()), play);
          return play;
        });
    String id = created(lines(20));
    awaited("/v1/batches/" + id, _ -> hanging.size() >= 3);

    Json.Obj cancelled = json(gateway.send(gateway.post("/v1/batches/" + id + "/cancel", "")));
    assertThat(cancelled.text("status")).isEqualTo("cancelling");
    // Those under way are let come to their end.
    awaited(
        "/v1/batches/" + id,
        told -> {
          hanging.values().forEach(play -> play.succeed(answer()));
          return "cancelled".equals(told.text("status"));
        });

    Json.Obj batch = status(id, "cancelled");
    int made = results(batch, "output_file_id").size();
    Map<String, Json.Obj> rest = results(batch, "error_file_id");
    assertThat(made).isBetween(3, 19);
    assertThat(rest).hasSize(20 - made);
    assertThat(rest.values())
        .allSatisfy(line -> assertThat(at(line, "error", "code")).isEqualTo("batch_cancelled"));
    assertThat(gateway.send(gateway.post("/v1/batches/" + id + "/cancel", "")).statusCode())
        .isEqualTo(409);
  }

  private static ChatResponse answer() {
    return new ChatResponse(
        "chatcmpl-1",
        "m",
        List.of(new Part.Text("an\nswer")),
        FinishReason.STOP,
        new TokenUsage(3, 1, 0, 0),
        null);
  }

  @Test
  void whatWasNotAskedInTimeExpires() throws Exception {
    gateway.script.answer(
        call ->
            refused(
                call,
                Failure.of(FailureCode.RATE_LIMITED, "too fast")
                    .withRetryAfter(Duration.ofMillis(5))));
    String id = created(lines(2));
    awaited("/v1/batches/" + id, _ -> gateway.script.invocations().size() > 2);
    sql("update ai_batch set expires = created where endpoint is not null");

    Json.Obj batch = status(id, "expired");

    assertThat(results(batch, "error_file_id").values())
        .hasSize(2)
        .allSatisfy(line -> assertThat(at(line, "error", "code")).isEqualTo("batch_expired"));
  }

  private void sql(String statement) {
    db.database().inTenant(tenant, tx -> tx.update(statement).execute());
  }

  @Test
  void anotherServerGoesOnWhereOneWasKilled() throws Exception {
    gateway.stop();
    AtomicBoolean killed = new AtomicBoolean();
    RunningGateway first = started(tenant, principal, mortal(killed));
    Set<String> hanging = ConcurrentHashMap.newKeySet();
    first.script.answer(
        call -> {
          String key = Objects.requireNonNull(call.idempotencyKey());
          if (key.endsWith("/1") || key.endsWith("/2")) {
            return answered(call);
          }
          hanging.add(key);
          return Script.Play.hanging(call);
        });
    String id = created(first, lines(6));
    awaited(
        first,
        "/v1/batches/" + id,
        told -> counts(told).contains("\"completed\":2") && !hanging.isEmpty());

    synchronized (killed) {
      killed.set(true);
    }
    sql("update ai_batch set lease_until = now() - interval '1 second'");
    RunningGateway second = started(tenant, principal);
    Json.Obj batch =
        awaited(second, "/v1/batches/" + id, told -> "completed".equals(told.text("status")));

    assertThat(counts(batch)).isEqualTo("{\"total\":6,\"completed\":6,\"failed\":0}");
    assertThat(results(second, batch, "output_file_id"))
        .containsOnlyKeys("c1", "c2", "c3", "c4", "c5", "c6");
    assertThat(second.script.invocations())
        .as("what had an answer is not asked again, and what was under way is")
        .extracting(Invocation::idempotencyKey)
        .containsExactlyInAnyOrder(id + "/3", id + "/4", id + "/5", id + "/6");
  }

  /** Stores of a server that says nothing any more once it is killed. */
  private static GatewayStorage mortal(AtomicBoolean killed) {
    GatewayStorage real = keeping();
    BatchStore batches =
        (BatchStore)
            Proxy.newProxyInstance(
                BatchStore.class.getClassLoader(),
                new Class<?>[] {BatchStore.class},
                (proxy, method, arguments) -> {
                  synchronized (killed) {
                    if (killed.get()) {
                      throw new CallFailedException(FailureCode.UNAVAILABLE, "killed");
                    }
                    try {
                      return method.invoke(real.batches(), arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  }
                });
    return new GatewayStorage(real.files(), batches, real.vendors(), real.tunings(), real.bounds());
  }

  @Test
  void twoServersDoNotAskALineTwice() throws Exception {
    RunningGateway second = started(tenant, principal);

    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(created(lines(10)));
    }
    for (String id : ids) {
      status(id, "completed");
    }

    List<String> asked = new ArrayList<>();
    List.of(gateway, second)
        .forEach(one -> one.script.invocations().forEach(call -> asked.add(call.idempotencyKey())));
    assertThat(asked).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void aServerThatEndsLeavesItsBatchToTheNextAtOnce() throws Exception {
    gateway.script.answer(
        call ->
            refused(
                call,
                Failure.of(FailureCode.RATE_LIMITED, "too fast")
                    .withRetryAfter(Duration.ofMillis(5))));
    String id = created(lines(4));
    awaited("/v1/batches/" + id, _ -> gateway.script.invocations().size() > 1);
    gateway.stop();

    RunningGateway second = started(tenant, principal);
    awaited(second, "/v1/batches/" + id, told -> "completed".equals(told.text("status")));
  }

  @Test
  void batchesAreListedByPagesForTheirCallerAlone() throws Exception {
    String first = created(lines(1));
    String second = created(lines(1));
    String third = created(lines(1));

    Json.Obj page = json(get("/v1/batches?limit=2"));
    assertThat(ids(page)).containsExactly(third, second);
    assertThat(at(page, "has_more")).isEqualTo("true");
    assertThat(ids(json(get("/v1/batches?limit=2&after=" + second)))).containsExactly(first);

    RunningGateway other = started(tenant, UUID.randomUUID());
    assertThat(other.send(other.request("/v1/batches/" + first)).statusCode()).isEqualTo(404);
    assertThat(ids(json(other.send(other.request("/v1/batches"))))).isEmpty();
    RunningGateway stranger = started(db.newTenant(), principal);
    assertThat(stranger.send(stranger.request("/v1/batches/" + first)).statusCode()).isEqualTo(404);
  }

  private static List<String> ids(Json.Obj page) {
    return ((Json.Arr) Objects.requireNonNull(page.get("data")))
        .items().stream().map(batch -> id((Json.Obj) batch)).toList();
  }

  @Test
  void whatCannotBeABatchIsRefusedByName() throws Exception {
    String file = upload(lines(1));

    assertThat(create("file-" + "0".repeat(32), "").body()).contains("input_file_id");
    assertThat(create(file, ", 'metadata': {'a': 1}").body()).contains("metadata");
    assertThat(
            create(file, ", 'output_expires_after': {'anchor': 'created_at', 'seconds': 1}").body())
        .contains("3600");
    assertThat(create(file, ", 'colour': 'red'").body()).contains("colour");
    assertThat(
            gateway
                .send(
                    gateway.post(
                        "/v1/batches",
                        "{'input_file_id': '%s', 'endpoint': '/v1/files', 'completion_window': '24h'}"
                            .formatted(file)))
                .body())
        .contains("endpoint", "/v1/chat/completions");
    gateway.allowed.set(false);
    assertThat(create(file, "").statusCode()).isEqualTo(403);
  }
}
