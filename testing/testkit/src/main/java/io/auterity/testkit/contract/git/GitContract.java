package io.auterity.testkit.contract.git;

import io.auterity.spi.git.Git;
import io.auterity.spi.git.GitRepository;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.Release;
import io.auterity.spi.git.Review;
import io.auterity.spi.git.WhichRepository;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.contract.OpenContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/**
 * What every {@code git} connector must do, whatever its vendor. Each test has repositories of its
 * own, below names that {@link #freshName} gives, and deletes them where the host can.
 */
public abstract class GitContract extends OpenContract<Git> {

  private final List<GitRepository> made = new ArrayList<>();

  protected GitContract() {
    super(Git.class);
  }

  /** The user or organization that repositories are made for. */
  protected abstract String owner();

  /** A name that no repository of the owner has. */
  protected abstract String freshName();

  /** Has it deleted after the test. */
  final void made(GitRepository repository) {
    made.add(repository);
  }

  @AfterEach
  void deleteWhatWasMade() {
    for (GitRepository repository :
        supports("repository.delete") ? made : List.<GitRepository>of()) {
      Failures.of(
          () ->
              instance()
                  .deleteRepository(
                      new WhichRepository(repository.ref()), call("repository.delete")));
    }
  }

  /** How a pull request stands may change between two calls. */
  @Override
  protected Object kept(Object result) {
    return switch (result) {
      case GitRepository repository -> repository.ref();
      case PullRequest pull -> pull.ref();
      case Review review -> review.ref();
      case Release release -> release.ref();
      default -> result;
    };
  }

  @Override
  protected final Object input(String operation, Git instance) {
    use(instance);
    return new GitInputs(this).of(operation);
  }

  @Nested
  class Repositories extends RepositoryTests {
    Repositories() {
      super(GitContract.this);
    }
  }

  @Nested
  class Commits extends CommitTests {
    Commits() {
      super(GitContract.this);
    }
  }

  @Nested
  class PullRequests extends PullRequestTests {
    PullRequests() {
      super(GitContract.this);
    }
  }
}
