package io.auterity.plugins.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Ref;
import io.auterity.testkit.git.GitCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no git client sends gets an answer that one would understand, and changes nothing. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProtocolAnswersTest {

  private static final String UPLOAD = "git-upload-pack";
  private static final String RECEIVE = "git-receive-pack";
  private static final String[] VERSION_2 = {"Git-Protocol", "version=2"};

  @TempDir private Path home;

  private final GitHost host = GitHost.open();
  private final Ref repository = host.repository("letters");
  private final String head = host.head(repository, "main");
  private final RawPush client = open();

  private RawPush open() {
    try {
      return new RawPush(new GitDoor(() -> host));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stillServesAndCloses() {
    assertThat(host.head(repository, "main")).isEqualTo(head);
    assertThat(
            client.post(UPLOAD, bytes(line("want " + head) + "0000" + line("done"))).statusCode())
        .isEqualTo(200);
    client.close();
  }

  private static String line(String words) {
    return new String(RawPush.line((words + "\n").getBytes(ISO_8859_1)), ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** Plain words with 400, or git's own line of an error. */
  private static void isRefused(HttpResponse<String> answer) {
    if (answer.statusCode() != 400) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).containsPattern("[0-9a-f]{4}(ERR |\u0003)");
    }
    assertThat(answer.body()).isNotBlank().doesNotContain("Exception", "\tat ", "java.");
  }

  private List<String> brokenLines(String good) {
    List<String> broken = new ArrayList<>();
    for (String length : List.of("0001", "0002", "0003", "zzzz", "-001", "+004", " 010", "fff1")) {
      broken.add(length + good + "0000");
      broken.add(good + length + "0000");
    }
    broken.add(good.substring(0, good.length() - 3));
    broken.add(good.substring(0, 2));
    broken.add("ffff" + good);
    broken.add(good + "00");
    return broken;
  }

  @Test
  void linesThatAreNoneAreRefusedInAFetch() {
    for (String body : brokenLines(line("want " + head + " multi_ack"))) {
      isRefused(client.post(UPLOAD, bytes(body)));
    }
    for (String body : brokenLines(line("command=ls-refs"))) {
      if (!body.contains("0001")) {
        isRefused(client.post(UPLOAD, bytes(body), VERSION_2));
      }
    }
  }

  @Test
  void linesThatAreNoneAreRefusedInAPush() {
    String good = line("%s %s refs/heads/x\0 report-status".formatted(RawPush.NONE, head));
    for (String body : brokenLines(good)) {
      isRefused(client.post(RECEIVE, bytes(body)));
    }
    assertThat(host.git().getBranch(which("main"), host.call("branch.get")).sha()).isEqualTo(head);
  }

  private io.auterity.spi.git.WhichBranch which(String name) {
    return new io.auterity.spi.git.WhichBranch(repository, name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "want zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
        "want 1111",
        "want ",
        "want",
        "want 1111111111111111111111111111111111111111",
        "want HEAD",
        "have 1111111111111111111111111111111111111111",
        "deepen x",
        "deepen 0",
        "deepen -1",
        "deepen 99999999999",
        "deepen-since x",
        "deepen-since 99999999999",
        "shallow zzzz",
        "filter blob:none",
        "hello",
        ""
      })
  void aLineThatAsksForNothingThereIsIsRefused(String words) {
    isRefused(client.post(UPLOAD, bytes(line(words) + "0000" + line("done"))));
    // Without a word that ends it, git answers nothing.
    HttpResponse<String> open =
        client.post(UPLOAD, bytes(line("want " + head) + line(words) + "0000"));
    assertThat(open.statusCode()).isIn(200, 400);
    assertThat(open.body()).doesNotContain("Exception", "PACK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"have zzzz", "have", "want 11", "hello"})
  void aLineOfWhatIsThereAlreadyThatIsNoneIsRefused(String words) {
    isRefused(
        client.post(UPLOAD, bytes(line("want " + head) + "0000" + line(words) + line("done"))));
  }

  @Test
  void aFetchThatEndsTooSoonOrGoesOnIsRefused() {
    isRefused(client.post(UPLOAD, bytes(line("want " + head))));
    isRefused(client.post(UPLOAD, bytes(line("want " + head) + "0000" + line("done") + "0000")));
    isRefused(client.post(UPLOAD, bytes(line("command=fetch")), VERSION_2));
    isRefused(client.post(UPLOAD, bytes(line("command=fetch") + "0001"), VERSION_2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"command=nothing", "command=", "ls-refs", "agent=x", "command=fetch\nwant x"})
  void aCommandThatIsNoneIsRefused(String command) {
    isRefused(client.post(UPLOAD, bytes(line(command) + "0000"), VERSION_2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "want zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
        "want 1111111111111111111111111111111111111111",
        "want-ref refs/heads/none",
        "have zzzz",
        "shallow 1",
        "deepen x",
        "deepen-since x",
        "filter blob:none",
        "hello"
      })
  void anArgumentThatIsNoneIsRefused(String words) {
    HttpResponse<String> answer =
        client.post(
            UPLOAD,
            bytes(line("command=fetch") + "0001" + line("want " + head) + line(words) + "0000"),
            VERSION_2);

    isRefused(answer);
  }

  @Test
  void capabilitiesThatAreUnknownAreNotMinded() throws Exception {
    String known = "\0 report-status push-options push-cert=x filter object-format=sha1 new=1\n";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        RawPush.line(bytes("%s %s refs/heads/x".formatted(RawPush.NONE, head) + known)));
    body.writeBytes(bytes("0000"));
    body.writeBytes(new PackBytes().bytes());

    HttpResponse<String> answer = client.post(RECEIVE, body.toByteArray());

    assertThat(answer.body()).contains("unpack ok", "ok refs/heads/x");
    assertThat(
            client
                .post(
                    UPLOAD,
                    bytes(line("want " + head + " new=1 multi_ack") + "0000" + line("done")))
                .body())
        .contains("NAK", "PACK");
  }

  @Test
  void aPushWithoutAPackOrOfSomethingElseIsTold() {
    List<String> command = List.of("%s %s refs/heads/x".formatted(RawPush.NONE, head));
    for (byte[] pack : List.of(new byte[0], bytes("PAC"), bytes("hello"), new byte[100])) {
      HttpResponse<String> answer = client.push(command, pack);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body())
          .contains("unpack error ", "ng refs/heads/x ")
          .doesNotContain("Exception");
    }
  }

  @Test
  void namesInNoEncodingOrTooLongAreRefused() {
    for (String name : List.of("\u00ff\u00fe", "\u00e9", "a".repeat(201), "a/".repeat(99) + "b")) {
      byte[] command =
          bytes("%s %s refs/heads/%s\0 report-status".formatted(RawPush.NONE, head, name));
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes(RawPush.line(command));
      body.writeBytes(bytes("0000"));
      body.writeBytes(new PackBytes().bytes());

      HttpResponse<String> answer = client.post(RECEIVE, body.toByteArray());

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      boolean fits = name.startsWith("a/");
      assertThat(answer.body()).contains((fits ? "ok" : "ng") + " refs/heads/" + name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git-upload-pack%00",
        "git-archive",
        "",
        "git-upload-pack&service=git-receive-pack"
      })
  void aGreetingOfNoServiceIsNoFaultOfTheServer(String service) throws Exception {
    int status =
        client
            .client()
            .send(
                java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create(
                            client.door().url("main/letters") + "/info/refs?service=" + service))
                    .build(),
                HttpResponse.BodyHandlers.ofString(UTF_8))
            .statusCode();

    assertThat(status).isBetween(200, 499);
  }

  @Test
  void theRealClientGoesOn() {
    GitCommand.require(home);
    for (String version : List.of("0", "1", "2")) {
      GitCommand copy = new GitCommand(home);
      copy.does(
          "-c",
          "protocol.version=" + version,
          "clone",
          "-q",
          "--depth=1",
          client.door().url("main/letters"),
          "copy" + version);
      copy.in("copy" + version).does("-c", "protocol.version=" + version, "fetch", "--unshallow");
    }
  }
}
