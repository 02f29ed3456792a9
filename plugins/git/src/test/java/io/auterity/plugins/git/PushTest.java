package io.auterity.plugins.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.MergeMethod;
import io.auterity.spi.git.NewRepository;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.PullRequestMerge;
import io.auterity.spi.git.WhichBranch;
import io.auterity.spi.git.WhichRepository;
import io.auterity.testkit.FakeDirectory;
import io.auterity.testkit.git.GitCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes of the real git that meet other changes, an end in the middle, or no room. */
class PushTest {

  private static final List<MergeMethod> METHODS = List.of(MergeMethod.values());

  @TempDir private Path home;

  private GitHost host = GitHost.open();
  private Ref repository = host.repository("letters");
  private GitDoor door = open();

  private GitDoor open() {
    try {
      return new GitDoor(() -> host);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void needsGit() {
    GitCommand.require(home);
  }

  @AfterEach
  void close() {
    door.close();
  }

  private GitCommand copy(String name) {
    return new GitCommand(home).cloned(door.url("main/letters"), name);
  }

  @Test
  void theFirstBranchOfAnEmptyRepositoryIsItsDefaultOne() {
    host.git()
        .createRepository(
            new NewRepository(null, "empty", null, null, null, false),
            host.call("repository.create"));
    GitCommand copy = new GitCommand(home).cloned(door.url("main/empty"), "copy");
    copy.does("checkout", "-qb", "trunk");

    copy.commits("a", "A").does("push", "-q", "origin", "trunk");

    Ref empty = new Ref("code", "main/empty");
    assertThat(
            host.git()
                .getRepository(new WhichRepository(empty), host.call("repository.get"))
                .defaultBranch())
        .isEqualTo("trunk");
    assertThat(new GitCommand(home).cloned(door.url("main/empty"), "again").folder().resolve("a"))
        .exists();
  }

  @Test
  void pushesAndMergesAtOnceLoseNothing() {
    int pushers = 3;
    int rounds = 3;
    List<PullRequest> pulls = new ArrayList<>();
    for (int i = 0; i < pushers * 2; i++) {
      pulls.add(host.pull(repository, "topic-" + i));
    }
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int i = 0; i < pushers; i++) {
      GitCommand mine = copy("copy-" + i);
      String name = "pusher-" + i;
      running.add(
          CompletableFuture.runAsync(
              () -> pushInTurns(mine, name, rounds), Thread::startVirtualThread));
    }
    running.add(
        CompletableFuture.runAsync(() -> pulls.forEach(this::merge), Thread::startVirtualThread));

    running.forEach(CompletableFuture::join);

    List<String> messages = host.log(repository).stream().map(GitCommit::message).toList();
    for (int i = 0; i < pushers; i++) {
      for (int round = 0; round < rounds; round++) {
        assertThat(messages).contains("Write pusher-%d-%d\n".formatted(i, round));
      }
    }
    for (int i = 0; i < pulls.size(); i++) {
      assertThat(host.text(repository, "topic-%d.txt".formatted(i))).isEqualTo("topic-" + i);
    }
    assertThat(copy("last").does("fsck", "--strict")).isEmpty();
  }

  @Test
  void whatAClientWasToldOfIsFetchedAlsoWhenManyCommitsOfAnotherClockCameSince() {
    // The host of this test lives in the past of whoever pushes.
    host.branch(repository, "beginning");
    copy("copy").commits("a", "A").does("push", "-q");
    String told = host.commit(repository, "main", "told", "told").sha();
    for (int i = 0; i < 10; i++) {
      host.commit(repository, "main", "later-" + i, "later");
    }
    GitCommand late = new GitCommand(home);
    late.does("init", "-q", "late");

    late.in("late").does("fetch", "-q", door.url("main/letters"), told);

    assertThat(late.in("late").does("rev-parse", "FETCH_HEAD")).isEqualTo(told);
  }

  @Test
  void aCommitThatNoBranchLeadsToIsRefusedWithTheReason() {
    host.branch(repository, "gone");
    String lost = host.commit(repository, "gone", "secret", "secret").sha();
    host.git().deleteBranch(new WhichBranch(repository, "gone"), host.call("branch.delete"));
    GitCommand copy = copy("copy");

    String said = copy.fails("fetch", "-q", "origin", lost);

    assertThat(said).contains("remote error").contains(lost);
  }

  private static void pushInTurns(GitCommand mine, String name, int rounds) {
    for (int round = 0; round < rounds; round++) {
      mine.commits(name + "-" + round, name);
      while (mine.tried("push", "-q", "origin", "main").exit() != 0) {
        mine.does("pull", "-q", "--rebase");
      }
    }
  }

  private void merge(PullRequest pull) {
    MergeMethod method = METHODS.get(pull.number() % METHODS.size());
    while (true) {
      try {
        host.git()
            .mergePullRequest(
                new PullRequestMerge(pull.ref(), method, null, null),
                host.call("pull_request.merge"));
        return;
      } catch (CallFailedException e) {
        assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT);
      }
    }
  }

  @Test
  void aPushThatBreaksOffChangesNothingAndLeavesNothing() throws IOException {
    String before = host.head(repository, "main");
    GitCommand copy = copy("copy").commits("noise", noise(600_000));
    door.cutBodiesAfter(100_000);

    copy.fails("push");

    assertThat(host.head(repository, "main")).isEqualTo(before);
    assertThat(left()).isEmpty();
    door.cutBodiesAfter(Long.MAX_VALUE);
    copy.does("push", "-q");
    assertThat(host.head(repository, "main")).isEqualTo(copy.does("rev-parse", "HEAD"));
  }

  @Test
  void whatAKilledServerHadTakenInIsGoneAtTheNextStart() throws IOException {
    Path objects = host.bare(1).resolve("objects");
    for (Path left :
        List.of(
            objects.resolve("incoming_123.pack"),
            objects.resolve("incoming_123.idx"),
            host.bare(1).resolve("packed-refs.lock"))) {
      Files.writeString(left, "half");
      Files.setLastModifiedTime(left, FileTime.fromMillis(0));
    }
    // Else the gc after a push runs in the background, and has a lock of its own for a moment
    // longer.
    Files.writeString(
        host.bare(1).resolve("config"), "[gc]\n\tautoDetach = false\n", StandardOpenOption.APPEND);

    host = GitHost.open(host.provider());
    copy("copy").commits("a", "A").does("push", "-q", "origin", "HEAD:main", "HEAD:topic");

    assertThat(left()).isEmpty();
    assertThat(host.head(repository, "topic")).isEqualTo(host.head(repository, "main"));
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.walk(host.bare(1))) {
      return files.filter(path -> path.toString().matches(".*(incoming_.*|\\.lock)")).toList();
    }
  }

  @Test
  void aPushWithoutRoomIsRefusedWithTheReason() {
    host = GitHost.open(GitHost.fresh().withDirectory(new FakeDirectory(3_000_000)));
    repository = host.repository("letters");
    String before = host.head(repository, "main");
    GitCommand copy = copy("copy").commits("noise", noise(6_000_000));

    assertThat(copy.fails("push")).contains("the directory is full");

    assertThat(host.head(repository, "main")).isEqualTo(before);
  }

  @Test
  void nothingIsKeptOfAPushThatIsRefused() throws IOException {
    GitCommand copy = copy("copy").commits("noise", noise(600_000));
    List<Path> before = files();

    copy.fails("push", "origin", "HEAD:refs/notes/x");

    assertThat(files()).isEqualTo(before);
    copy.does("push", "-q");
    assertThat(
            new GitCommand(home).cloned(door.url("main/letters"), "other").does("fsck", "--strict"))
        .isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(host.provider().directory().path())) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void historyIsRewrittenOnlyByWhoMayDeleteBranches() {
    String before = host.head(repository, "main");
    GitCommand copy = copy("copy");
    copy.does("commit", "-q", "--amend", "-m", "Again");
    door.deny("branch.delete");

    assertThat(copy.fails("push", "--force")).contains("branch main would lose commits");
    assertThat(host.head(repository, "main")).isEqualTo(before);
    copy.does("push", "-q", "origin", "HEAD:refs/heads/topic");
  }

  @Test
  void anObjectThatIsTooLargeIsRefusedWithTheReason() {
    GitCommand copy = copy("copy").commits("zeros", "0".repeat((64 << 20) + 1));

    assertThat(copy.fails("push")).contains("too large");
  }

  // Text that no compression makes much smaller.
  private static String noise(int length) {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) (i % 80 == 79 ? '\n' : 33 + random.nextInt(94)));
    }
    return text.toString();
  }
}
