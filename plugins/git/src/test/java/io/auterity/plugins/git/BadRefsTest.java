package io.auterity.plugins.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Ref;
import io.auterity.testkit.git.GitCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each ref of a push that is not taken is told so, in the report that git's protocol asks for. */
class BadRefsTest {

  private static final String NONE = "0".repeat(40);

  @TempDir private Path home;

  private final GitHost host = GitHost.open();
  private final Ref repository = host.repository("letters");
  private final GitDoor door = open();
  private final HttpClient client = HttpClient.newHttpClient();

  private GitDoor open() {
    try {
      return new GitDoor(() -> host);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    client.close();
    door.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refs/heads/a..b",
        "refs/heads/a b",
        "refs/heads/a.lock",
        "refs/heads/.a",
        "refs/heads/a~1",
        "refs/heads/a^",
        "refs/heads/a:b",
        "refs/heads/a?",
        "refs/heads/a*",
        "refs/heads/a[b",
        "refs/heads/a\\b",
        "refs/heads/a@{b",
        "refs/heads/a//b",
        "refs/heads/a/",
        "refs/heads/",
        "refs/heads/-a",
        "refs/heads/HEAD",
        "refs/heads/\u0001",
        "refs/heads/refs/heads/a",
        "refs/heads/1111111111111111111111111111111111111111",
        "refs/tags/a..b",
        "refs/notes/x",
        "refs/pull/1/head",
        "refs/../../x",
        "refs/x",
        "refs",
        "HEAD",
        "a",
        "/refs/heads/a",
        "refs\\heads\\a"
      })
  void aNameThatIsNotTakenIsRefusedAndTheOthersAreTaken(String name) throws Exception {
    String head = host.head(repository, "main");

    HttpResponse<String> answer =
        pushed(List.of(NONE + " " + head + " refs/heads/good", NONE + " " + head + " " + name));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("unpack ok", "ok refs/heads/good", "ng " + name + " ");
    assertThat(host.head(repository, "good")).isEqualTo(head);
  }

  @ParameterizedTest
  @ValueSource(strings = {"refs/heads/gone", "refs/heads/a..b", "refs/tags/gone", "HEAD", "a"})
  void whatIsNotThereIsNotDeleted(String name) throws Exception {
    String head = host.head(repository, "main");

    HttpResponse<String> answer = pushed(List.of(head + " " + NONE + " " + name));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("ng " + name + " ");
  }

  @Test
  void anObjectThatIsNotThereIsNoBranch() throws Exception {
    HttpResponse<String> answer = pushed(List.of(NONE + " " + "1".repeat(40) + " refs/heads/lost"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("ng refs/heads/lost ");
  }

  @Test
  void anotherValueThanThePresentOneMovesNothing() throws Exception {
    String head = host.head(repository, "main");

    HttpResponse<String> answer = pushed(List.of("1".repeat(40) + " " + head + " refs/heads/main"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("ng refs/heads/main ");
  }

  @Test
  void aRefThatIsNamedTwiceIsRefused() throws Exception {
    String head = host.head(repository, "main");

    HttpResponse<String> answer =
        pushed(
            List.of(
                NONE + " " + head + " refs/heads/twice", NONE + " " + head + " refs/heads/twice"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("ng refs/heads/twice ");
  }

  @Test
  void aBranchBelowABranchIsRefused() throws Exception {
    String head = host.head(repository, "main");

    HttpResponse<String> answer = pushed(List.of(NONE + " " + head + " refs/heads/main/below"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("ng refs/heads/main/below ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zzzz",
        "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz 1111111111111111111111111111111111111111 refs/heads/a"
      })
  void aLineThatIsNoCommandIsToldAsGitDoes(String line) throws Exception {
    HttpResponse<String> answer = pushed(List.of(line));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain("Exception");
  }

  @Test
  void theRealClientShowsWhichRefWasRefused() {
    GitCommand.require(home);
    GitCommand copy = new GitCommand(home).cloned(door.url("main/letters"), "copy");
    copy.commits("a", "A");

    String said =
        copy.fails(
            "push",
            "origin",
            "HEAD:refs/heads/good",
            "HEAD:refs/notes/x",
            "HEAD:refs/heads/main/x");

    assertThat(said)
        .contains("HEAD -> good")
        .contains("! [remote rejected] HEAD -> refs/notes/x (only branches and tags are taken)")
        .contains("! [remote rejected] HEAD -> main/x");
    assertThat(host.head(repository, "good")).isEqualTo(copy.does("rev-parse", "HEAD"));
  }

  private HttpResponse<String> pushed(List<String> commands) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    List<String> lines = new ArrayList<>(commands);
    lines.set(0, lines.getFirst() + "\0 report-status");
    for (String line : lines) {
      byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
      body.writeBytes("%04x".formatted(bytes.length + 4).getBytes(StandardCharsets.US_ASCII));
      body.writeBytes(bytes);
    }
    body.writeBytes("0000".getBytes(StandardCharsets.US_ASCII));
    byte[] pack = {'P', 'A', 'C', 'K', 0, 0, 0, 2, 0, 0, 0, 0};
    body.writeBytes(pack);
    body.writeBytes(MessageDigest.getInstance("SHA-1").digest(pack));
    return client.send(
        HttpRequest.newBuilder(URI.create(door.url("main/letters") + "/git-receive-pack"))
            .header("Content-Type", "application/x-git-receive-pack-request")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
