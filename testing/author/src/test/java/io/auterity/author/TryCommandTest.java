package io.auterity.author;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.auterity.platform.digest.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TryCommandTest {

  private static final String FILE =
      """
      plugin: acme
      format: 1
      version: 1.0.0
      summary: Issues of Acme
      config:
        url: {type: string, format: uri, description: Where Acme is}
        team: {type: string, default: red, description: The team}
      servers:
        api: {url: "${config.url}/v1"}
        logs: {url: "https://logs.acme.example"}
      auth: [{kind: header, name: x-token, value: "Token ${secret}"}]
      check: {request: GET /me}
      headers: {accept: application/json}
      samples: {project: debts}
      connectors:
        acme:
          kind: tracker
          operations:
            project.create:
              request: POST /projects
              body: {name: "${input.name}", team: "${config.team}", text: "${input.description}"}
              result: {ref: "${body.id}", key: "${body.id}", name: "${input.name}", description: "${body.text}"}
            issue.create:
              support: emulated
              steps:
                - {id: made, request: "POST /projects/{input.project}/issues", body: {title: "${input.title}"}}
                - {id: read, server: logs, request: "GET /issues/{made.number}"}
              result:
                ref: ${body.number}
                project: ${input.project}
                key: ${body.number}
                title: ${input.title}
                body: ""
                state: open
                labels: []
                createdAt: ${time(body.at)}
                updatedAt: ${time(body.at)}
                extra: {}
      """;

  @TempDir Path folder;
  private Path acme = Path.of("");

  @BeforeEach
  void writeTheFile() throws IOException {
    acme = Files.writeString(folder.resolve("acme.yaml"), FILE);
  }

  private Ran tried(String... words) {
    List<String> all = new ArrayList<>(List.of("try", acme.toString()));
    all.addAll(List.of(words));
    return Ran.of(all.toArray(String[]::new));
  }

  private String reply(String name, String text) throws IOException {
    return "200:" + Files.writeString(folder.resolve(name), text);
  }

  @Test
  void theRequestIsShownWithTheCredentialByItsNameAndWhatWasAbsent() {
    Ran ran =
        tried(
            "project.create",
            "--with",
            "name=Debts",
            "--with",
            "key=D",
            "--config",
            "url=https://acme.test");

    assertThat(ran.code()).isZero();
    assertThat(ran.text())
        .contains(
            """
            Request 1

              POST https://acme.test/v1/projects
              accept: application/json
              content-type: application/json
              x-token: Token <credential>

              {
                "name" : "Debts",
                "team" : "red"
              }
            """)
        .contains(
            "Absent, so left out:\n  connectors.acme.operations['project.create'].body.text: ")
        .contains("--reply 200:FILE");
  }

  @Test
  void aComposedOperationGoesOnWithEachReply() throws IOException {
    String made = reply("made.json", "{\"number\": 7}");

    Ran first = tried("issue.create", "--with", "title=Late");
    Ran second = tried("tracker.issue.create", "--with", "title=Late", "--reply", made);
    Ran whole =
        tried(
            "acme.issue.create",
            "--with",
            "title=Late",
            "--reply",
            made,
            "--reply",
            reply("read.json", "{\"number\": \"7\", \"at\": \"2026-01-31T00:00:00Z\"}"));

    assertThat(first.text())
        .contains("From the samples: project")
        .contains("POST https://vendor.example/v1/projects/debts/issues")
        .doesNotContain("Request 2");
    assertThat(second.text())
        .contains("Request 2")
        .contains("  GET https://logs.acme.example/issues/7")
        .containsOnlyOnce("x-token");
    assertThat(whole.code()).isZero();
    assertThat(whole.text())
        .contains("Read as")
        .contains("\"createdAt\" : \"2026-01-31T00:00:00Z\"");
  }

  @Test
  void aReplyThatIsARefusalIsToldAsTheFailureThatItIs() {
    Ran ran = tried("project.create", "--with", "name=D", "--with", "key=D", "--reply", "404");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.text()).contains("The call fails: not_found:");
  }

  @Test
  void aReplyOfWhichNoRecordCanBeMadeIsToldByField() throws IOException {
    Ran ran =
        tried(
            "project.create",
            "--with",
            "name=D",
            "--with",
            "key=D",
            "--reply",
            reply("r.json", "{}"));

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.text()).contains("The call fails: unavailable:").contains("result.ref");
  }

  @Test
  void anInputIsReadFromAFile() throws IOException {
    Path input =
        Files.writeString(
            folder.resolve("input.json"), "{\"key\": \"all\", \"name\": \"Debts of all\"}");

    Ran ran = tried("project.create", "--with", "@" + input, "--config", "url=https://a.example");

    assertThat(ran.code()).as(ran.toString()).isZero();
    assertThat(ran.toString()).contains("Debts of all");
  }

  @Test
  void whatIsNoInputOfTheKindIsBadInput() {
    assertThat(tried("project.create", "--with", "nmae=D").text())
        .contains("tracker.project.create has no field 'nmae'; did you mean 'name'?");
    assertThat(tried("project.create", "--with", "name=D").text())
        .contains("the input is not that of tracker.project.create: key: is required");
    assertThat(tried("project.create", "--with", "name").code()).isEqualTo(2);
    assertThat(tried("project.create", "--with", "@nothing.json").code()).isEqualTo(2);
    assertThat(tried("project.create", "--config", "nothing=1").code()).isEqualTo(2);
    assertThat(
            tried("project.create", "--with", "name=D", "--with", "key=D", "--reply", "no").code())
        .isEqualTo(2);
  }

  @Test
  void anOperationThatTheFileLacksIsToldWithTheNearest() {
    Ran ran = tried("issue.creat");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.text()).contains("no operation 'issue.creat'; did you mean 'issue.create'?");
  }

  @Test
  void anAddressThatIsTheUsualOneGetsTheCredentialToo() throws IOException {
    Files.writeString(
        acme, FILE.replace("format: uri, ", "format: uri, default: \"https://usual.example\", "));

    assertThat(tried("project.create", "--with", "name=D", "--with", "key=D").text())
        .contains("POST https://usual.example/v1/projects")
        .contains("x-token: Token <credential>");
  }

  @Test
  void aCredentialOfThePathIsShownByItsNameBesideTheAddress() throws IOException {
    Files.writeString(
        acme,
        FILE.replace("{kind: header, name: x-token, value: \"Token ", "{kind: path, value: \"bot"));

    assertThat(tried("project.create", "--with", "name=D", "--with", "key=D").text())
        .contains("POST https://vendor.example/v1/projects")
        .contains("(first segment of the path: bot<credential>)");
  }

  @Test
  void toSendItAProviderMustBeNamed() {
    Ran ran = tried("project.create", "--with", "name=D", "--with", "key=D", "--send");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.text()).contains("--provider ID");
  }

  private Ran sent(String digest) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(server, "/api/v1/providers/mine%2Fown", "{'plugin': 'acme', 'pluginVersion': '1.0.0'}");
    answer(
        server,
        "/api/v1/plugins/acme/versions",
        "{'items': [{'inForce': false, 'digest': 'old'}, {'inForce': true, 'digest': '%s'}]}"
            .formatted(digest));
    answer(
        server,
        "/api/v1/call/tracker.project.create",
        "{'ref': {'id': '1'}, 'key': 'D', 'name': 'D', 'description': null}");
    server.start();
    try {
      Path key = Files.writeString(folder.resolve("key"), "k");
      return tried(
          "project.create",
          "--with",
          "name=D",
          "--with",
          "key=D",
          "--send",
          "--provider",
          "mine/own",
          "--key-file",
          key.toString(),
          "--url",
          "http://127.0.0.1:" + server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpServer server, String path, String json) {
    byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path.replace("%2F", "/"),
        exchange -> {
          try (exchange) {
            boolean known = exchange.getRequestURI().getRawPath().equals(path);
            exchange.sendResponseHeaders(known ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }

  @Test
  void whatIsSentIsReadByTheTextThatTheServerRuns() throws IOException {
    String digest = HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(acme)));

    assertThat(sent(digest).text())
        .contains("Read as")
        .contains("\"key\"")
        .contains("Nothing was read for:")
        .endsWith("  connectors.acme.operations['project.create'].result.description\n");

    Ran edited = sent("another");
    assertThat(edited.code()).isEqualTo(1);
    assertThat(edited.text()).contains("another text of acme 1.0.0").doesNotContain("Read as");
  }

  @Test
  void aSecretOfTheInputIsNamedAndNeverRead() throws IOException {
    Path ci = folder.resolve("builds.yaml");
    Files.writeString(
        ci,
        """
        plugin: builds
        format: 1
        version: 1.0.0
        summary: Builds
        config: {url: {type: string, format: uri, description: Where}}
        servers: {api: {url: "${config.url}"}}
        auth: [{kind: bearer}]
        check: {request: GET /me}
        connectors:
          builds:
            kind: ci
            operations:
              secret.create:
                request: POST /secrets
                body: {name: "${input.name}", value: "${vault.value}"}
                result: {ref: "${input.name}", name: "${input.name}"}
        """);

    Ran ran =
        Ran.of(
            "try",
            ci.toString(),
            "secret.create",
            "--with",
            "repository=o/r",
            "--with",
            "name=TOKEN",
            "--with",
            "value={\"secret\": \"vaulted\"}");

    assertThat(ran.text()).contains("\"value\" : \"<secret vaulted>\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"issue.pin", "acme.issue.pin"})
  void whatNoKindHasIsTriedByItsOwnSchemas(String operation) throws IOException {
    Files.writeString(
        acme,
        """
              extensions:
                issue.pin:
                  summary: Pin an issue
                  effect: idempotent
                  input: {type: object, required: [issue], properties: {issue: {type: string, format: ref}, note: {type: string}}}
                  result: {type: object, required: [issue], properties: {issue: {type: string, format: ref}}}
                  operation: {request: "POST /issues/{input.issue}/pin", body: {note: "${input.note}"}, result: {issue: "${string(body.id)}"}}
        """
            .indent(-2),
        StandardOpenOption.APPEND);

    Ran ran =
        tried(
            operation,
            "--with",
            "issue=7",
            "--config",
            "url=https://acme.test",
            "--reply",
            reply("pinned.json", "{\"id\": 7}"));

    assertThat(ran.text())
        .contains("POST https://acme.test/v1/issues/7/pin")
        .contains("input.note")
        .contains("\"id\" : \"7\"");
    assertThat(ran.code()).as(ran.text()).isZero();
    assertThat(tried("issue.pin", "--with", "colour=red").text()).contains("has no field 'colour'");
  }
}
