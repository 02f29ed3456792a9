package io.auterity.platform.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.resource.ResourceService.AppliedResource;
import io.auterity.platform.time.ManualTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts of resources as they were written. */
@Tag("postgresql")
class ResourceTextTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final String PAGE =
      """
      # The first page
      kind: page
      id: one
      spec:
        text: first # of many
      """;

  private final TenantScope tenant = db.newTenant();
  private final ResourceHistory history = new ResourceHistory(db.database());
  private final ResourceService service =
      new ResourceService(
          db.database(),
          new ManualTime(Instant.parse("2026-11-27T00:00:00Z")),
          AuditTrail.changes(),
          (scope, who, secret) -> Verdict.allow("test", "it was open"),
          NotebookKind.pair(new ArrayList<>()));

  @Test
  void aTextIsKeptAsItWasWritten() {
    apply(PAGE);

    assertThat(text(1)).isEqualTo(PAGE);
    assertThat(history.text(db.newTenant(), service.get(tenant, "page", "one").orElseThrow()))
        .isEqualTo("kind: page\nid: one\nspec:\n  text: first\n");
  }

  @Test
  void anotherTextThatMeansTheSameReplacesIt() {
    apply(PAGE);
    String other = "{id: one, kind: page, spec: {text: first}} # shorter\n";

    assertThat(apply(other).getFirst()).isEqualTo(new AppliedResource("page", "one", 1, false));

    assertThat(text(1)).isEqualTo(other);
  }

  @Test
  void eachVersionKeepsItsOwn() {
    apply(PAGE);
    apply(PAGE.replace("first", "second"));

    assertThat(text(1)).isEqualTo(PAGE);
    assertThat(text(2)).isEqualTo(PAGE.replace("first", "second"));
    service.apply(
        tenant, AuditTrail.act("apply"), List.of(history.draft(tenant, "page", "one", 1)), false);
    assertThat(text(3)).isEqualTo(PAGE);
  }

  @Test
  void ofSeveralDocumentsEachHasItsPartWithoutTheVersionItFollows() {
    String second = PAGE.replace("id: one", "id: two\nversion: 0");

    apply(PAGE + "---\n" + second + "---\nkind: shelf\nid: oak\nspec: {text: x}\n");

    assertThat(text(1)).isEqualTo(PAGE);
    assertThat(text("two")).isEqualTo(second.replace("version: 0\n", ""));
    assertThat(history.text(tenant, service.get(tenant, "shelf", "oak").orElseThrow()))
        .isEqualTo("kind: shelf\nid: oak\nspec:\n  text: x\n");
  }

  @Test
  void whatWasNoDocumentByItselfHasTheTextThatIsMadeOfIt() {
    apply("- {kind: page, id: one, spec: {text: first}}");
    service.apply(
        tenant,
        AuditTrail.act("apply"),
        ResourceDraft.readJson(
            "{\"kind\": \"page\", \"id\": \"two\", \"spec\": {\"text\": \"x\"}}"
                .getBytes(StandardCharsets.UTF_8)),
        false);

    assertThat(text(1)).isEqualTo("kind: page\nid: one\nspec:\n  text: first\n");
    assertThat(text("two")).isEqualTo("kind: page\nid: two\nspec:\n  text: x\n");
  }

  @Test
  void aDryRunKeepsNothing() {
    apply(PAGE);

    service.apply(
        tenant,
        AuditTrail.act("apply"),
        ResourceDraft.read(PAGE.replace("# of", "# out of").getBytes(StandardCharsets.UTF_8)),
        true);

    assertThat(text(1)).isEqualTo(PAGE);
  }

  private List<AppliedResource> apply(String text) {
    return service.apply(
        tenant,
        AuditTrail.act("apply"),
        ResourceDraft.read(text.getBytes(StandardCharsets.UTF_8)),
        false);
  }

  private String text(int version) {
    return history.text(tenant, history.at(tenant, "page", "one", version));
  }

  private String text(String id) {
    return history.text(tenant, service.get(tenant, "page", id).orElseThrow());
  }
}
