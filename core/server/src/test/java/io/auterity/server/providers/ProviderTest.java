package io.auterity.server.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class ProviderTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private final Client admin = server.newTenant();

  @Test
  void providersAreListedWithTheirHealth() {
    admin.maskProvider("b");
    admin.maskProvider("a");
    admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"x\"}");

    Reply list = admin.get("/api/v1/providers");

    assertThat(list.text("items.0.id")).as(list.toString()).isEqualTo("a");
    assertThat(list.text("items.0.state")).isEqualTo("connected");
    assertThat(list.text("items.0.breaker.state")).isEqualTo("closed");
    assertThat(((Json.Arr) list.at("items.0.history")).items()).hasSize(30);
    assertThat(((Json.Arr) admin.get("/api/v1/providers?kind=ai").at("items")).items()).isEmpty();
  }

  @Test
  void aProviderWithAnOpenBreakerIsDegraded() {
    admin.failingProvider("shaky");
    for (int i = 0; i < 20; i++) {
      admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"x\"}");
    }

    assertThat(admin.get("/api/v1/providers/shaky").text("breaker.state")).isEqualTo("open");
    assertThat(admin.get("/api/v1/providers?state=degraded").text("items.0.id")).isEqualTo("shaky");
    assertThat(admin.get("/api/v1/providers?state=connected").body()).doesNotContain("shaky");
  }

  @Test
  void aProvidersPageTellsWhichOperationIsBroken() {
    admin.failingProvider("shaky");
    for (int i = 0; i < 20; i++) {
      admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"x\"}");
    }

    Reply page = admin.get("/api/v1/providers/shaky");

    assertThat(page.text("operations.0.operation")).as(page.toString()).isEqualTo("text.pii.mask");
    assertThat(page.text("operations.0.breaker.state")).isEqualTo("open");
    assertThat(page.text("operations.0.lastError.code")).isNotEmpty();
    assertThat(page.text("breakerLog.0.operation")).isEqualTo("text.pii.mask");
    assertThat(page.body()).doesNotContain("\"model\":");
    assertThat(page.text("breaker.reason")).startsWith("text.pii.mask: 3 failures in a row");
  }

  @Test
  void aProvidersPageShowsWhatItSupports() {
    admin.maskProvider("mask");

    Reply page = admin.get("/api/v1/providers/mask");

    assertThat(page.text("id")).as(page.toString()).isEqualTo("mask");
    assertThat(page.text("support.0.capability")).isEqualTo("text.pii.mask");
    assertThat(page.text("support.0.support")).isEqualTo("full");
    assertThat(((Json.Arr) page.at("seconds")).items()).hasSize(60);
    assertThat(Instant.parse(page.text("countedSince"))).isBefore(Instant.now());
    assertThat(admin.get("/api/v1/providers/other").status()).isEqualTo(404);
  }

  @Test
  void aProvidersPageTellsWhichBudgetsAskForPrices() {
    admin.maskProvider("mask");
    String key = admin.get("/api/v1/keys").text("items.0.id");
    admin.apply(
        """
        {kind: budget, id: a, spec: {cap: "1", currency: USD, period: day, scope: {key: %s}}}
        ---
        kind: budget
        id: b
        spec: {cap: "1", currency: USD, period: day, scope: {label: {team: x}}}
        ---
        {kind: budget, id: c, spec: {cap: "1", currency: USD, period: day, unpriced: allow}}
        ---
        {kind: quota, id: d, spec: {calls: 1, period: day}}
        """
            .formatted(key));

    Reply some = admin.get("/api/v1/providers/mask");

    assertThat(some.at("unpricedUnder"))
        .hasToString(
            "[{\"id\":\"a\",\"scope\":\"key %s\"},{\"id\":\"b\",\"scope\":\"label team=x\"}]"
                .formatted(key));
    admin.apply("{kind: budget, id: z, spec: {cap: \"1\", currency: USD, period: day}}");
    Reply all = admin.get("/api/v1/providers/mask");
    assertThat(all.text("unpricedUnder.0.id")).as("the widest first").isEqualTo("z");
    assertThat(all.text("unpricedUnder.0.scope")).isEqualTo("tenant");
    assertThat(all.text("unpricedUnder.1.id")).isEqualTo("a");
  }

  @Test
  void documentsAreAddedOnce() {
    admin.maskProvider("mask");
    String lines =
        """
        {"id": "a", "body": {"label": "x"}}
        {"id": "b", "body": {"label": "y"}, "keys": {"sample": "s1"}}

        """;

    Reply first = put("mask", "recording", lines);
    Reply again = put("mask", "recording", lines + "{\"id\": \"c\", \"body\": {}}");

    assertThat(first.body()).isEqualTo("{\"added\":2,\"kept\":0}");
    assertThat(again.body()).isEqualTo("{\"added\":1,\"kept\":2}");
  }

  @Test
  void nothingIsAddedWhenOneLineIsWrong() {
    admin.maskProvider("mask");

    Reply refused =
        put("mask", "recording", "{\"id\": \"a\", \"body\": {}}\nnot json\n{\"id\": 1}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("problems.0.line")).isEqualTo("2");
    assertThat(refused.text("problems.1.line")).isEqualTo("3");
    assertThat(put("mask", "recording", "{\"id\": \"a\", \"body\": {}}").text("added"))
        .isEqualTo("1");
  }

  @Test
  void documentsNeedAProvider() {
    assertThat(put("nobody", "recording", "{}").status()).isEqualTo(404);
  }

  private Reply put(String provider, String collection, String lines) {
    return admin
        .with("Content-Type", "application/x-ndjson")
        .send(
            "PUT",
            "/api/v1/providers/%s/documents/%s".formatted(provider, collection),
            BodyPublishers.ofString(lines));
  }
}
