package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.auterity.spi.Change;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueComment;
import io.auterity.spi.tracker.IssueCommentUpdate;
import io.auterity.spi.tracker.IssueLabel;
import io.auterity.spi.tracker.IssueLabelQuery;
import io.auterity.spi.tracker.IssueMove;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueTransition;
import io.auterity.spi.tracker.IssueTransitionQuery;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.NewIssueComment;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.NewSprint;
import io.auterity.spi.tracker.Project;
import io.auterity.spi.tracker.ProjectQuery;
import io.auterity.spi.tracker.Sprint;
import io.auterity.spi.tracker.SprintQuery;
import io.auterity.spi.tracker.SprintState;
import io.auterity.spi.tracker.SprintUpdate;
import io.auterity.spi.tracker.Tracker;
import io.auterity.spi.tracker.WhichIssue;
import io.auterity.spi.tracker.WhichProject;
import io.auterity.spi.tracker.WhichSprint;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What other projects keep of GitLab's replies becomes records of the kind {@code tracker}. */
@Tag("generated")
class GitlabTrackerTest {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final String MODELS =
      "fixtures/gitlab4j/gitlab4j-models/src/test/resources/org/gitlab4j/models/";
  private static final String GO_SCM = "fixtures/drone+go-scm/scm/driver/gitlab/testdata/";
  private static final Ref PROJECT = mine("diaspora/diaspora");
  private static final Ref ISSUE = mine("example/example#1");
  private static final Instant BEGIN = Instant.parse("2013-11-01T00:00:00Z");
  private static final Instant END = Instant.parse("2013-11-29T00:00:00Z");

  private static Ref mine(String id) {
    return new Ref("mine", id);
  }

  private static AnsweringVendor answering(String file) throws IOException {
    return new AnsweringVendor("gitlab").when(".*", Recording.of(file, EVIDENCE));
  }

  @Test
  void anIssue() throws IOException {
    AnsweringVendor vendor = answering(MODELS + "issue.json");
    Tracker tracker = vendor.tracker;

    Issue read = tracker.getIssue(new WhichIssue(ISSUE), vendor.call("issue.get"));
    Issue made =
        tracker.createIssue(
            new NewIssue(mine("example/example"), "Title", "Text", null, null),
            vendor.call("issue.create"));
    Issue changed =
        tracker.updateIssue(
            IssueUpdate.builder(ISSUE).title(Change.to("Title")).build(),
            vendor.call("issue.update"));
    Issue moved =
        tracker.applyTransition(
            new IssueMove(ISSUE, mine("close")), vendor.call("transition.apply"));

    assertThat(read.ref()).isEqualTo(ISSUE);
    assertThat(read.project()).isEqualTo(mine("example/example"));
    assertThat(read.title()).isEqualTo("Ut commodi ullam eos dolores perferendis nihil sunt.");
    assertThat(read.state()).isEqualTo(IssueState.CLOSED);
    assertThat(read.author()).isEqualTo("root");
    assertThat(read.sprint()).isEqualTo(mine("example/example#11"));
    assertThat(read.extra()).isEqualTo(Json.EMPTY.with("milestone", Json.of("v3.0")));
    assertThat(read.createdAt()).isEqualTo(Instant.parse("2016-01-04T15:31:46.176Z"));
    assertThat(List.of(made, changed, moved)).containsOnly(read);
  }

  @Test
  void whatMayBeDoneWithAnIssue() throws IOException {
    AnsweringVendor vendor = answering(MODELS + "issue.json");

    assertThat(
            vendor
                .tracker
                .listTransitions(
                    new IssueTransitionQuery(ISSUE, null, null), vendor.call("transition.list"))
                .items())
        .containsExactly(new IssueTransition(mine("reopen"), "Reopen", null, IssueState.OPEN));
  }

  @Test
  void aComment() throws IOException {
    AnsweringVendor vendor = answering(GO_SCM + "issue_note.json");
    Ref comment = mine("diaspora/diaspora#1#302");

    IssueComment made =
        vendor.tracker.createComment(
            new NewIssueComment(mine("diaspora/diaspora#1"), "closed"),
            vendor.call("comment.create"));
    IssueComment changed =
        vendor.tracker.updateComment(
            new IssueCommentUpdate(comment, "closed"), vendor.call("comment.update"));

    assertThat(made.ref()).isEqualTo(comment);
    assertThat(made.author()).isEqualTo("pipin");
    assertThat(made.body()).isEqualTo("closed");
    assertThat(changed).isEqualTo(made);
  }

  @Test
  void labels() throws IOException {
    AnsweringVendor vendor = answering(MODELS + "labels.json");

    assertThat(
            vendor
                .tracker
                .listLabels(new IssueLabelQuery(PROJECT, null, null), vendor.call("label.list"))
                .items())
        .hasSize(5)
        .contains(
            new IssueLabel(
                mine("diaspora/diaspora#1"), PROJECT, "bug", "d9534f", "Bug reported by user"));
  }

  @Test
  void aMilestoneIsASprint() throws IOException {
    AnsweringVendor vendor = answering(MODELS + "milestone.json");
    Ref ref = mine("diaspora/diaspora#12");

    Sprint read = vendor.tracker.getSprint(new WhichSprint(ref), vendor.call("sprint.get"));
    Sprint made =
        vendor.tracker.createSprint(
            new NewSprint(PROJECT, "1.0", BEGIN, END), vendor.call("sprint.create"));
    Sprint changed =
        vendor.tracker.updateSprint(
            new SprintUpdate(
                ref,
                Change.to("1.0"),
                Change.to(SprintState.ACTIVE),
                Change.to(BEGIN),
                Change.to(END)),
            vendor.call("sprint.update"));

    assertThat(read).isEqualTo(new Sprint(ref, PROJECT, "1.0", SprintState.ACTIVE, BEGIN, END));
    assertThat(made).isEqualTo(read);
    assertThat(changed).isEqualTo(read);
  }

  @Test
  void milestonesAreSprints() throws IOException {
    AnsweringVendor vendor = answering(GO_SCM + "milestones.json");

    assertThat(
            vendor
                .tracker
                .listSprints(new SprintQuery(PROJECT, null, null), vendor.call("sprint.list"))
                .items())
        .extracting(Sprint::ref, Sprint::state, Sprint::endsAt)
        .containsExactly(tuple(mine("diaspora/diaspora#12"), SprintState.ACTIVE, END));
  }

  @Test
  void aProject() throws IOException {
    AnsweringVendor vendor = answering(GO_SCM + "repo.json");

    Project read = vendor.tracker.getProject(new WhichProject(PROJECT), vendor.call("project.get"));
    Project made =
        vendor.tracker.createProject(
            new NewProject("diaspora", "Diaspora"), vendor.call("project.create"));

    assertThat(read).isEqualTo(new Project(PROJECT, "diaspora/diaspora", "Diaspora"));
    assertThat(made).isEqualTo(read);
  }

  @Test
  void projects() throws IOException {
    AnsweringVendor vendor = answering(GO_SCM + "repos.json");

    assertThat(
            vendor
                .tracker
                .listProjects(new ProjectQuery(null, null), vendor.call("project.list"))
                .items())
        .containsExactly(new Project(PROJECT, "diaspora/diaspora", "Diaspora"));
  }
}
