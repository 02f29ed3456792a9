package io.auterity.testkit.contract.git;

import static io.auterity.testkit.contract.Failures.expect;
import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.git.BranchQuery;
import io.auterity.spi.git.GitRepository;
import io.auterity.spi.git.NewBranch;
import io.auterity.spi.git.NewRepository;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.RepositoryQuery;
import io.auterity.spi.git.WhichBranch;
import io.auterity.spi.git.WhichCommit;
import io.auterity.spi.git.WhichFile;
import io.auterity.spi.git.WhichPullRequest;
import io.auterity.spi.git.WhichRepository;
import io.auterity.spi.git.WhichTag;
import io.auterity.testkit.contract.Slice;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a host does with repositories. */
abstract class RepositoryTests extends GitPart {

  RepositoryTests(GitContract contract) {
    super(contract);
  }

  @Test
  void aCreatedRepositoryCanBeReadAndListed() {
    GitRepository created = begun();

    GitRepository read =
        git().getRepository(new WhichRepository(created.ref()), call("repository.get"));

    assertThat(read.ref()).isEqualTo(created.ref());
    assertThat(read.owner()).isEqualTo(contract.owner());
    assertThat(read.defaultBranch()).isEqualTo(created.defaultBranch());
    assertThat(all(this::repositories, 2)).extracting(GitRepository::ref).contains(created.ref());
  }

  @Test
  void aSecondRepositoryOfTheSameNameIsAConflict() {
    NewRepository input = newRepository(true);
    create(input);

    expect(FailureCode.CONFLICT, () -> create(input));
  }

  @Test
  void aRepositoryIsDescribedAnew() {
    Ref repository = begun().ref();

    GitRepository after =
        git().updateRepository(described(repository, "Überall 日本 🚀"), call("repository.update"));

    assertThat(after.description()).isEqualTo("Überall 日本 🚀");
    assertThat(after.archived()).isFalse();
  }

  @Test
  void aDeletedRepositoryIsGone() {
    Ref repository = begun().ref();

    git().deleteRepository(new WhichRepository(repository), call("repository.delete"));

    expect(
        FailureCode.NOT_FOUND,
        () -> git().getRepository(new WhichRepository(repository), call("repository.get")));
  }

  @TestFactory
  Stream<DynamicTest> whatIsUnknownIsNotFound() {
    Ref nowhere = new Ref(provider().id(), contract.owner() + "/" + contract.freshName());
    return Stream.of(
        unknown("repository.get", () -> new WhichRepository(nowhere)),
        unknown("branch.list", () -> new BranchQuery(nowhere, null, null)),
        unknown("branch.get", () -> new WhichBranch(begun().ref(), "no-such-branch")),
        unknown("branch.create", () -> new NewBranch(begun().ref(), "b", "no-such-branch")),
        unknown("commit.get", () -> new WhichCommit(begun().ref(), "0".repeat(39) + "1")),
        unknown("content.get", () -> new WhichFile(begun().ref(), "no/such/file", null)),
        unknown("tag.get", () -> new WhichTag(begun().ref(), "no-such-tag")),
        unknown("pull_request.get", () -> new WhichPullRequest(numbered(begun().ref(), 999))));
  }

  private DynamicTest unknown(String operation, java.util.function.Supplier<Object> input) {
    return DynamicTest.dynamicTest(
        operation,
        () -> {
          if (!supports(operation)) {
            return;
          }
          Object asked = input.get();
          expect(FailureCode.NOT_FOUND, () -> invoke(operation, asked, call(operation)));
        });
  }

  @Test
  void aLimitOutOfRangeIsRefused() {
    Ref repository = begun().ref();
    for (int limit : new int[] {0, 201}) {
      expect(
          FailureCode.INVALID,
          () -> git().listBranches(new BranchQuery(repository, null, limit), call("branch.list")));
    }
  }

  /** The reference of a pull request that may not exist, as this host writes it. */
  private Ref numbered(Ref repository, int number) {
    change(repository, "topic", "a", "A");
    PullRequest one = opened(repository, "topic");
    String id = one.ref().id();
    int at = id.lastIndexOf(Integer.toString(one.number()));
    return new Ref(provider().id(), id.substring(0, at) + number);
  }

  private Page<GitRepository> repositories(Slice slice) {
    return git()
        .listRepositories(
            new RepositoryQuery(contract.owner(), slice.cursor(), slice.limit()),
            call("repository.list"));
  }
}
