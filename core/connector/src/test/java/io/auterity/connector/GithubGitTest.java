package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.git.EntryType;
import io.auterity.spi.git.FolderEntry;
import io.auterity.spi.git.FolderQuery;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.PullRequestState;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.files.VendorWitness;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Repositories of GitHub: its description's requests, and replies as its pages show them. */
@Tag("generated")
class GithubGitTest {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final String SHOWN = "fixtures/drone+go-scm/scm/driver/github/testdata/";
  private static final Ref REPOSITORY = new Ref("mine", "octocat/hello-world");
  private static final Ref PULL = new Ref("mine", "octocat/hello-world#1347");

  private static String shown(String name) throws IOException {
    return example(name).text();
  }

  private static Recording example(String name) throws IOException {
    return Recording.of(SHOWN + name + ".json", EVIDENCE);
  }

  private static AnsweringVendor vendor() throws IOException {
    String review =
        """
        {"id": 80, "user": {"login": "octocat"}, "body": "Well", "state": "APPROVED", "commit_id": "ecdd",
         "submitted_at": "2019-11-17T17:43:43Z"}
        """;
    String status =
        """
        {"context": "ci", "state": "error", "description": null, "target_url": null, "updated_at": "2012-07-20T01:19:13Z"}
        """;
    String hook =
        """
        {"id": 1, "active": true, "events": ["push", "create"], "config": {"url": "https://a.example"}}
        """;
    String ref = "{\"object\": {\"type\": \"commit\", \"sha\": \"aa218f56\"}}";
    String file =
        "{\"type\": \"file\", \"path\": \"README\", \"sha\": \"3d21\", \"size\": 3, \"encoding\":"
            + " \"base64\", \"content\": \"w7wK\\n"
            + "\"}";
    String made =
        """
        {"sha": "7638417d", "message": "M", "html_url": "https://x", "parents": [{"sha": "aa218f56"}], "tree": {"sha": "9fb0"},
         "author": {"name": "A", "email": "a@b", "date": "2014-11-07T22:01:45Z"}}
        """;
    String collaborator =
        "{\"login\": \"octocat\", \"permissions\": {\"admin\": false, \"push\": true}}";
    return new AnsweringVendor("github")
        .linked()
        .when("DELETE .*", "")
        .when("GET .*/git/ref/.*", ref)
        .when("(POST|PATCH) .*/git/refs.*", ref)
        .when("(GET|POST) .*/git/(commits|trees|blobs|tags).*", made)
        .when("GET .*/contents/new.txt .*", 404, "{\"message\": \"Not Found\"}")
        .when("GET .*/contents(/packages)? .*", "[" + file + "]")
        .when("GET .*/contents/.*", file)
        .when("PUT .*/protection .*", "{}")
        .when("GET .*/branches .*", shown("branches"))
        .when("GET .*/branches/.*", shown("branch"))
        .when("GET .*/tags .*", "[{\"name\": \"v0.1\", \"commit\": {\"sha\": \"c5b97d5a\"}}]")
        .when("GET .*/compare/.*", shown("compare"))
        .when("GET .*/status .*", "{\"statuses\": [" + status + "]}")
        .when("POST .*/statuses/.*", status)
        .when("GET .*/commits .*", shown("commits"))
        .when("GET .*/commits/.*", shown("commit"))
        .when("GET .*/releases .*", "[" + shown("release") + "]")
        .when("(GET|POST) .*/releases.*", shown("release"))
        .when("GET .*/hooks .*", "[" + hook + "]")
        .when("(POST|PATCH) .*/hooks.*", hook)
        .when("GET .*/collaborators .*", "[" + collaborator + "]")
        .when("PUT .*/collaborators/.*", "")
        .when("GET .*/reviews .*", "[" + review + "]")
        .when("POST .*/reviews .*", review)
        .when("PUT .*/merge .*", "{\"merged\": true, \"sha\": \"6dcb\"}")
        .when("GET .*/pulls .*", shown("pulls"))
        .when("(GET|POST|PATCH) .*/pulls.*", shown("pr"))
        .when("GET .*/repos .*", shown("repos"))
        .when("(GET|POST|PATCH) .*", shown("repo"));
  }

  @Test
  void requestsAreThoseOfTheDescription() throws IOException {
    AnsweringVendor vendor = vendor();

    new GitQuestions(
            vendor,
            REPOSITORY,
            PULL,
            new Ref("mine", "octocat/hello-world/hooks/1"),
            new Ref("mine", "octocat/hello-world/releases/1"))
        .all();

    // The root of a repository has no path, of which the description speaks.
    List<WireRequest> described =
        vendor.requests().stream()
            .filter(request -> !request.uri().getPath().endsWith("/contents"))
            .toList();
    new VendorWitness("github-api.json.gz", "").assertDescribes(described, 60);
    EVIDENCE.described(vendor, described, "github-api.json.gz");
  }

  @Test
  void aFolderIsReadAsGithubShowsIt() throws IOException {
    AnsweringVendor vendor = new AnsweringVendor("github").when("GET .*", example("content_list"));

    Page<FolderEntry> folder =
        GitQuestions.answer(
            vendor,
            "content.list",
            (git, call) ->
                git.listFolder(
                    new FolderQuery(REPOSITORY, "scm/driver/github", null, null, null), call));

    assertThat(folder.items().getFirst().path()).isEqualTo("scm/driver/github/content.go");
    assertThat(folder.items()).extracting(FolderEntry::type).contains(EntryType.FILE);
  }

  @Test
  void aPullRequestIsReadAsGithubShowsIt() throws IOException {
    PullRequest pull = GitQuestions.pull(vendor(), PULL);

    assertThat(pull.ref()).isEqualTo(new Ref("mine", "octocat/Hello-World#1347"));
    assertThat(pull.state()).isIn(PullRequestState.OPEN, PullRequestState.MERGED);
    assertThat(pull.author()).isEqualTo("octocat");
  }

  @Test
  void aCommitIsBlobsATreeAndAMoveOfTheBranch() throws IOException {
    AnsweringVendor vendor = vendor();

    GitCommit made =
        GitQuestions.commit(
            vendor, REPOSITORY, "Überall", "7fd1a60b01f91b314f59955a4e4d4e80d8edf11d");

    assertThat(made.sha()).isEqualTo("7638417d");
    assertThat(vendor.requests())
        .extracting(request -> new String(request.body(), UTF_8))
        .contains("{\"content\":\"w7w=\",\"encoding\":\"base64\"}", "{\"sha\":\"7638417d\"}");
    VendorWitness witness = new VendorWitness("github-api.json.gz", "");
    witness.assertDescribes(vendor.requests(), 5);
    EVIDENCE.described(vendor, vendor.requests(), "github-api.json.gz");
    Failures.expect(
        FailureCode.CONFLICT, () -> GitQuestions.commit(vendor, REPOSITORY, "Again", "0000"));
  }
}
