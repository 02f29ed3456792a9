package io.auterity.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.audit.BrokenAudit;
import io.auterity.platform.plugin.SamplePlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class AuditedActsTest {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private static final String PAGE = "?limit=500";
  private static final String WORKFLOW =
      "{kind: workflow, id: one, spec: {steps: [{id: a, transform: 1}]}}";

  private final Client admin = server.newTenant();

  @Test
  void whatIsAppliedStandsInTheLogByKindAndIdWithDigestsBeforeAndAfter() {
    admin.apply("{kind: budget, id: month, spec: {cap: '5', currency: USD, period: month}}");
    admin.apply("{kind: budget, id: month, spec: {cap: '6', currency: USD, period: month}}");
    admin.delete("/api/v1/resources/budget/month");

    List<Json.Obj> entries = about(admin.get("/api/v1/audit" + PAGE), "budget/month");
    assertThat(entries).hasSize(3).allMatch(entry -> "127.0.0.1".equals(entry.text("address")));
    assertThat(state(entries.get(0), "before")).isNull();
    assertThat(state(entries.get(0), "after")).startsWith("sha256:");
    assertThat(state(entries.get(1), "before")).isEqualTo(state(entries.get(0), "after"));
    assertThat(state(entries.get(2), "before")).isEqualTo(state(entries.get(1), "after"));
    assertThat(state(entries.get(2), "after")).isNull();
    assertThat(entries.get(2).text("request")).isEqualTo("DELETE /api/v1/resources/budget/month");
  }

  @Test
  void aRunIsStartedOnceThatStandsInTheLog() {
    admin.apply(WORKFLOW);

    assertThat(start().status()).isEqualTo(202);

    List<Json.Obj> entries =
        about(admin.get("/api/v1/audit" + PAGE), "POST /api/v1/workflows/one/runs");
    assertThat(entries.getFirst().text("outcome")).isEqualTo("begun");
    assertThat(entries.getFirst().text("action")).isEqualTo("control:run.start");
  }

  @Test
  void whatCannotBeAuditedIsNotDone() throws IOException {
    admin.apply(WORKFLOW);
    Path jar = RunningServer.places(server.data()).plugins().resolve("late.jar");
    new SamplePlugin("late").write(jar);
    List<Reply> refused = new ArrayList<>();

    BrokenAudit.during(
        server.database(),
        () -> {
          refused.add(
              send("POST", "/api/v1/apply", "application/yaml", WORKFLOW.replace("1}", "2}")));
          refused.add(send("PUT", "/api/v1/secrets/token", "text/plain", "hidden"));
          refused.add(admin.post("/api/v1/keys", "{\"name\": \"v\", \"roles\": [\"viewer\"]}"));
          refused.add(start());
          refused.add(server.operator().post("/api/v1/plugins/reload", ""));
          refused.add(server.operator().post("/api/v1/secrets/rotate", ""));
        });

    assertThat(refused).allMatch(reply -> reply.status() == 503);
    assertThat(admin.get("/api/v1/resources/workflow/one").text("version")).isEqualTo("1");
    assertThat(admin.get("/api/v1/secrets").body()).doesNotContain("token");
    assertThat(admin.get("/api/v1/keys").body()).doesNotContain("\"v\"");
    assertThat(admin.get("/api/v1/runs").body()).contains("\"items\":[]");
    assertThat(admin.get("/api/v1/plugins").body()).doesNotContain("late");
    Files.delete(jar);
  }

  @Test
  void theOperatorsActsStandInTheLogOfTheInstallationWithWhatTheyChanged() throws IOException {
    Path jar = RunningServer.places(server.data()).plugins().resolve("extra.jar");
    new SamplePlugin("extra").write(jar);
    server.operator().post("/api/v1/plugins/reload", "");
    new SamplePlugin("extra").version("2.0.0").write(jar);
    server.operator().post("/api/v1/plugins/reload", "");
    server.operator().post("/api/v1/secrets/rotate", "");
    Files.delete(jar);
    server.operator().post("/api/v1/plugins/reload", "");

    List<Json.Obj> plugins = await("plugins", "unloaded");
    assertThat(outcomes(plugins)).containsSequence("begun", "done", "begun", "done");
    assertThat(plugins.toString())
        .contains("loaded: 1.0.0 sha256:", " to 2.0.0 sha256:", "unloaded: 2.0.0 sha256:");
    List<Json.Obj> keys = await("master-key", "encrypted");
    assertThat(state(keys.getFirst(), "before")).startsWith("key ");
    assertThat(state(keys.getLast(), "after"))
        .startsWith("key ")
        .isNotEqualTo(state(keys.getFirst(), "before"));
    assertThat(keys.getFirst().text("name")).isEqualTo("operator");
  }

  @Test
  void noTenantReadsTheLogOfTheInstallation() {
    assertThat(admin.get("/api/v1/audit/installation").status()).isEqualTo(401);
    assertThat(server.anonymous().get("/api/v1/audit/installation").status()).isEqualTo(401);
  }

  private Reply start() {
    return admin.post("/api/v1/workflows/one/runs", "{\"input\": {}}");
  }

  private Reply send(String method, String path, String type, String body) {
    return admin.with("Content-Type", type).send(method, path, BodyPublishers.ofString(body));
  }

  /** Entries of the installation about something, once one of them tells that. */
  private static List<Json.Obj> await(String target, String part) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (true) {
      List<Json.Obj> found =
          about(server.operator().get("/api/v1/audit/installation" + PAGE), target);
      if (found.toString().contains(part)) {
        return found;
      }
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  private static List<Json.Obj> about(Reply log, String target) {
    return ((Json.Arr) log.at("items"))
        .items().stream()
            .map(item -> (Json.Obj) ((Json.Obj) item).fields().getOrDefault("entry", Json.NULL))
            .filter(entry -> target.equals(entry.text("target")))
            .toList();
  }

  private static @Nullable String state(Json.Obj entry, String name) {
    return ((Json.Obj) entry.fields().getOrDefault("details", Json.EMPTY)).text(name);
  }

  private static List<String> outcomes(List<Json.Obj> entries) {
    return entries.stream().map(entry -> entry.text("outcome")).toList();
  }
}
