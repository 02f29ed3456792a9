package io.auterity.plugins.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.git.CommitState;
import io.auterity.spi.git.CommitStatusQuery;
import io.auterity.spi.git.NewCommitStatus;
import io.auterity.spi.git.NewRelease;
import io.auterity.spi.git.NewTag;
import io.auterity.spi.git.WhichCommit;
import io.auterity.spi.git.WhichTag;
import io.auterity.testkit.contract.Failures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and commits that are none are the caller's fault. */
class WrongInputTest {

  private final GitHost host = GitHost.open();
  private final Ref repository = host.repository("letters");

  @ParameterizedTest
  @ValueSource(
      strings = {"v 2", "v..2", "v~", "v.lock", "", "-v", "HEAD", "v\u0001", "refs/tags/v"})
  void aTagOfANameThatGitDoesNotTakeIsInvalid(String name) {
    Failures.expect(
        FailureCode.INVALID,
        () ->
            host.git()
                .createTag(new NewTag(repository, name, "main", null), host.call("tag.create")));
    Failures.expect(
        FailureCode.NOT_FOUND,
        () -> host.git().getTag(new WhichTag(repository, name), host.call("tag.get")));
    Failures.expect(
        FailureCode.INVALID,
        () ->
            host.git()
                .createRelease(
                    new NewRelease(repository, name, "main", "R", "", null, null),
                    host.call("release.create")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1111111111111111111111111111111111111111",
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        "none",
        "v 2",
        "..",
        "main~1",
        "\u0001",
        ""
      })
  void aCommitThatIsNotThereIsNotFound(String sha) {
    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            host.git()
                .createStatus(
                    new NewCommitStatus(repository, sha, "ci", CommitState.SUCCESS, null, null),
                    host.call("status.create")));
    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            host.git()
                .listStatuses(
                    new CommitStatusQuery(repository, sha, null, null), host.call("status.list")));
    Failures.expect(
        FailureCode.NOT_FOUND,
        () -> host.git().getCommit(new WhichCommit(repository, sha), host.call("commit.get")));
    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            host.git().createTag(new NewTag(repository, "v1", sha, null), host.call("tag.create")));
  }

  @Test
  void aFileIsNoCommit() {
    String file = PackBytes.blob(PackBytes.text("# letters\n")).name();

    assertThat(
            Failures.expect(
                    FailureCode.NOT_FOUND,
                    () ->
                        host.git()
                            .createTag(
                                new NewTag(repository, "v1", file, null), host.call("tag.create")))
                .message())
        .contains("has no commit " + file);
  }
}
