package io.auterity.author;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code plugin test} says of a file by the vendor's description, and by recordings. */
class DescribedAndRecordedTest {

  private static final String FILE =
      """
      plugin: acme
      format: 1
      version: 1.0.0
      summary: Issues of Acme
      vendor: {name: Acme, docs: "https://acme.example/api"}
      config:
        url: {type: string, format: uri, default: "https://acme.example", description: Address}
      servers:
        api: {url: "${config.url}/v1"}
      auth:
        - {kind: bearer, help: A token}
      check: {request: GET /me}
      paging:
        pages: {style: token, at: after, size: limit, most: 100, next: "${body.next}"}
      ids: {issue: "{number}"}
      records:
        issue:
          ref: ${string(it.number)}
          project: main
          key: ${string(it.number)}
          title: ${it.title}
          body: ""
          state: "${it.closed ? 'closed' : 'open'}"
          labels: []
          extra: {}
          createdAt: ${time(it.at)}
          updatedAt: ${time(it.at)}
      connectors:
        acme:
          kind: tracker
          operations:
            issue.get: {request: "GET /issues/{issue.number}", result: issue}
            issue.list:
              request: GET /issues
              query: {state: "${input.state}"}
              page: pages
              items: ${body.items}
              result: issue
            issue.update:
              support: emulated
              notCleared: [title]
              steps:
                - {id: before, request: "GET /issues/{issue.number}"}
                - {id: made, request: "PATCH /issues/{issue.number}", body: {title: "${input.title}", was: "${before.title}"}}
              result: issue
            issue.delete: {request: "DELETE /issues/{issue.number}"}
      samples: {issue: "7", project: main, title: Late}
      """;

  private static final String DESCRIPTION =
      """
      openapi: 3.0.0
      servers: [{url: "https://acme.example/v1/"}]
      paths:
        /issues:
          get:
            parameters: [{in: query, name: limit}, {in: query, name: after}, {in: query, name: state}]
            responses:
              "200": {content: {application/json: {schema: {type: object, properties: {
                next: {type: string},
                items: {type: array, items: {$ref: "#/components/schemas/Issue"}}}}}}}
        /issues/{number}:
          get:
            responses: {"200": {$ref: "#/components/responses/Issue"}}
          patch:
            requestBody: {content: {application/json: {schema: {type: object, properties: {
              title: {type: string}, was: {type: string}}}}}}
            responses: {"200": {$ref: "#/components/responses/Issue"}}
          delete:
            responses: {"204": {description: Gone}}
      components:
        responses:
          Issue: {content: {application/json: {schema: {$ref: "#/components/schemas/Issue"}}}}
        schemas:
          Issue:
            type: object
            properties:
              number: {type: integer}
              title: {type: string, nullable: true, example: Late}
              closed: {type: boolean}
              at: {type: string, format: date-time}
      """;

  @TempDir Path folder;

  @BeforeEach
  void aFileAndTheDescriptionOfItsVendor() throws IOException {
    Files.writeString(folder.resolve("acme.yaml"), FILE);
    Files.writeString(folder.resolve("api.yaml"), DESCRIPTION);
  }

  private String place(String name) {
    return folder.resolve(name).toString();
  }

  private void edit(String file, String what, String with) throws IOException {
    String before = Files.readString(folder.resolve(file));
    assertThat(before).contains(what);
    Files.writeString(folder.resolve(file), before.replace(what, with));
  }

  private Ran described() {
    return Ran.of("test", place("acme.yaml"), "--description", place("api.yaml"));
  }

  @Test
  void eachRequestOfAFileIsHeldAgainstTheDescription() {
    Ran ran = described();

    assertThat(ran.text())
        .containsPattern("issue.list +[0-9]+ +[0-9]+ +valid\\n")
        .containsPattern("issue.update +[0-9]+ +[0-9]+ +valid\\n")
        .contains("0 faults", "Grade: none")
        .doesNotContain("FAULT", "the stub");
    assertThat(ran.code()).as(ran.text()).isZero();
  }

  @Test
  void whatTheVendorMustBeToldIsAFaultWhereItIsNot() throws IOException {
    edit("api.yaml", "{in: query, name: state}", "{in: query, name: state, required: true}");
    edit("api.yaml", "delete:\n", "delete:\n      requestBody: {required: true, content: {}}\n");

    Ran ran = described();

    assertThat(ran.text())
        .contains("FAULT issue.list: GET /v1/issues: lacks query parameter state")
        .contains("FAULT issue.delete: DELETE /v1/issues/7: no body, which it must have");
    assertThat(ran.code()).isOne();
  }

  @Test
  void whatIsOfNoKindIsAskedTooAndGraphqlIsSaidNotToBe() throws IOException {
    edit("acme.yaml", "check: {request: GET /me}", "check: {request: GET /me}\ngraphql: /graphql");
    edit(
        "acme.yaml",
        "issue.delete: {request: \"DELETE /issues/{issue.number}\"}",
        "issue.delete: {graphql: 'mutation {delete(id: 7) {id}}'}\n"
            + "    extensions:\n"
            + "      issue.pin: {summary: Pin, effect: idempotent, input: {type: object, properties: {}},"
            + " result: {type: object, properties: {}}, operation: {request: POST /pins, reads: none, result: {}}}");

    Ran ran = described();

    assertThat(ran.text())
        .containsPattern("issue.delete +0 +0 +not held: GraphQL\n")
        .containsPattern("acme.issue.pin +1 +0 +FAULTY\n")
        .contains("FAULT acme.issue.pin: POST /v1/pins: no operation");
    assertThat(ran.code()).as(ran.text()).isOne();
  }

  @Test
  void aParameterThatTheVendorDoesNotKnowIsAFaultAlsoOnASecondPage() throws IOException {
    edit("api.yaml", ", {in: query, name: after}, {in: query, name: state}", "");

    Ran ran = described();

    assertThat(ran.text())
        .containsPattern("issue.list +[0-9]+ +[0-9]+ +FAULTY")
        .contains("FAULT issue.list: GET /v1/issues: no query parameter state (with all fields)")
        .contains("no query parameter after (with a second page)");
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void aFieldThatTheVendorDoesNotKnowIsAFaultOfALaterRequestToo() throws IOException {
    edit("acme.yaml", "was: \"", "wus: \"");

    Ran ran = described();

    assertThat(ran.text()).contains("FAULT issue.update: PATCH /v1/issues/7: no field wus");
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void aPathThatTheVendorDoesNotKnowIsAFaultThatEndsTheCall() throws IOException {
    edit(
        "acme.yaml", "GET /issues/{issue.number}\", result", "GET /issue/{issue.number}\", result");

    Ran ran = described();

    assertThat(ran.text())
        .contains("FAULT issue.get: GET /v1/issue/7: no operation GET /issue/7")
        .doesNotContain("issue.get ends");
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void aReplyThatIsNotDescribedEndsTheCallAndIsNoFault() throws IOException {
    edit(
        "api.yaml",
        "responses: {\"200\": {$ref: \"#/components/responses/Issue\"}}\n    patch",
        "responses: {}\n    patch");

    Ran ran = described();

    assertThat(ran.text())
        .containsPattern("issue.get +1 +1 +valid so far")
        .contains("issue.get ends at GET /v1/issues/7: no good reply to it is described");
    assertThat(ran.code()).isZero();
  }

  @Test
  void aVendorMayHaveSeveralDescriptionsBehindABaseThatNoneSays() throws IOException {
    edit("api.yaml", "servers: [{url: \"https://acme.example/v1/\"}]", "");
    Files.writeString(folder.resolve("other.yaml"), "paths: {/other: {get: {}}}\n");

    Ran ran =
        Ran.of(
            "test",
            place("acme.yaml"),
            "--description",
            place("other.yaml"),
            "--description",
            place("api.yaml"),
            "--base",
            "/v1");

    assertThat(ran.code()).as(ran.text()).isZero();
  }

  @Test
  void whatARecordReadsAndNoReplyHasIsTold() throws IOException {
    edit("acme.yaml", "body: \"\"", "body: \"\"\n    author: ${it.writer}");

    assertThat(described().text())
        .containsPattern(
            "issue.get reads what no reply has that is described: line [0-9]+, records");
  }

  @Test
  void aDescriptionWithoutPathsIsRefused() throws IOException {
    Files.writeString(folder.resolve("api.yaml"), "openapi: 3.0.0\n");

    assertThat(described().text()).contains("has no paths");
  }

  private Ran recorded(String reply) throws IOException {
    Files.writeString(folder.resolve("reply.json"), reply);
    return Ran.of(
        "try",
        place("acme.yaml"),
        "issue.get",
        "--with",
        "issue=7",
        "--reply",
        "200:" + place("reply.json"),
        "--record",
        place("kept"));
  }

  private static final String REPLY =
      "{\"number\": 7, \"title\": \"Late\", \"closed\": false, \"at\": \"2031-02-03T04:05:06Z\"}";

  @Test
  void whatIsReadOfARecordingMustStayTheSame() throws IOException {
    assertThat(recorded(REPLY).text()).contains("acme.issue.get.json is written");
    assertThat(recorded(REPLY.replace("false", "true")).text())
        .contains("acme.issue.get-2.json is written");

    Ran alike = Ran.of("test", place("acme.yaml"), "--recorded", place("kept"));
    edit("acme.yaml", "it.closed ? 'closed'", "it.closed ? 'open'");
    Ran otherwise = Ran.of("test", place("acme.yaml"), "--recorded", place("kept"));

    assertThat(alike.text()).contains("2 recordings, 0 read otherwise", "Grade: none");
    assertThat(alike.code()).isZero();
    assertThat(otherwise.text())
        .containsPattern("acme.issue.get.json +acme.issue.get +read alike")
        .containsPattern("acme.issue.get-2.json +acme.issue.get +DIFFERS")
        .contains("\"state\":\"closed\"", "\"state\":\"open\"");
    assertThat(otherwise.code()).isEqualTo(1);
  }

  @Test
  void aRefusalIsKeptByItsCode() throws IOException {
    Ran ran =
        Ran.of("try", place("acme.yaml"), "issue.get", "--reply", "404", "--record", place("kept"));

    assertThat(ran.text()).contains("not_found");
    assertThat(Files.readString(folder.resolve("kept/acme.issue.get.json")))
        .contains("\"code\" : \"not_found\"");
    assertThat(Ran.of("test", place("acme.yaml"), "--recorded", place("kept")).code()).isZero();
  }

  @Test
  void aCallWithoutAnAnswerIsNoRecordingNorIsAFolderWithoutOne() {
    Ran ran = Ran.of("try", place("acme.yaml"), "issue.get", "--record", place("kept"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.text()).contains("give each --reply");
    assertThat(Ran.of("test", place("acme.yaml"), "--recorded", folder.toString()).text())
        .contains("has no recordings");
  }

  @Test
  void anotherFileIsNoRecording() throws IOException {
    Files.createDirectories(folder.resolve("kept"));
    Files.writeString(folder.resolve("kept/a.json"), "{\"replies\": []}");

    assertThat(Ran.of("test", place("acme.yaml"), "--recorded", place("kept")).text())
        .contains("a.json is no recording: it lacks operation");
  }
}
