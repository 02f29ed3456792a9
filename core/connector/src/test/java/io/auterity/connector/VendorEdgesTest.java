package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Change;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.ci.ArtifactFile;
import io.auterity.spi.ci.Build;
import io.auterity.spi.ci.Ci;
import io.auterity.spi.ci.PipelineTrigger;
import io.auterity.spi.ci.WhichArtifact;
import io.auterity.spi.git.Git;
import io.auterity.spi.git.Merge;
import io.auterity.spi.git.MergeMethod;
import io.auterity.spi.git.PullRequestMerge;
import io.auterity.spi.knowledge.AttachmentContent;
import io.auterity.spi.knowledge.Knowledge;
import io.auterity.spi.knowledge.PageUpdate;
import io.auterity.spi.knowledge.Space;
import io.auterity.spi.knowledge.SpaceQuery;
import io.auterity.spi.knowledge.WhichAttachment;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.WhichIssue;
import io.auterity.testkit.contract.Failures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What vendors answer at the edges of what they promise. */
class VendorEdgesTest {

  private static final String RUN =
      """
      {"id": 9, "run_number": 1, "event": "workflow_dispatch", "status": "queued", "conclusion": null,
       "head_branch": "main", "head_sha": "abc", "workflow_id": 5, "display_title": "x",
       "html_url": "https://x/run", "created_at": "2024-05-06T07:08:09Z",
       "run_started_at": "2024-05-06T07:08:09Z", "updated_at": "2024-05-06T07:09:09Z"}\
      """;

  private static Ref mine(String id) {
    return new Ref("mine", id);
  }

  private static AnsweringVendor notion() {
    return new AnsweringVendor("notion", Json.EMPTY.with("root", Json.of("r1")));
  }

  private static List<String> sent(AnsweringVendor vendor) {
    return vendor.requests().stream()
        .map(each -> each.method() + " " + each.uri().getRawPath())
        .toList();
  }

  private static AnsweringVendor giteaThatLooksAnew(boolean mergeable) {
    String later = "{\"message\": \"Please try again later\"}";
    return new AnsweringVendor("gitea")
        .once(
            "GET .*/pulls/1 .*",
            200,
            "{\"state\": \"open\", \"mergeable\": %b}".formatted(mergeable))
        .once("POST .*/pulls/1/merge .*", 405, later)
        .when(
            "GET .*/pulls/1 [^!]*",
            "{\"state\": \"open\", \"mergeable\": %b, \"merged\": true}".formatted(mergeable))
        .when("POST .*/pulls/1/merge [^!]*", mergeable ? 200 : 405, mergeable ? "" : later);
  }

  private static Merge merged(AnsweringVendor vendor) {
    return vendor
        .of(Git.class)
        .mergePullRequest(
            new PullRequestMerge(mine("octo/hello#1"), MergeMethod.MERGE, null, null),
            vendor.callOf("git.pull_request.merge"));
  }

  @Test
  void giteaMayLookForConflictsAnewWhenAMergeArrives() {
    AnsweringVendor vendor = giteaThatLooksAnew(true);

    assertThat(merged(vendor).merged()).isTrue();
    assertThat(vendor.requests())
        .extracting(WireRequest::method)
        .containsExactly("GET", "POST", "GET", "POST", "GET");
  }

  @Test
  void giteaSaysTheSameOfAConflictWhichIsNotTriedAgain() {
    AnsweringVendor vendor = giteaThatLooksAnew(false);

    Failures.expect(FailureCode.CONFLICT, () -> merged(vendor));
    assertThat(vendor.requests()).extracting(WireRequest::method).endsWith("GET", "POST");
  }

  @Test
  void anArtifactOfGitlabMayLieInAnObjectStore() {
    AnsweringVendor vendor =
        new AnsweringVendor("gitlab")
            .located("https://storage.googleapis.com/a/b.zip?sig=1")
            .when("GET /api/v4/.*", 302, "")
            .when("GET /a/b.zip .*", "zip");

    ArtifactFile content =
        vendor
            .of(Ci.class)
            .getArtifact(
                new WhichArtifact(mine("octo/hello#46#6")), vendor.callOf("ci.artifact.get"));

    assertThat(content.content().bytes()).asString().isEqualTo("zip");
    assertThat(vendor.requests().getLast().headers()).isEmpty();
  }

  @Test
  void anAttachmentOfConfluenceComesFromAnotherHost() {
    AnsweringVendor vendor =
        new AnsweringVendor("confluence")
            .located("https://api.media.atlassian.com/file/1/binary?token=t")
            .when("GET .*/attachments/att9 .*", "{\"title\": \"a.txt\", \"pageId\": \"7\"}")
            .when("GET .*/download .*", 302, "")
            .when("GET /file/.*", "text");

    AttachmentContent content =
        vendor
            .of(Knowledge.class)
            .getAttachment(
                new WhichAttachment(mine("att9")), vendor.callOf("knowledge.attachment.get"));

    assertThat(content.name()).isEqualTo("a.txt");
    assertThat(content.content().bytes()).asString().isEqualTo("text");
    assertThat(sent(vendor))
        .containsExactly(
            "GET /wiki/api/v2/attachments/att9",
            "GET /wiki/rest/api/content/7/child/attachment/att9/download",
            "GET /file/1/binary");
  }

  @Test
  void aRunThatAnEnterpriseServerDoesNotNameIsTheOneThatIsNew() {
    AnsweringVendor vendor =
        new AnsweringVendor("github", Json.EMPTY.with("api", Json.of("https://git.example/api/v3")))
            .when("POST .*/dispatches .*", 204, "")
            .when("GET .*/workflows/5/runs .*", "{\"workflow_runs\": [{\"id\": {n}}]}")
            .when("GET .*/runs/.*", RUN);

    Build build =
        vendor
            .of(Ci.class)
            .triggerPipeline(
                new PipelineTrigger(mine("octo/hello/workflows/5"), "main", null),
                vendor.callOf("ci.pipeline.trigger"));

    assertThat(build.ref()).isEqualTo(mine("octo/hello/runs/9"));
    assertThat(sent(vendor).getLast()).isEqualTo("GET /api/v3/repos/octo/hello/actions/runs/3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{\"id\": 7}, {\"id\": 6}, {\"id\": 5}]", "[{\"id\": 4}]", "[]"})
  void aRunIsNotGuessedAmongSeveralOrOldOnes(String after) {
    AnsweringVendor vendor =
        new AnsweringVendor("github")
            .when("POST .*/dispatches .*", 204, "")
            .when("GET .*/workflows/5/runs .*per_page=1&.*", "{\"workflow_runs\": [{\"id\": 5}]}")
            .when("GET .*/workflows/5/runs .*per_page=1 .*", "{\"workflow_runs\": [{\"id\": 5}]}")
            .when("GET .*/workflows/5/runs .*", "{\"workflow_runs\": " + after + "}");
    PipelineTrigger trigger = new PipelineTrigger(mine("octo/hello/workflows/5"), "main", null);
    Ci ci = vendor.of(Ci.class);

    Failure failure =
        Failures.expect(
            FailureCode.UNAVAILABLE,
            () -> ci.triggerPipeline(trigger, vendor.callOf("ci.pipeline.trigger")));

    assertThat(failure.applied()).isEqualTo(Applied.YES);
  }

  @Test
  void aProjectOfAsanaIsMadeInItsTeam() {
    Json.Obj config = Json.EMPTY.with("workspace", Json.of("12")).with("team", Json.of("34"));
    String made =
        "{\"data\": {\"gid\": \"1\", \"name\": \"N\", \"notes\": \"\", \"archived\": false}}";
    AnsweringVendor ofTeam = new AnsweringVendor("asana", config).when(".*", made);
    AnsweringVendor ofNone = new AnsweringVendor("asana").when(".*", made);

    for (AnsweringVendor vendor : List.of(ofTeam, ofNone)) {
      vendor.tracker.createProject(new NewProject("N", "N"), vendor.call("project.create"));
    }

    assertThat(ofTeam.lastBody()).contains("\"team\":\"34\"");
    assertThat(ofNone.lastBody()).doesNotContain("team");
  }

  @Test
  void aPageThatNotionDoesNotTellWholeIsNotReplaced() {
    for (String rest : List.of("\"truncated\": true", "\"unknown_block_ids\": [\"b\"]")) {
      AnsweringVendor vendor =
          notion().when("GET .*/markdown .*", "{\"markdown\": \"a\", " + rest + "}");

      Failure failure =
          Failures.expect(
              FailureCode.CONFLICT,
              () ->
                  vendor
                      .of(Knowledge.class)
                      .updatePage(
                          new PageUpdate(mine("7"), Change.keep(), Change.to("b"), null),
                          vendor.callOf("knowledge.page.update")));

      assertThat(failure.fields()).containsKey("body");
      assertThat(vendor.requests()).extracting(WireRequest::method).containsExactly("GET");
    }
  }

  @Test
  void spacesOfNotionAreAllPagesUnderItsRoot() {
    String child =
        "{\"id\": \"%s\", \"type\": \"%s\", \"child_page\": {\"title\": \"%s\"}, \"in_trash\": %s,"
            + " \"created_time\": \"2026-01-02T12:00:00.000Z\"}";
    AnsweringVendor vendor =
        notion()
            .when(
                "GET /v1/blocks/r1/children .*",
                "{\"has_more\": false, \"next_cursor\": null, \"results\": [%s, %s, %s]}"
                    .formatted(
                        child.formatted("a", "child_page", "A", false),
                        child.formatted("b", "paragraph", "B", false),
                        child.formatted("c", "child_page", "C", true)));

    List<Space> spaces =
        vendor
            .of(Knowledge.class)
            .listSpaces(new SpaceQuery(null, null), vendor.callOf("knowledge.space.list"))
            .items();

    assertThat(spaces).extracting(Space::name).containsExactly("A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void anIssueInTheTrashOfLinearIsNoneToRead(String trashed) {
    AnsweringVendor vendor =
        new AnsweringVendor("linear")
            .when(
                ".*",
                """
                {"data": {"issue": {"trashed": %s, "identifier": "ENG-7", "title": "t", "url": "u",
                 "priority": 0, "createdAt": "2024-05-06T07:08:09Z", "updatedAt": "2024-05-06T07:08:09Z",
                 "team": {"key": "ENG"}, "state": {"name": "Todo", "type": "unstarted"},
                 "labels": {"nodes": []}, "assignee": null}}}
                """
                    .formatted(trashed));

    boolean found =
        Failures.of(
                () ->
                    vendor.tracker.getIssue(
                        new WhichIssue(mine("ENG-7")), vendor.call("issue.get")))
            .isEmpty();

    assertThat(found).isEqualTo(trashed.equals("false"));
  }

  @Test
  void whatLinearDidNotCarryOutFails() {
    AnsweringVendor vendor =
        new AnsweringVendor("linear")
            .when(".*", "{\"data\": {\"issueDelete\": {\"success\": false}}}");

    Failures.expect(
        FailureCode.CONFLICT,
        () ->
            vendor.tracker.deleteIssue(new WhichIssue(mine("ENG-7")), vendor.call("issue.delete")));
  }
}
