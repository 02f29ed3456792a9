package io.auterity.server.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import io.auterity.workflow.template.BuiltInTemplates;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class TemplateGalleryTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String OWN =
      """
      kind: template
      id: greeting
      spec:
        title: Greet
        description: Greets each person of a list.
        tags: [greeting]
        parameters:
          words: {type: string, default: Hello}
        workflow: |
          # Greets
          kind: workflow
          id: greeting
          spec:
            input: {name: {type: string, default: you}}
            steps:
              - {id: mask, call: text.pii.mask, with: {text: "${input.name}"}}
              - {id: said, transform: "<<words>> ${mask.text}"}
        cases:
          - {name: Alone, output: Hello you}
      """;

  private final Client admin = server.newTenant();

  @Test
  void theProductsStandBesideATenantsOwnWithWhatEachNeeds() {
    admin.apply(OWN);
    Reply before = admin.get("/api/v1/templates");

    assertThat(before.status()).as(before.toString()).isEqualTo(200);
    assertThat(before.body()).contains("\"clean-texts\"", "\"greeting\"");
    Reply own = admin.get("/api/v1/templates/greeting");
    assertThat(own.text("summary.version")).isEqualTo("1");
    assertThat(own.text("summary.builtIn")).isEqualTo("false");
    assertThat(own.at("summary.needs"))
        .isEqualTo(Json.array(List.of(Json.EMPTY.with("capability", Json.of("text.pii.mask")))));

    admin.apply("{kind: provider, id: text, spec: {connector: mask-text, config: {}}}");

    assertThat(admin.get("/api/v1/templates/greeting").text("summary.needs.0.provider"))
        .isEqualTo("text");
    assertThat(own.text("parameters.properties.words.default")).isEqualTo("Hello");
    assertThat(own.text("workflow")).startsWith("# Greets\n");
    assertThat(admin.get("/api/v1/templates/clean-texts").text("summary.builtIn"))
        .isEqualTo("true");
    assertThat(admin.get("/api/v1/templates/clean-text").body()).contains("clean-texts");
    assertThat(server.newTenant().get("/api/v1/templates/greeting").status()).isEqualTo(404);
  }

  /** What needs a provider that is not there makes a draft all the same: n8n-io/n8n#6671. */
  @Test
  void aDraftIsMadeAndCounted() {
    admin.apply(OWN);

    Reply made = use("greeting", "hello", "{\"words\": \"Hi: ${run.id}\"}");

    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    assertThat(made.text("revision")).isEqualTo("1");
    assertThat(made.text("text"))
        .startsWith("# Greets\nkind: workflow\nid: hello\n")
        .contains("Hi: $${run.id} ${mask.text}");
    assertThat(admin.get("/api/v1/workflows/hello/draft").text("text"))
        .isEqualTo(made.text("text"));
    assertThat(admin.get("/api/v1/templates/greeting").text("summary.uses")).isEqualTo("1");
    assertThat(
            admin.post("/api/v1/templates/greeting/drafts", "{\"workflow\": \"hello2\"}").status())
        .isEqualTo(201);
    assertThat(admin.get("/api/v1/templates/greeting").text("summary.uses")).isEqualTo("2");
    Reply published = admin.post("/api/v1/workflows/hello/publish", "{\"revision\": 1}");
    assertThat(published.status()).as(published.toString()).isEqualTo(200);
  }

  @Test
  void whatCannotBeMadeIsRefusedAndNotCounted() {
    admin.apply(OWN);
    use("greeting", "hello", "{}");

    assertThat(use("greeting", "hello", "{}").status()).isEqualTo(409);
    Reply unfit = use("greeting", "other", "{\"words\": 1, \"wrods\": \"x\"}");
    assertThat(unfit.status()).isEqualTo(400);
    assertThat(unfit.body()).contains("parameters.words", "wrods");
    assertThat(use("greeting", "No Id", "{}").status()).isEqualTo(400);
    assertThat(use("greetings", "other", "{}").status()).isEqualTo(404);
    admin.post("/api/v1/workflows/hello/publish", "{\"revision\": 1}");
    Reply taken = use("greeting", "hello", "{}");
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.body()).contains("there is a workflow 'hello' already");
    assertThat(admin.get("/api/v1/templates/greeting").text("summary.uses")).isEqualTo("1");
  }

  @TestFactory
  Stream<DynamicTest> casesOfTheProductsGoIntoTheirDraftsAndPassThere() {
    return BuiltInTemplates.all().stream()
        .map(
            template ->
                dynamicTest(
                    template.id(),
                    () -> {
                      assertThat(use(template.id(), template.id(), "{}").status()).isEqualTo(201);

                      assertAllPass(template.id(), template.template().cases().size());
                    }));
  }

  @Test
  void casesOfATenantsOwnGoIntoItsDraftsAndPassThere() {
    admin.apply(
        OWN.replace("Alone,", "Alone, pins: {mask: {output: {text: you}}},")
            + "    - {name: Ann, pins: {mask: {output: {text: Ann}}}, output: Hello Ann}\n");

    use("greeting", "hello", "{}");

    assertThat(admin.get("/api/v1/templates/greeting").text("cases.1.pins.mask.output.text"))
        .isEqualTo("Ann");
    Reply kept = admin.get("/api/v1/workflows/hello/cases/ann");
    assertThat(kept.at("content.expects.output")).isEqualTo(Json.of("Hello Ann"));
    assertAllPass("hello", 2);
    admin.post("/api/v1/workflows/hello/publish", "{\"revision\": 1}");
    assertThat(admin.post("/api/v1/workflows/hello/cases/run", "{}").text("passed")).isEqualTo("2");
  }

  @Test
  void aCaseThatWasThereBeforeTheDraftStays() {
    admin.apply(OWN);
    admin
        .with("Content-Type", "application/json")
        .send(
            "PUT",
            "/api/v1/workflows/hello/cases/alone",
            BodyPublishers.ofString("{\"expects\": {\"output\": \"mine\"}}"));

    assertThat(use("greeting", "hello", "{}").status()).isEqualTo(201);

    assertThat(admin.get("/api/v1/workflows/hello/cases/alone").text("content.expects.output"))
        .isEqualTo("mine");
  }

  @Test
  void aDraftThatIsNotMadeBringsNoCases() {
    admin.apply(OWN);
    use("clean-texts", "hello", "{}");

    assertThat(use("greeting", "hello", "{}").status()).isEqualTo(409);

    assertThat(admin.get("/api/v1/workflows/hello/cases").body())
        .contains("two-mail-addresses")
        .doesNotContain("alone");
  }

  private void assertAllPass(String workflow, int cases) {
    Reply report =
        admin.post("/api/v1/workflows/%s/cases/run".formatted(workflow), "{\"draft\": true}");
    assertThat(report.status()).as(report.toString()).isEqualTo(200);
    assertThat(report.at("passed")).as(report.toString()).isEqualTo(Json.of(cases));
    assertThat(((Json.Arr) report.at("cases")).items()).hasSize(cases);
  }

  /**
   * What has a default is not asked for, and the workflow keeps its inputs: kestra-io/kestra#1396.
   */
  @Test
  void defaultsAreNotAskedForAndInputsStay() {
    admin.apply(OWN);

    assertThat(use("greeting", "hello", "{}").text("text"))
        .contains("input: {name: {type: string, default: you}}", "Hello ${mask.text}");
    assertThat(admin.get("/api/v1/templates/greeting").at("parameters.required"))
        .isEqualTo(Json.array(List.of()));
  }

  @Test
  void aTenantsOwnStandsInPlaceOfTheProductsUntilItEnds() {
    admin.apply(OWN.replace("id: greeting\nspec:\n  title", "id: clean-texts\nspec:\n  title"));

    assertThat(admin.get("/api/v1/templates/clean-texts").text("summary.title")).isEqualTo("Greet");
    use("clean-texts", "hello", "{}");
    admin.delete("/api/v1/resources/template/clean-texts");

    Reply products = admin.get("/api/v1/templates/clean-texts");
    assertThat(products.text("summary.builtIn")).isEqualTo("true");
    assertThat(products.text("summary.uses")).isEqualTo("0");
  }

  @Test
  void earlierVersionsComeBack() {
    admin.apply(OWN);
    admin.apply(OWN.replace("title: Greet", "title: Welcome"));
    assertThat(admin.get("/api/v1/templates/greeting").text("summary.version")).isEqualTo("2");

    admin.post("/api/v1/resources/template/greeting/rollback", "{\"version\": 1}");

    assertThat(admin.get("/api/v1/templates/greeting").text("summary.title")).isEqualTo("Greet");
  }

  @Test
  void problemsNameTheLineOfTheText() {
    Reply refused =
        admin.post(
            "/api/v1/apply", "application/yaml", OWN.replace("${mask.text}", "${masked.text}"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("problems.0.path")).isEqualTo("spec.workflow.spec.steps[1].transform");
    assertThat(refused.text("problems.0.rule")).startsWith("line 8 of the text: ");
    assertThat(refused.at("problems.0.line")).isEqualTo(Json.of(9));
  }

  private Reply use(String template, String workflow, String parameters) {
    return admin.post(
        "/api/v1/templates/%s/drafts".formatted(template),
        "{\"workflow\": \"%s\", \"parameters\": %s}".formatted(workflow, parameters));
  }
}
