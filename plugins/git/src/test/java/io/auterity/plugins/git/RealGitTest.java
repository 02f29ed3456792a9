package io.auterity.plugins.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Ref;
import io.auterity.spi.git.FileAction;
import io.auterity.spi.git.FileChange;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.MergeMethod;
import io.auterity.spi.git.NewFork;
import io.auterity.spi.git.NewTag;
import io.auterity.spi.git.PullRequestMerge;
import io.auterity.testkit.git.GitCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code git} itself says of repositories that were made here; skipped where there is none.
 */
class RealGitTest {

  @TempDir private Path home;

  private final GitHost host = GitHost.open();
  private final Ref repository = host.repository("letters");

  @BeforeEach
  void needsGit() {
    GitCommand.require(home);
    aBusyLife();
  }

  private void aBusyLife() {
    host.commit(repository, "main", "docs/Ä ö 日本.txt", "Zeile\n");
    for (MergeMethod method : MergeMethod.values()) {
      String topic = "topic/" + method.name();
      var pull = host.pull(repository, topic);
      host.commit(repository, topic, method + "-2", "more");
      host.git()
          .mergePullRequest(
              new PullRequestMerge(pull.ref(), method, null, null),
              host.call("pull_request.merge"));
    }
    host.commit(
        repository,
        "main",
        new FileChange(FileAction.DELETE, "README.md", null, null),
        new FileChange(FileAction.UPDATE, "docs/Ä ö 日本.txt", "Zeilen\n", null));
    host.git()
        .createTag(new NewTag(repository, "v1", "main", "Erstes 🚀"), host.call("tag.create"));
    host.git().createTag(new NewTag(repository, "v0", "main", null), host.call("tag.create"));
  }

  @Test
  void findsNothingWrong() {
    assertThat(git(host.bare(1), "fsck", "--strict", "--full", "--no-dangling")).isEmpty();
  }

  @Test
  void tellsTheSameHistory() {
    String log = git(host.bare(1), "log", "--format=%H|%an|%ae|%at|%P|%s", "main");

    assertThat(log.strip().lines())
        .containsExactlyElementsOf(host.log(repository).stream().map(RealGitTest::line).toList());
  }

  private static String line(GitCommit commit) {
    return String.join(
        "|",
        commit.sha(),
        commit.author(),
        commit.email(),
        Long.toString(commit.at().getEpochSecond()),
        String.join(" ", commit.parents()),
        commit.message().lines().findFirst().orElse(""));
  }

  @Test
  void clonesIt() {
    git(home, "clone", "--quiet", host.bare(1).toString(), "copy");
    Path copy = home.resolve("copy");

    assertThat(copy.resolve("docs/Ä ö 日本.txt")).hasContent("Zeilen");
    assertThat(copy.resolve("README.md")).doesNotExist();
    assertThat(git(copy, "tag", "--list").lines()).containsExactly("v0", "v1");
    assertThat(git(copy, "rev-parse", "HEAD").strip()).isEqualTo(host.head(repository, "main"));
  }

  @Test
  void findsNothingWrongWithAFork() {
    host.git().forkRepository(new NewFork(repository, "other", null), host.call("repository.fork"));

    assertThat(git(host.bare(2), "fsck", "--strict", "--full", "--no-dangling")).isEmpty();
  }

  @Test
  void whatGitPushedIsReadHere() throws IOException {
    git(home, "clone", "--quiet", host.bare(1).toString(), "copy");
    Path copy = home.resolve("copy");
    java.nio.file.Files.writeString(copy.resolve("by-hand"), "by hand");
    git(copy, "add", ".");
    git(copy, "-c", "user.name=H", "-c", "user.email=h@example.org", "commit", "-qm", "By hand");
    git(copy, "push", "--quiet", "origin", "HEAD:main");
    git(host.bare(1), "gc", "--quiet");

    assertThat(host.text(repository, "by-hand")).isEqualTo("by hand");
    assertThat(host.log(repository)).first().extracting(GitCommit::author).isEqualTo("H");
  }

  private String git(Path folder, String... words) {
    List<String> there = new ArrayList<>(List.of("-C", folder.toString()));
    there.addAll(List.of(words));
    String out = new GitCommand(home).does(there.toArray(String[]::new));
    // JGit knows this setting by its former name only.
    return out.replaceAll("warning: core\\.fsyncObjectFiles is deprecated[^\n]*\n?", "");
  }
}
