package io.auterity.plugins.git;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.git.FileAction;
import io.auterity.spi.git.FileChange;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.NewBranch;
import io.auterity.spi.git.NewCommit;
import io.auterity.spi.git.NewTag;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.PullRequestMerge;
import io.auterity.spi.git.PullRequestState;
import io.auterity.spi.git.PullRequestUpdate;
import io.auterity.spi.git.WhichBranch;
import io.auterity.spi.git.WhichTag;
import io.auterity.spi.shape.Shapes;
import io.auterity.testkit.InMemoryDocuments;
import io.auterity.testkit.git.GitCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded git host tells of its refs and pull requests what webhooks of others tell. */
class GitEventsTest {

  private static final String ZERO = "0".repeat(40);

  @TempDir private Path home;

  private final InMemoryDocuments documents = new InMemoryDocuments();
  private final GitHost host = GitHost.open(GitHost.fresh().withDocuments(documents));
  private final Ref repository = host.repository("letters");
  private int seen;

  /** The events since it was last asked. */
  private List<RaisedEvent> told() {
    List<RaisedEvent> all = documents.raised();
    List<RaisedEvent> fresh = all.subList(seen, all.size());
    seen = all.size();
    return fresh;
  }

  private List<String> types() {
    return told().stream().map(RaisedEvent::type).toList();
  }

  private static Json.Obj push(String ref, String before, String after) {
    return moved(ref, before, after).with("by", Json.of("tester"));
  }

  private static Json.Obj moved(String ref, String before, String after) {
    return Json.EMPTY
        .with("repository", Json.of("main/letters"))
        .with("ref", Json.of(ref))
        .with("before", Json.of(before))
        .with("after", Json.of(after));
  }

  private static Json.Obj named(String name) {
    return Json.EMPTY
        .with("repository", Json.of("main/letters"))
        .with("name", Json.of(name))
        .with("by", Json.of("tester"));
  }

  @Test
  void aCommitIsToldAsAPushByItsCaller() {
    String before = host.head(repository, "main");
    NewCommit input =
        new NewCommit(
            repository,
            "main",
            "Add",
            List.of(new FileChange(FileAction.CREATE, "a.txt", "A", null)),
            null);

    GitCommit commit =
        host.git()
            .createCommit(input, host.call("commit.create").withCaller("key_ada", "ada", true));

    assertThat(told())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.type()).isEqualTo("git.push");
              assertThat(event.subject()).isEqualTo("main/letters");
              assertThat(event.record())
                  .isEqualTo(
                      push("refs/heads/main", before, commit.sha()).with("by", Json.of("ada")));
            });
  }

  @Test
  void branchesAndTagsAreToldWhenTheyComeAndGo() {
    String main = host.head(repository, "main");
    host.branch(repository, "topic");
    host.git().deleteBranch(new WhichBranch(repository, "topic"), host.call("branch.delete"));
    host.git().createTag(new NewTag(repository, "v1", "main", null), host.call("tag.create"));
    host.git().deleteTag(new WhichTag(repository, "v1"), host.call("tag.delete"));

    List<RaisedEvent> told = told();
    assertThat(told)
        .extracting(RaisedEvent::type)
        .containsExactly(
            "git.push",
            "git.branch.created",
            "git.push",
            "git.branch.deleted",
            "git.push",
            "git.tag.created",
            "git.push",
            "git.tag.deleted");
    assertThat(told)
        .extracting(RaisedEvent::record)
        .containsExactly(
            push("refs/heads/topic", ZERO, main),
            named("topic"),
            push("refs/heads/topic", main, ZERO),
            named("topic"),
            push("refs/tags/v1", ZERO, main),
            named("v1"),
            push("refs/tags/v1", main, ZERO),
            named("v1"));
  }

  @Test
  void whatIsRefusedOrRepeatedIsNotTold() {
    NewBranch input = new NewBranch(repository, "topic", "main");
    for (int i = 0; i < 3; i++) {
      host.git().createBranch(input, host.call("branch.create").withIdempotencyKey("k"));
    }
    expect(FailureCode.CONFLICT, () -> host.branch(repository, "topic"));
    expect(FailureCode.CONFLICT, () -> host.branch(repository, "topic/below"));
    expect(
        FailureCode.NOT_FOUND,
        () ->
            host.git()
                .deleteBranch(new WhichBranch(repository, "none"), host.call("branch.delete")));

    assertThat(types()).containsExactly("git.push", "git.branch.created");
    assertThat(documents.list("moving", Json.EMPTY, null, 10)).isEmpty();
  }

  private PullRequest state(PullRequest pull, PullRequestState state) {
    PullRequestUpdate update =
        new PullRequestUpdate(
            pull.ref(),
            Change.keep(),
            Change.keep(),
            Change.keep(),
            Change.to(state),
            Change.keep());
    return host.git().updatePullRequest(update, host.call("pull_request.update"));
  }

  @Test
  void aPullRequestIsToldByWhatBecomesOfIt() {
    PullRequest made = host.pull(repository, "topic");
    List<RaisedEvent> before = told();
    state(made, PullRequestState.CLOSED);
    state(made, PullRequestState.OPEN);
    host.git()
        .mergePullRequest(
            new PullRequestMerge(made.ref(), null, null, null), host.call("pull_request.merge"));
    PullRequest merged = host.read(made.ref());

    assertThat(before).extracting(RaisedEvent::type).endsWith("git.pull_request.created");
    assertThat(before.getLast().subject()).isEqualTo("main/letters#1");
    assertThat(before.getLast().record().text("headSha")).isEqualTo(made.headSha());
    List<RaisedEvent> after = told();
    assertThat(after)
        .extracting(RaisedEvent::type)
        .containsExactly(
            "git.pull_request.closed",
            "git.pull_request.reopened",
            "git.push",
            "git.pull_request.merged");
    assertThat(Shapes.ofResults().read(after.getLast().record(), PullRequest.class, "the event"))
        .isEqualTo(merged);
  }

  @Test
  void aPushOfAGitClientIsTold() throws IOException {
    GitCommand.require(home);
    try (GitDoor door = new GitDoor(() -> host)) {
      GitCommand copy = new GitCommand(home).cloned(door.url("main/letters"), "copy");
      String before = host.head(repository, "main");

      copy.commits("a", "A").does("push", "-q", "origin", "main");

      assertThat(told())
          .singleElement()
          .satisfies(
              event ->
                  assertThat(event.record().fields())
                      .containsAllEntriesOf(
                          moved("refs/heads/main", before, host.head(repository, "main"))
                              .fields()));
    }
  }

  @Test
  void ofAPushOfManyRefsSomeAreTold() throws IOException {
    GitCommand.require(home);
    try (GitDoor door = new GitDoor(() -> host)) {
      GitCommand copy = new GitCommand(home).cloned(door.url("main/letters"), "copy");
      IntStream.range(0, 60).forEach(i -> copy.does("branch", "b" + i));

      copy.does("push", "-q", "origin", "--all");

      assertThat(types()).hasSize(100).containsOnly("git.push", "git.branch.created");
      assertThat(host.head(repository, "b59")).isEqualTo(host.head(repository, "main"));
    }
  }
}
