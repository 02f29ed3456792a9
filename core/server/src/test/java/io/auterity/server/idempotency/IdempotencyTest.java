package io.auterity.server.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.idempotency.store.IdempotencyStore;
import io.auterity.server.idempotency.store.IdempotencyStore.Taken;
import io.auterity.server.idempotency.store.IdempotencyStore.Taking;
import io.auterity.server.idempotency.store.IdempotencyStore.Use;
import io.auterity.server.idempotency.store.IdempotencyStore.Used;
import io.auterity.server.runs.Workflow;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("postgresql")
class IdempotencyTest {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private final Client admin = server.newTenant();

  @Test
  void aRepeatedMutationIsCarriedOutOnceAndAnsweredTheSame() {
    Reply first = put(admin, "a", "value");
    Reply again = put(admin, "a", "value");

    assertThat(first.status()).as(first.toString()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header("content-type")).isEqualTo(first.header("content-type"));
    assertThat(again.header("idempotency-replayed")).isEqualTo("true");
    assertThat(put(admin, "b", "value").text("version")).isEqualTo("2");
  }

  @Test
  void aKeyServesOneRequest() {
    put(admin, "a", "value");

    Reply other = put(admin, "a", "another value");

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text("code")).isEqualTo("conflict");
  }

  @Test
  void aRefusedMutationLeavesTheKeyFree() {
    assertThat(put(admin, "a", "").status()).isEqualTo(400);
    assertThat(put(admin, "a", "value").status()).isEqualTo(200);
  }

  /** Each mutation of the API as its description tells them, but sign-in, which has no tenant. */
  static List<Arguments> mutations() throws IOException {
    byte[] text = Files.readAllBytes(Repository.root().resolve("api/openapi.yaml"));
    Json.Obj api = (Json.Obj) new YamlReader(10_000_000).read(text).getFirst().value();
    List<Arguments> all = new ArrayList<>();
    ((Json.Obj) Objects.requireNonNull(api.get("paths")))
        .fields()
        .forEach(
            (path, methods) ->
                ((Json.Obj) methods)
                    .fields().keySet().stream()
                        .filter(
                            method -> List.of("post", "put", "patch", "delete").contains(method))
                        .filter(method -> path.startsWith("/api/v1/"))
                        .filter(method -> !path.matches("/api/v1/(call/|sign-in).*"))
                        .forEach(
                            method ->
                                all.add(
                                    Arguments.of(
                                        method.toUpperCase(Locale.ROOT),
                                        path.replaceAll("\\{[^}]*}", "x")))));
    assertThat(all).hasSizeGreaterThan(50);
    return all;
  }

  /** What takes no key says so; none is carried out under a key that is another's. */
  @ParameterizedTest
  @MethodSource("mutations")
  void eachMutationLooksAtItsKey(String method, String path) {
    put(admin, "taken", "value");

    Reply reply =
        admin
            .with("Idempotency-Key", "taken")
            .with("Content-Type", "application/json")
            .send(method, path, BodyPublishers.ofString("{}"));

    assertThat(reply.body()).containsAnyOf("Idempotency-Key", "this takes the operator's key");
    assertThat(reply.status()).as(reply.toString()).isIn(401, 422);
  }

  @Test
  void keysOfTenantsAreApart() {
    put(admin, "a", "value");

    Reply reply = put(server.newTenant(), "a", "value");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("idempotency-replayed")).isEmpty();
  }

  private final IdempotencyStore store = new IdempotencyStore(server.database().database());

  private static final byte[] REQUEST = "request".getBytes(StandardCharsets.UTF_8);

  private final ManualTime time = new ManualTime(Instant.now());

  /** As a server has it that others know by that process. */
  private Idempotency of(UUID process) {
    return new Idempotency(store, Ids.system(time), time, () -> process);
  }

  private Idempotency ofEnded() {
    return of(UUID.randomUUID());
  }

  /** The process of the server that runs, which holds its lock. */
  private UUID living() {
    put(admin, "a", "value");
    return server
        .database()
        .database()
        .inTenant(
            server.tenantOf(admin),
            tx -> tx.query("select process from idempotency").mapTo(UUID.class).one());
  }

  private static void assertUnderWay(Taking taking) {
    assertThat(taking)
        .isInstanceOfSatisfying(Used.class, used -> assertThat(used.response()).isNull());
  }

  private static Use use(Taking taking) {
    return new Use("k", ((Taken) taking).use());
  }

  @Test
  void whatIsUnderWayIsAConflictUntilItsServerHasEnded() {
    TenantScope tenant = server.database().newTenant();
    Idempotency first = ofEnded();
    Idempotency next = of(living());
    Taking taken = first.take(tenant, "k", REQUEST);
    assertThat(taken).isInstanceOf(Taken.class);

    assertUnderWay(first.take(tenant, "k", REQUEST));
    assertUnderWay(next.take(tenant, "k", REQUEST));
    time.advance(Duration.ofSeconds(4));
    assertThat(next.take(tenant, "k", "other".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Used.class);
    assertThat(next.take(tenant, "k", REQUEST)).isEqualTo(taken);
    assertUnderWay(ofEnded().take(tenant, "k", REQUEST));
  }

  @Test
  void whatAServerThatIsThereIsAtIsNotTakenUpByAnother() {
    TenantScope tenant = server.database().newTenant();
    Idempotency first = of(living());
    Taking taken = first.take(tenant, "k", REQUEST);
    time.advance(Duration.ofMinutes(59));

    assertUnderWay(ofEnded().take(tenant, "k", REQUEST));
    first.abandon(tenant, use(taken));
    assertThat(ofEnded().take(tenant, "k", REQUEST)).isEqualTo(taken);
  }

  @Test
  void whatNoRequestLastsIsCutOffThoughItsServerIsThere() {
    TenantScope tenant = server.database().newTenant();
    Taking taken = of(living()).take(tenant, "k", REQUEST);
    time.advance(Duration.ofMinutes(61));

    assertThat(ofEnded().take(tenant, "k", REQUEST)).isEqualTo(taken);
  }

  @Test
  void whoComesLateChangesNothingOfWhatAnotherServerTookUp() {
    TenantScope tenant = server.database().newTenant();
    Idempotency late = ofEnded();
    Idempotency next = of(living());
    Taking taken = late.take(tenant, "k", REQUEST);
    time.advance(Duration.ofSeconds(4));
    assertThat(next.take(tenant, "k", REQUEST)).isEqualTo(taken);

    late.release(tenant, use(taken));
    late.abandon(tenant, use(taken));
    assertUnderWay(ofEnded().take(tenant, "k", REQUEST));
    next.answer(tenant, use(taken), REQUEST);
    late.answer(tenant, use(taken), new byte[0]);
    late.release(tenant, use(taken));

    assertThat(ofEnded().take(tenant, "k", REQUEST))
        .isInstanceOfSatisfying(Used.class, used -> assertThat(used.response()).isEqualTo(REQUEST));
  }

  @Test
  void aRequestThatFailedIsTakenUpAgainUnderTheSameId() {
    TenantScope tenant = server.database().newTenant();
    Idempotency idempotency = ofEnded();
    Taking taken = idempotency.take(tenant, "k", REQUEST);

    idempotency.abandon(tenant, use(taken));

    assertThat(idempotency.take(tenant, "k", REQUEST)).isEqualTo(taken);
    assertThat(idempotency.take(tenant, "k", REQUEST)).isInstanceOf(Used.class);
  }

  @Test
  void aRequestWhoseAnswerTheDatabaseCouldNotTakeIsTakenUpAgain() {
    try (TestDatabase database = TestDatabase.create()) {
      TenantScope tenant = database.newTenant();
      Time time = Time.system();
      UUID process = UUID.randomUUID();
      Idempotency idempotency =
          new Idempotency(
              new IdempotencyStore(database.database()), Ids.system(time), time, () -> process);
      Taking taken = idempotency.take(tenant, "k", REQUEST);

      database.goAway();
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> idempotency.answer(tenant, use(taken), REQUEST));
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> idempotency.take(tenant, "k", REQUEST));
      database.comeBack();

      assertThat(whenItAnswers(() -> idempotency.take(tenant, "k", REQUEST))).isEqualTo(taken);
      assertThat(idempotency.take(tenant, "k", REQUEST)).isInstanceOf(Used.class);
    }
  }

  /** The pool may hold connections still that have broken. */
  private static Taking whenItAnswers(Supplier<Taking> take) {
    for (int broken = 0; broken < 10; broken++) {
      try {
        return take.get();
      } catch (CallFailedException e) {
        assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
      }
    }
    return take.get();
  }

  @Test
  void aRunWhoseAnswerACrashKeptBackIsFoundAgain() {
    Client client = Workflow.sizes(admin).with("Idempotency-Key", "k");
    Reply first = Workflow.start(client, "0s", "");
    assertThat(first.status()).as(first.toString()).isEqualTo(202);
    forgetTheAnswer(first.text("id"));

    Reply again = Workflow.start(client, "0s", "");

    assertThat(again.status()).as(again.toString()).isEqualTo(202);
    assertThat(again.header("idempotency-replayed")).isEmpty();
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    assertThat(admin.get("/api/v1/runs").at("items"))
        .isInstanceOfSatisfying(Json.Arr.class, runs -> assertThat(runs.items()).hasSize(1));
  }

  /** As a kill between the run's commit and that of its answer would leave it. */
  private void forgetTheAnswer(String run) {
    int changed =
        server
            .database()
            .database()
            .inTenant(
                server.tenantOf(admin),
                tx ->
                    tx.update("update idempotency set response = null where use = :use")
                        .bind("use", Invocation.RUN_ID.read(run))
                        .execute());
    assertThat(changed).isEqualTo(1);
  }

  @Test
  void aRouteThatAnswersWithASecretRefusesAKey() {
    Client repeating = admin.with("Idempotency-Key", "k");

    for (String path : List.of("keys", "codes", "tenants", "tenants/keys", "session")) {
      Reply refused = repeating.post("/api/v1/" + path, "{\"name\": \"ci\"}");

      assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
      assertThat(refused.text("code")).isEqualTo("unsupported");
      assertThat(refused.body()).contains("Idempotency-Key");
    }
    assertThat(admin.get("/api/v1/keys").body()).doesNotContain("\"ci\"");
  }

  private static Reply put(Client client, String key, String value) {
    return client
        .with("Idempotency-Key", key)
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/token", BodyPublishers.ofString(value));
  }
}
