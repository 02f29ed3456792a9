package io.auterity.author;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code plugin new} writes, and {@code plugin test} says of it. */
class NewAndTestTest {

  private static final String PRODUCT = "auterity.distribution";

  @TempDir Path folder;

  @BeforeEach
  void layOutTheProduct() throws IOException {
    Path plugins = Files.createDirectories(folder.resolve("product/plugins"));
    for (String plugin : List.of("documents", "git", "tracker")) {
      copy(
          Repository.root().resolve("plugins").resolve(plugin).resolve("target/classes"),
          plugins.resolve(plugin));
    }
    for (String vendor : List.of("gitea.yaml", "linear.yaml")) {
      Files.copy(
          Repository.root().resolve("plugins/vendors").resolve(vendor), plugins.resolve(vendor));
    }
    System.setProperty(PRODUCT, folder.resolve("product").toString());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @AfterEach
  void forgetTheProduct() {
    System.clearProperty(PRODUCT);
  }

  private Ran written(String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "new";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--to";
    all[words.length + 2] = folder.toString();
    return Ran.of(all);
  }

  private String acme() {
    return folder.resolve("acme.yaml").toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"automation", "ci", "documents", "git"})
  void aNewFileOfAKindWithAStubPassesItsSuite(String kind) {
    assertThat(written("acme", "--kind", kind).code()).isZero();

    Ran tested = Ran.of("test", acme());

    assertThat(tested.text())
        .doesNotContain("FAILED")
        .doesNotContain("not reached")
        .containsPattern("[0-9]{2,} tests passed, 0 failed");
    assertThat(tested.code()).isZero();
  }

  @Test
  void aNewFileOfImagesPassesAndIsToldWhatNoOperationMakesAnew() {
    written("acme", "--kind", "containers");

    Ran tested = Ran.of("test", acme());

    assertThat(tested.text())
        .doesNotContain("FAILED")
        .containsPattern("manifest.get +full +passed")
        .containsPattern("repository.delete +full +not reached")
        .containsPattern("[0-9]{2,} tests passed, 0 failed");
    assertThat(tested.code()).isZero();
  }

  @Test
  void aNewFileHasEveryOperationOfItsKindAndPassesItsSuiteAgainstTheStub() {
    assertThat(written("acme", "--kind", "tracker").code()).isZero();
    assertThat(Ran.of("check", acme()).text()).doesNotContain("warning");

    Ran tested = Ran.of("test", acme());

    assertThat(tested.text())
        .containsPattern("issue.create +full +passed")
        .containsPattern("label.update +partial +passed")
        .doesNotContain("FAILED")
        .doesNotContain("not reached")
        .containsPattern("[0-9]{2,} tests passed, 0 failed")
        .contains("Grade: none, the stub is no vendor");
    assertThat(tested.code()).isZero();
  }

  @Test
  void aTrackerWithoutLabelsAndBeginsPassesWhereItRefusesThemByName() throws IOException {
    written("acme", "--kind", "tracker");
    Path file = Path.of(acme());
    String lean =
        Files.readString(file)
            .replaceAll("(?m)^      label[.][a-z]+:\\n(?:        .*\\n)+", "")
            .replaceFirst(
                "(?m)^    operations:\\n",
                """
                    none: {"label.create, label.list, label.update, label.delete": it has none}
                    operations:
                """);
    lean = refusing(lean, "issue.create", "labels");
    lean = refusing(lean, "issue.update", "labels");
    lean = refusing(lean, "issue.list", "label");
    lean = refusing(lean, "sprint.create", "startsAt");
    Files.writeString(file, lean);

    Ran tested = Ran.of("test", acme());

    assertThat(tested.text())
        .doesNotContain("FAILED")
        .containsPattern("label.create +none +unsupported")
        .containsPattern("sprint.delete +full +passed")
        .containsPattern("issue.list +full +passed")
        .containsPattern("[0-9]{2,} tests passed, 0 failed");
    assertThat(tested.code()).isZero();
  }

  private static String refusing(String file, String operation, String field) {
    String one =
        "          - {when: \"${dyn(input.%s) != null}\", code: unsupported, field: %s, message: none}\n"
            .formatted(field, field);
    String begin = "      %s:\n".formatted(operation);
    String listed = begin + "        refuse:\n";
    return file.contains(listed)
        ? file.replace(listed, listed + one)
        : file.replace(begin, listed + one);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai",
        "automation",
        "ci",
        "containers",
        "documents",
        "git",
        "knowledge",
        "text",
        "tracker"
      })
  void aNewFileOfAnyKindIsSound(String kind) {
    assertThat(written("acme", "--kind", kind).code()).isZero();

    Ran checked = Ran.of("check", acme());

    assertThat(checked.code()).as(checked.text()).isZero();
    assertThat(checked.text()).doesNotContain("does not mention");
  }

  @Test
  void aMistakeIsToldByTestAndOperation() throws IOException {
    written("acme", "--kind", "tracker");
    Path file = Path.of(acme());
    Files.writeString(
        file, Files.readString(file).replace("    title: ${it.title}\n", "    title: ${it.key}\n"));

    Ran tested = Ran.of("test", acme());

    assertThat(tested.code()).isEqualTo(1);
    assertThat(tested.text())
        .containsPattern("issue.create +full +FAILED")
        .containsPattern("project.list +full +passed")
        .contains("aCreatedIssueIsOpenAndCanBeRead")
        .containsPattern("[0-9]+ tests passed, [1-9][0-9]* failed");
  }

  @Test
  void aRequestThatTheStubDoesNotKnowIsToldAsThat() throws IOException {
    written("acme", "--kind", "tracker");
    Path file = Path.of(acme());
    Files.writeString(
        file, Files.readString(file).replace("POST /project/list", "POST /projects/list"));

    assertThat(Ran.of("test", acme()).text()).contains("the stub knows POST /RESOURCE/VERB alone");
  }

  @Test
  void aServerOfTheAuthorsIsAskedWithItsCredential() throws IOException {
    written("acme", "--kind", "tracker");
    Path token = Files.writeString(folder.resolve("token"), KindStub.TOKEN + "\n");
    try (KindStub server = KindStub.start("tracker")) {
      Ran tested =
          Ran.of(
              "test",
              acme(),
              "--against",
              server.url().toString(),
              "--credential-file",
              token.toString(),
              "--person",
              "ada");

      assertThat(tested.text()).contains("against http://127.0.0.1:").contains("V1 if that is");
      assertThat(tested.code()).isZero();
      assertThat(tested.text()).doesNotContain(" " + KindStub.TOKEN + "\n");
    }
  }

  private void edit(String what, String with) throws IOException {
    Path file = Path.of(acme());
    String before = Files.readString(file);
    assertThat(before).contains(what);
    Files.writeString(file, before.replace(what, with));
  }

  @Test
  void aVendorThatIsTheUsualAddressIsNotAskedInPlaceOfTheStub() throws IOException {
    written("acme", "--kind", "tracker");
    try (KindStub vendor = KindStub.start("tracker")) {
      edit("  url: {", "  api: {default: \"%s\", ".formatted(vendor.url()));
      edit("${config.url}", "${config.api}");

      Ran tested = Ran.of("test", acme());

      assertThat(vendor.asked()).isZero();
      assertThat(tested.code()).as(tested.text()).isZero();
    }
  }

  @Test
  void aFileOfTheProductAsksTheServerThatIsNamedAndHasNoGradeWhenTestsFail() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), KindStub.TOKEN);
    try (KindStub server = KindStub.start("tracker")) {
      Ran tested =
          Ran.of(
              "test",
              folder.resolve("product/plugins/linear.yaml").toString(),
              "--against",
              server.url().toString(),
              "--credential-file",
              token.toString());

      assertThat(server.asked()).isPositive();
      assertThat(tested.code()).isEqualTo(1);
      assertThat(tested.text()).contains("Grade: none, for tests failed").doesNotContain("V1");
    }
  }

  @Test
  void aFileWhoseAddressNoFieldHoldsIsRefused() throws IOException {
    written("acme", "--kind", "tracker");
    try (KindStub vendor = KindStub.start("tracker")) {
      edit("\"${config.url}\"", "\"%s\"".formatted(vendor.url()));

      Ran tested = Ran.of("test", acme());

      assertThat(vendor.asked()).isZero();
      assertThat(tested.code()).isEqualTo(2);
      assertThat(tested.text()).contains("servers.api.url").contains("${config.FIELD}");
    }
  }

  @Test
  void anotherServerOfTheFileIsNotAsked() throws IOException {
    written("acme", "--kind", "tracker");
    try (KindStub other = KindStub.start("tracker")) {
      edit("      project.list:\n", "      project.list:\n        server: other\n");
      edit(
          "servers:\n",
          "servers:\n  other: {url: \"%s\", credential: true}\n".formatted(other.url()));

      Ran tested = Ran.of("test", acme());

      assertThat(other.asked()).as(tested.text()).isZero();
      assertThat(tested.text())
          .contains("is not asked here")
          .containsPattern("project.list.*FAILED");
    }
  }

  @Test
  void aFieldThatTheFileDoesNotHaveIsRefusedAndNumbersAreNumbers() throws IOException {
    written("acme", "--kind", "tracker");
    edit("config:", "config:\n  count: {type: integer, default: 1, description: How many}\n#");

    assertThat(Ran.of("test", acme(), "--config", "county=5").text())
        .contains("--config county: the file has the fields count, url");
    assertThat(Ran.of("test", acme(), "--config", "count=many").text())
        .contains("--config count=many: must be");
    assertThat(Ran.of("test", acme(), "--config", "url=https://elsewhere.example").text())
        .contains("--against");
  }

  @Test
  void aCredentialWhoseHeaderNobodyNamesIsRefused() throws IOException {
    written("acme", "--kind", "tracker");
    edit("kind: bearer", "kind: header");

    assertThat(Ran.of("test", acme()).text()).contains("no name of its header");
  }

  @Test
  void aServerIsAskedWithACredentialWhereTheFileWantsOne() {
    written("acme", "--kind", "tracker");

    Ran tested = Ran.of("test", acme(), "--against", "http://127.0.0.1:9");

    assertThat(tested.code()).isEqualTo(2);
    assertThat(tested.text()).contains("--credential-file");
  }

  @Test
  void whatTheVendorsDescriptionHasStandsAboveEachOperation() throws IOException {
    Path description =
        Files.writeString(
            folder.resolve("api.json"),
            """
            {"paths": {
              "/boards/{board}/issues": {
                "get": {"parameters": [{"in": "query", "name": "page"}]},
                "post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/New"}}}}}},
              "/boards/{board}/issues/{id}": {"patch": {}, "delete": {}},
              "/incidents/{id}": {"get": {}}},
             "components": {"schemas": {"New": {"properties": {"subject": {}, "text": {}}}}}}
            """);

    assertThat(written("acme", "--kind", "tracker", "--description", description.toString()).code())
        .isZero();

    assertThat(Files.readString(Path.of(acme())))
        .contains(
            "# the description has POST /boards/{board}/issues; body subject, text\n"
                + "      issue.create:")
        .contains("# the description has GET /boards/{board}/issues; query page\n      issue.list:")
        .contains("# the description has PATCH /boards/{board}/issues/{id}\n      issue.update:")
        .contains("# the description has GET /incidents/{id}\n      issue.get:");
    assertThat(Ran.of("check", acme()).code()).isZero();
  }

  @Test
  void referencesThatLeadElsewhereOrNowhereAreLeftOutAndHintsStayOnOneLine() throws IOException {
    Path description =
        Files.writeString(
            folder.resolve("api.json"),
            """
            {"paths": {
              "/issues": {
                "get": {"parameters": [{"$ref": "common.yaml#/parameters/page"}, {"in": "query", "name": "q\\nx: y"}]},
                "post": {"requestBody": {"$ref": "#/components/again"}}}},
             "components": {"again": {"$ref": "#/components/again"}}}
            """);

    Ran ran = written("acme", "--kind", "tracker", "--description", description.toString());

    assertThat(ran.code()).as(ran.text()).isZero();
    assertThat(Files.readString(Path.of(acme())))
        .contains("# the description has GET /issues; query q x: y\n")
        .contains("# the description has POST /issues\n");
    assertThat(Ran.of("check", acme()).code()).isZero();
  }

  @Test
  void whatComesNextIsWhatThereIsForTheKind() {
    assertThat(written("a", "--kind", "tracker").text())
        .contains("plugin test")
        .doesNotContain("URL");
    assertThat(written("c", "--kind", "text").text()).contains("plugin try").doesNotContain("test");
    assertThat(written("d", "--kind", "git", "--like", "gitea").text()).contains("leave --kind");
  }

  @Test
  void aFileLikeAnotherSaysOnlyWhatDiffers() {
    assertThat(written("acme", "--like", "gitea").code()).isZero();

    Ran checked = Ran.of("check", acme());
    assertThat(checked.text())
        .containsPattern("acme +git +")
        .containsPattern("acme-issues +tracker +");
    assertThat(checked.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ai", "text"})
  void aKindWithoutASuiteSaysWhichHaveOne(String kind) {
    written("acme", "--kind", kind);

    assertThat(Ran.of("test", acme()).text())
        .contains("there is no suite", "automation, ci, containers, documents, git");
  }

  @Test
  void aStubWhosePluginIsNotThereIsToldAsThat() {
    written("acme", "--kind", "tracker");
    System.setProperty(PRODUCT, folder.resolve("elsewhere").toString());

    assertThat(Ran.of("test", acme()).text())
        .contains("the stub of the kind 'tracker' is the product's own plugin", "--against URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"automation", "ci"})
  void aServerIsAskedOnceItIsSaidWhatItsSuiteNeeds(String kind) throws IOException {
    written("acme", "--kind", kind);
    Path token = Files.writeString(folder.resolve("token"), KindStub.TOKEN);
    try (KindStub server = KindStub.start("tracker")) {
      Ran tested =
          Ran.of(
              "test",
              acme(),
              "--against",
              server.url().toString(),
              "--credential-file",
              token.toString(),
              "--given",
              "endless=" + (kind.equals("ci") ? "@" + token : "{}"));

      assertThat(tested.code()).isEqualTo(2);
      assertThat(tested.text())
          .contains("say --given " + (kind.equals("ci") ? "pipeline" : "definition"))
          .doesNotContain("--given endless");
      assertThat(server.asked()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ci | defnition=a | --given defnition: the suite of the kind 'ci'.*'definition'",
        "ci | artifacts=yes | --given artifacts: must be true or false",
        "ci | pipeline= | --given pipeline: must be some text",
        "containers | repositry=a | --given repositry: .*'repository'",
        "containers | tag=latest | say --given repository=VALUE --given index=VALUE",
        "automation | definition=word | --given definition: must be a JSON object",
        "tracker | pipeline=a | --given pipeline: .*'tracker'.*there is none"
      })
  void whatIsGivenIsLookedAtBeforeAnythingIsSent(String kind, String given, String told)
      throws IOException {
    written("acme", "--kind", kind);
    Path token = Files.writeString(folder.resolve("token"), KindStub.TOKEN);
    try (KindStub server = KindStub.start("tracker")) {
      Ran tested =
          Ran.of(
              "test",
              acme(),
              "--against",
              server.url().toString(),
              "--credential-file",
              token.toString(),
              "--given",
              given);

      assertThat(tested.code()).isEqualTo(2);
      assertThat(tested.text()).containsPattern(told);
      assertThat(server.asked()).isZero();
    }
  }

  @Test
  void nothingIsOverwrittenAndNoKindIsGuessed() throws IOException {
    written("acme", "--kind", "tracker");
    String before = Files.readString(Path.of(acme()));

    assertThat(written("acme", "--kind", "git").code()).isEqualTo(2);
    assertThat(Files.readString(Path.of(acme()))).isEqualTo(before);
    assertThat(written("other", "--kind", "nothing").text()).contains("say --kind with one of");
    assertThat(written("Not An Id", "--kind", "git").code()).isEqualTo(2);
  }
}
