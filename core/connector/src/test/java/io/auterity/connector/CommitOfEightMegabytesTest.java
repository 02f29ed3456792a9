package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Content;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.git.FileAction;
import io.auterity.spi.git.FileChange;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.NewCommit;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Eight megabytes of files make one commit, as text and as bytes. */
class CommitOfEightMegabytesTest {

  private static final int BYTES = 8_000_000;
  private static final String MADE =
      """
      {"sha": "7638417d", "id": "7638417d", "message": "M", "html_url": "https://x", "web_url": "https://x", "parents": [], "parent_ids": [],
       "author_name": "A", "author_email": "a@b", "authored_date": "2014-11-07T22:01:45Z", "committed_date": "2014-11-07T22:01:45Z",
       "created_at": "2014-11-07T22:01:45Z", "title": "M",
       "author": {"name": "A", "email": "a@b", "date": "2014-11-07T22:01:45Z"}}
      """;

  @ParameterizedTest
  @CsvSource({"gitea, true", "gitea, false", "github, true", "gitlab, false", "gitlab, true"})
  void filesOfEightMegabytesAreSent(String vendor, boolean text) {
    AnsweringVendor answering =
        new AnsweringVendor(vendor)
            .when("POST .*/contents .*|POST .*/contents", "{\"commit\": %s}".formatted(MADE))
            .when("GET .*/contents.*", 404, "{\"message\": \"Not Found\"}")
            .when(
                "GET .*/branches/.*",
                "{\"commit\": {\"sha\": \"a\", \"commit\": {\"tree\": {\"sha\": \"b\"}}}}")
            .when(".*", MADE);
    List<FileChange> changes =
        List.of(change("a.bin", BYTES / 2, text), change("b.bin", BYTES / 2, text));

    GitCommit made =
        GitQuestions.answer(
            answering,
            "commit.create",
            (git, call) ->
                git.createCommit(
                    new NewCommit(new Ref("mine", "octo/hello"), "main", "Add", changes, null),
                    call));

    assertThat(made.sha()).isEqualTo("7638417d");
    assertThat(answering.requests().stream().map(WireRequest::body).mapToLong(b -> b.length).sum())
        .isGreaterThan(BYTES / 3 * 4);
  }

  private static FileChange change(String path, int bytes, boolean text) {
    return new FileChange(
        FileAction.CREATE,
        path,
        text ? "x".repeat(bytes) : null,
        text ? null : Content.of("application/x-test", new byte[bytes]));
  }
}
