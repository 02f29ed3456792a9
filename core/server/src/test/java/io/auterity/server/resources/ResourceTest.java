package io.auterity.server.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class ResourceTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String TWO =
      """
      kind: provider
      id: one
      spec: {connector: mask-text, config: {}}
      ---
      kind: provider
      id: two
      spec: {connector: mask-text, config: {}}
      """;

  private final Client admin = server.newTenant();

  @Test
  void documentsOfYamlAreAppliedTogether() {
    Reply applied = apply(TWO);

    assertThat(applied.status()).as(applied.toString()).isEqualTo(200);
    assertThat(applied.text("applied.0.id")).isEqualTo("one");
    assertThat(applied.text("applied.1.changed")).isEqualTo("true");
    assertThat(admin.get("/api/v1/resources/provider").text("items.1.id")).isEqualTo("two");
    assertThat(apply(TWO).text("applied.0.changed")).isEqualTo("false");
  }

  @Test
  void allKindsAreListedInTheirOrder() {
    apply("{kind: route, id: a, spec: {use: [one]}}\n---\n" + TWO);

    Reply all = admin.get("/api/v1/resources");

    assertThat(all.text("items.0.id")).as(all.toString()).isEqualTo("one");
    assertThat(all.text("items.1.kind")).isEqualTo("provider");
    assertThat(all.text("items.2.kind")).isEqualTo("route");
    assertThat(admin.get("/api/v1/resources/rout").body()).contains("no kind of resource 'rout'");
  }

  @Test
  void aListOfJsonIsAppliedToo() {
    Reply applied =
        admin.post(
            "/api/v1/apply",
            "[{\"kind\": \"provider\", \"id\": \"j\", \"spec\": {\"connector\": \"mask-text\","
                + " \"config\": {}}}]");

    assertThat(applied.text("applied.0.id")).as(applied.toString()).isEqualTo("j");
    assertThat(admin.get("/api/v1/resources/provider/j").text("spec.connector"))
        .isEqualTo("mask-text");
  }

  @Test
  void whoEditsAnOlderVersionOverwritesNothing() {
    String edited = "{kind: provider, id: e, version: 1, spec: {connector: mask-text, slots: %d}}";
    admin.apply("{kind: provider, id: e, spec: {connector: mask-text}}");
    assertThat(apply(edited.formatted(3)).status()).isEqualTo(200);

    Reply late = apply(edited.formatted(4));

    assertThat(late.status()).as(late.toString()).isEqualTo(409);
    assertThat(admin.get("/api/v1/resources/provider/e").text("spec.slots")).isEqualTo("3");
  }

  @Test
  void everyVersionIsKeptAndComesBack() {
    admin.apply("{kind: provider, id: p, spec: {connector: mask-text, config: {}}}");
    admin.apply("{kind: provider, id: p, spec: {connector: mask-text, config: {}, slots: 3}}");
    admin.delete("/api/v1/resources/provider/p");
    String path = "/api/v1/resources/provider/p";

    Reply versions = admin.get(path + "/versions");
    assertThat(versions.text("items.0.ended")).as(versions.toString()).isEqualTo("true");
    assertThat(versions.text("items.1.version")).isEqualTo("2");
    assertThat(versions.text("items.1.by")).isNotEmpty().isEqualTo(versions.text("items.2.by"));

    Reply diff = admin.get(path + "/diff?from=1&to=2");
    assertThat(diff.text("changes.0.path")).as(diff.toString()).isEqualTo("slots");
    assertThat(diff.text("changes.0.after")).isEqualTo("3");

    Reply dry = admin.post(path + "/rollback?dryRun=true", "{\"version\": 1}");
    assertThat(dry.text("changed")).as(dry.toString()).isEqualTo("true");
    assertThat(admin.get(path).status()).isEqualTo(404);
    Reply back = admin.post(path + "/rollback", "{\"version\": 1}");
    assertThat(back.text("version")).as(back.toString()).isEqualTo("4");
    assertThat(admin.get(path).body()).doesNotContain("slots");
    assertThat(admin.get("/api/v1/audit?limit=50").body())
        .contains("provider/p")
        .contains("/rollback");
  }

  @Test
  void aWorkflowComesBackAsItWasWritten() {
    String text =
        """
        kind: workflow
        id: tidy
        spec:
          # What is asked comes first.
          steps: [{id: one, transform: %d}]
        """;
    admin.apply(text.formatted(1));
    admin.apply(text.formatted(2));
    String path = "/api/v1/resources/workflow/tidy";

    assertThat(admin.get(path).text("yaml")).isEqualTo(text.formatted(2));
    assertThat(admin.get(path).text("spec.steps.0.id")).isEqualTo("one");
    assertThat(admin.get(path + "/versions/1").text("yaml")).isEqualTo(text.formatted(1));
  }

  @Test
  void aVersionThatNeverWasIsNotFound() {
    admin.apply("{kind: provider, id: p, spec: {connector: mask-text, config: {}}}");

    assertThat(admin.get("/api/v1/resources/provider/p/versions/2").status()).isEqualTo(404);
    assertThat(admin.get("/api/v1/resources/provider/never/versions").status()).isEqualTo(404);
    assertThat(admin.post("/api/v1/resources/provider/p/rollback", "{\"version\": 7}").status())
        .isEqualTo(404);
  }

  @Test
  void aDryRunStoresNothing() {
    Reply dry = admin.post("/api/v1/apply?dryRun=true", "application/yaml", TWO);

    assertThat(dry.text("applied.0.version")).isEqualTo("1");
    assertThat(admin.get("/api/v1/resources/provider").body()).contains("\"items\":[]");
  }

  @Test
  void nothingIsAppliedWhenOneThingIsWrong() {
    Reply refused = apply(TWO.replace("id: two", "id: two\nextra: 1"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("code")).isEqualTo("invalid");
    assertThat(refused.text("problems.0.line")).matches("\\d+");
    assertThat(refused.text("problems.0.fix")).isNotEmpty();
    assertThat(admin.get("/api/v1/resources/provider").body()).contains("\"items\":[]");
  }

  @Test
  void textThatIsNoYamlIsRefusedWithItsLine() {
    Reply refused = apply("kind: provider\n  id: [one");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("problems.0.line")).matches("\\d+");
  }

  @Test
  void aFieldOfTenMegabytesIsRefusedWithItsPath() {
    Reply reply =
        admin.post(
            "/api/v1/apply",
            "application/yaml",
            "kind: provider\nid: a\nspec:\n  connector: \"" + "x".repeat(10_000_000) + "\"\n");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("detail"))
        .contains("line 4")
        .contains("spec.connector has 10000000 characters, at most 1000000");
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWithTheirLine() {
    Reply reply =
        admin
            .with("Content-Type", "application/yaml")
            .send(
                "POST",
                "/api/v1/apply",
                BodyPublishers.ofByteArray(new byte[] {'a', ':', '\n', '"', (byte) 0xff, '"'}));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("detail")).contains("line 2", "not UTF-8");
  }

  @Test
  void aResourceIsDeletedOnce() {
    apply(TWO);

    assertThat(admin.delete("/api/v1/resources/provider/one").status()).isEqualTo(204);
    assertThat(admin.delete("/api/v1/resources/provider/one").status()).isEqualTo(404);
    assertThat(admin.get("/api/v1/resources/provider/one").status()).isEqualTo(404);
  }

  @Test
  void anUnknownKindIsRefusedWithTheNearest() {
    assertThat(admin.get("/api/v1/resources/providor").text("detail")).contains("provider");
  }

  @Test
  void aViewerMayLookAndNotChange() {
    Client viewer = server.anonymous().bearer(viewerKey());

    assertThat(viewer.get("/api/v1/resources/provider").status()).isEqualTo(200);
    Reply refused = viewer.post("/api/v1/apply", "application/yaml", TWO);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("detail")).contains("control:resource.write");
  }

  private String viewerKey() {
    return admin
        .post("/api/v1/keys", "{\"name\": \"viewer\", \"roles\": [\"viewer\"]}")
        .text("secret");
  }

  private Reply apply(String yaml) {
    return admin.post("/api/v1/apply", "application/yaml", yaml);
  }
}
