package io.auterity.plugins.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Documents;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.git.FileAction;
import io.auterity.spi.git.FileChange;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.NewCommit;
import io.auterity.spi.git.NewFork;
import io.auterity.testkit.ForwardingDocuments;
import io.auterity.testkit.InMemoryDocuments;
import io.auterity.testkit.contract.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits for whom: changes of one repository, writers of one provider, files that lock. */
class TakingTurnsTest {

  private final Turns documents = new Turns();
  private final GitHost host = GitHost.open(GitHost.fresh().withDocuments(documents));
  private final Ref repository = host.repository("letters");

  @Test
  @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
  void aForkAndACommitAtOnceBothEnd() {
    CompletableFuture<GitCommit> commit = new CompletableFuture<>();
    documents.whileFirstHasItsTurn(
        () -> commit.completeAsync(this::commit, Thread::startVirtualThread));

    Ref fork =
        host.git()
            .forkRepository(new NewFork(repository, "team", null), host.call("repository.fork"))
            .ref();

    GitCommit made = commit.join();
    assertThat(host.log(repository)).contains(made);
    assertThat(host.log(fork)).isNotEmpty();
  }

  private GitCommit commit() {
    NewCommit input =
        new NewCommit(
            repository,
            "main",
            "Add",
            List.of(new FileChange(FileAction.CREATE, "a", "A", null)),
            null);
    return host.git().createCommit(input, host.call("commit.create").withIdempotencyKey("k"));
  }

  @Test
  void aForkThatIsRefusedOrRepeatedLeavesNothingOnTheDisk() throws IOException {
    NewFork fork = new NewFork(repository, "team", null);
    var call = host.call("repository.fork").withIdempotencyKey("k");
    Ref made = host.git().forkRepository(fork, call).ref();

    assertThat(host.git().forkRepository(fork, call).ref()).isEqualTo(made);
    Failures.expect(
        FailureCode.CONFLICT, () -> host.git().forkRepository(fork, host.call("repository.fork")));

    try (var tree = Files.list(host.provider().directory().path())) {
      assertThat(tree).containsExactlyInAnyOrder(host.bare(1), host.bare(2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"refs/heads/main.lock", "HEAD.lock", "config.lock", "packed-refs.lock"})
  void aLockThatAKilledServerLeftIsGone(String name) throws IOException {
    Path lock = Files.createFile(host.bare(1).resolve(name));
    Files.setLastModifiedTime(lock, FileTime.fromMillis(0));

    GitHost after = GitHost.open(host.provider());

    after.commit(repository, "main", "a", "A");
    assertThat(lock).doesNotExist();
  }

  @Test
  void aLockOfThisServerStays() throws IOException {
    Path lock = Files.createFile(host.bare(1).resolve("packed-refs.lock"));

    assertThat(GitHost.open(host.provider()).log(repository)).hasSize(1);

    assertThat(lock).exists();
  }

  /** Documents whose writers take turns; the first can be held until the next one waits. */
  private static final class Turns implements ForwardingDocuments {

    private final Documents kept = new InMemoryDocuments();
    private final ReentrantLock turn = new ReentrantLock();
    private final CountDownLatch waiting = new CountDownLatch(1);
    private @Nullable Runnable other;

    private void whileFirstHasItsTurn(Runnable value) {
      other = value;
    }

    @Override
    public <T> T write(Function<Writer, T> work) {
      if (turn.isLocked()) {
        waiting.countDown();
      }
      turn.lock();
      try {
        Runnable beside = other;
        other = null;
        if (beside != null) {
          beside.run();
          waiting.await();
        }
        return kept.write(work);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        turn.unlock();
      }
    }

    @Override
    public Documents kept() {
      return kept;
    }
  }
}
