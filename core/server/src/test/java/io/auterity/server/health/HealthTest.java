package io.auterity.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class HealthTest {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private final Client anybody = server.anonymous();

  @Test
  void healthNamesVersionAndDependencies() {
    Reply health = anybody.get("/health");

    assertThat(health.status()).isEqualTo(200);
    assertThat(health.text("status")).isEqualTo("up");
    assertThat(health.text("timestamp")).matches("\\d{4}-.*Z");
    assertThat(health.text("version")).isNotEqualTo("unknown");
    assertThat(health.text("dependencies.database.status")).isEqualTo("up");
    assertThat(health.text("dependencies.audit.status")).isEqualTo("up");
  }

  @Test
  void aServerThatCannotAuditIsNotReady() throws SQLException {
    Client tenant = server.newTenant();
    change("alter table audit_entry add constraint closed check (false) not valid");

    tenant.post("/api/v1/keys", "{\"name\": \"v\", \"roles\": [\"viewer\"]}");

    awaitReady(503);
    assertThat(anybody.get("/health").text("dependencies.audit.problem")).contains("entries wait");
    change("alter table audit_entry drop constraint closed");
    awaitReady(200);
  }

  @Test
  void aServerThatCannotAuditOneTenantIsReadyForTheOthersAndWarns() throws SQLException {
    Client refused = server.newTenant();
    Client other = server.newTenant();
    Client viewer =
        anybody.bearer(
            refused
                .post("/api/v1/keys", "{\"name\": \"v\", \"roles\": [\"viewer\"]}")
                .text("secret"));
    change(
        "alter table audit_entry add constraint not_one check (tenant <> '%s') not valid"
            .formatted(server.tenantOf(refused).tenant()));

    assertThat(viewer.get("/api/v1/audit").status()).isEqualTo(403);

    await(() -> auditWarning() != null);
    assertThat(anybody.get("/health/ready").status()).isEqualTo(200);
    assertThat(anybody.get("/health").text("dependencies.audit.status")).isEqualTo("up");
    assertThat(auditWarning()).contains("wait to be written: 1;");
    other.apply("{kind: workflow, id: one, spec: {steps: [{id: a, transform: 1}]}}");
    assertThat(other.post("/api/v1/workflows/one/runs", "{\"input\": {}}").status()).isEqualTo(202);
    change("alter table audit_entry drop constraint not_one");
    await(() -> auditWarning() == null);
  }

  private @Nullable String auditWarning() {
    return anybody.get("/health").at("dependencies.audit.warning") instanceof Json.Str warning
        ? warning.value()
        : null;
  }

  private void awaitReady(int status) {
    await(() -> anybody.get("/health/ready").status() == status);
  }

  private static void await(BooleanSupplier expected) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!expected.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  private static void change(String sql) throws SQLException {
    try (Connection connection = server.database().logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void probesAnswerOnTheirOwnPaths() {
    assertThat(anybody.get("/health/live").text("status")).isEqualTo("up");
    assertThat(anybody.get("/health/ready").text("status")).isEqualTo("up");
    assertThat(anybody.with("Origin", "https://evil.test").get("/health/ready").status())
        .isEqualTo(200);
  }

  @Test
  void metricsCountRequestsByRouteAndNeverByPath() {
    server.newTenant().get("/api/v1/keys/key_" + "0".repeat(32));

    String metrics = anybody.get("/metrics").body();

    assertThat(metrics)
        .contains("auterity_http_request_seconds_count", "route=\"/api/v1/keys/{id}\"")
        .contains("jvm_memory_used_bytes")
        .doesNotContain("key_0000");
  }

  @Test
  void aMethodOfTheCallersOwnMakesNoNewSeries() {
    assertThat(anybody.send("SNEAK", "/health", BodyPublishers.noBody()).status()).isEqualTo(400);

    assertThat(anybody.get("/metrics").body()).doesNotContain("SNEAK");
  }
}
