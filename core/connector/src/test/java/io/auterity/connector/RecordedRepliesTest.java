package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueComment;
import io.auterity.spi.tracker.IssueCommentQuery;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.Project;
import io.auterity.spi.tracker.ProjectQuery;
import io.auterity.spi.tracker.WhichIssue;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Replies that vendors once sent become records. */
@Tag("generated")
class RecordedRepliesTest {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final String JIRA = "fixtures/atlascode-jira/e2e/wiremock-mappings/mockedteams/";
  private static final String GITEA = "fixtures/drone+go-scm/scm/driver/gitea/testdata/";

  /** The body that a recorded exchange answers. */
  private static Recording jira(String file) throws IOException {
    Recording exchange = Recording.of(JIRA + file, EVIDENCE);
    String body = new JsonMapper().readTree(exchange.text()).at("/response/body").asString();
    return new Recording(body, exchange.grade(), exchange.witness(), EVIDENCE);
  }

  private static Recording gitea(String file) throws IOException {
    return Recording.of(GITEA + file, EVIDENCE);
  }

  @Test
  void anIssueOfJira() throws IOException {
    AnsweringVendor vendor = new AnsweringVendor("jira").when("GET .*", jira("BTS-1/bts1.json"));

    Issue issue =
        vendor.tracker.getIssue(new WhichIssue(new Ref("mine", "BTS-1")), vendor.call("issue.get"));

    assertThat(issue.ref()).isEqualTo(new Ref("mine", "BTS-1"));
    assertThat(issue.project()).isEqualTo(new Ref("mine", "BTS"));
    assertThat(issue.title()).isNotBlank();
    assertThat(issue.body()).contains("Track and resolve bugs related to the user interface.");
    assertThat(issue.createdAt()).isBefore(issue.updatedAt());
    assertThat(issue.status()).isNotBlank();
  }

  @Test
  void aListOfJira() throws IOException {
    AnsweringVendor vendor = new AnsweringVendor("jira").when("GET .*", jira("search.json"));

    Page<Issue> page =
        vendor.tracker.listIssues(
            new IssueQuery(null, null, null, null, null), vendor.call("issue.list"));

    assertThat(page.items()).isNotEmpty();
    assertThat(page.items()).allSatisfy(issue -> assertThat(issue.key()).startsWith("BTS-"));
    assertThat(page.next()).isNull();
  }

  @Test
  void projectsOfJira() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("jira").when("GET .*", jira("search-project.json"));

    Page<Project> page =
        vendor.tracker.listProjects(new ProjectQuery(null, null), vendor.call("project.list"));

    assertThat(page.items()).containsExactly(new Project(new Ref("mine", "BTS"), "BTS", "MMOCK"));
    assertThat(page.next()).isNull();
    assertThat(page.total()).isEqualTo(1);
  }

  @Test
  void aCreatedIssueOfJira() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("jira")
            .when("POST .*", jira("createIssue.json"))
            .when("GET .*", jira("BTS-1/bts1.json"));

    vendor.tracker.createIssue(
        new NewIssue(new Ref("mine", "BTS"), "Title", null, null, null),
        vendor.call("issue.create"));

    assertThat(vendor.requests().getLast().uri().getPath()).endsWith("/issue/BTS-7");
  }

  @Test
  void projectsOfGitea() throws IOException {
    AnsweringVendor vendor = new AnsweringVendor("gitea").when("GET .*", gitea("repos.json"));

    Page<Project> page =
        vendor.tracker.listProjects(new ProjectQuery(null, null), vendor.call("project.list"));

    assertThat(page.items())
        .contains(new Project(new Ref("mine", "go-gitea/gitea"), "go-gitea/gitea", "gitea"));
  }

  /** Servers of that time did not yet say the repository of an issue. */
  @Test
  void anIssueOfGitea() throws IOException {
    String then = gitea("issue.json").text();
    String now =
        then.substring(0, then.lastIndexOf('}'))
            + ", \"repository\": {\"full_name\": \"go-gitea/gitea\"}}";
    AnsweringVendor vendor = new AnsweringVendor("gitea").when("GET .*", now);

    Issue issue =
        vendor.tracker.getIssue(
            new WhichIssue(new Ref("mine", "go-gitea/gitea#1")), vendor.call("issue.get"));

    assertThat(issue.ref()).isEqualTo(new Ref("mine", "go-gitea/gitea#1"));
    assertThat(issue.title()).isEqualTo("Bug found");
    assertThat(issue.state()).isEqualTo(IssueState.OPEN);
    assertThat(issue.createdAt()).isEqualTo(Instant.parse("2017-09-23T19:24:01Z"));
  }

  @Test
  void anIssueOfGithub() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("github").when("GET .*", goScm("github", "issue.json"));

    Issue issue =
        vendor.tracker.getIssue(
            new WhichIssue(new Ref("mine", "octocat/Hello-World#1347")), vendor.call("issue.get"));

    assertThat(issue.ref()).isEqualTo(new Ref("mine", "octocat/Hello-World#1347"));
    assertThat(issue.project()).isEqualTo(new Ref("mine", "octocat/Hello-World"));
    assertThat(issue.title()).isEqualTo("Found a bug");
    assertThat(issue.assignees()).containsExactly("octocat");
    assertThat(issue.author()).isEqualTo("octocat");
    assertThat(issue.sprint()).isEqualTo(new Ref("mine", "octocat/Hello-World/milestones/1"));
    assertThat(issue.parent()).isNull();
  }

  @Test
  void commentsOfGitlab() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("gitlab").when("GET .*", goScm("gitlab", "issue_notes.json"));

    List<IssueComment> comments =
        vendor
            .tracker
            .listComments(
                new IssueCommentQuery(new Ref("mine", "diaspora/diaspora#1"), null, null),
                vendor.call("comment.list"))
            .items();

    assertThat(comments).isNotEmpty();
    assertThat(comments.getFirst().ref()).isEqualTo(new Ref("mine", "diaspora/diaspora#1#302"));
    assertThat(comments.getFirst().author()).isEqualTo("pipin");
    assertThat(comments.getFirst().body()).isEqualTo("closed");
  }

  private static Recording goScm(String driver, String file) throws IOException {
    return Recording.of(
        "fixtures/drone+go-scm/scm/driver/%s/testdata/%s".formatted(driver, file), EVIDENCE);
  }
}
