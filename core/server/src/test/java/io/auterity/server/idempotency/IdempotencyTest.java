package io.auterity.server.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.idempotency.store.IdempotencyStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    Instant before = time.now().minus(Duration.ofMinutes(1));
    Instant after = time.now().plus(Duration.ofMinutes(1));
    assertThat(new Idempotency(store, time, before).take(tenant, "k", request)).isEmpty();

    assertThat(new Idempotency(store, time, before).take(tenant, "k", request))
        .hasValueSatisfying(used -> assertThat(used.response()).isNull());
    assertThat(new Idempotency(store, time, after).take(tenant, "k", request)).isEmpty();
  }

  @Test
  void aRouteThatAnswersWithASecretRefusesAKey() {
    Client repeating = admin.with("Idempotency-Key", "k");

    for (String path : List.of("keys", "codes", "tenants", "session")) {
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
