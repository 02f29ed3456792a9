package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Call;
import io.auterity.spi.Change;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.WireRequest;
import io.auterity.spi.git.BranchProtection;
import io.auterity.spi.git.BranchQuery;
import io.auterity.spi.git.CollaboratorQuery;
import io.auterity.spi.git.CommitQuery;
import io.auterity.spi.git.CommitRange;
import io.auterity.spi.git.CommitState;
import io.auterity.spi.git.CommitStatus;
import io.auterity.spi.git.CommitStatusQuery;
import io.auterity.spi.git.EntryType;
import io.auterity.spi.git.FileAction;
import io.auterity.spi.git.FileChange;
import io.auterity.spi.git.FolderEntry;
import io.auterity.spi.git.FolderQuery;
import io.auterity.spi.git.Git;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.GitRepository;
import io.auterity.spi.git.MergeMethod;
import io.auterity.spi.git.NewBranch;
import io.auterity.spi.git.NewCollaborator;
import io.auterity.spi.git.NewCommit;
import io.auterity.spi.git.NewCommitStatus;
import io.auterity.spi.git.NewFork;
import io.auterity.spi.git.NewPullRequest;
import io.auterity.spi.git.NewRepository;
import io.auterity.spi.git.NewRepositoryHook;
import io.auterity.spi.git.NewReview;
import io.auterity.spi.git.NewTag;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.PullRequestMerge;
import io.auterity.spi.git.PullRequestQuery;
import io.auterity.spi.git.PullRequestState;
import io.auterity.spi.git.PullRequestUpdate;
import io.auterity.spi.git.RepositoryEvent;
import io.auterity.spi.git.RepositoryHook;
import io.auterity.spi.git.RepositoryHookQuery;
import io.auterity.spi.git.RepositoryHookUpdate;
import io.auterity.spi.git.RepositoryPermission;
import io.auterity.spi.git.RepositoryQuery;
import io.auterity.spi.git.RepositoryUpdate;
import io.auterity.spi.git.ReviewQuery;
import io.auterity.spi.git.ReviewVerdict;
import io.auterity.spi.git.Tag;
import io.auterity.spi.git.TagQuery;
import io.auterity.spi.git.Visibility;
import io.auterity.spi.git.WhichBranch;
import io.auterity.spi.git.WhichCollaborator;
import io.auterity.spi.git.WhichCommit;
import io.auterity.spi.git.WhichFile;
import io.auterity.spi.git.WhichPullRequest;
import io.auterity.spi.git.WhichRepository;
import io.auterity.spi.git.WhichRepositoryHook;
import io.auterity.spi.git.WhichTag;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Repositories of Bitbucket Cloud: its description's requests, and replies that it once sent. */
class BitbucketTest {

  private static final String RECORDED = "fixtures/drone+go-scm/scm/driver/bitbucket/testdata/";
  private static final Ref REPOSITORY = new Ref("mine", "atlassian/stash-example-plugin");
  private static final Ref PULL = new Ref("mine", "atlassian/stash-example-plugin#7");
  private static final Ref HOOK = new Ref("mine", "atlassian/stash-example-plugin/hooks/{d5}");

  private static String recorded(String name) throws IOException {
    // Each page names another one as the next.
    return Files.readString(Repository.shared(RECORDED + name + ".json"))
        .replaceAll("(\"next\": *\"[^\"]*)\"", "$1&n={n}\"");
  }

  private static AnsweringVendor vendor() throws IOException {
    String participant =
        "{\"type\": \"participant\", \"user\": {\"uuid\": \"{u}\", \"nickname\": \"ada\"},"
            + " \"state\": \"approved\", \"participated_on\":"
            + " \"2020-01-17T01:02:49.003611+00:00\"}";
    String pull = recorded("pr").strip();
    return new AnsweringVendor("bitbucket")
        .when("DELETE .*", "")
        .when(
            "(GET|POST) .*/branch-restrictions .*",
            "{\"values\": [{\"id\": 5, \"kind\": \"push\"}]}")
        .when("GET .*/refs/branches/topic%2Fa .*", 404, recorded("error"))
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
        .when("GET .*/src/[^/]+/new.txt .*", 404, recorded("error"))
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

  private static <T> T ask(AnsweringVendor vendor, String operation, Asking<T> asking) {
    return asking.of(vendor.of(Git.class), vendor.callOf("git." + operation));
  }

  private interface Asking<T> {
    T of(Git git, Call call);
  }

  private interface Listing {
    Page<?> of(Git git, @Nullable Cursor cursor, Call call);
  }

  private static void paged(AnsweringVendor vendor, String operation, Listing list) {
    Page<?> first = ask(vendor, operation, (git, call) -> list.of(git, null, call));
    assertThat(first.items()).as(operation).isNotEmpty();
    if (first.next() != null) {
      ask(vendor, operation, (git, call) -> list.of(git, first.next(), call));
    }
  }

  private static void unsupported(AnsweringVendor vendor, String operation, Asking<?> asking) {
    Failures.expect(FailureCode.UNSUPPORTED, () -> ask(vendor, operation, asking));
  }

  private static void repositories(AnsweringVendor vendor) {
    ask(
        vendor,
        "repository.create",
        (git, call) ->
            git.createRepository(
                new NewRepository("atlassian", "new", "Text", Visibility.PRIVATE, null, null),
                call));
    ask(
        vendor,
        "repository.get",
        (git, call) -> git.getRepository(new WhichRepository(REPOSITORY), call));
    for (String owner : new String[] {null, "atlassian"}) {
      paged(
          vendor,
          "repository.list",
          (git, cursor, call) ->
              git.listRepositories(new RepositoryQuery(owner, cursor, 10), call));
    }
    ask(
        vendor,
        "repository.update",
        (git, call) ->
            git.updateRepository(
                new RepositoryUpdate(
                    REPOSITORY,
                    Change.to("other"),
                    Change.clear(),
                    Change.to(Visibility.PUBLIC),
                    Change.to("main"),
                    Change.keep()),
                call));
    ask(
        vendor,
        "repository.fork",
        (git, call) -> git.forkRepository(new NewFork(REPOSITORY, null, "copy"), call));
    ask(
        vendor,
        "repository.delete",
        (git, call) -> git.deleteRepository(new WhichRepository(REPOSITORY), call));
    ask(
        vendor,
        "collaborator.add",
        (git, call) ->
            git.addCollaborator(
                new NewCollaborator(REPOSITORY, "{u}", RepositoryPermission.WRITE), call));
    paged(
        vendor,
        "collaborator.list",
        (git, cursor, call) ->
            git.listCollaborators(new CollaboratorQuery(REPOSITORY, cursor, 10), call));
    ask(
        vendor,
        "collaborator.remove",
        (git, call) -> git.removeCollaborator(new WhichCollaborator(REPOSITORY, "{u}"), call));
  }

  private static void branches(AnsweringVendor vendor) {
    WhichBranch branch = new WhichBranch(REPOSITORY, "feature/ü");
    ask(
        vendor,
        "branch.create",
        (git, call) -> git.createBranch(new NewBranch(REPOSITORY, "new", "master"), call));
    ask(vendor, "branch.get", (git, call) -> git.getBranch(branch, call));
    paged(
        vendor,
        "branch.list",
        (git, cursor, call) -> git.listBranches(new BranchQuery(REPOSITORY, cursor, 2), call));
    ask(
        vendor,
        "branch.protect",
        (git, call) ->
            git.protectBranch(
                new BranchProtection(REPOSITORY, "master", 1, List.of(), false), call));
    unsupported(
        vendor,
        "branch.protect",
        (git, call) ->
            git.protectBranch(
                new BranchProtection(REPOSITORY, "master", 1, List.of("ci"), false), call));
    ask(vendor, "branch.unprotect", (git, call) -> git.unprotectBranch(branch, call));
    ask(vendor, "branch.delete", (git, call) -> git.deleteBranch(branch, call));
    ask(
        vendor,
        "tag.create",
        (git, call) -> git.createTag(new NewTag(REPOSITORY, "v1", "a6e5e7d7", "One"), call));
    ask(vendor, "tag.get", (git, call) -> git.getTag(new WhichTag(REPOSITORY, "v1"), call));
    paged(
        vendor,
        "tag.list",
        (git, cursor, call) -> git.listTags(new TagQuery(REPOSITORY, cursor, 2), call));
    ask(vendor, "tag.delete", (git, call) -> git.deleteTag(new WhichTag(REPOSITORY, "v1"), call));
  }

  private static void commits(AnsweringVendor vendor) {
    ask(
        vendor,
        "commit.get",
        (git, call) -> git.getCommit(new WhichCommit(REPOSITORY, "a6e5"), call));
    for (String branch : new String[] {null, "feature/ü"}) {
      paged(
          vendor,
          "commit.list",
          (git, cursor, call) ->
              git.listCommits(
                  new CommitQuery(REPOSITORY, branch, null, Instant.EPOCH, cursor, 2), call));
    }
    ask(
        vendor,
        "commit.compare",
        (git, call) -> git.compareCommits(new CommitRange(REPOSITORY, "a", "b"), call));
    ask(
        vendor,
        "content.get",
        (git, call) -> git.getFile(new WhichFile(REPOSITORY, "README", "topic/a"), call));
    for (String at : new String[] {null, "master"}) {
      paged(
          vendor,
          "content.list",
          (git, cursor, call) ->
              git.listFolder(
                  new FolderQuery(REPOSITORY, at == null ? null : "packages", at, cursor, 2),
                  call));
    }
    ask(
        vendor,
        "status.create",
        (git, call) ->
            git.createStatus(
                new NewCommitStatus(REPOSITORY, "a6e5", "ci", CommitState.ERROR, "Broken", null),
                call));
    paged(
        vendor,
        "status.list",
        (git, cursor, call) ->
            git.listStatuses(new CommitStatusQuery(REPOSITORY, "a6e5", cursor, 2), call));
  }

  private static void pulls(AnsweringVendor vendor) {
    for (Ref from : new Ref[] {null, new Ref("mine", "ada/copy")}) {
      ask(
          vendor,
          "pull_request.create",
          (git, call) ->
              git.createPullRequest(
                  new NewPullRequest(REPOSITORY, "T", "B", "topic", from, "master", true), call));
    }
    ask(
        vendor,
        "pull_request.get",
        (git, call) -> git.getPullRequest(new WhichPullRequest(PULL), call));
    for (PullRequestState state : PullRequestState.values()) {
      paged(
          vendor,
          "pull_request.list",
          (git, cursor, call) ->
              git.listPullRequests(new PullRequestQuery(REPOSITORY, state, cursor, 2), call));
    }
    Consumer<@Nullable PullRequestState> changed =
        state ->
            ask(
                vendor,
                "pull_request.update",
                (git, call) ->
                    git.updatePullRequest(
                        new PullRequestUpdate(
                            PULL,
                            Change.keep(),
                            Change.to("B"),
                            Change.to("main"),
                            state == null ? Change.keep() : Change.to(state),
                            Change.to(false)),
                        call));
    changed.accept(null);
    changed.accept(PullRequestState.CLOSED);
    Failures.expect(FailureCode.UNSUPPORTED, () -> changed.accept(PullRequestState.OPEN));
    for (MergeMethod method : MergeMethod.values()) {
      ask(
          vendor,
          "pull_request.merge",
          (git, call) ->
              git.mergePullRequest(new PullRequestMerge(PULL, method, "Done", null), call));
    }
    for (ReviewVerdict verdict : ReviewVerdict.values()) {
      ask(
          vendor,
          "review.create",
          (git, call) -> git.createReview(new NewReview(PULL, verdict, "Well"), call));
    }
    ask(
        vendor,
        "review.list",
        (git, call) -> git.listReviews(new ReviewQuery(PULL, null, 2), call));
    ask(
        vendor,
        "webhook.create",
        (git, call) ->
            git.createWebhook(
                new NewRepositoryHook(
                    REPOSITORY,
                    "https://a.example",
                    List.of(RepositoryEvent.PUSH, RepositoryEvent.ISSUE),
                    null,
                    VaultSecret.of("hunter2")),
                call));
    paged(
        vendor,
        "webhook.list",
        (git, cursor, call) ->
            git.listWebhooks(new RepositoryHookQuery(REPOSITORY, cursor, 2), call));
    ask(
        vendor,
        "webhook.update",
        (git, call) ->
            git.updateWebhook(
                new RepositoryHookUpdate(
                    HOOK, Change.keep(), Change.to(List.of(RepositoryEvent.TAG)), Change.to(false)),
                call));
    ask(
        vendor,
        "webhook.delete",
        (git, call) -> git.deleteWebhook(new WhichRepositoryHook(HOOK), call));
  }

  @Test
  void requestsAreThoseOfTheDescription() throws IOException {
    AnsweringVendor vendor = vendor();
    repositories(vendor);
    branches(vendor);
    commits(vendor);
    pulls(vendor);

    assertThat(vendor.requests()).hasSizeGreaterThan(60);
    VendorWitness witness = new VendorWitness("bitbucket-cloud-openapi3.json.gz", "/2.0");
    TreeSet<String> faults = new TreeSet<>();
    for (WireRequest request : vendor.requests()) {
      witness.faults(request).forEach(fault -> faults.add(request.method() + " " + fault));
    }
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
