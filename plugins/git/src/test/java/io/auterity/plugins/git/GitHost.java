package io.auterity.plugins.git;

import io.auterity.spi.Ref;
import io.auterity.spi.git.BranchProtection;
import io.auterity.spi.git.CommitQuery;
import io.auterity.spi.git.FileAction;
import io.auterity.spi.git.FileChange;
import io.auterity.spi.git.Git;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.NewBranch;
import io.auterity.spi.git.NewCommit;
import io.auterity.spi.git.NewPullRequest;
import io.auterity.spi.git.NewRepository;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.WhichBranch;
import io.auterity.spi.git.WhichFile;
import io.auterity.spi.git.WhichPullRequest;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakePluginContext;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.FakeTime;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.nio.file.Path;
import java.util.List;

/** An open git host under test, and the short ways to fill it. */
record GitHost(FakeProvider provider, Git git) {

  static FakeProvider fresh() {
    return new FakeProvider("code", ManifestFileReader.of(GitPlugin.class));
  }

  static GitHost open() {
    return open(fresh());
  }

  static GitHost open(FakeProvider provider) {
    new GitPlugin().start(new FakePluginContext(ManifestFileReader.of(GitPlugin.class)));
    return new GitHost(provider, new GitConnector(new FakeTime()).open(provider));
  }

  /** Looks whether it works, as the platform does now and then. */
  void check() {
    new GitConnector(new FakeTime()).check(git, call("repository.list"));
  }

  FakeCall call(String operation) {
    return FakeCall.of("git." + operation, provider);
  }

  /** A repository with a first commit on {@code main}. */
  Ref repository(String name) {
    return git.createRepository(
            new NewRepository(null, name, null, null, null, true), call("repository.create"))
        .ref();
  }

  void branch(Ref repository, String name) {
    git.createBranch(new NewBranch(repository, name, "main"), call("branch.create"));
  }

  GitCommit commit(Ref repository, String branch, String path, String text) {
    return commit(repository, branch, new FileChange(FileAction.CREATE, path, text, null));
  }

  GitCommit commit(Ref repository, String branch, FileChange... changes) {
    return git.createCommit(
        new NewCommit(repository, branch, "Change " + branch, List.of(changes), null),
        call("commit.create"));
  }

  /** A pull request from a new branch that has one file more. */
  PullRequest pull(Ref repository, String branch) {
    branch(repository, branch);
    commit(repository, branch, branch + ".txt", branch);
    return git.createPullRequest(
        new NewPullRequest(repository, "Bring " + branch, null, branch, null, "main", null),
        call("pull_request.create"));
  }

  PullRequest read(Ref pull) {
    return git.getPullRequest(new WhichPullRequest(pull), call("pull_request.get"));
  }

  void protect(Ref repository, int approvals, String... checks) {
    git.protectBranch(
        new BranchProtection(repository, "main", approvals, List.of(checks), true),
        call("branch.protect"));
  }

  String head(Ref repository, String branch) {
    return git.getBranch(new WhichBranch(repository, branch), call("branch.get")).sha();
  }

  String text(Ref repository, String path) {
    return String.valueOf(
        git.getFile(new WhichFile(repository, path, null), call("content.get")).text());
  }

  List<GitCommit> log(Ref repository) {
    return git.listCommits(
            new CommitQuery(repository, null, null, null, null, 200), call("commit.list"))
        .items();
  }

  /** The bare repository that was made as the n-th. */
  Path bare(int number) {
    return provider.directory().path().resolve("r" + number + ".git");
  }
}
