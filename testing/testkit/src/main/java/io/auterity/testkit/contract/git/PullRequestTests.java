package io.auterity.testkit.contract.git;

import static io.auterity.testkit.contract.Failures.expect;
import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.git.GitRepository;
import io.auterity.spi.git.MergeMethod;
import io.auterity.spi.git.NewReview;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.PullRequestMerge;
import io.auterity.spi.git.PullRequestQuery;
import io.auterity.spi.git.PullRequestState;
import io.auterity.spi.git.PullRequestUpdate;
import io.auterity.spi.git.Release;
import io.auterity.spi.git.Review;
import io.auterity.spi.git.ReviewQuery;
import io.auterity.spi.git.ReviewVerdict;
import io.auterity.spi.git.WhichTag;
import io.auterity.testkit.contract.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a host does with pull requests, up to the release. */
abstract class PullRequestTests extends GitPart {

  PullRequestTests(GitContract contract) {
    super(contract);
  }

  @Test
  void aChangeGoesFromBranchToRelease() {
    GitRepository repository = begun();
    Ref ref = repository.ref();
    change(ref, "topic", "a.txt", "A\n");
    PullRequest opened = opened(ref, "topic");
    assertThat(opened.state()).isEqualTo(PullRequestState.OPEN);
    assertThat(opened.headSha()).isEqualTo(head(ref, "topic"));
    reviewed(opened);

    String merged =
        git()
            .mergePullRequest(
                new PullRequestMerge(opened.ref(), MergeMethod.SQUASH, "Bring A", opened.headSha()),
                call("pull_request.merge"))
            .sha();

    PullRequest after = pull(opened.ref());
    assertThat(after.state()).isEqualTo(PullRequestState.MERGED);
    assertThat(text(ref, "a.txt")).isEqualTo("A\n");
    if (merged != null) {
      assertThat(head(ref, defaultBranch(repository))).isEqualTo(merged);
    }
    Release release = released(ref, "v1.0");
    assertThat(release.tag()).isEqualTo("v1.0");
    assertThat(git().getTag(new WhichTag(ref, "v1.0"), call("tag.get")).sha())
        .isEqualTo(head(ref, defaultBranch(repository)));
  }

  private void reviewed(PullRequest pull) {
    if (supports("review.create") && supports("review.list")) {
      NewReview review = new NewReview(pull.ref(), ReviewVerdict.COMMENT, "Schön: 日本 🚀");
      git().createReview(review, call("review.create"));
      Page<Review> reviews =
          git().listReviews(new ReviewQuery(pull.ref(), null, null), call("review.list"));
      assertThat(reviews.items()).extracting(Review::body).contains("Schön: 日本 🚀");
    }
  }

  @TestFactory
  Stream<DynamicTest> eachWayToMergeBringsTheChange() {
    return Stream.of(MergeMethod.values())
        .map(method -> DynamicTest.dynamicTest(method.name(), () -> mergesBy(method)));
  }

  private void mergesBy(MergeMethod method) {
    GitRepository repository = begun();
    Ref ref = repository.ref();
    change(ref, "topic", "a.txt", "A\n");
    commit(ref, "topic", file("b.txt", "B\n"));
    commit(ref, defaultBranch(repository), file("c.txt", "C\n"));
    PullRequest opened = opened(ref, "topic");

    git()
        .mergePullRequest(
            new PullRequestMerge(opened.ref(), method, null, null), call("pull_request.merge"));

    assertThat(text(ref, "a.txt") + text(ref, "b.txt") + text(ref, "c.txt")).isEqualTo("A\nB\nC\n");
    int commits = log(ref, null).size();
    assertThat(commits)
        .isEqualTo(
            switch (method) {
              case MERGE -> 5;
              case SQUASH -> 3;
              case REBASE -> 4;
            });
  }

  @Test
  void branchesThatChangeTheSameLinesAreAConflict() {
    GitRepository repository = begun();
    Ref ref = repository.ref();
    change(ref, "topic", "a.txt", "one\n");
    commit(ref, defaultBranch(repository), file("a.txt", "two\n"));
    PullRequest opened = opened(ref, "topic");
    String before = head(ref, defaultBranch(repository));

    expect(
        FailureCode.CONFLICT,
        () ->
            git()
                .mergePullRequest(
                    new PullRequestMerge(opened.ref(), null, null, null),
                    call("pull_request.merge")));
    assertThat(pull(opened.ref()).state()).isEqualTo(PullRequestState.OPEN);
    assertThat(pull(opened.ref()).mergeable()).isNotEqualTo(true);
    assertThat(head(ref, defaultBranch(repository))).isEqualTo(before);
  }

  @Test
  void pullRequestsAreListedByStateOverPages() {
    GitRepository repository = begun();
    Ref ref = repository.ref();
    List<PullRequest> opened = new ArrayList<>();
    for (String topic : List.of("t1", "t2", "t3")) {
      change(ref, topic, topic, topic);
      opened.add(opened(ref, topic));
    }
    git().updatePullRequest(closing(opened.get(1).ref()), call("pull_request.update"));

    assertThat(all(c -> pulls(ref, PullRequestState.OPEN, c), 1))
        .extracting(PullRequest::number)
        .containsExactlyInAnyOrder(opened.get(0).number(), opened.get(2).number());
    assertThat(all(c -> pulls(ref, null, c), 2)).hasSize(3);
  }

  @Test
  void anUpdateChangesWhatItNamesAndNothingElse() {
    GitRepository repository = begun();
    change(repository.ref(), "topic", "a", "A");
    PullRequest before = opened(repository.ref(), "topic");

    PullRequest after =
        git()
            .updatePullRequest(
                titled(before.ref(), "Ein anderer Titel é"), call("pull_request.update"));

    assertThat(after.title()).isEqualTo("Ein anderer Titel é");
    assertThat(after.body()).isEqualTo(before.body());
    assertThat(after.state()).isEqualTo(PullRequestState.OPEN);
  }

  private static PullRequestUpdate closing(Ref pull) {
    return new PullRequestUpdate(
        pull,
        Change.keep(),
        Change.keep(),
        Change.keep(),
        Change.to(PullRequestState.CLOSED),
        Change.keep());
  }

  private Page<PullRequest> pulls(Ref repository, @Nullable PullRequestState state, Slice slice) {
    return git()
        .listPullRequests(
            new PullRequestQuery(repository, state, slice.cursor(), slice.limit()),
            call("pull_request.list"));
  }
}
