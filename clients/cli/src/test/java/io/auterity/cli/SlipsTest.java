package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to a name that is not there, and where no server is. */
class SlipsTest {

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    return Main.commandLine("").setErr(new PrintWriter(err, true)).execute(words);
  }

  private String[] at(String url, String... words) throws IOException {
    String[] all = Arrays.copyOf(words, words.length + 4);
    all[words.length] = "--url";
    all[words.length + 1] = url;
    all[words.length + 2] = "--key-file";
    all[words.length + 3] = Files.writeString(folder.resolve("key"), "ak_x").toString();
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "trigger lst, trigger list",
    "decision lis, decision list",
    "resource lits, resource list",
    "applly, apply"
  })
  void aVerbThatIsNotThereGetsTheNearest(String line, String meant) {
    assertThat(run(line.split(" "))).isEqualTo(2);

    assertThat(err.toString()).containsIgnoringCase("did you mean").contains(meant);
  }

  @Test
  void aVerbOfRunsIsMeantWhereNoWorkflowIsCalledSo() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(
          "/api/v1/workflows/lst/runs",
          404,
          "{\"code\": \"not_found\", \"detail\": \"no workflow 'lst'\"}");
      assertThat(server.run(err, "run", "lst")).isEqualTo(2);
    }

    assertThat(err.toString())
        .contains("no workflow 'lst' (not_found); did you mean ./auterity run list?");
  }

  @Test
  void aFieldThatIsNotThereGetsTheNearest() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(
          "/api/v1/capabilities/tracker.issue.create",
          """
          {"input": {"type": "object", "properties":
            {"project": {"type": "string"}, "title": {"type": "string"}}}}
          """);
      assertThat(server.run(err, "call", "tracker.issue.create", "--titel", "x")).isEqualTo(2);
    }

    assertThat(err.toString())
        .contains("there is no field --titel (did you mean --title?); --describe prints those");
  }

  @Test
  void whereNoServerIsTheAddressIsNamedAndHowToStartOne() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port;

    assertThat(run(at(url, "run", "list"))).isEqualTo(1);

    assertThat(err.toString())
        .contains("no answer from " + url, "./auterity start", "--url")
        .doesNotContain("null");
  }

  @Test
  void anAddressThatIsNoneIsRefusedInASentence() throws IOException {
    assertThat(run(at("localhost", "run", "list"))).isEqualTo(2);

    assertThat(err.toString()).contains("--url must be an address such as http://").hasLineCount(1);
  }

  @Test
  void aServerOfAnotherProgramIsToldInASentence() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer("/api/v1/runs", "<html>");
      assertThat(server.run(err, "run", "list")).isEqualTo(1);
    }

    assertThat(err.toString()).contains("does not answer as the server does").hasLineCount(1);
  }

  @Test
  void namesThatMayFollowAreAskedOfTheServer() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server
          .answer("/api/v1/workflows", "{\"items\": [{\"id\": \"triage\"}]}")
          .answer("/api/v1/providers", "{\"items\": [{\"id\": \"chat\"}]}")
          .answer("/api/v1/resources/route", "{\"items\": [{\"id\": \"fast\"}]}");
      assertThat(server.run("completion", "names", "run")).isZero();
      assertThat(server.run("completion", "names", "provider", "test")).isZero();
      assertThat(server.run("completion", "names", "resource", "get", "route")).isZero();
      assertThat(server.run("completion", "names", "key", "nothing", "of", "this")).isZero();
    }

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("triage\nchat\nfast\n");
  }

  @Test
  void aNameThatAShellWouldExpandIsNotPrinted() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(
          "/api/v1/workflows",
          """
          {"items": [{"id": "a$(touch F)b"}, {"id": "`id`"}, {"id": "~"}, {"id": "*"}, {"id": ""},
            {"id": "two words"}, {"id": "two\\nlines"}, {"id": "ops/a.b_c-d:e@f+1"}]}
          """);
      assertThat(server.run("completion", "names", "run")).isZero();
    }

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("ops/a.b_c-d:e@f+1\n");
  }
}
