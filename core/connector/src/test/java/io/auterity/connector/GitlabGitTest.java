package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Change;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.WireRequest;
import io.auterity.spi.git.BranchProtection;
import io.auterity.spi.git.CommitRange;
import io.auterity.spi.git.FolderEntry;
import io.auterity.spi.git.FolderQuery;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.GitRepository;
import io.auterity.spi.git.MergeMethod;
import io.auterity.spi.git.NewCollaborator;
import io.auterity.spi.git.NewRelease;
import io.auterity.spi.git.NewRepositoryHook;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.PullRequestMerge;
import io.auterity.spi.git.PullRequestState;
import io.auterity.spi.git.PullRequestUpdate;
import io.auterity.spi.git.Release;
import io.auterity.spi.git.RepositoryEvent;
import io.auterity.spi.git.RepositoryHook;
import io.auterity.spi.git.RepositoryHookUpdate;
import io.auterity.spi.git.RepositoryPermission;
import io.auterity.spi.git.RepositoryQuery;
import io.auterity.spi.git.RepositoryUpdate;
import io.auterity.spi.git.Review;
import io.auterity.spi.git.ReviewQuery;
import io.auterity.spi.git.Visibility;
import io.auterity.spi.git.WhichFile;
import io.auterity.spi.git.WhichRelease;
import io.auterity.spi.git.WhichRepository;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.files.VendorWitness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repositories of GitLab: what is sent, and replies as recorded and as its pages show them. */
@Tag("generated")
class GitlabGitTest {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final String RECORDED = "fixtures/drone+go-scm/scm/driver/gitlab/testdata/";
  private static final String SHOWN =
      "fixtures/gitlab4j/gitlab4j-models/src/test/resources/org/gitlab4j/models/";
  private static final Ref REPOSITORY = new Ref("mine", "diaspora/diaspora");
  private static final Ref PULL = new Ref("mine", "my-group/my-project!1");
  private static final Ref HOOK = new Ref("mine", "diaspora/diaspora#1");
  private static final Ref RELEASE = new Ref("mine", "diaspora/diaspora#v0.1");

  private static Recording recorded(String name) throws IOException {
    return Recording.of(RECORDED + name + ".json", EVIDENCE);
  }

  private static Recording shown(String name) throws IOException {
    return Recording.of(SHOWN + name + ".json", EVIDENCE);
  }

  private static AnsweringVendor vendor() throws IOException {
    String rules =
        """
        [{"id": 8, "protected_branches": [{"name": "master"}]}, {"id": 9, "protected_branches": []}]
        """;
    Recording pull = shown("merge-request");
    return new AnsweringVendor("gitlab")
        .linked()
        .when("GET .*/approval_rules .*", rules)
        .when("(PUT|POST) .*/approval_rules.*", "{\"id\": 8}")
        .when("GET .*/protected_branches/.*", 404, "{\"message\": \"404 Not found\"}")
        .when("POST .*/protected_branches .*", shown("protected-branch"))
        .when("DELETE .*", "")
        .when("GET .*/repository/branches .*", recorded("branches"))
        .when("(GET|POST) .*/repository/branches.*", recorded("branch"))
        .when("GET .*/repository/commits/.*/statuses .*", recorded("statuses"))
        .when("POST .*/statuses/.*", recorded("status"))
        .when("GET .*/repository/commits .*", recorded("commits"))
        .when("(GET|POST) .*/repository/commits.*", recorded("commit"))
        .when("GET .*/repository/compare .*", recorded("compare"))
        .when("GET .*/repository/files/.*", recorded("content"))
        .when("GET .*/repository/tree .*", shown("tree"))
        .when("GET .*/repository/tags .*", recorded("tags"))
        .when("(GET|POST) .*/repository/tags.*", recorded("tag"))
        .when("GET .*/approvals .*", shown("approvals"))
        .when("POST .*/approve .*", "{}")
        .when("POST .*/notes .*", recorded("merge_note"))
        .when("GET .*/merge_requests .*", "[" + pull.text() + "]")
        .when("(GET|POST|PUT) .*/merge_requests.*", pull)
        .when("GET .*/releases .*", shown("releases"))
        .when("(GET|POST) .*/releases.*", recorded("release"))
        .when("GET .*/hooks .*", "[" + shown("hook").text() + "]")
        .when("(GET|POST|PUT) .*/hooks.*", shown("hook"))
        .when("GET .*/members/all .*", shown("members"))
        .when("(GET|POST|PUT) .*/members.*", "{\"id\": 1, \"access_level\": 30}")
        .when("GET .*/users .*", "[{\"id\": 1}]")
        .when("GET .*/user .*", "{\"username\": \"ada\"}")
        .when("GET .*/groups/[^/]+ .*", "{\"id\": 4}")
        .when("GET .*/projects .*", "[" + recorded("repo").text() + "]")
        .when("(GET|POST|PUT) .*", recorded("repo"));
  }

  private static AnsweringVendor asked() throws IOException {
    AnsweringVendor vendor = vendor();
    new GitQuestions(vendor, REPOSITORY, PULL, HOOK, RELEASE).all();
    GitQuestions.answer(
        vendor,
        "release.create",
        (git, call) ->
            git.createRelease(NewRelease.builder(REPOSITORY, "v0.1").notes("Text").build(), call));
    GitQuestions.answer(
        vendor,
        "webhook.update",
        (git, call) ->
            git.updateWebhook(
                new RepositoryHookUpdate(
                    HOOK,
                    Change.keep(),
                    Change.to(List.of(RepositoryEvent.TAG)),
                    Change.keep(),
                    null),
                call));
    return vendor;
  }

  /**
   * What the vendor's partial description has of it, and one that others wrote, which proves
   * nothing; of the rest the vendor's pages speak.
   */
  @Test
  void requestsAreThoseOfTheDescriptionAsFarAsItGoes() throws IOException {
    AnsweringVendor vendor = asked();
    List<WireRequest> sent = vendor.requests();
    VendorWitness official = new VendorWitness("gitlab-official-partial.yaml", "");
    VendorWitness community = new VendorWitness("gitlab-community-2024.yaml", "/api");

    List<WireRequest> branches =
        sent.stream().filter(r -> r.uri().getPath().contains("/repository/branches")).toList();
    official.assertDescribes(branches, 5);
    EVIDENCE.described(vendor, branches, "gitlab-official-partial.yaml");
    List<WireRequest> projects =
        sent.stream()
            .filter(r -> r.method().equals("GET"))
            .filter(r -> r.uri().getRawPath().matches("/api/v4/projects(/[^/]+)?"))
            .toList();
    assertThat(projects).hasSizeGreaterThan(2);
    // It orders projects as issues are.
    assertThat(projects)
        .allSatisfy(
            request ->
                assertThat(community.faults(request))
                    .describedAs(request.method() + " " + request.uri())
                    .isSubsetOf(
                        "no query parameter per_page",
                        "no value of query parameter order_by: [id]"));
  }

  /** Nothing else is sent than what these places of the vendor's pages have. */
  @Test
  void allElseIsAtPlacesThatTheVendorsPagesName() throws IOException {
    List<String> places =
        asked().requests().stream()
            .map(r -> r.method() + " " + r.uri().getRawPath().replace("/api/v4/", ""))
            .map(line -> line.replaceAll("(projects|groups)/[^/ ]+", "$1/ID"))
            .distinct()
            .toList();

    assertThat(places)
        .allSatisfy(
            place ->
                assertThat(place)
                    .matches(
                        "(GET|POST) projects|(GET|PUT|DELETE) projects/ID|POST"
                            + " projects/ID/fork|POST projects/ID/(un)?archive|GET"
                            + " groups/ID(/projects)?|GET users?|(GET|POST)"
                            + " projects/ID/repository/(branches|commits|tags)|(GET|DELETE)"
                            + " projects/ID/repository/(branches|tags)/[^/]+|GET"
                            + " projects/ID/repository/(commits|files)/[^/]+|GET"
                            + " projects/ID/repository/commits/[^/]+/statuses|GET"
                            + " projects/ID/repository/(tree|compare)|POST"
                            + " projects/ID/statuses/[^/]+|(GET|POST)"
                            + " projects/ID/(merge_requests|releases|hooks|approval_rules)|POST"
                            + " projects/ID/protected_branches|(GET|PATCH|DELETE)"
                            + " projects/ID/protected_branches/[^/]+|(PUT|DELETE)"
                            + " projects/ID/approval_rules/[^/]+|DELETE"
                            + " projects/ID/members/[^/]+|(GET|PUT)"
                            + " projects/ID/merge_requests/1|PUT"
                            + " projects/ID/merge_requests/1/merge|POST"
                            + " projects/ID/merge_requests/1/(approve|notes)|GET"
                            + " projects/ID/merge_requests/1/approvals|(GET|DELETE)"
                            + " projects/ID/releases/v0.1|(GET|PUT|DELETE)"
                            + " projects/ID/hooks/1|(GET|PUT) projects/ID/members/1|GET"
                            + " projects/ID/members/all"));
    assertThat(places).hasSizeGreaterThan(45);
  }

  @Test
  void recordedRepliesAreRead() throws IOException {
    AnsweringVendor vendor = vendor();

    GitRepository repository =
        GitQuestions.answer(
            vendor,
            "repository.get",
            (git, call) -> git.getRepository(new WhichRepository(REPOSITORY), call));
    Release release =
        GitQuestions.answer(
            vendor, "release.get", (git, call) -> git.getRelease(new WhichRelease(RELEASE), call));
    String file =
        GitQuestions.answer(
                vendor,
                "content.get",
                (git, call) ->
                    git.getFile(new WhichFile(REPOSITORY, "app/models/key.rb", null), call))
            .text();
    var compared =
        GitQuestions.answer(
            vendor,
            "commit.compare",
            (git, call) -> git.compareCommits(new CommitRange(REPOSITORY, "a", "b"), call));

    assertThat(repository.ref()).isEqualTo(REPOSITORY);
    assertThat(repository.owner()).isEqualTo("diaspora");
    assertThat(repository.visibility()).isEqualTo(Visibility.PUBLIC);
    assertThat(repository.cloneUrl()).isEqualTo("https://gitlab.com/diaspora/diaspora.git");
    assertThat(release.ref()).isEqualTo(RELEASE);
    assertThat(release.name()).isEqualTo("Awesome app v0.1 alpha");
    assertThat(file).startsWith("require 'digest/md5'");
    assertThat(vendor.requests().get(2).uri().getRawPath())
        .endsWith("/repository/files/app%2Fmodels%2Fkey.rb");
    assertThat(compared.ahead()).isEqualTo(1);
    assertThat(compared.files()).isNotEmpty();
  }

  @Test
  void projectsAreReadAsGitlabShowsThem() throws IOException {
    AnsweringVendor vendor = new AnsweringVendor("gitlab").when("GET .*", recorded("repos"));

    Page<GitRepository> repositories =
        GitQuestions.answer(
            vendor,
            "repository.list",
            (git, call) -> git.listRepositories(new RepositoryQuery(null, null, null), call));

    assertThat(repositories.items()).extracting(GitRepository::ref).containsExactly(REPOSITORY);
  }

  @Test
  void aMergeRequestIsReadAsGitlabShowsIt() throws IOException {
    PullRequest pull = GitQuestions.pull(vendor(), PULL);
    Page<Review> reviews =
        GitQuestions.answer(
            vendor(),
            "review.list",
            (git, call) -> git.listReviews(new ReviewQuery(PULL, null, null), call));

    assertThat(pull.ref()).isEqualTo(PULL);
    assertThat(pull.state()).isEqualTo(PullRequestState.MERGED);
    assertThat(reviews.items()).extracting(Review::author).containsExactly("root", "ryley");
  }

  @Test
  void aFolderTellsLinksAndSubmodulesApart() {
    AnsweringVendor vendor =
        new AnsweringVendor("gitlab")
            .when(
                ".*",
                """
                [{"id": "a", "type": "tree", "path": "lib", "mode": "040000"},
                 {"id": "b", "type": "blob", "path": "now", "mode": "120000"},
                 {"id": "c", "type": "commit", "path": "other", "mode": "160000"},
                 {"id": "d", "type": "blob", "path": "README", "mode": "100644"}]
                """);

    Page<FolderEntry> folder =
        GitQuestions.answer(
            vendor,
            "content.list",
            (git, call) ->
                git.listFolder(new FolderQuery(REPOSITORY, null, null, null, null), call));

    assertThat(folder.items())
        .extracting(entry -> entry.type().name())
        .containsExactly("FOLDER", "LINK", "SUBMODULE", "FILE");
  }

  @Test
  void aCommitIsOneRequestAfterALookAtTheBranch() throws IOException {
    AnsweringVendor vendor = vendor();

    GitCommit made =
        GitQuestions.commit(
            vendor, REPOSITORY, "Überall", "7b5c3cc8be40ee161ae89a06bba6229da1032a0c");

    assertThat(made.sha()).isEqualTo("6104942438c14ec7bd21c6cd5bd995272b3faff6");
    assertThat(new String(vendor.requests().getLast().body(), UTF_8))
        .isEqualTo(
            "{\"branch\":\"topic/a\",\"commit_message\":\"Überall\",\"actions\":["
                + "{\"action\":\"create\",\"file_path\":\"new.txt\",\"content\":\"w7w=\",\"encoding\":\"base64\"},"
                + "{\"action\":\"delete\",\"file_path\":\"README\"}]}");
    Failures.expect(
        FailureCode.CONFLICT, () -> GitQuestions.commit(vendor, REPOSITORY, "Again", "0000"));
  }

  private static BranchProtection protectedBy(AnsweringVendor vendor, int approvals) {
    BranchProtection asked =
        new BranchProtection(REPOSITORY, "master", approvals, List.of(), false);
    return GitQuestions.answer(
        vendor, "branch.protect", (git, call) -> git.protectBranch(asked, call));
  }

  private static List<String> lines(AnsweringVendor vendor) {
    return vendor.requests().stream()
        .map(r -> r.method() + " " + r.uri().getRawPath().replaceFirst(".*%2Fdiaspora", ""))
        .toList();
  }

  private static String levels(String push) {
    return "{\"id\": 457, \"allow_force_push\": false, \"merge_access_levels\": [{\"id\": 2,"
        + " \"access_level\": 30}], \"push_access_levels\": ["
        + push
        + "]}";
  }

  private static AnsweringVendor guarded(String before, String after) {
    return new AnsweringVendor("gitlab")
        .when(
            "GET .*/approval_rules .*",
            """
            [{"id": 8, "protected_branches": [{"name": "master"}]}, {"id": 7, "protected_branches": [{"name": "master"}]},
             {"id": 9, "protected_branches": []}]
            """)
        .when("GET .*/protected_branches/master .*", levels(before))
        .when("PATCH .*/protected_branches/master .*", levels(after))
        .when("PUT .*/approval_rules/8 .*", "{\"id\": 8}")
        .when("DELETE .*/approval_rules/.*", "");
  }

  @Test
  void aBranchIsProtectedByItsOwnRulesAndNoOthers() throws IOException {
    AnsweringVendor vendor = vendor();

    protectedBy(vendor, 2);

    assertThat(lines(vendor))
        .containsExactly(
            "GET /approval_rules",
            "GET /protected_branches/master",
            "POST /protected_branches",
            "PUT /approval_rules/8");
    assertThat(new String(vendor.requests().get(2).body(), UTF_8))
        .contains("\"push_access_level\":0");
    assertThat(vendor.lastBody())
        .contains("\"approvals_required\":2", "\"protected_branch_ids\":[457]");
  }

  @Test
  void aProtectedBranchStaysProtectedWhileItsRulesChange() {
    AnsweringVendor vendor =
        guarded(
            "{\"id\": 1, \"access_level\": 40}, {\"id\": 3, \"access_level\": 40, \"user_id\": 5}",
            "{\"id\": 4, \"access_level\": 0}");

    protectedBy(vendor, 2);

    assertThat(lines(vendor))
        .containsExactly(
            "GET /approval_rules",
            "GET /protected_branches/master",
            "PATCH /protected_branches/master",
            "PUT /approval_rules/8",
            "DELETE /approval_rules/7");
    assertThat(new String(vendor.requests().get(2).body(), UTF_8))
        .isEqualTo(
            "{\"allow_force_push\":false,\"allowed_to_push\":[{\"id\":1,\"_destroy\":true},"
                + "{\"id\":3,\"_destroy\":true},{\"access_level\":0}],\"allowed_to_merge\":[]}");
  }

  @Test
  void aFailureLeavesTheFormerProtection() {
    AnsweringVendor vendor =
        new AnsweringVendor("gitlab")
            .when("(PATCH|POST|PUT|DELETE) .*", 503, "")
            .when(
                "GET .*/approval_rules .*",
                "[{\"id\": 8, \"protected_branches\": [{\"name\": \"master\"}]}]")
            .when("GET .*", levels("{\"id\": 1, \"access_level\": 40}"));

    Failures.expect(FailureCode.UNAVAILABLE, () -> protectedBy(vendor, 0));

    assertThat(lines(vendor).getLast()).isEqualTo("PATCH /protected_branches/master");
  }

  /** As servers do that know no changes of who may push. */
  @Test
  void whatAServerDoesNotChangeIsToldUnlessItIsStricter() {
    String maintainers = "{\"id\": 1, \"access_level\": 40}";
    String developers = "{\"id\": 1, \"access_level\": 30}";
    String nobody = "{\"id\": 1, \"access_level\": 0}";

    assertThat(protectedBy(guarded(maintainers, maintainers), 0).approvals()).isZero();
    assertThat(protectedBy(guarded(nobody, nobody), 0).approvals()).isZero();
    Failures.expect(FailureCode.UNSUPPORTED, () -> protectedBy(guarded(developers, developers), 0));
    Failures.expect(
        FailureCode.UNSUPPORTED, () -> protectedBy(guarded(maintainers, maintainers), 1));
  }

  @Test
  void approvalsAreRefusedBeforeAnythingIsChangedWhereTheServerKnowsNone() {
    AnsweringVendor vendor =
        new AnsweringVendor("gitlab").when(".*", 404, "{\"error\": \"404 Not Found\"}");

    Failure refused =
        Failures.expect(
            FailureCode.UNSUPPORTED,
            () ->
                GitQuestions.answer(
                    vendor,
                    "branch.protect",
                    (git, call) ->
                        git.protectBranch(
                            new BranchProtection(REPOSITORY, "master", 2, List.of(), false),
                            call)));

    assertThat(refused.applied()).isEqualTo(Applied.NO);
    assertThat(vendor.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Draft: Fix, true, , false, Fix",
    "Draft: Fix, true, Mend, , Draft: Mend",
    "Fix, false, , true, Draft: Fix",
    "Fix, false, Mend, , Mend"
  })
  void whetherItIsADraftStandsInTheTitle(
      String before, boolean was, String title, Boolean draft, String sent) throws IOException {
    String pull =
        shown("merge-request")
            .text()
            .replace("\"title\":\"test1\"", "\"title\":\"" + before + "\"")
            .replace("\"draft\": false", "\"draft\": " + was);
    AnsweringVendor vendor = new AnsweringVendor("gitlab").when(".*", pull);

    GitQuestions.answer(
        vendor,
        "pull_request.update",
        (git, call) ->
            git.updatePullRequest(
                new PullRequestUpdate(
                    PULL,
                    title == null ? Change.keep() : Change.to(title),
                    Change.keep(),
                    Change.keep(),
                    Change.keep(),
                    draft == null ? Change.keep() : Change.to(draft)),
                call));

    assertThat(vendor.lastBody()).isEqualTo("{\"title\":\"" + sent + "\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "MERGE, '{\"squash\":false,\"sha\":\"12d6\",\"merge_commit_message\":\"Done\"}'",
    "SQUASH, '{\"squash\":true,\"sha\":\"12d6\",\"squash_commit_message\":\"Done\"}'"
  })
  void howItIsMergedIsSaid(MergeMethod method, String body) throws IOException {
    AnsweringVendor vendor = vendor();

    GitQuestions.answer(
        vendor,
        "pull_request.merge",
        (git, call) ->
            git.mergePullRequest(new PullRequestMerge(PULL, method, "Done", "12d6"), call));

    assertThat(vendor.lastBody()).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource({
    "405, {\"message\": \"405 Method Not Allowed\"}",
    "409, {\"message\": \"SHA does not match HEAD of source branch: 12d6\"}",
    "422, {\"message\": \"Branch cannot be merged\"}"
  })
  void whatCannotBeMergedIsAConflict(int status, String reply) {
    AnsweringVendor vendor = new AnsweringVendor("gitlab").when(".*", status, reply);

    Failures.expect(
        FailureCode.CONFLICT,
        () ->
            GitQuestions.answer(
                vendor,
                "pull_request.merge",
                (git, call) ->
                    git.mergePullRequest(new PullRequestMerge(PULL, null, null, null), call)));
  }

  @Test
  void aWebhookIsToldWhatToTellAndItsToken() throws IOException {
    AnsweringVendor vendor = vendor();

    RepositoryHook hook =
        GitQuestions.answer(
            vendor,
            "webhook.create",
            (git, call) ->
                git.createWebhook(
                    new NewRepositoryHook(
                        REPOSITORY,
                        "https://a.example",
                        List.of(RepositoryEvent.BRANCH, RepositoryEvent.COMMENT),
                        null,
                        null),
                    call));

    assertThat(hook.ref()).isEqualTo(HOOK);
    assertThat(hook.events()).contains(RepositoryEvent.PUSH, RepositoryEvent.RELEASE);
    assertThat(vendor.lastBody())
        .contains("\"push_events\":true", "\"note_events\":true", "\"issues_events\":false");
  }

  private static void moved(AnsweringVendor vendor, @Nullable VaultSecret secret) {
    RepositoryHookUpdate update =
        new RepositoryHookUpdate(
            HOOK, Change.to("https://b.example"), Change.keep(), Change.keep(), secret);
    GitQuestions.answer(vendor, "webhook.update", (git, call) -> git.updateWebhook(update, call));
  }

  /** The vendor forgets the token of a hook whose address changes without it. */
  @Test
  void aWebhookThatMovesTakesItsTokenWithIt() throws IOException {
    AnsweringVendor vendor = vendor();

    Failure refused = Failures.expect(FailureCode.INVALID, () -> moved(vendor, null));
    assertThat(refused.fields()).containsKey("secret");
    assertThat(vendor.requests()).isEmpty();
    moved(vendor, VaultSecret.of("hunter2"));

    assertThat(vendor.lastBody())
        .isEqualTo("{\"url\":\"https://b.example\",\"token\":\"hunter2\"}");
  }

  @Test
  void whoIsAMemberGetsAnotherRoleAndWhoIsNoneIsAdded() throws IOException {
    AnsweringVendor member = vendor();
    AnsweringVendor stranger =
        new AnsweringVendor("gitlab")
            .when("GET .*/users .*", "[{\"id\": 1}]")
            .when("GET .*/members/1 .*", 404, "{\"message\": \"404 Not found\"}")
            .when("POST .*/members .*", 201, "{}");
    NewCollaborator wish = new NewCollaborator(REPOSITORY, "ada", RepositoryPermission.ADMIN);
    for (AnsweringVendor vendor : List.of(member, stranger)) {
      GitQuestions.answer(
          vendor, "collaborator.add", (git, call) -> git.addCollaborator(wish, call));
    }

    assertThat(member.requests().getLast().method()).isEqualTo("PUT");
    assertThat(stranger.requests().getLast().method()).isEqualTo("POST");
    assertThat(stranger.lastBody()).isEqualTo("{\"user_id\":1,\"access_level\":40}");
  }

  @Test
  void aRepositoryIsArchivedAfterItWasChanged() throws IOException {
    AnsweringVendor vendor = vendor();

    GitQuestions.answer(
        vendor,
        "repository.update",
        (git, call) ->
            git.updateRepository(
                new RepositoryUpdate(
                    REPOSITORY,
                    Change.to("other"),
                    Change.keep(),
                    Change.keep(),
                    Change.keep(),
                    Change.to(true)),
                call));

    List<String> sent = new ArrayList<>();
    vendor.requests().forEach(r -> sent.add(r.method() + " " + r.uri().getRawPath()));
    assertThat(sent)
        .containsExactly(
            "PUT /api/v4/projects/diaspora%2Fdiaspora", "POST /api/v4/projects/178504/archive");
  }
}
