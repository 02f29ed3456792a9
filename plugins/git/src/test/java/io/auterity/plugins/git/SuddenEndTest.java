package io.auterity.plugins.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.git.FileAction;
import io.auterity.spi.git.FileChange;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.Merge;
import io.auterity.spi.git.MergeMethod;
import io.auterity.spi.git.NewBranch;
import io.auterity.spi.git.NewCommit;
import io.auterity.spi.git.NewRelease;
import io.auterity.spi.git.NewRepository;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.PullRequestMerge;
import io.auterity.spi.git.PullRequestQuery;
import io.auterity.spi.git.PullRequestState;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.ForwardingDocuments;
import io.auterity.testkit.InMemoryDocuments;
import io.auterity.testkit.contract.Failures;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The process ends between a branch and what is written of it, before or after any write. */
class SuddenEndTest {

  private final Ending documents = new Ending();
  private final FakeProvider provider = GitHost.fresh().withDocuments(documents);
  private final GitHost before = GitHost.open(provider);
  private final Ref repository = before.repository("letters");

  /** As after a new start. */
  private GitHost after() {
    documents.left = Integer.MAX_VALUE;
    return GitHost.open(provider);
  }

  @ParameterizedTest
  @EnumSource(MergeMethod.class)
  void aMergeWhoseStateIsNotWrittenIsSeenAtTheNextLook(MergeMethod method) {
    PullRequest pull = before.pull(repository, "topic");
    PullRequestMerge input = new PullRequestMerge(pull.ref(), method, null, null);

    // The merge and the move are written down, the target is moved and told, the state is not.
    endsAt(3, false, () -> before.git().mergePullRequest(input, before.call("pull_request.merge")));

    GitHost after = after();
    PullRequest seen = after.read(pull.ref());
    assertThat(seen.state()).isEqualTo(PullRequestState.MERGED);
    assertThat(seen.mergeSha()).isEqualTo(after.head(repository, "main"));
    assertThat(
            after
                .git()
                .listPullRequests(
                    new PullRequestQuery(repository, PullRequestState.OPEN, null, null),
                    after.call("pull_request.list"))
                .items())
        .isEmpty();
  }

  @Test
  void aListHealsToo() {
    PullRequest pull = before.pull(repository, "topic");
    PullRequestMerge input = new PullRequestMerge(pull.ref(), null, null, null);
    endsAt(3, false, () -> before.git().mergePullRequest(input, before.call("pull_request.merge")));

    GitHost after = after();

    assertThat(
            after
                .git()
                .listPullRequests(
                    new PullRequestQuery(repository, null, null, null),
                    after.call("pull_request.list"))
                .items())
        .extracting(PullRequest::state)
        .containsExactly(PullRequestState.MERGED);
  }

  @Test
  void aMergeThatWasOnlyWrittenDownIsOpenAndCanBeDoneAgain() {
    PullRequest pull = before.pull(repository, "topic");
    String main = before.head(repository, "main");
    PullRequestMerge input = new PullRequestMerge(pull.ref(), MergeMethod.SQUASH, null, null);
    endsAt(0, true, () -> before.git().mergePullRequest(input, before.call("pull_request.merge")));

    GitHost after = after();

    assertThat(after.read(pull.ref()).state()).isEqualTo(PullRequestState.OPEN);
    assertThat(after.head(repository, "main")).isEqualTo(main);
    Merge merge = after.git().mergePullRequest(input, after.call("pull_request.merge"));
    assertThat(merge.sha()).isEqualTo(after.head(repository, "main"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aMergeThatIsRepeatedIsDoneOnce(int writes) {
    PullRequest pull = before.pull(repository, "topic");
    PullRequestMerge input = new PullRequestMerge(pull.ref(), MergeMethod.SQUASH, null, null);
    endsAt(
        writes,
        true,
        () ->
            before
                .git()
                .mergePullRequest(
                    input, before.call("pull_request.merge").withIdempotencyKey("k")));

    GitHost after = after();
    Merge merge =
        after
            .git()
            .mergePullRequest(input, after.call("pull_request.merge").withIdempotencyKey("k"));

    assertThat(merge.sha()).isEqualTo(after.head(repository, "main"));
    assertThat(after.log(repository)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCommitThatIsRepeatedIsMadeOnce(boolean written) {
    NewCommit input =
        new NewCommit(
            repository,
            "main",
            "Add",
            List.of(new FileChange(FileAction.CREATE, "a.txt", "A", null)),
            before.head(repository, "main"));
    endsAt(
        0,
        written,
        () ->
            before.git().createCommit(input, before.call("commit.create").withIdempotencyKey("k")));

    GitHost after = after();
    GitCommit made =
        after.git().createCommit(input, after.call("commit.create").withIdempotencyKey("k"));
    GitCommit again =
        after.git().createCommit(input, after.call("commit.create").withIdempotencyKey("k"));

    assertThat(again).isEqualTo(made);
    assertThat(after.log(repository)).hasSize(2).first().isEqualTo(made);
  }

  @Test
  void aBranchThatWasOnlyWrittenDownIsMadeByTheRepetition() {
    NewBranch input = new NewBranch(repository, "topic", "main");
    endsAt(
        0,
        true,
        () ->
            before.git().createBranch(input, before.call("branch.create").withIdempotencyKey("k")));

    GitHost after = after();
    after.git().createBranch(input, after.call("branch.create").withIdempotencyKey("k"));

    assertThat(after.head(repository, "topic")).isEqualTo(after.head(repository, "main"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRepositoryIsThereWhollyOrNotAtAll(boolean written) {
    NewRepository input = new NewRepository(null, "second", null, null, null, true);
    endsAt(
        0,
        written,
        () ->
            before
                .git()
                .createRepository(input, before.call("repository.create").withIdempotencyKey("k")));

    GitHost after = after();
    Ref second =
        after
            .git()
            .createRepository(input, after.call("repository.create").withIdempotencyKey("k"))
            .ref();

    assertThat(after.log(second)).hasSize(1);
  }

  @Test
  void aReleaseWhoseTagWasMadeIsMadeByTheRepetition() {
    NewRelease input = new NewRelease(repository, "v1", null, null, null, null, null);
    endsAt(2, false, () -> before.git().createRelease(input, before.call("release.create")));

    GitHost after = after();

    assertThat(after.git().createRelease(input, after.call("release.create")).tag())
        .isEqualTo("v1");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aMergeThatMovedItsTargetSaysSoWhereItsStateIsRefused(int writes) {
    PullRequest pull = before.pull(repository, "topic");
    documents.left = writes;
    documents.refused = new CallFailedException(FailureCode.UNAVAILABLE, "no database");
    PullRequestMerge input = new PullRequestMerge(pull.ref(), null, null, null);

    Failure failure =
        Failures.expect(
            FailureCode.UNAVAILABLE,
            () -> before.git().mergePullRequest(input, before.call("pull_request.merge")));

    assertThat(failure.applied()).isEqualTo(Applied.YES);
    assertThat(after().read(pull.ref()).state()).isEqualTo(PullRequestState.MERGED);
  }

  private NewBranch topic() {
    return new NewBranch(repository, "topic", "main");
  }

  private List<String> told() {
    return documents.kept.raised().stream().map(RaisedEvent::type).toList();
  }

  @Test
  void aBranchThatWasMovedAndNotToldIsToldByTheNextCheck() {
    endsAt(1, false, () -> before.git().createBranch(topic(), before.call("branch.create")));
    assertThat(told()).isEmpty();

    GitHost after = after();
    after.check();
    after.check();

    assertThat(told()).containsExactly("git.push", "git.branch.created");
  }

  @Test
  void aBranchThatWasMovedAndNotToldIsToldBeforeTheNextChange() {
    endsAt(1, false, () -> before.git().createBranch(topic(), before.call("branch.create")));

    GitHost after = after();
    after.commit(repository, "topic", "a.txt", "A");

    assertThat(told()).containsExactly("git.push", "git.branch.created", "git.push");
  }

  @Test
  void aBranchThatWasNotMovedIsNotTold() {
    endsAt(0, true, () -> before.git().createBranch(topic(), before.call("branch.create")));

    GitHost after = after();
    after.check();

    assertThat(told()).isEmpty();
    assertThat(documents.kept.list("moving", Json.EMPTY, null, 10)).isEmpty();
  }

  @Test
  void aBranchWhoseEventIsRefusedIsMadeAndToldLater() {
    documents.left = 1;
    documents.refused = new CallFailedException(FailureCode.UNAVAILABLE, "no database");

    before.git().createBranch(topic(), before.call("branch.create"));
    documents.left = Integer.MAX_VALUE;
    before.check();

    assertThat(told()).containsExactly("git.push", "git.branch.created");
  }

  private void endsAt(int writes, boolean written, ThrowingCallable call) {
    documents.left = writes;
    documents.written = written;
    assertThatThrownBy(call).isInstanceOf(Ended.class);
  }

  private static final class Ended extends RuntimeException {}

  /** Documents of a process that ends at a write: just before it is kept, or just after. */
  private static final class Ending implements ForwardingDocuments {

    private final InMemoryDocuments kept = new InMemoryDocuments();
    private int left = Integer.MAX_VALUE;
    private boolean written;
    private @Nullable CallFailedException refused;

    @Override
    public <T> T write(Function<Writer, T> work) {
      if (left-- > 0) {
        return kept.write(work);
      }
      left = 0;
      if (refused != null) {
        throw refused;
      }
      kept.write(
          writer -> {
            T result = work.apply(writer);
            if (!written) {
              throw new Ended();
            }
            return result;
          });
      throw new Ended();
    }

    @Override
    public Documents kept() {
      return kept;
    }
  }
}
