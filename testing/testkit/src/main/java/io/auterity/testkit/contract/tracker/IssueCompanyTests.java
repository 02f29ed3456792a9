package io.auterity.testkit.contract.tracker;

import static io.auterity.testkit.contract.Failures.expect;
import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.IssueComment;
import io.auterity.spi.tracker.IssueCommentQuery;
import io.auterity.spi.tracker.IssueCommentUpdate;
import io.auterity.spi.tracker.IssueLabel;
import io.auterity.spi.tracker.IssueLabelUpdate;
import io.auterity.spi.tracker.IssueLink;
import io.auterity.spi.tracker.IssueLinkQuery;
import io.auterity.spi.tracker.IssueLinkType;
import io.auterity.spi.tracker.NewIssueLabel;
import io.auterity.spi.tracker.WhichIssueComment;
import io.auterity.spi.tracker.WhichIssueLabel;
import io.auterity.spi.tracker.WhichIssueLink;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a tracker does with comments, labels and links of issues. */
abstract class IssueCompanyTests extends TrackerPart {

  IssueCompanyTests(TrackerContract contract) {
    super(contract);
  }

  @Test
  void commentsAreSaidChangedAndDeleted() {
    offered(supports("comment.create") && supports("comment.list"));
    Ref issue = opened(project(), "Wrong amount").ref();
    List<Ref> said =
        HOSTILE.subList(0, 3).stream().map(text -> comment(issue, text).ref()).toList();

    assertThat(comments(issue)).extracting(IssueComment::ref).containsExactlyElementsOf(said);
    assertThat(comments(issue))
        .extracting(IssueComment::body)
        .containsExactlyElementsOf(HOSTILE.subList(0, 3));
    assertThat(comments(issue)).allSatisfy(one -> assertThat(one.issue()).isEqualTo(issue));

    if (supports("comment.update")) {
      tracker()
          .updateComment(new IssueCommentUpdate(said.get(1), "Anders: 日本"), call("comment.update"));
      assertThat(comments(issue).get(1).body()).isEqualTo("Anders: 日本");
    }
    if (supports("comment.delete")) {
      tracker().deleteComment(new WhichIssueComment(said.getFirst()), call("comment.delete"));
      assertThat(comments(issue)).extracting(IssueComment::ref).doesNotContain(said.getFirst());
      expect(
          FailureCode.NOT_FOUND,
          () ->
              tracker()
                  .deleteComment(new WhichIssueComment(said.getFirst()), call("comment.delete")));
    }
  }

  @Test
  void labelsAreMadeOnceAndDeleted() {
    offered(supports("label.create") && supports("label.list"));
    Ref project = project();
    NewIssueLabel wanted = new NewIssueLabel(project, "Größe: 日本", "D73A4A", "It is wrong");

    IssueLabel made = (IssueLabel) accepted("label.create", wanted);

    assertThat(made.name()).isEqualTo("Größe: 日本");
    assertThat(made.color() == null ? "d73a4a" : made.color().toLowerCase(Locale.ROOT))
        .isEqualTo("d73a4a");
    assertThat(labels(project))
        .filteredOn(each -> each.name().equals("Größe: 日本"))
        .extracting(IssueLabel::ref)
        .containsExactly(made.ref());
    expect(FailureCode.CONFLICT, () -> accepted("label.create", wanted));
    if (supports("label.delete")) {
      WhichIssueLabel which = new WhichIssueLabel(made.ref());
      tracker().deleteLabel(which, call("label.delete"));
      assertThat(labels(project)).extracting(IssueLabel::name).doesNotContain("Größe: 日本");
      expect(FailureCode.NOT_FOUND, () -> tracker().deleteLabel(which, call("label.delete")));
    }
  }

  @Test
  void aLabelIsDescribedAndRenamedWithItsIssues() {
    offered(supports("label.update") && supports("label.create"));
    Ref project = project();
    IssueLabel made = labelMade(project, "area/ui: new");
    Ref issue = opened(project, "Labelled", "area/ui: new").ref();
    IssueLabelUpdate described =
        new IssueLabelUpdate(made.ref(), Change.keep(), Change.keep(), Change.to("Überall"));

    tried("description", () -> tracker().updateLabel(described, call("label.update")))
        .ifPresent(label -> assertThat(label.description()).isEqualTo("Überall"));
    assertThat(get(issue).labels()).containsExactly("area/ui: new");
    IssueLabelUpdate renamed =
        new IssueLabelUpdate(made.ref(), Change.to("docs"), Change.keep(), Change.keep());
    if (taken("name", () -> tracker().updateLabel(renamed, call("label.update")))) {
      assertThat(get(issue).labels()).containsExactly("docs");
    }
  }

  @Test
  void aLinkIsSeenFromBothEnds() {
    offered(supports("link.create") && supports("link.list"));
    Ref project = project();
    Ref issue = opened(project, "First").ref();
    Ref other = opened(project, "Second").ref();

    IssueLink made = link(issue, other);

    assertThat(made.type()).isEqualTo(IssueLinkType.BLOCKS);
    assertThat(links(issue))
        .singleElement()
        .satisfies(
            seen -> {
              assertThat(seen.type()).isEqualTo(IssueLinkType.BLOCKS);
              assertThat(seen.other()).isEqualTo(other);
            });
    assertThat(links(other))
        .singleElement()
        .satisfies(
            seen -> {
              assertThat(seen.type()).isEqualTo(IssueLinkType.BLOCKED_BY);
              assertThat(seen.other()).isEqualTo(issue);
            });
    if (supports("link.delete")) {
      tracker().deleteLink(new WhichIssueLink(made.ref()), call("link.delete"));
      assertThat(links(issue)).isEmpty();
      assertThat(links(other)).isEmpty();
    }
  }

  private List<IssueComment> comments(Ref issue) {
    return all(
        slice ->
            tracker()
                .listComments(
                    new IssueCommentQuery(issue, slice.cursor(), slice.limit()),
                    call("comment.list")),
        2);
  }

  private List<IssueLink> links(Ref issue) {
    return all(
        slice ->
            tracker()
                .listLinks(
                    new IssueLinkQuery(issue, slice.cursor(), slice.limit()), call("link.list")),
        2);
  }
}
