package io.auterity.plugins.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Documents;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.git.Branch;
import io.auterity.spi.git.BranchQuery;
import io.auterity.spi.git.FileAction;
import io.auterity.spi.git.FileChange;
import io.auterity.spi.git.NewBranch;
import io.auterity.spi.git.NewPullRequest;
import io.auterity.spi.git.NewRelease;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.PullRequestMerge;
import io.auterity.spi.git.Release;
import io.auterity.spi.git.ReleaseQuery;
import io.auterity.spi.git.RepositoryUpdate;
import io.auterity.spi.git.WhichBranch;
import io.auterity.spi.git.WhichRelease;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakePluginContext;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.FakeTime;
import io.auterity.testkit.ForwardingDocuments;
import io.auterity.testkit.InMemoryDocuments;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long calls wait, how much they compare, and what ends with its time. */
class BoundsTest {

  private final Held documents = new Held();
  private final FakeProvider provider = GitHost.fresh().withDocuments(documents);
  private final FakeTime time = new FakeTime();
  private final GitHost host = open();
  private final Ref repository = host.repository("letters");

  private GitHost open() {
    new GitPlugin().start(new FakePluginContext(ManifestFileReader.of(GitPlugin.class)));
    return new GitHost(provider, new GitConnector(time).open(provider));
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whoWaitsForARepositoryWaitsNoLongerThanItsCaller() {
    documents.holdNext();
    CompletableFuture<Void> archiving = inBackground(this::archive);
    documents.awaitHeld();
    FakeCall waiting = host.call("branch.create");
    CompletableFuture<Failure> refused =
        CompletableFuture.supplyAsync(
            () ->
                Failures.expect(
                    FailureCode.CANCELLED,
                    () -> host.git().createBranch(new NewBranch(repository, "b", "main"), waiting)),
            Thread::startVirtualThread);

    waiting.cancel();

    assertThat(refused.join().message()).isEqualTo("the caller has gone");
    documents.release();
    archiving.join();
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatHoldsAtItsTurnHoldsForIt() {
    documents.holdNext();
    CompletableFuture<Void> archiving = inBackground(this::archive);
    documents.awaitHeld();
    CompletableFuture<Failure> refused =
        CompletableFuture.supplyAsync(
            () ->
                Failures.expect(
                    FailureCode.CONFLICT,
                    () ->
                        host.git()
                            .createBranch(
                                new NewBranch(repository, "b", "main"),
                                host.call("branch.create"))),
            Thread::startVirtualThread);

    documents.release();
    archiving.join();

    assertThat(refused.join().message()).contains("archived");
  }

  private static CompletableFuture<Void> inBackground(Runnable work) {
    return CompletableFuture.runAsync(work, Thread::startVirtualThread);
  }

  private void archive() {
    host.git()
        .updateRepository(
            new RepositoryUpdate(
                repository,
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.to(true)),
            host.call("repository.update"));
  }

  @Test
  void linesThatBothBranchesChangeAreBounded() {
    String lines = "line\n".repeat(50_000);
    host.commit(repository, "main", "big", lines);
    host.branch(repository, "topic");
    host.commit(repository, "topic", update("big", "topic\n" + lines));
    host.commit(repository, "main", update("big", lines + "main\n"));
    PullRequest pull =
        host.git()
            .createPullRequest(
                new NewPullRequest(repository, "Big", null, "topic", null, "main", null),
                host.call("pull_request.create"));

    assertThat(pull.mergeable()).isFalse();
    Failure failure =
        Failures.expect(
            FailureCode.TOO_LARGE,
            () ->
                host.git()
                    .mergePullRequest(
                        new PullRequestMerge(pull.ref(), null, null, null),
                        host.call("pull_request.merge")));
    assertThat(failure.message()).contains("both branches change big", "40000 lines");
  }

  private static FileChange update(String path, String text) {
    return new FileChange(FileAction.UPDATE, path, text, null);
  }

  @Test
  void keysOfCallsEndWithTheirTime() {
    createWithKey("first");
    time.advance(Duration.ofDays(8));

    createWithKey("second");

    assertThat(documents.list("call", Json.EMPTY, null, 10)).hasSize(1);
  }

  @Test
  void keysOfCallsHoldUntilThen() {
    createWithKey("first");
    time.advance(Duration.ofDays(6));

    createWithKey("first");

    assertThat(documents.list("call", Json.EMPTY, null, 10)).hasSize(1);
  }

  private void createWithKey(String name) {
    host.git()
        .createBranch(
            new NewBranch(repository, name, "main"),
            host.call("branch.create").withIdempotencyKey(name));
  }

  @Test
  void aListGoesOnBehindABranchThatIsGone() {
    List.of("a", "b", "c").forEach(name -> host.branch(repository, name));
    Page<Branch> first =
        host.git().listBranches(new BranchQuery(repository, null, 2), host.call("branch.list"));
    host.git().deleteBranch(new WhichBranch(repository, "b"), host.call("branch.delete"));

    Page<Branch> rest =
        host.git()
            .listBranches(new BranchQuery(repository, first.next(), 2), host.call("branch.list"));

    assertThat(first.items()).extracting(Branch::name).containsExactly("a", "b");
    assertThat(rest.items()).extracting(Branch::name).containsExactly("c", "main");
  }

  @Test
  void aListGoesOnBehindAReleaseThatIsGone() {
    List.of("1", "2", "3").forEach(this::release);
    Page<Release> first =
        host.git().listReleases(new ReleaseQuery(repository, null, 1), host.call("release.list"));
    host.git()
        .deleteRelease(
            new WhichRelease(first.items().getFirst().ref()), host.call("release.delete"));

    Page<Release> rest =
        host.git()
            .listReleases(new ReleaseQuery(repository, first.next(), 5), host.call("release.list"));

    assertThat(rest.items()).extracting(Release::notes).containsExactly("Notes 2", "Notes 1");
  }

  private void release(String name) {
    host.git()
        .createRelease(
            new NewRelease(repository, "v" + name, null, name, "Notes " + name, null, null),
            host.call("release.create"));
  }

  @Test
  void namesThatDifferInCaseAloneAreFound() {
    List<String> there = List.of("refs/heads/Topic/a", "refs/heads/main");

    assertThat(GitNames.alike("refs/heads/MAIN", there)).contains("refs/heads/main");
    assertThat(GitNames.alike("refs/heads/topic/b", there)).contains("refs/heads/Topic/a");
    assertThat(GitNames.alike("refs/heads/Topic/b", there)).isEmpty();
    assertThat(GitNames.alike("refs/heads/mains", there)).isEmpty();
  }

  /** Documents whose next write can be held. */
  private static final class Held implements ForwardingDocuments {

    private final Documents kept = new InMemoryDocuments();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean holding;

    void holdNext() {
      holding = true;
    }

    void awaitHeld() {
      await(held);
    }

    void release() {
      released.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public <T> T write(Function<Writer, T> work) {
      if (holding) {
        holding = false;
        held.countDown();
        await(released);
      }
      return kept.write(work);
    }

    @Override
    public Documents kept() {
      return kept;
    }
  }
}
