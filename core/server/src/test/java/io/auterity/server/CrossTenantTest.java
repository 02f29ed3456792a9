package io.auterity.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One tenant asks for what belongs to another, on every route that the description lists. */
@Tag("postgresql")
class CrossTenantTest {

  /** Of the owner's own tells TriggerTest. */
  private static final String TRIGGER = "/api/v1/triggers/trig_" + "7".repeat(32);

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String SECRET = "value-of-the-owner";

  private final Client owner = server.newTenant();
  private final Client stranger = server.newTenant();

  /** Routes whose path names nothing of a tenant. */
  private static final Set<String> SHARED =
      Set.of(
          "/api/v1/call/{capability}",
          "/api/v1/capabilities/{id}",
          "/api/v1/connectors/{id}",
          "/api/v1/plugins/{id}",
          "/api/v1/plugins/{id}/diff",
          "/api/v1/plugins/{id}/rollback",
          "/api/v1/plugins/{id}/versions",
          "/api/v1/plugins/{id}/versions/{version}",
          "/api/v1/resources/{kind}",
          "/api/v1/schemas/{name}",
          "/signin/callback/{tenant}/{issuer}");

  /** Routes that make something under a name of the caller's own choice. */
  private static final Set<Route> MAKING =
      Set.of(
          new Route("put", "/api/v1/secrets/{name}"),
          new Route("put", "/api/v1/workflows/{id}/cases/{name}"),
          new Route("put", "/api/v1/workflows/{id}/draft"));

  private record Route(String method, String path) {}

  @Test
  void whatBelongsToAnotherTenantIsNotThere() {
    Map<String, String> foreign = ownedPaths();
    List<Route> routes = routes().filter(route -> route.path().contains("{")).toList();

    assertThat(owner.get(foreign.getOrDefault("/api/v1/rehearsals/{id}", "")).status())
        .isEqualTo(200);
    for (Route route : routes) {
      if (!SHARED.contains(route.path()) && !MAKING.contains(route)) {
        assertThat(foreign).as("a path of the owner for every route").containsKey(route.path());
        Reply reply = ask(stranger, route.method(), foreign.getOrDefault(route.path(), ""));
        assertThat(reply.status()).as(route + " " + reply).isIn(404, 403);
        assertThat(reply.body()).doesNotContain(SECRET);
      }
    }
    assertThat(routes.size()).isGreaterThan(5);
  }

  @Test
  void thereAreNoDecisionsOfARunOfAnotherTenant() {
    String run = ownedPaths().get("/api/v1/runs/{id}");
    String filter = "/api/v1/decisions?run=" + String.valueOf(run).replaceFirst(".*/", "");

    assertThat(owner.get(filter).status()).isEqualTo(200);
    assertThat(stranger.get(filter).status()).isEqualTo(404);
  }

  @Test
  void listsShowOneTenantOnly() {
    ownedPaths();

    routes()
        .filter(route -> route.method().equals("get") && !route.path().contains("{"))
        .forEach(
            route ->
                assertThat(ask(stranger, "get", route.path()).body())
                    .as(route.path())
                    .doesNotContain("belongs-to-owner"));
  }

  /** The id of an approval that a run of the owner asks for. */
  private String asked() {
    owner.post("/api/v1/workflows/asks/runs", "{\"input\": {}}");
    return owner
        .awaiting("/api/v1/approvals?state=open", "items", "belongs-to-owner")
        .text("items.0.id");
  }

  /** For each route with a name in its path, that path for something of the owner. */
  private Map<String, String> ownedPaths() {
    String key = owner.post("/api/v1/keys", "{\"name\": \"belongs-to-owner\"}").text("key.id");
    owner
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/belongs-to-owner", BodyPublishers.ofString(SECRET));
    owner.post(
        "/api/v1/apply",
        "application/yaml",
        "{kind: provider, id: belongs-to-owner, spec: {connector: mask-text, config: {}}}");
    String decision =
        owner
            .post("/api/v1/call/text.pii.mask", "{\"text\": \"%s\"}".formatted(SECRET))
            .header("auterity-decision");
    assertThat(owner.awaiting("/api/v1/decisions/" + decision).status()).isEqualTo(200);
    owner.apply(
        """
        {kind: provider, id: belongs-to-owner-too, spec: {connector: mask-text, config: {}}}
        ---
        kind: route
        id: belongs-to-owner
        spec:
          when: {capability: text.*, labels: {owner: yes}}
          use: [belongs-to-owner]
          rollout: {to: [belongs-to-owner-too], steps: [5%], every: 1h, stopAt: {failures: 5%}}
        """);
    owner.apply(
        """
        kind: workflow
        id: belongs-to-owner
        spec: {input: {}, steps: [{id: pause, wait: 1h}]}
        ---
        {kind: workflow, id: asks, spec: {steps: [{id: ok, ask: belongs-to-owner}]}}
        """);
    String cases = "/api/v1/workflows/belongs-to-owner/cases";
    Reply kept =
        owner
            .with("Content-Type", "application/json")
            .send("PUT", cases + "/belongs-to-owner", BodyPublishers.ofString("{}"));
    assertThat(kept.status()).isEqualTo(200);
    owner.apply("{kind: event, id: belongs_to_owner, spec: {}}");
    owner.apply(
        """
        kind: template
        id: belongs-to-owner
        spec:
          title: Owner's
          description: Belongs to the owner.
          workflow: "{kind: workflow, id: own, spec: {input: {}, steps: [{id: pause, wait: 1h}]}}"
        """);
    owner.apply(
        """
        kind: route
        id: belongs-to-owner
        spec: {when: {capability: text.pii.mask}, use: [belongs-to-owner], strategy: learned}
        """);
    String run =
        "/api/v1/runs/"
            + owner.post("/api/v1/workflows/belongs-to-owner/runs", "{\"input\": {}}").text("id");
    String rehearsals = "/api/v1/providers/belongs-to-owner/rehearsals";
    String rehearsal =
        "/api/v1/rehearsals/" + owner.post(rehearsals, "{\"seconds\": 300}").text("id");
    String approval = "/api/v1/approvals/" + asked();
    return Map.ofEntries(
        Map.entry("/api/v1/approvals/{id}", approval),
        Map.entry("/api/v1/approvals/{id}/votes", approval + "/votes"),
        Map.entry("/api/v1/events/{type}", "/api/v1/events/io.auterity.custom.belongs_to_owner.v1"),
        Map.entry("/api/v1/providers/{id}/rehearsals", rehearsals),
        Map.entry("/api/v1/providers/{id}/rehearsals/outlook", rehearsals + "/outlook"),
        Map.entry("/api/v1/rehearsals/{id}", rehearsal),
        Map.entry("/api/v1/rehearsals/{id}/end", rehearsal + "/end"),
        Map.entry("/api/v1/templates/{id}", "/api/v1/templates/belongs-to-owner"),
        Map.entry("/api/v1/templates/{id}/drafts", "/api/v1/templates/belongs-to-owner/drafts"),
        Map.entry("/api/v1/workflows/{id}", "/api/v1/workflows/belongs-to-owner"),
        Map.entry("/api/v1/workflows/{id}/cases", cases),
        Map.entry("/api/v1/workflows/{id}/cases/run", cases + "/run"),
        Map.entry("/api/v1/workflows/{id}/cases/{name}", cases + "/belongs-to-owner"),
        Map.entry("/api/v1/workflows/{id}/cases/{name}/record", cases + "/belongs-to-owner/record"),
        Map.entry("/api/v1/workflows/{id}/draft", "/api/v1/workflows/belongs-to-owner/draft"),
        Map.entry("/api/v1/workflows/{id}/publish", "/api/v1/workflows/belongs-to-owner/publish"),
        Map.entry("/api/v1/workflows/{id}/runs", "/api/v1/workflows/belongs-to-owner/runs"),
        Map.entry("/api/v1/routes/{id}/learning", "/api/v1/routes/belongs-to-owner/learning"),
        Map.entry("/api/v1/heads/{id}", "/api/v1/heads/belongs-to-owner"),
        Map.entry("/api/v1/heads/{id}/trainings", "/api/v1/heads/belongs-to-owner/trainings"),
        Map.entry(
            "/api/v1/heads/{id}/trainings/file", "/api/v1/heads/belongs-to-owner/trainings/file"),
        Map.entry("/api/v1/heads/{id}/rollback", "/api/v1/heads/belongs-to-owner/rollback"),
        Map.entry("/api/v1/heads/{id}/withdraw", "/api/v1/heads/belongs-to-owner/withdraw"),
        // Of the owner's own trainings tells HeadTest, whose server has a plugin that learns.
        Map.entry("/api/v1/heads/trainings/{id}", "/api/v1/heads/trainings/" + new UUID(0, 7)),
        Map.entry("/api/v1/runs/{id}", run),
        Map.entry("/api/v1/runs/{id}/again", run + "/again"),
        Map.entry("/api/v1/runs/bulk/{id}", "/api/v1/runs/bulk/bulk_" + "0".repeat(32)),
        Map.entry(
            "/api/v1/runs/bulk/{id}/stop", "/api/v1/runs/bulk/bulk_" + "0".repeat(32) + "/stop"),
        Map.entry("/api/v1/runs/{id}/cancel", run + "/cancel"),
        Map.entry("/api/v1/runs/{id}/end", run + "/end"),
        Map.entry("/api/v1/runs/{id}/pause", run + "/pause"),
        Map.entry("/api/v1/runs/{id}/repair", run + "/repair"),
        Map.entry("/api/v1/runs/{id}/resume", run + "/resume"),
        Map.entry("/api/v1/runs/{id}/signals/{name}", run + "/signals/go"),
        Map.entry("/api/v1/runs/{id}/skip", run + "/skip"),
        Map.entry("/api/v1/runs/{id}/input", run + "/input"),
        Map.entry("/api/v1/runs/{id}/output", run + "/output"),
        Map.entry("/api/v1/runs/{id}/steps", run + "/steps"),
        Map.entry("/api/v1/runs/{id}/steps/{key}", run + "/steps/pause"),
        Map.entry("/api/v1/runs/{id}/steps/{key}/input", run + "/steps/pause/input"),
        Map.entry("/api/v1/runs/{id}/steps/{key}/output", run + "/steps/pause/output"),
        Map.entry("/api/v1/runs/{id}/steps/{key}/answer", run + "/steps/pause/answer"),
        Map.entry("/api/v1/runs/{id}/timeline", run + "/timeline"),
        Map.entry("/api/v1/routes/{id}/rollout", "/api/v1/routes/belongs-to-owner/rollout"),
        Map.entry(
            "/api/v1/routes/{id}/rollout/advance",
            "/api/v1/routes/belongs-to-owner/rollout/advance"),
        Map.entry(
            "/api/v1/routes/{id}/rollout/pause", "/api/v1/routes/belongs-to-owner/rollout/pause"),
        Map.entry(
            "/api/v1/routes/{id}/rollout/resume", "/api/v1/routes/belongs-to-owner/rollout/resume"),
        Map.entry(
            "/api/v1/routes/{id}/rollout/stop", "/api/v1/routes/belongs-to-owner/rollout/stop"),
        Map.entry("/api/v1/decisions/{id}", "/api/v1/decisions/" + decision),
        Map.entry("/api/v1/decisions/{id}/content", "/api/v1/decisions/" + decision + "/content"),
        Map.entry("/api/v1/decisions/{id}/feedback", "/api/v1/decisions/" + decision + "/feedback"),
        Map.entry(
            "/api/v1/decisions/{id}/recompute", "/api/v1/decisions/" + decision + "/recompute"),
        Map.entry("/api/v1/providers/{id}", "/api/v1/providers/belongs-to-owner"),
        Map.entry("/api/v1/providers/{id}/consent", "/api/v1/providers/belongs-to-owner/consent"),
        Map.entry("/api/v1/providers/{id}/default", "/api/v1/providers/belongs-to-owner/default"),
        Map.entry("/api/v1/providers/{id}/removal", "/api/v1/providers/belongs-to-owner/removal"),
        Map.entry("/api/v1/providers/{id}/connect", "/api/v1/providers/belongs-to-owner/connect"),
        Map.entry(
            "/api/v1/providers/{id}/connection", "/api/v1/providers/belongs-to-owner/connection"),
        Map.entry(
            "/api/v1/providers/{id}/documents/{collection}",
            "/api/v1/providers/belongs-to-owner/documents/recording"),
        Map.entry("/api/v1/triggers/{id}", TRIGGER),
        Map.entry("/api/v1/triggers/{id}/starts", TRIGGER + "/starts"),
        Map.entry(
            "/api/v1/triggers/{id}/starts/{start}/retry",
            TRIGGER + "/starts/start_" + "7".repeat(32) + "/retry"),
        Map.entry("/api/v1/triggers/{id}/form", TRIGGER + "/form"),
        Map.entry("/api/v1/triggers/{id}/pause", TRIGGER + "/pause"),
        Map.entry("/api/v1/triggers/{id}/resume", TRIGGER + "/resume"),
        Map.entry("/api/v1/triggers/{id}/try", TRIGGER + "/try"),
        // Of the owner's own tells WebhookTest, whose server has a connector that reads some.
        Map.entry("/api/v1/webhooks/{id}", "/api/v1/webhooks/hook_" + "7".repeat(32)),
        Map.entry(
            "/api/v1/webhooks/{id}/rotate", "/api/v1/webhooks/hook_" + "7".repeat(32) + "/rotate"),
        Map.entry(
            "/api/v1/webhooks/{id}/former", "/api/v1/webhooks/hook_" + "7".repeat(32) + "/former"),
        Map.entry(
            "/api/v1/webhooks/{id}/secret", "/api/v1/webhooks/hook_" + "7".repeat(32) + "/secret"),
        Map.entry(
            "/api/v1/webhooks/deliveries/{id}",
            "/api/v1/webhooks/deliveries/whd_" + "7".repeat(32)),
        Map.entry(
            "/api/v1/webhooks/deliveries/{id}/body",
            "/api/v1/webhooks/deliveries/whd_" + "7".repeat(32) + "/body"),
        Map.entry(
            "/api/v1/webhooks/deliveries/{id}/replay",
            "/api/v1/webhooks/deliveries/whd_" + "7".repeat(32) + "/replay"),
        Map.entry("/api/v1/keys/{id}", "/api/v1/keys/" + key),
        // Of the owner's own tells ConnectionTest.
        Map.entry("/api/v1/connections/{attempt}", "/api/v1/connections/" + "7".repeat(32)),
        // Of the owner's own tells SignInTest, which has an issuer.
        Map.entry("/api/v1/people/{id}", "/api/v1/people/key_" + "7".repeat(32)),
        Map.entry("/api/v1/identities/{id}", "/api/v1/identities/ident_" + "7".repeat(32)),
        Map.entry(
            "/api/v1/limits/budget/{id}/approvals",
            "/api/v1/limits/budget/belongs-to-owner/approvals"),
        Map.entry(
            "/api/v1/limits/{kind}/{id}/settle", "/api/v1/limits/budget/belongs-to-owner/settle"),
        Map.entry(
            "/api/v1/limits/approvals/{id}/withdraw",
            "/api/v1/limits/approvals/" + approved(owner) + "/withdraw"),
        Map.entry("/api/v1/keys/{id}/rotate", "/api/v1/keys/" + key + "/rotate"),
        Map.entry("/api/v1/secrets/{name}", "/api/v1/secrets/belongs-to-owner"),
        Map.entry("/api/v1/secrets/{name}/hosts", "/api/v1/secrets/belongs-to-owner/hosts"),
        Map.entry("/api/v1/secrets/{name}/versions", "/api/v1/secrets/belongs-to-owner/versions"),
        Map.entry("/api/v1/secrets/{name}/rollback", "/api/v1/secrets/belongs-to-owner/rollback"),
        Map.entry("/api/v1/resources/{kind}/{id}", "/api/v1/resources/provider/belongs-to-owner"),
        Map.entry(
            "/api/v1/routes/replays/{id}",
            "/api/v1/routes/replays/"
                + owner
                    .post(
                        "/api/v1/routes/replays",
                        "application/yaml",
                        "{kind: route, id: r, spec: {use: [belongs-to-owner]}}")
                    .text("id")),
        Map.entry(
            "/api/v1/resources/{kind}/{id}/versions",
            "/api/v1/resources/provider/belongs-to-owner/versions"),
        Map.entry(
            "/api/v1/resources/{kind}/{id}/versions/{version}",
            "/api/v1/resources/provider/belongs-to-owner/versions/1"),
        Map.entry(
            "/api/v1/resources/{kind}/{id}/diff",
            "/api/v1/resources/provider/belongs-to-owner/diff?from=1&to=1"),
        Map.entry(
            "/api/v1/resources/{kind}/{id}/rollback",
            "/api/v1/resources/provider/belongs-to-owner/rollback"));
  }

  private static String approved(Client owner) {
    owner.apply(
        """
        kind: budget
        id: belongs-to-owner
        spec:
          cap: "1"
          currency: USD
          period: day
          scope: {label: {of: owner}}
          thresholds: [{at: 50%, do: ask}]
        """);
    return owner
        .post("/api/v1/limits/budget/belongs-to-owner/approvals", "{\"all\": true}")
        .text("id");
  }

  private static Reply ask(Client client, String method, String path) {
    return client
        .with("Content-Type", type(path))
        .send(method.toUpperCase(Locale.ROOT), path, BodyPublishers.ofString(body(path)));
  }

  private static String type(String path) {
    if (path.contains("/documents/")) {
      return "application/x-ndjson";
    }
    return path.endsWith("/file") ? "text/csv" : "application/json";
  }

  private static String body(String path) {
    if (path.endsWith("/publish")) {
      return "{\"revision\": 1}";
    }
    if (path.endsWith("/answer")) {
      return "{\"answer\": \"fail\"}";
    }
    if (path.endsWith("/end") || path.endsWith("/repair") || path.endsWith("/skip")) {
      return "{\"reason\": \"not mine\"}";
    }
    if (path.contains("/webhooks/") && path.endsWith("/rotate")) {
      return "{\"what\": \"token\"}";
    }
    if (path.endsWith("/votes")) {
      return "{\"choice\": \"approve\", \"digest\": \"0\"}";
    }
    if (path.endsWith("/consent")) {
      return "{\"of\": \"all\"}";
    }
    if (path.endsWith("/form")) {
      return "{\"input\": {}}";
    }
    if (path.equals(TRIGGER)) {
      return "{\"name\": \"n\", \"workflow\": \"w\", \"on\": \"event\", \"type\":"
          + " \"io.auterity.run.completed.v1\"}";
    }
    if (path.endsWith("/try")) {
      return "{\"delivery\": \"whd_" + "7".repeat(32) + "\"}";
    }
    if (path.endsWith("/record")) {
      return "{\"run\": \"run_%s\"}".formatted("7".repeat(32));
    }
    if (path.endsWith("/drafts")) {
      return "{\"workflow\": \"mine\"}";
    }
    if (path.endsWith("/hosts")) {
      return "{\"hosts\": []}";
    }
    if (path.endsWith("/rollback") || path.endsWith("/former")) {
      return "{\"version\": 1}";
    }
    return path.endsWith("/runs") ? "{\"input\": {}}" : "{}";
  }

  private Stream<Route> routes() {
    byte[] text = owner.get("/api/v1/openapi.yaml").body().getBytes(StandardCharsets.UTF_8);
    Json.Obj api = (Json.Obj) new YamlReader(1_000_000).read(text).getFirst().value();
    List<Route> routes = new ArrayList<>();
    ((Json.Obj) api.fields().getOrDefault("paths", Json.EMPTY))
        .fields()
        .forEach(
            (path, methods) ->
                ((Json.Obj) methods)
                    .fields()
                    .keySet()
                    .forEach(method -> routes.add(new Route(method, path))));
    return routes.stream().filter(route -> route.path().startsWith("/api/"));
  }
}
