package io.auterity.author;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  private static final Path VENDORS = Repository.root().resolve("plugins/vendors");

  @TempDir Path folder;
  private Path acme = Path.of("");

  @BeforeEach
  void writeAFile() throws IOException {
    acme = folder.resolve("acme.yaml");
    Files.writeString(acme, SOUND);
  }

  private static final String SOUND =
      """
      plugin: acme
      format: 1
      version: 1.2.3
      summary: Issues of Acme
      config: {url: {type: string, format: uri, description: Where Acme is}}
      servers:
        api: {url: "${config.url}/v1"}
        files: {hosts: [files.acme.example]}
      auth: [{kind: bearer}]
      check: {request: GET /me}
      connectors:
        acme:
          kind: tracker
          none: {sprint.create: Acme has no sprints}
          operations:
            project.create:
              request: POST /projects
              body: {name: "${input.name}"}
              result: {ref: "${body.id}", key: "${body.id}", name: "${input.name}"}
      """;

  @Test
  void aSoundFileIsToldWithWhatItBringsAndLacks() {
    Ran ran = Ran.of("check", acme.toString());

    assertThat(ran.code()).isZero();
    assertThat(ran.text())
        .startsWith("acme 1.2.3: Issues of Acme")
        .containsPattern("acme +tracker +1 of \\d+ +1 +0 +0 +1 +\\d+")
        .containsPattern("server api +\\$\\{config.url}/v1 +with the credential")
        .containsPattern("server files +redirections alone +without the credential")
        .containsPattern("reaches +\\$\\{url}, files.acme.example")
        .containsPattern("lines +19, 19.0 an operation")
        .contains("warning: %s:12: acme does not mention comment.create, ".formatted(acme))
        .contains("or say under none why the vendor lacks it");
  }

  @Test
  void anExtensionIsAnOperationToo() throws IOException {
    Files.writeString(
        acme,
        SOUND
            + """
                extensions:
                  sprint.start:
                    summary: Start a sprint
                    effect: idempotent
                    input: {type: object, properties: {goal: {type: string}}}
                    result: {type: object, properties: {}}
                    operation: {request: POST /sprints, body: {goal: "${input.goal}"}, reads: none, result: {}}
            """);

    assertThat(Ran.of("check", acme.toString()).text())
        .containsPattern("acme +tracker +1 of \\d+ +1 +0 +0 +1 +\\d+ +1\\n")
        .containsPattern("lines +26, 13.0 an operation");
  }

  @Test
  void allThatIsWrongIsToldByLineWithWhatToDo() throws IOException {
    Files.writeString(
        acme,
        SOUND
            .replace("${input.name}\"}\n", "${input.nmae}\"}\n")
            .replace("kind: bearer", "kind: bearrer"));

    Ran ran = Ran.of("check", acme.toString());

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.text()).contains(acme + ":9: auth[0].kind: ").contains("\n1 problem.");
  }

  @Test
  void whatExpressionsMeanIsCheckedWhenTheStructureIsSound() throws IOException {
    Files.writeString(
        acme, SOUND.replace("{name: \"${input.name}\"}", "{name: \"${input.nmae}\"}"));

    Ran ran = Ran.of("check", acme.toString());

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.text())
        .contains(acme + ":18: connectors.acme.operations['project.create'].body.name");
  }

  @Test
  void longLinesAreWarnedOf() throws IOException {
    Files.writeString(acme, SOUND + "# " + "x".repeat(160));

    assertThat(Ran.of("check", acme.toString()).text())
        .contains("acme.yaml:20: has 162 characters");
  }

  @Test
  void aFileMayBeLikeOneBesideIt() throws IOException {
    Path like = folder.resolve("mine.yaml");
    Files.writeString(like, "plugin: mine\nlike: acme\nsummary: Mine\n");

    Ran ran = Ran.of("check", like.toString());

    assertThat(ran.code()).isZero();
    assertThat(ran.text()).contains("mine 1.2.3: Mine").contains("lines         3");
  }

  @Test
  void filesOfTheProductAreSound() {
    Ran ran = Ran.of("check", VENDORS.resolve("forgejo.yaml").toString());

    assertThat(ran.code()).isZero();
    assertThat(ran.text()).doesNotContain("warning");
  }

  @Test
  void theFileOfTheGuideIsSoundAndItsRequestsAreThoseOfTheVendor() throws IOException {
    String guide = Files.readString(Repository.root().resolve("docs/guide/connector-files.md"));
    String file = guide.substring(guide.indexOf("plugin: hubspot\n"));
    Path hubspot =
        Files.writeString(folder.resolve("hubspot.yaml"), file.substring(0, file.indexOf("```")));

    Ran checked = Ran.of("check", hubspot.toString());
    Ran tried = Ran.of("try", hubspot.toString(), "issue.create", "--with", "priority=high");

    assertThat(checked.code()).as(checked.text()).isZero();
    assertThat(tried.text())
        .contains("POST https://api.hubapi.com/crm/objects/2026-03/tickets")
        .contains("\"hs_ticket_priority\" : \"HIGH\"");
  }

  @Test
  void theSecondFileOfTheGuideIsSoundAndWritesThenReads() throws IOException {
    String guide =
        Files.readString(Repository.root().resolve("docs/guide/second-connector-file.md"));
    String file = guide.substring(guide.indexOf("plugin: redmine\n"));
    Path redmine =
        Files.writeString(folder.resolve("redmine.yaml"), file.substring(0, file.indexOf("```")));
    Path issue =
        Files.writeString(
            folder.resolve("issue.json"),
            """
            {"issue": {"id": 7, "journals": [
              {"id": 11, "user": {"name": "Ada"}, "notes": "", "created_on": "2026-11-25T10:01:00Z"},
              {"id": 12, "user": {"name": "Ada"}, "notes": "Well said", "created_on": "2026-11-25T10:02:00Z"}]}}
            """);

    Ran checked = Ran.of("check", redmine.toString());
    Ran tried =
        Ran.of(
            "try",
            redmine.toString(),
            "comment.create",
            "--config",
            "url=https://redmine.test",
            "--reply",
            "204",
            "--reply",
            "200:" + issue);

    assertThat(checked.code()).as(checked.text()).isZero();
    assertThat(checked.text())
        .doesNotContain("warning")
        .containsPattern("redmine +tracker +11 of 30");
    assertThat(tried.text())
        .contains("PUT https://redmine.test/issues/7.json")
        .contains("GET https://redmine.test/issues/7.json?include=journals")
        .contains("\"id\" : \"7/12\"");
    assertThat(tried.code()).as(tried.text()).isZero();
  }

  @Test
  void aFileThatIsNotThereIsBadInput() {
    Ran ran = Ran.of("check", folder.resolve("nothing.yaml").toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.text()).contains("there is no file");
  }

  @Test
  void aFileThatBearsNoPluginsNameIsBadInput() throws IOException {
    Path text = Files.writeString(folder.resolve("acme.txt"), SOUND);

    assertThat(Ran.of("check", text.toString()).code()).isEqualTo(2);
  }

  @Test
  void aGradeThatAFileGivesItselfIsRefused() throws IOException {
    Files.writeString(
        acme, SOUND.replace("    kind: tracker\n", "    kind: tracker\n    grade: V1\n"));

    Ran ran = Ran.of("check", acme.toString());

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.text()).contains("connectors.acme.grade: is unknown");
  }
}
