package io.auterity.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.Script;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.job.JobQueue;
import io.auterity.platform.job.JobRunner;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.time.Time;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.NewTuning;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningBill;
import io.auterity.spi.ai.TuningEventQuery;
import io.auterity.spi.ai.TuningEvents;
import io.auterity.spi.ai.TuningGet;
import io.auterity.spi.ai.TuningQuery;
import io.auterity.spi.ai.TuningState;
import io.auterity.testkit.files.VendorSchema;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of fine-tuning over HTTP, in a real database, over a road that is a script. */
@Tag("postgresql")
class TuningsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Settings.Batches BOUNDS = new Settings.Batches(900_000, 1_500_000, 8, 8);
  private static final JsonReader JSON = new JsonReader(1_000_000);
  private static final Ref JOB = new Ref("vendor", "ft-of-the-vendor");
  private static final String EXAMPLE = "{\"messages\":[]}\n";

  @TempDir static Path keys;

  private final TenantScope tenant = db.newTenant();
  private final JobQueue queue = new JobQueue(Time.system());
  private final RunningGateway gateway = gateway(tenant);
  private final JobRunner jobs = gateway.jobs(db.database(), queue);
  private volatile TuningState state = TuningState.QUEUED;
  private volatile @Nullable Failure refusal;

  private RunningGateway gateway(TenantScope scope) {
    Principal somebody = new Principal(UUID.randomUUID(), "tester", Principal.Type.SERVICE);
    return new RunningGateway(
        new Authenticated(scope, somebody),
        KeptSomewhere.in(db.database(), queue, keys, BOUNDS),
        this::answered);
  }

  @AfterEach
  void stop() {
    jobs.close();
    gateway.close();
    // The gateways of other tests follow no job of this one.
    db.database()
        .inTenant(tenant, tx -> tx.update("update ai_tuning set settled = now()").execute());
  }

  private Script.Play answered(Invocation call) {
    Failure no = refusal;
    if (no != null && !call.principal().equals(Principal.PLATFORM)) {
      return new Script.Play(call.id())
          .end(
              no.applied() == Applied.NO
                  ? new Outcome.Refused(call.id(), no)
                  : new Outcome.Failed(call.id(), no));
    }
    if (call.capability().equals("ai.tuning.list")) {
      return new Script.Play(call.id()).succeed(new Page<>(List.of(job()), null));
    }
    return new Script.Play(call.id())
        .succeed(call.capability().equals("ai.tuning.events") ? events() : job());
  }

  private Tuning job() {
    boolean done = state == TuningState.SUCCEEDED;
    Json.Obj own =
        Json.EMPTY
            .with("seed", Json.of(42))
            .with("organization_id", Json.of("org-of-the-operator"))
            .with("result_files", Json.array(List.of(Json.of("file-of-the-vendor"))));
    return new Tuning(
        JOB,
        "gpt-4o-mini-2024-07-18",
        state,
        done ? "ft:gpt-4o-mini:mine" : null,
        Instant.EPOCH,
        done ? Instant.ofEpochSecond(1_700_000_000) : null,
        done ? (Long) 5_768L : null,
        state == TuningState.FAILED ? new Tuning.Fault("bad_file", "Line 1.", null) : null,
        Extra.of("openai", own));
  }

  private static TuningEvents events() {
    return new TuningEvents(
        List.of(new TuningEvents.Event("e-1", Instant.EPOCH, "info", "Begun", null)), true);
  }

  private String file(String purpose) throws IOException, InterruptedException {
    String form =
        "--b\r\ncontent-disposition: form-data; name=\"purpose\"\r\n\r\n"
            + purpose
            + "\r\n"
            + "--b\r\n"
            + "content-disposition: form-data; name=\"file\"; filename=\"in.jsonl\"\r\n\r\n"
            + EXAMPLE
            + "\r\n--b--\r\n";
    return id(
        json(
            gateway.send(
                gateway
                    .request("/v1/files")
                    .header("content-type", "multipart/form-data; boundary=b")
                    .POST(BodyPublishers.ofString(form)))));
  }

  private HttpResponse<String> create(String file, String more)
      throws IOException, InterruptedException {
    return gateway.send(
        gateway.post(
            "/v1/fine_tuning/jobs",
            "{'model': 'gpt-4o-mini', 'training_file': '%s'%s}".formatted(file, more)));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return gateway.send(gateway.request("/v1/fine_tuning/jobs" + path));
  }

  private static Json.Obj json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readObject(answer.body().getBytes(UTF_8));
  }

  private static String id(Json.Obj json) {
    return Objects.requireNonNull(json.text("id"), json.toString());
  }

  private <R extends Record> List<R> asked(String capability, Class<R> type) {
    return gateway.script.invocations().stream()
        .filter(call -> call.capability().equals(capability))
        .map(call -> type.cast(((Payload.OfRecord) call.input()).value()))
        .toList();
  }

  @Test
  void aFileThatLiesHereIsHandedToTheVendorOfTheJob() throws Exception {
    String training = file("fine-tune");
    String validation = file("fine-tune");

    Json.Obj job =
        json(
            create(
                training,
                (", 'validation_file': '%s', 'suffix': 'mine', 'seed': 42, 'metadata': {'a': 'b'},"
                        + " 'method': {'type': 'supervised', 'supervised': {'hyperparameters':"
                        + " {'n_epochs': 4}}}")
                    .formatted(validation)));

    assertThat(id(job)).startsWith("ftjob-").doesNotContain(JOB.id());
    assertThat(job.text("training_file")).isEqualTo(training);
    assertThat(job.text("validation_file")).isEqualTo(validation);
    assertThat(job.text("status")).isEqualTo("queued");
    assertThat(job.toString()).doesNotContain("org-of-the-operator", "file-of-the-vendor");
    NewTuning asked = asked("ai.tuning.create", NewTuning.class).getFirst();
    assertThat(asked.model()).isEqualTo("gpt-4o-mini");
    assertThat(asked.training().bytes()).isEqualTo(EXAMPLE.getBytes(UTF_8));
    assertThat(asked.training().name()).isEqualTo("in.jsonl");
    assertThat(asked.reference()).isEqualTo(id(job));
    assertThat(Objects.requireNonNull(asked.validation()).length()).isEqualTo(EXAMPLE.length());
    assertThat(asked.suffix()).isEqualTo("mine");
    assertThat(asked.epochs()).isEqualTo(4);
    assertThat(asked.seed()).isEqualTo(42L);
    assertThat(Extra.in(asked.extra(), "openai").fields()).containsOnlyKeys("metadata", "method");
  }

  @Test
  void whatIsToldIsValidByTheVendorsDescription() throws Exception {
    VendorSchema openai = new VendorSchema("specs/openai.yaml.gz");
    String id = id(json(create(file("fine-tune"), "")));

    assertThat(openai.errors("FineTuningJob", get("/" + id).body().getBytes(UTF_8))).isEmpty();
    assertThat(
            openai.errors(
                "ListFineTuningJobEventsResponse",
                get("/" + id + "/events").body().getBytes(UTF_8)))
        .isEmpty();
    state = TuningState.FAILED;
    assertThat(openai.errors("ListPaginatedFineTuningJobsResponse", get("").body().getBytes(UTF_8)))
        .isEmpty();
    assertThat(get("/" + id).body()).contains("\"code\":\"bad_file\"");
  }

  @Test
  void theEndIsBilledOnceAndKept() throws Exception {
    String id = id(json(create(file("fine-tune"), "")));
    assertThat(json(get("/" + id)).text("status")).isEqualTo("queued");
    assertThat(asked("ai.tuning.settle", TuningBill.class)).isEmpty();
    state = TuningState.SUCCEEDED;

    Json.Obj told = json(get("/" + id));
    await(() -> !asked("ai.tuning.settle", TuningBill.class).isEmpty());
    state = TuningState.RUNNING;
    assertThat(json(get("/" + id))).isEqualTo(told);

    assertThat(asked("ai.tuning.settle", TuningBill.class))
        .containsExactly(new TuningBill(JOB, "gpt-4o-mini", 5_768, false));
    assertThat(asked("ai.tuning.get", TuningGet.class)).as("until it has ended").hasSize(2);
    assertThat(told.text("fine_tuned_model")).isEqualTo("ft:gpt-4o-mini:mine");
    assertThat(told.get("trained_tokens")).isEqualTo(Json.of(5_768));
  }

  private static void await(BooleanSupplier holds) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void aProviderThatIsAwayHidesNoJob() throws Exception {
    String id = id(json(create(file("fine-tune"), "")));
    refusal = Failure.of(FailureCode.UNAVAILABLE, "the vendor is away");

    HttpResponse<String> known = get("/" + id);
    refusal = Failure.of(FailureCode.RATE_LIMITED, "not so fast");

    assertThat(json(known).text("status")).isEqualTo("queued");
    assertThat(known.headers().firstValueAsLong("age")).isPresent();
    assertThat(get("/" + id).statusCode()).isEqualTo(429);
    assertThat(ids(json(get("")))).containsExactly(id);
  }

  @Test
  void aJobOfWhichNobodyKnowsWhetherItBeganIsFoundAgain() throws Exception {
    gateway.fleet.with("vendor", List.of("tuning.create", "tuning.list"));
    String file = file("fine-tune");
    refusal =
        Failure.of(FailureCode.TIMEOUT, "no answer came in time").withApplied(Applied.UNKNOWN);

    assertThat(create(file, "").statusCode()).isGreaterThanOrEqualTo(500);
    await(() -> listed() == 1);

    String reference = asked("ai.tuning.create", NewTuning.class).getFirst().reference();
    assertThat(ids(json(get("")))).containsExactly(reference);
    assertThat(asked("ai.tuning.list", TuningQuery.class))
        .containsExactly(new TuningQuery(null, 100, "vendor", reference));
  }

  private int listed() {
    try {
      return ids(json(get(""))).size();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aJobCanBeFollowedAndCancelled() throws Exception {
    String id = id(json(create(file("fine-tune"), "")));

    Json.Obj events = json(get("/" + id + "/events?after=e-0&limit=5"));
    state = TuningState.CANCELLED;
    Json.Obj cancelled =
        json(gateway.send(gateway.post("/v1/fine_tuning/jobs/" + id + "/cancel", "{}")));

    assertThat(events.get("has_more")).isEqualTo(Json.of(true));
    assertThat(asked("ai.tuning.events", TuningEventQuery.class))
        .containsExactly(new TuningEventQuery(JOB, "e-0", 5));
    assertThat(asked("ai.tuning.cancel", TuningGet.class)).containsExactly(new TuningGet(JOB));
    assertThat(cancelled.text("status")).isEqualTo("cancelled");
    assertThat(asked("ai.tuning.settle", TuningBill.class)).isEmpty();
  }

  @Test
  void jobsAreListedPageByPageNewestFirst() throws Exception {
    String file = file("fine-tune");
    List<String> made =
        List.of(id(json(create(file, ""))), id(json(create(file, ""))), id(json(create(file, ""))));

    Json.Obj first = json(get("?limit=2"));
    Json.Obj second = json(get("?limit=2&after=" + made.get(1)));

    assertThat(ids(first)).containsExactly(made.get(2), made.get(1));
    assertThat(first.get("has_more")).isEqualTo(Json.of(true));
    assertThat(ids(second)).containsExactly(made.get(0));
    assertThat(second.get("has_more")).isEqualTo(Json.of(false));
  }

  private static List<String> ids(Json.Obj list) {
    return ((Json.Arr) Objects.requireNonNull(list.get("data")))
        .items().stream().map(job -> id((Json.Obj) job)).toList();
  }

  @Test
  void aJobIsSeenByWhoBeganItAlone() throws Exception {
    String id = id(json(create(file("fine-tune"), "")));
    try (RunningGateway colleague = gateway(tenant);
        RunningGateway stranger = gateway(db.newTenant())) {
      for (RunningGateway other : List.of(colleague, stranger)) {
        for (String path : List.of("/" + id, "/" + id + "/events")) {
          assertThat(other.send(other.request("/v1/fine_tuning/jobs" + path)).statusCode())
              .isEqualTo(404);
        }
        assertThat(
                other.send(other.post("/v1/fine_tuning/jobs/" + id + "/cancel", "{}")).statusCode())
            .isEqualTo(404);
        assertThat(other.send(other.request("/v1/fine_tuning/jobs")).body())
            .contains("\"data\":[]");
        assertThat(other.script.invocations()).isEmpty();
      }
    }
  }

  @Test
  void aJobThatIsRefusedIsNone() throws Exception {
    String file = file("fine-tune");
    refusal = Failure.of(FailureCode.FORBIDDEN, "not with this key");

    assertThat(create(file, "").statusCode()).isEqualTo(403);
    assertThat(get("").body()).contains("\"data\":[]");
  }

  @Test
  void onlyAFileForItIsTaken() throws Exception {
    HttpResponse<String> batch = create(file("batch"), "");
    HttpResponse<String> none = create("file-" + "0".repeat(32), "");
    HttpResponse<String> epochs =
        create(file("fine-tune"), ", 'hyperparameters': {'n_epochs': 51}");
    gateway.allowed.set(false);
    HttpResponse<String> forbidden = create(file(), "");

    assertThat(batch.statusCode()).isEqualTo(400);
    assertThat(batch.body()).contains("training_file");
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(epochs.body()).contains("n_epochs");
    assertThat(forbidden.statusCode()).isEqualTo(403);
    assertThat(asked("ai.tuning.create", NewTuning.class)).isEmpty();
  }

  private static String file() {
    return "file-" + "0".repeat(32);
  }
}
