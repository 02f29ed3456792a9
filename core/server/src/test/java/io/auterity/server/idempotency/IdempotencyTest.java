package io.auterity.server.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.idempotency.store.IdempotencyStore;
import io.auterity.server.idempotency.store.IdempotencyStore.Taken;
import io.auterity.server.idempotency.store.IdempotencyStore.Taking;
import io.auterity.server.idempotency.store.IdempotencyStore.Used;
import io.auterity.server.runs.Workflow;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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

  @Test
  void keysOfTenantsAreApart() {
    put(admin, "a", "value");

    Reply reply = put(server.newTenant(), "a", "value");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("idempotency-replayed")).isEmpty();
  }

  @Test
  void whatIsUnderWayIsAConflictUntilItsServerHasEnded() {
    TenantScope tenant = server.database().newTenant();
    IdempotencyStore store = new IdempotencyStore(server.database().database());
    Time time = Time.system();
    byte[] request = "request".getBytes(StandardCharsets.UTF_8);
    Idempotency first = new Idempotency(store, Ids.system(time), time);
    Idempotency next = new Idempotency(store, Ids.system(time), time);
    Taking taken = first.take(tenant, "k", request);
    assertThat(taken).isInstanceOf(Taken.class);

    assertThat(first.take(tenant, "k", request))
        .isInstanceOfSatisfying(Used.class, used -> assertThat(used.response()).isNull());
    assertThat(next.take(tenant, "k", "other".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Used.class);
    assertThat(next.take(tenant, "k", request)).isEqualTo(taken);
  }

  @Test
  void aRequestThatFailedIsTakenUpAgainUnderTheSameId() {
    TenantScope tenant = server.database().newTenant();
    Time time = Time.system();
    IdempotencyStore store = new IdempotencyStore(server.database().database());
    Idempotency idempotency = new Idempotency(store, Ids.system(time), time);
    byte[] request = "request".getBytes(StandardCharsets.UTF_8);
    Taking taken = idempotency.take(tenant, "k", request);

    idempotency.abandon(tenant, "k");

    assertThat(idempotency.take(tenant, "k", request)).isEqualTo(taken);
    assertThat(idempotency.take(tenant, "k", request)).isInstanceOf(Used.class);
  }

  @Test
  void aRequestWhoseAnswerTheDatabaseCouldNotTakeIsTakenUpAgain() {
    try (TestDatabase database = TestDatabase.create()) {
      TenantScope tenant = database.newTenant();
      Time time = Time.system();
      Idempotency idempotency =
          new Idempotency(new IdempotencyStore(database.database()), Ids.system(time), time);
      byte[] request = "request".getBytes(StandardCharsets.UTF_8);
      Taking taken = idempotency.take(tenant, "k", request);

      database.goAway();
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> idempotency.answer(tenant, "k", request));
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> idempotency.take(tenant, "k", request));
      database.comeBack();

      assertThat(whenItAnswers(() -> idempotency.take(tenant, "k", request))).isEqualTo(taken);
      assertThat(idempotency.take(tenant, "k", request)).isInstanceOf(Used.class);
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
