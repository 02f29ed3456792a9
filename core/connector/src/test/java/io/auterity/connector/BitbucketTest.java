package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.git.CommitState;
import io.auterity.spi.git.CommitStatus;
import io.auterity.spi.git.CommitStatusQuery;
import io.auterity.spi.git.EntryType;
import io.auterity.spi.git.FileAction;
import io.auterity.spi.git.FileChange;
import io.auterity.spi.git.FolderEntry;
import io.auterity.spi.git.FolderQuery;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.GitRepository;
import io.auterity.spi.git.NewCommit;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.RepositoryHook;
import io.auterity.spi.git.RepositoryHookQuery;
import io.auterity.spi.git.Tag;
import io.auterity.spi.git.WhichBranch;
import io.auterity.spi.git.WhichCommit;
import io.auterity.spi.git.WhichPullRequest;
import io.auterity.spi.git.WhichRepository;
import io.auterity.spi.git.WhichTag;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.files.VendorWitness;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Repositories of Bitbucket Cloud: its description's requests, and replies that it once sent. */
@org.junit.jupiter.api.Tag("generated")
class BitbucketTest {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final String RECORDED = "fixtures/drone+go-scm/scm/driver/bitbucket/testdata/";
  private static final Ref REPOSITORY = new Ref("mine", "atlassian/stash-example-plugin");
  private static final Ref PULL = new Ref("mine", "atlassian/stash-example-plugin#7");
  private static final Ref HOOK = new Ref("mine", "atlassian/stash-example-plugin/hooks/{d5}");

  private static Recording recorded(String name) throws IOException {
    // Each page names another one as the next.
    return Recording.of(RECORDED + name + ".json", EVIDENCE)
        .edited(text -> text.replaceAll("(\"next\": *\"[^\"]*)\"", "$1&n={n}\""));
  }

  private static AnsweringVendor vendor() throws IOException {
    String participant =
        "{\"type\": \"participant\", \"user\": {\"uuid\": \"{u}\", \"nickname\": \"ada\"},"
            + " \"state\": \"approved\", \"participated_on\":"
            + " \"2020-01-17T01:02:49.003611+00:00\"}";
    Recording pull = recorded("pr");
    return new AnsweringVendor("bitbucket")
        .when("DELETE .*", "")
        .when(
            "(GET|POST) .*/branch-restrictions .*",
            "{\"values\": [{\"id\": 5, \"kind\": \"push\"}]}")
        .when("GET .*/refs/branches/topic%2Fa .*", 404, recorded("error").text())
        .when("(GET|POST) .*/refs/branches/[^/ ]+ .*", recorded("branch"))
        .when("GET .*/refs/branches .*", recorded("branches"))
        .when("POST .*/refs/branches .*", recorded("branch"))
        .when("GET .*/refs/tags .*", recorded("tags"))
        .when("(GET|POST) .*/refs/tags.*", recorded("tag"))
        .when("GET .*/commit/[^/]+/statuses .*", recorded("statuses"))
        .when("POST .*/statuses/build .*", recorded("status"))
        .when("GET .*/commit/[^/]+ .*", recorded("commit"))
        .when("GET .*/commits .*", recorded("commits"))
        .when("GET .*/diffstat/.*", recorded("diffstat"))
        .when("GET .*/src/[^/]+/new.txt .*", 404, recorded("error").text())
        .when(
            "GET .*/src/[^/]+/README .*",
            "{\"type\": \"commit_file\", \"path\": \"README\", \"size\": 3}")
        .when("GET .*/src/.*", recorded("content_list"))
        .when("POST .*/src .*", 201, "")
        .when("GET .*/hooks .*", recorded("hooks"))
        .when("(GET|POST|PUT) .*/hooks.*", recorded("hook"))
        .when("GET .*/permissions-config/users .*", recorded("perms"))
        .when("PUT .*/permissions-config/.*", "{}")
        .when("POST .*/(approve|request-changes) .*", participant)
        .when("POST .*/comments .*", recorded("prcomment"))
        .when("GET .*/pullrequests .*", recorded("prs"))
        .when("(GET|POST|PUT) .*/pullrequests.*", pull)
        .when("GET /2.0/repositories(/[^/]+)? .*", recorded("repos"))
        .when("(GET|POST|PUT) .*", recorded("repo"));
  }

  private static <T> T ask(
      AnsweringVendor vendor, String operation, GitQuestions.Asking<T> asking) {
    return GitQuestions.answer(vendor, operation, asking);
  }

  @Test
  void requestsAreThoseOfTheDescription() throws IOException {
    AnsweringVendor vendor = vendor();
    new GitQuestions(vendor, REPOSITORY, PULL, HOOK, REPOSITORY).all();

    assertThat(vendor.requests()).hasSizeGreaterThan(60);
    VendorWitness witness = new VendorWitness("bitbucket-cloud-openapi3.json.gz", "/2.0");
    TreeSet<String> faults = new TreeSet<>();
    for (WireRequest request : vendor.requests()) {
      witness.faults(request).forEach(fault -> faults.add(request.method() + " " + fault));
    }
    EVIDENCE.described(
        vendor,
        vendor.requests().stream().filter(each -> witness.faults(each).isEmpty()).toList(),
        "bitbucket-cloud-openapi3.json.gz");
    // What the description says in words and examples alone: pages, bodies of forms, and these.
    faults.removeIf(fault -> fault.matches("GET no query parameter (page|pagelen|n|after)"));
    assertThat(faults)
        .containsExactly(
            "GET no operation GET /repositories/atlassian/stash-example-plugin/src/"
                + "a6e5e7d797edf751cbd839d6bd4aef86c941eec9/",
            "GET no query parameter exclude",
            "GET no query parameter include",
            "POST no body",
            "POST no field description",
            "PUT no body",
            "PUT no field description");
  }

  @Test
  void aCommitIsMadeUponTheHeadThatWasSeen() throws IOException {
    AnsweringVendor vendor =
        vendor().located("https://vendor.example/2.0/repositories/a/b/commit/a6e5");
    NewCommit commit =
        new NewCommit(
            REPOSITORY,
            "master",
            "Überall",
            List.of(
                new FileChange(FileAction.CREATE, "new.txt", "ü\n", null),
                new FileChange(FileAction.DELETE, "README", null, null)),
            "a6e5e7d797edf751cbd839d6bd4aef86c941eec9");

    GitCommit made = ask(vendor, "commit.create", (git, call) -> git.createCommit(commit, call));

    assertThat(made.sha()).isEqualTo("a6e5e7d797edf751cbd839d6bd4aef86c941eec9");
    String body =
        vendor.requests().stream()
            .filter(each -> each.method().equals("POST"))
            .map(each -> new String(each.body(), UTF_8))
            .findFirst()
            .orElseThrow();
    assertThat(body)
        .contains("name=\"parents\"\r\n\r\na6e5e7d797edf751cbd839d6bd4aef86c941eec9\r\n")
        .contains("name=\"files\"\r\n\r\n/README\r\n")
        .contains("name=\"/new.txt\"; filename=\"new.txt\"")
        .contains("ü\n");
    Failures.expect(
        FailureCode.CONFLICT,
        () ->
            ask(
                vendor,
                "commit.create",
                (git, call) ->
                    git.createCommit(
                        new NewCommit(
                            REPOSITORY,
                            "master",
                            "Again",
                            List.of(new FileChange(FileAction.CREATE, "README", "x", null)),
                            null),
                        call)));
  }

  @Test
  void whatBitbucketOnceSentIsRead() throws IOException {
    AnsweringVendor vendor = vendor();

    GitRepository repository =
        ask(
            vendor,
            "repository.get",
            (git, call) -> git.getRepository(new WhichRepository(REPOSITORY), call));
    GitCommit commit =
        ask(
            vendor,
            "commit.get",
            (git, call) -> git.getCommit(new WhichCommit(REPOSITORY, "a6e5"), call));
    Tag tag =
        ask(vendor, "tag.get", (git, call) -> git.getTag(new WhichTag(REPOSITORY, "v1"), call));
    PullRequest pull =
        ask(
            vendor,
            "pull_request.get",
            (git, call) -> git.getPullRequest(new WhichPullRequest(PULL), call));
    RepositoryHook hook =
        ask(
                vendor,
                "webhook.list",
                (git, call) -> git.listWebhooks(new RepositoryHookQuery(REPOSITORY, null, 9), call))
            .items()
            .getFirst();
    CommitStatus status =
        ask(
                vendor,
                "status.list",
                (git, call) ->
                    git.listStatuses(new CommitStatusQuery(REPOSITORY, "a6e5", null, 9), call))
            .items()
            .getFirst();
    List<FolderEntry> entries =
        ask(
                vendor,
                "content.list",
                (git, call) ->
                    git.listFolder(
                        new FolderQuery(REPOSITORY, "packages", "master", null, 9), call))
            .items();

    assertThat(repository.ref()).isEqualTo(REPOSITORY);
    assertThat(repository.defaultBranch()).isEqualTo("master");
    assertThat(repository.cloneUrl()).startsWith("https://");
    assertThat(commit.author()).isEqualTo("Adam Ahmed");
    assertThat(commit.email()).isEqualTo("aahmed@atlassian.com");
    assertThat(commit.parents()).containsExactly("5be6855032e171280a1acb860d7265c29f40487c");
    assertThat(tag.message()).isEqualTo("tag for lerna releases\n");
    assertThat(pull.ref()).isEqualTo(new Ref("mine", "atlassian/atlaskit#4982"));
    assertThat(pull.target()).isEqualTo("master");
    assertThat(pull.headSha()).isEqualTo(commit.sha());
    assertThat(hook.events()).isNotEmpty();
    assertThat(status.state()).isEqualTo(CommitState.SUCCESS);
    assertThat(entries).extracting(FolderEntry::type).contains(EntryType.FOLDER);
    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            ask(
                vendor,
                "branch.get",
                (git, call) -> git.getBranch(new WhichBranch(REPOSITORY, "topic/a"), call)));
  }
}
