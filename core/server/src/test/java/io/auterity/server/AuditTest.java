package io.auterity.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.time.Time;
import io.auterity.server.live.Watcher;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class AuditTest {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  @Test
  void refusalsAndChangesStandInTheAuditLogOfTheirTenantAndWhatIsNotThereDoesNot() {
    Client owner = server.newTenant();
    Client stranger = server.newTenant();
    TenantScope tenant = tenant(stranger);
    String foreign = owner.get("/api/v1/session").text("principal.id");
    Client viewer =
        server
            .anonymous()
            .bearer(
                stranger
                    .post("/api/v1/keys", "{\"name\": \"v\", \"roles\": [\"viewer\"]}")
                    .text("secret"));

    stranger.get("/api/v1/keys/" + foreign);
    viewer.get("/api/v1/keys");
    String run = "run_00000000000070008000000000000000";
    assertThat(stranger.get("/api/v1/decisions?run=" + run).status()).isEqualTo(404);
    assertThat(Watcher.open(stranger, run, "").closeCode()).isEqualTo(4404);
    stranger
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/token", BodyPublishers.ofString("hidden"));
    String name = stranger.get("/api/v1/session").text("tenant.name");
    server
        .operator()
        .post("/api/v1/tenants/keys", "{\"tenant\": \"%s\", \"name\": \"2\"}".formatted(name));
    server.stop();

    List<Json.Obj> entries = entries(tenant);
    assertThat(entries)
        .anyMatch(entry -> has(entry, "access.violation", "control:key.read"))
        .anyMatch(entry -> changed(entry, "control:key.write", "POST /api/v1/keys", "key/key_"))
        .anyMatch(
            entry -> changed(entry, "operator:tenant.admit", "POST /api/v1/tenants/keys", "key/"))
        .anyMatch(
            entry ->
                changed(entry, "control:secret.write", "PUT /api/v1/secrets/token", "secret/token"))
        .allMatch(entry -> "127.0.0.1".equals(entry.text("address")));
    assertThat(entries.stream().filter(entry -> "access.violation".equals(entry.text("action"))))
        .as("what is not there is no violation")
        .hasSize(1);
    assertThat(entries.toString()).doesNotContain("hidden");
  }

  private static boolean changed(Json.Obj entry, String action, String request, String target) {
    return action.equals(entry.text("action"))
        && request.equals(entry.text("request"))
        && String.valueOf(entry.text("target")).startsWith(target)
        && entry.toString().contains("\"after\":");
  }

  private static List<Json.Obj> entries(TenantScope tenant) {
    return new AuditLog(server.database().database(), Time.system())
        .read(tenant, 0, 100).stream()
            .map(entry -> new JsonReader(100_000).readObject(entry.bytes()))
            .toList();
  }

  private static TenantScope tenant(Client client) {
    return TenantScope.authenticated(
        TenantScope.ID.read(client.get("/api/v1/session").text("tenant.id")));
  }

  private static boolean has(Json.Obj entry, String action, String target) {
    return action.equals(entry.text("action")) && target.equals(entry.text("target"));
  }
}
