package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Cursor;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.ci.Build;
import io.auterity.spi.ci.BuildQuery;
import io.auterity.spi.ci.Ci;
import io.auterity.spi.git.Branch;
import io.auterity.spi.git.BranchQuery;
import io.auterity.spi.git.FolderEntry;
import io.auterity.spi.git.FolderQuery;
import io.auterity.spi.git.Git;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueLink;
import io.auterity.spi.tracker.IssueLinkQuery;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueTransition;
import io.auterity.spi.tracker.IssueTransitionQuery;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What vendors tell of the length of their lists, and of lists that they end before their end. */
class ListEndsTest {

  private static Ref mine(String id) {
    return new Ref("mine", id);
  }

  private static Page<Build> builds(@Nullable String branch, int count) {
    AnsweringVendor vendor =
        new AnsweringVendor("github")
            .when("GET .*", "{\"total_count\": %d, \"workflow_runs\": []}".formatted(count));
    return vendor
        .of(Ci.class)
        .listBuilds(
            new BuildQuery(mine("octo/hello/workflows/5"), branch, null, null),
            vendor.callOf("ci.build.list"));
  }

  @Test
  void githubFindsAThousandBuildsOfABranchAtMost() {
    assertThat(builds("main", 1_000).truncated()).isFalse();
    assertThat(builds("main", 1_001).truncated()).isTrue();
    assertThat(builds(null, 1_001).truncated()).isFalse();
    assertThat(builds(null, 1_001).total()).isEqualTo(1_001);
  }

  private static Page<FolderEntry> folder(int entries) {
    String entry = "{\"path\": \"a\", \"type\": \"dir\", \"sha\": \"b\", \"size\": 0}";
    AnsweringVendor vendor =
        new AnsweringVendor("github")
            .when("GET .*", Collections.nCopies(entries, entry).toString());
    return vendor
        .of(Git.class)
        .listFolder(
            new FolderQuery(mine("octo/hello"), null, null, null, null),
            vendor.callOf("git.content.list"));
  }

  @Test
  void githubTellsAThousandEntriesOfAFolderAtMost() {
    assertThat(folder(999).truncated()).isFalse();
    assertThat(folder(1_000).truncated()).isTrue();
    assertThat(folder(1_000).total()).isNull();
  }

  private static Page<Branch> branches(AnsweringVendor vendor, String repository) {
    return vendor
        .of(Git.class)
        .listBranches(
            new BranchQuery(mine(repository), null, null), vendor.callOf("git.branch.list"));
  }

  @Test
  void gitlabTellsItInAHeaderWhereItCounts() {
    AnsweringVendor silent = new AnsweringVendor("gitlab").when("GET .*", "[]");
    AnsweringVendor counting =
        new AnsweringVendor("gitlab").when("GET .*", "[]").headed("x-total", "31");

    assertThat(branches(silent, "7").total()).isNull();
    assertThat(branches(counting, "7").total()).isEqualTo(31);
  }

  @Test
  void aListOfWhichTheLinksGotLostIsCut() {
    String branch = "{\"name\": \"main\", \"commit\": {\"id\": \"abc\"}, \"protected\": false}";
    AnsweringVendor next =
        new AnsweringVendor("gitlab")
            .when("GET .*", "[%s]".formatted(branch))
            .headed("x-next-page", "2");
    AnsweringVendor counted =
        new AnsweringVendor("gitlab")
            .when("GET .*", "[%s]".formatted(branch))
            .headed("x-total", "2");
    AnsweringVendor last =
        new AnsweringVendor("gitlab")
            .when("GET .*", "[%s]".formatted(branch))
            .headed("x-next-page", "")
            .headed("x-total", "1");

    assertThat(branches(next, "7").truncated()).isTrue();
    assertThat(branches(counted, "7").truncated()).isTrue();
    assertThat(branches(last, "7").truncated()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          {"issues": [], "isLast": false}                          | none | true
          {"issues": [], "isLast": false, "nextPageToken": null}   | none | true
          {"issues": [], "isLast": false, "nextPageToken": "t"}    | #1#t | false
          {"issues": [], "isLast": true, "nextPageToken": "t"}     | #1#t | false
          {"issues": [], "isLast": true}                           | none | false
          {"issues": []}                                           | none | false
          """)
  void jiraGoesOnByItsTokenAndIsCutWhereThatIsMissing(
      String body, @Nullable String next, boolean cut) {
    AnsweringVendor vendor = new AnsweringVendor("jira").when("GET .*", body);

    Page<Issue> page =
        vendor.tracker.listIssues(
            new IssueQuery(mine("PROJ"), null, null, null, null), vendor.call("issue.list"));

    assertThat(page.next()).isEqualTo(next == null ? null : new Cursor(next));
    assertThat(page.truncated()).isEqualTo(cut);
  }

  @Test
  void bitbucketTellsItWhereThatIsNotDear() {
    AnsweringVendor vendor =
        new AnsweringVendor("bitbucket")
            .when("GET /2.0/repositories/a/b/refs/branches .*", "{\"values\": [], \"size\": 4}")
            .when("GET .*", "{\"values\": []}");

    assertThat(branches(vendor, "a/b").total()).isEqualTo(4);
    assertThat(branches(vendor, "a/c").total()).isNull();
  }

  private static AnsweringVendor linear(boolean more) {
    String page = "{\"nodes\": [], \"pageInfo\": {\"hasNextPage\": %b}}";
    return new AnsweringVendor("linear")
        .when(
            ".*",
            """
            {"data": {"issue": {"state": {"id": "s"}, "team": {"states": %s},
              "relations": %s, "inverseRelations": %s}}}"""
                .formatted(page.formatted(more), page.formatted(false), page.formatted(more)));
  }

  @Test
  void linearIsAskedForTheFirstOnes() {
    for (boolean more : new boolean[] {false, true}) {
      AnsweringVendor vendor = linear(more);

      Page<IssueLink> links =
          vendor.tracker.listLinks(
              new IssueLinkQuery(mine("ENG-1"), null, null), vendor.call("link.list"));
      Page<IssueTransition> states =
          vendor.tracker.listTransitions(
              new IssueTransitionQuery(mine("ENG-1"), null, null), vendor.call("transition.list"));

      assertThat(links.truncated()).isEqualTo(more);
      assertThat(states.truncated()).isEqualTo(more);
    }
  }
}
