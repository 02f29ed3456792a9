package io.auterity.plugins.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.git.CommitComparison;
import io.auterity.spi.git.CommitQuery;
import io.auterity.spi.git.CommitRange;
import io.auterity.spi.git.FolderQuery;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.NewPullRequest;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.git.GitCommand;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that are small on the disk and large, or many, for whoever walks through them. */
class HostileObjectsTest {

  @TempDir private Path home;

  private final GitHost host = GitHost.open();
  private final Ref repository = host.repository("letters");

  /** A commit upon main with that tree, on a branch of its own. */
  private void branch(String name, ObjectInserter inserter, ObjectId tree, String message)
      throws IOException {
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setParentId(ObjectId.fromString(host.head(repository, "main")));
    commit.setAuthor(new PersonIdent("A", "a@example.org"));
    commit.setCommitter(new PersonIdent("A", "a@example.org"));
    commit.setMessage(message);
    ObjectId id = inserter.insert(commit);
    inserter.flush();
    try (Repository git = git()) {
      RefUpdate update = git.updateRef(Constants.R_HEADS + name);
      update.setNewObjectId(id);
      assertThat(update.update()).isEqualTo(RefUpdate.Result.NEW);
    }
  }

  private Repository git() throws IOException {
    return new FileRepositoryBuilder().setGitDir(host.bare(1).toFile()).setBare().build();
  }

  /** Ten entries that are one tree of ten entries, and so on: ten to the power of the levels. */
  private void paths(String branch, int levels) throws IOException {
    try (Repository git = git();
        ObjectInserter inserter = git.newObjectInserter()) {
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, "x".getBytes(StandardCharsets.UTF_8));
      ObjectId tree = tree(inserter, blob, FileMode.REGULAR_FILE, "f", 10);
      for (int level = 1; level < levels; level++) {
        tree = tree(inserter, tree, FileMode.TREE, "d", 10);
      }
      branch(branch, inserter, tree, "Many");
    }
  }

  private static ObjectId tree(
      ObjectInserter inserter, ObjectId entry, FileMode mode, String name, int times)
      throws IOException {
    TreeFormatter tree = new TreeFormatter();
    for (int i = 0; i < times; i++) {
      tree.append(name + i, mode, entry);
    }
    return inserter.insert(tree);
  }

  @Test
  void aTreeOfTenThousandMillionPathsIsTooLargeForEachWalkThroughIt() throws IOException {
    paths("many", 10);

    for (Runnable walk :
        List.<Runnable>of(
            () -> compare("main", "many"),
            () -> open("many", "main"),
            () -> host.commit(repository, "many", "new", "new"))) {
      assertThat(Failures.expect(FailureCode.TOO_LARGE, walk::run).message())
          .contains("more than 500000 paths");
    }
  }

  @Test
  void longPathsAreTooLargeToo() throws IOException {
    try (Repository git = git();
        ObjectInserter inserter = git.newObjectInserter()) {
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, "x".getBytes(StandardCharsets.UTF_8));
      ObjectId tree = tree(inserter, blob, FileMode.REGULAR_FILE, "f", 1_000);
      for (int level = 0; level < 100; level++) {
        tree = tree(inserter, tree, FileMode.TREE, "d".repeat(4_000), 1);
      }
      branch("long", inserter, tree, "Long");
    }

    Failure refused =
        Failures.expect(FailureCode.TOO_LARGE, () -> host.commit(repository, "long", "n", "n"));

    assertThat(refused.message()).contains("paths of more than 4096 bytes");
    Failures.expect(FailureCode.TOO_LARGE, () -> compare("main", "long"));
  }

  @Test
  void aFolderOfTooManyEntriesIsNotListed() throws IOException {
    try (Repository git = git();
        ObjectInserter inserter = git.newObjectInserter()) {
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, "x".getBytes(StandardCharsets.UTF_8));
      TreeFormatter tree = new TreeFormatter();
      for (int i = 0; i <= PathBudget.MOST; i++) {
        tree.append("%06d".formatted(i), FileMode.REGULAR_FILE, blob);
      }
      branch("wide", inserter, inserter.insert(tree), "Wide");
    }

    Failures.expect(
        FailureCode.TOO_LARGE,
        () ->
            host.git()
                .listFolder(
                    new FolderQuery(repository, null, "wide", null, null),
                    host.call("content.list")));
  }

  @Test
  void aPageOfLongMessagesIsShorter() throws IOException {
    try (Repository git = git();
        ObjectInserter inserter = git.newObjectInserter()) {
      ObjectId tree = inserter.insert(new TreeFormatter());
      branch("loud", inserter, tree, "x".repeat(5_000_000));
    }

    Page<GitCommit> first =
        host.git()
            .listCommits(
                new CommitQuery(repository, "loud", null, null, null, 200),
                host.call("commit.list"));

    assertThat(first.items()).hasSize(1);
    Page<GitCommit> second =
        host.git()
            .listCommits(
                new CommitQuery(repository, "loud", null, null, first.next(), 200),
                host.call("commit.list"));
    assertThat(second.items()).hasSize(1);
    assertThat(second.next()).isNull();
  }

  @Test
  void aMillionPathsAreStillPushedAndFetched() throws IOException {
    GitCommand.require(home);
    paths("many", 6);
    try (GitDoor door = new GitDoor(() -> host)) {
      GitCommand copy = new GitCommand(home);
      copy.does("clone", "-q", "--no-checkout", door.url("main/letters"), "copy");

      copy.in("copy").does("push", "-q", "origin", "origin/many:refs/heads/again");

      assertThat(host.head(repository, "again")).isEqualTo(host.head(repository, "many"));
    }
  }

  @Test
  void aPackThatSaysItHasTooManyObjectsIsRefusedBeforeRoomIsMade() throws Exception {
    String command =
        "%s %s refs/heads/x\0 report-status\n".formatted(ObjectId.zeroId().name(), "1".repeat(40));
    String line = "%04x%s0000".formatted(command.length() + 4, command);
    byte[] head = line.getBytes(StandardCharsets.US_ASCII);
    byte[] pack = {'P', 'A', 'C', 'K', 0, 0, 0, 2, 0x7f, -1, -1, -1};
    byte[] body = new byte[head.length + pack.length];
    System.arraycopy(head, 0, body, 0, head.length);
    System.arraycopy(pack, 0, body, head.length, pack.length);
    try (GitDoor door = new GitDoor(() -> host);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(door.url("main/letters") + "/git-receive-pack"))
                  .header("Content-Type", "application/x-git-receive-pack-request")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .contains("unpack error a push may bring 2000000 objects, not 2147483647")
          .contains("ng refs/heads/x");
    }
  }

  @Test
  void largeFilesThatComeAsDifferencesOfOneAnotherAreBounded() throws Exception {
    int size = 24 << 20;
    int levels = 24;
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    pack.writeBytes(new byte[] {'P', 'A', 'C', 'K', 0, 0, 0, 2, 0, 0, 0, (byte) (2 * levels + 1)});
    int base = pack.size();
    entry(pack, Constants.OBJ_BLOB, size, new byte[0], new byte[size]);
    for (int level = 1; level <= levels; level++) {
      int next = pack.size();
      difference(pack, base, size, (byte) level);
      difference(pack, base, size, (byte) (100 + level));
      base = next;
    }
    pack.writeBytes(MessageDigest.getInstance("SHA-1").digest(pack.toByteArray()));
    String command =
        "%s %s refs/heads/x\0 report-status\n".formatted(ObjectId.zeroId().name(), "1".repeat(40));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        "%04x%s0000".formatted(command.length() + 4, command).getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(pack.toByteArray());
    try (GitDoor door = new GitDoor(() -> host);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(door.url("main/letters") + "/git-receive-pack"))
                  .header("Content-Type", "application/x-git-receive-pack-request")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(body.size()).isLessThan(200_000);
      assertThat(answer.body())
          .contains("unpack error", "large files that come as differences")
          .contains("ng refs/heads/x");
    }
  }

  // The base of that offset, with another last byte (gitformat-pack).
  private static void difference(ByteArrayOutputStream pack, int base, int size, byte last)
      throws IOException {
    ByteArrayOutputStream delta = new ByteArrayOutputStream();
    varint(delta, size);
    varint(delta, size);
    int left = size - 1;
    for (int at = 0; left > 0; ) {
      int some = Math.min(left, 0xffffff);
      delta.write(0xff);
      for (int shift = 0; shift < 32; shift += 8) {
        delta.write(at >> shift);
      }
      for (int shift = 0; shift < 24; shift += 8) {
        delta.write(some >> shift);
      }
      at += some;
      left -= some;
    }
    delta.write(1);
    delta.write(last);
    int back = pack.size() - base;
    byte[] offset = new byte[10];
    int at = offset.length - 1;
    offset[at] = (byte) (back & 127);
    for (back >>= 7; back > 0; back >>= 7) {
      offset[--at] = (byte) (128 | (--back & 127));
    }
    entry(
        pack,
        Constants.OBJ_OFS_DELTA,
        delta.size(),
        Arrays.copyOfRange(offset, at, offset.length),
        delta.toByteArray());
  }

  private static void entry(
      ByteArrayOutputStream pack, int type, int size, byte[] more, byte[] content)
      throws IOException {
    int rest = size >> 4;
    pack.write((rest > 0 ? 128 : 0) | type << 4 | (size & 15));
    if (rest > 0) {
      varint(pack, rest);
    }
    pack.writeBytes(more);
    try (DeflaterOutputStream out = new DeflaterOutputStream(new Uncloseable(pack))) {
      out.write(content);
    }
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    for (; rest > 127; rest >>= 7) {
      out.write(128 | (rest & 127));
    }
    out.write(rest);
  }

  private static final class Uncloseable extends FilterOutputStream {
    Uncloseable(OutputStream out) {
      super(out);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  private CommitComparison compare(String base, String head) {
    return host.git()
        .compareCommits(new CommitRange(repository, base, head), host.call("commit.compare"));
  }

  private void open(String source, String target) {
    host.git()
        .createPullRequest(
            new NewPullRequest(repository, "Bring", null, source, null, target, null),
            host.call("pull_request.create"));
  }
}
