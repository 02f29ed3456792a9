package io.auterity.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.Script;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.files.VendorSchema;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Anthropic's message batches over HTTP, in a real database, over a road that is a script. */
@Tag("postgresql")
class MessageBatchesTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final String BATCHES = "/v1/messages/batches";
  private static final JsonReader JSON = new JsonReader(1_000_000);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Settings.Batches BOUNDS = new Settings.Batches(4_096, 8_192, 8, 4);

  @TempDir static Path keys;

  private final TenantScope tenant = db.newTenant();
  private final RunningGateway gateway = running();

  private RunningGateway running() {
    Authenticated caller =
        new Authenticated(
            tenant, new Principal(UUID.randomUUID(), "tester", Principal.Type.SERVICE));
    return new RunningGateway(
        caller, KeptSomewhere.in(db.database(), keys, BOUNDS), MessageBatchesTest::answered);
  }

  @AfterEach
  void stop() {
    gateway.script.answer(MessageBatchesTest::answered);
    gateway.script.letGo();
    gateway.close();
  }

  private static Script.Play answered(Invocation call) {
    return new Script.Play(call.id())
        .succeed(
            new ChatResponse(
                "msg_1",
                "claude",
                List.of(new Part.Text("answer")),
                FinishReason.STOP,
                new TokenUsage(3, 1, 0, 0),
                null));
  }

  private static Script.Play refused(Invocation call, FailureCode code) {
    return new Script.Play(call.id())
        .end(new Outcome.Refused(call.id(), Failure.of(code, "not now")));
  }

  private static String requests(int count) {
    String all =
        IntStream.rangeClosed(1, count)
            .mapToObj(
                i ->
                    "{'custom_id': 'c%d', 'params': {'model': 'claude', 'max_tokens': 9, 'messages': [{'role': 'user', 'content': 'hi'}]}}"
                        .formatted(i))
            .collect(Collectors.joining(","));
    return "{'requests': [%s]}".formatted(all);
  }

  private HttpResponse<String> create(String body) throws IOException, InterruptedException {
    return gateway.send(gateway.post(BATCHES, body));
  }

  private static Json.Obj json(HttpResponse<String> answer) {
    return JSON.readObject(answer.body().getBytes(UTF_8));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return gateway.send(gateway.request(path));
  }

  private Json.Obj awaited(String id, Function<Json.Obj, Boolean> done) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Json.Obj last = json(get(BATCHES + "/" + id));
    while (!done.apply(last) && System.nanoTime() < end) {
      last = json(get(BATCHES + "/" + id));
    }
    assertThat(done.apply(last)).as(last.toString()).isTrue();
    return last;
  }

  private Json.Obj ended(String id) throws Exception {
    return awaited(id, told -> "ended".equals(told.text("processing_status")));
  }

  private static String id(HttpResponse<String> answer) {
    return Objects.requireNonNull(json(answer).text("id"), answer.body());
  }

  @Test
  void resultsAreAStreamOfLinesInTheDialect() throws Exception {
    VendorSchema vendor = new VendorSchema("specs/anthropic.yaml.gz").leavingOutNulls();
    gateway.script.answer(
        call ->
            Objects.requireNonNull(call.idempotencyKey()).endsWith("/2")
                ? refused(call, FailureCode.CONTENT_REFUSED)
                : answered(call).lose("sampling.topK"));
    HttpResponse<String> created = create(requests(3));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
    assertThat(vendor.errors("MessageBatch", created.body().getBytes(UTF_8))).isEmpty();

    Json.Obj batch = ended(id(created));
    HttpResponse<String> results = get(Objects.requireNonNull(batch.text("results_url")));

    assertThat(vendor.errors("MessageBatch", batch.toString().getBytes(UTF_8))).isEmpty();
    assertThat(Objects.requireNonNull(batch.get("request_counts")).toString())
        .isEqualTo("{\"processing\":0,\"succeeded\":2,\"errored\":1,\"canceled\":0,\"expired\":0}");
    List<String> lines = results.body().lines().toList();
    assertThat(lines).hasSize(3);
    for (String line : lines) {
      assertThat(vendor.errors("MessageBatchIndividualResponse", line.getBytes(UTF_8)))
          .as(line)
          .isEmpty();
    }
    assertThat(lines.get(0))
        .startsWith(
            "{\"custom_id\":\"c1\",\"result\":{\"type\":\"succeeded\","
                + "\"auterity_lossy\":\"sampling.topK\",\"message\":{")
        .contains("\"type\":\"message\"", "answer");
    assertThat(lines.get(1))
        .startsWith(
            "{\"custom_id\":\"c2\",\"result\":{\"type\":\"errored\",\"error\":{\"type\":\"error\"")
        .contains("invalid_request_error");
  }

  @Test
  void resultsAreThereWhenTheBatchHasEnded() throws Exception {
    gateway.script.answer(Script.Play::hanging);
    String id = id(create(requests(1)));
    awaited(id, _ -> !gateway.script.invocations().isEmpty());

    assertThat(get(BATCHES + "/" + id + "/results").statusCode()).isEqualTo(409);
    assertThat(gateway.send(gateway.request(BATCHES + "/" + id).DELETE()).statusCode())
        .isEqualTo(409);

    db.database()
        .inTenant(tenant, tx -> tx.update("update ai_batch set lease_owner = null").execute());
  }

  @Test
  void whatWasNotAskedIsCanceled() throws Exception {
    gateway.script.answer(call -> refused(call, FailureCode.RATE_LIMITED));
    String id = id(create(requests(2)));
    awaited(id, _ -> !gateway.script.invocations().isEmpty());

    Json.Obj cancelled = json(gateway.send(gateway.post(BATCHES + "/" + id + "/cancel", "")));
    assertThat(cancelled.text("processing_status")).isIn("canceling", "ended");
    assertThat(cancelled.text("cancel_initiated_at")).isNotNull();
    ended(id);

    assertThat(get(BATCHES + "/" + id + "/results").body().lines())
        .containsExactly(
            "{\"custom_id\":\"c1\",\"result\":{\"type\":\"canceled\"}}",
            "{\"custom_id\":\"c2\",\"result\":{\"type\":\"canceled\"}}");
  }

  @Test
  void aBatchThatHasEndedCanBeDeleted() throws Exception {
    String id = id(create(requests(1)));
    ended(id);

    HttpResponse<String> deleted = gateway.send(gateway.request(BATCHES + "/" + id).DELETE());

    assertThat(deleted.body())
        .isEqualTo("{\"id\":\"%s\",\"type\":\"message_batch_deleted\"}".formatted(id));
    assertThat(get(BATCHES + "/" + id).statusCode()).isEqualTo(404);
    assertThat(get("/v1/batches").body()).doesNotContain(id);
  }

  @Test
  void batchesAreListedInBothDirections() throws Exception {
    String first = id(create(requests(1)));
    String second = id(create(requests(1)));
    String third = id(create(requests(1)));

    assertThat(listed("?limit=2")).containsExactly(third, second);
    assertThat(listed("?limit=2&after_id=" + second)).containsExactly(first);
    assertThat(listed("?limit=1&before_id=" + first)).containsExactly(second);
    assertThat(get(BATCHES + "?after_id=a&before_id=b").statusCode()).isEqualTo(400);
    for (String id : List.of(first, second, third)) {
      ended(id);
    }
  }

  private List<String> listed(String query) throws Exception {
    return ((Json.Arr) Objects.requireNonNull(json(get(BATCHES + query)).get("data")))
        .items().stream().map(one -> Objects.requireNonNull(((Json.Obj) one).text("id"))).toList();
  }

  @Test
  void whatCannotBeABatchIsRefusedByName() throws Exception {
    assertThat(create("{'requests': []}").body()).contains("'requests' must be an array");
    assertThat(create(requests(2).replace("c2", "c1")).body())
        .contains("requests[1].custom_id", "another");
    assertThat(create(requests(1).replace("c1", "c 1")).body()).contains("requests[0].custom_id");
    assertThat(create(requests(40)).statusCode()).isEqualTo(413);
    assertThat(gateway.script.invocations()).isEmpty();
  }
}
