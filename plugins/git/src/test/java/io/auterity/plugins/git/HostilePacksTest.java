package io.auterity.plugins.git;

import static io.auterity.plugins.git.PackBytes.blob;
import static io.auterity.plugins.git.PackBytes.delta;
import static io.auterity.plugins.git.PackBytes.text;
import static io.auterity.plugins.git.PackBytes.times;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.git.WhichRepository;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.git.GitCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PackParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packs that are few bytes to say, and no end or all of the memory to read. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostilePacksTest {

  private static final byte[] THERE = text("a letter\n");
  private static final byte[] OTHER = text("another letter\n");
  private static final byte[] ITSELF = delta(THERE.length, 0, new byte[0]);
  private static final byte[] TO_OTHER = delta(THERE.length, THERE.length, OTHER);
  private static final byte[] TO_THERE = delta(OTHER.length, OTHER.length, THERE);

  @TempDir private Path home;

  private final GitHost host = GitHost.open();
  private final Ref repository = host.repository("letters");
  private final String head = host.commit(repository, "main", "letter", "a letter\n").sha();
  private final RawPush client = open();

  private RawPush open() {
    try {
      return new RawPush(new GitDoor(() -> host));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    client.close();
  }

  private void refused(PackBytes pack, String why) {
    refused(pack.bytes(), why);
  }

  private void refused(byte[] pack, String why) {
    List<Path> before = files();

    HttpResponse<String> answer = client.branch("x", head, pack);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("unpack error ", why, "ng refs/heads/x ");
    assertThat(files()).isEqualTo(before);
    assertThat(host.text(repository, "letter")).isEqualTo("a letter\n");
    cloned();
  }

  private void taken(PackBytes pack) {
    HttpResponse<String> answer = client.branch("x", head, pack.bytes());

    assertThat(answer.body()).contains("unpack ok", "ok refs/heads/x");
    assertThat(host.text(repository, "letter")).isEqualTo("a letter\n");
    cloned();
  }

  private void cloned() {
    GitCommand.require(home);
    GitCommand copy = new GitCommand(home).cloned(client.door().url("main/letters"), "copy");
    assertThat(copy.does("fsck", "--strict")).isEmpty();
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.walk(host.provider().directory().path())) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aDifferenceOfItselfToWhatIsThereIsRefused() {
    PackBytes pack = new PackBytes();
    pack.difference(blob(THERE), ITSELF);

    refused(pack, "appears twice");
  }

  @Test
  void aCircleThroughWhatIsThereIsRefused() {
    PackBytes pack = new PackBytes();
    pack.difference(blob(THERE), TO_OTHER);
    pack.difference(blob(OTHER), TO_THERE);

    refused(pack, "appears twice");
  }

  @Test
  void aDifferenceOfItselfInOnePackIsRefused() {
    PackBytes pack = new PackBytes();
    byte[] fresh = text("fresh\n");
    pack.whole(Constants.OBJ_BLOB, fresh);
    pack.difference(blob(fresh), delta(fresh.length, 0, new byte[0]));

    refused(pack, "appears twice");
  }

  @Test
  void aCircleInOnePackIsRefused() {
    PackBytes pack = new PackBytes();
    byte[] one = text("one");
    byte[] two = text("two");
    pack.difference(blob(two), delta(3, 3, one));
    pack.difference(blob(one), delta(3, 3, two));

    refused(pack, "unpack error");
  }

  @Test
  void aDifferenceToItsOwnPlaceOrALaterOneIsRefused() {
    byte[] overflow = new byte[10];
    java.util.Arrays.fill(overflow, 0, 9, (byte) 0xff);
    overflow[9] = 127;
    for (byte[] distance : List.of(new byte[] {0}, overflow, PackBytes.distance(5_000))) {
      PackBytes pack = new PackBytes();
      pack.whole(Constants.OBJ_BLOB, text("fresh\n"));
      pack.entry(Constants.OBJ_OFS_DELTA, ITSELF.length, distance, ITSELF);

      HttpResponse<String> answer = client.branch("x", head, pack.bytes());

      assertThat(answer.body()).contains("unpack error ", "ng refs/heads/x ");
    }
  }

  @Test
  void whatIsThereMayComeAgain() {
    PackBytes pack = new PackBytes();
    pack.whole(Constants.OBJ_BLOB, THERE);
    pack.difference(blob(THERE), TO_OTHER);

    taken(pack);
  }

  @Test
  void asManyDifferencesOfDifferencesAsGitMakesAreTakenAndNotOneMore() {
    for (int more = 0; more < 2; more++) {
      PackBytes pack = new PackBytes();
      byte[] content = text("begin     ");
      int base = pack.whole(Constants.OBJ_BLOB, content);
      for (int i = 0; i < DeltaBases.DEEPEST + more; i++) {
        byte[] last = text("%05d".formatted(i));
        base = pack.difference(base, delta(content.length, 5, last));
      }

      if (more > 0) {
        refused(pack, "more than 4095 differences");
      } else {
        HttpResponse<String> answer = client.branch("deep", head, pack.bytes());
        assertThat(answer.body()).contains("unpack ok", "ok refs/heads/deep");
      }
    }
  }

  @Test
  void aChainThatGoesOnFromPackToPackIsFetched() {
    GitCommand.require(home);
    ObjectId before = blob(THERE);
    int length = THERE.length;
    TreeFormatter tree = new TreeFormatter();
    for (int push = 0; push < 3; push++) {
      PackBytes pack = new PackBytes();
      int base = 0;
      for (int i = 0; i < 2_000; i++) {
        String last = "%d%05d".formatted(push, i);
        byte[] delta = delta(length, length, text(last));
        base = i == 0 ? pack.difference(before, delta) : pack.difference(base, delta);
        length = last.length();
        before = blob(text(last));
        tree.append(last, FileMode.REGULAR_FILE, before);
      }
      String tip = push == 2 ? commit(pack, tree) : head;

      HttpResponse<String> answer = client.branch("deep" + push, tip, pack.bytes());

      assertThat(answer.body()).contains("unpack ok", "ok refs/heads/deep" + push);
    }
    cloned();
  }

  private static String commit(PackBytes pack, TreeFormatter tree) {
    byte[] entries = tree.toByteArray();
    pack.whole(Constants.OBJ_TREE, entries);
    String id = new ObjectInserter.Formatter().idFor(Constants.OBJ_TREE, entries).name();
    byte[] commit =
        text("tree %s\nauthor A <a@b> 0 +0000\ncommitter A <a@b> 0 +0000\n\nA\n".formatted(id));
    pack.whole(Constants.OBJ_COMMIT, commit);
    return new ObjectInserter.Formatter().idFor(Constants.OBJ_COMMIT, commit).name();
  }

  @Test
  void aFewBytesThatMakeAGigabyteAreRefusedBeforeThereIsRoomForIt() {
    PackBytes pack = new PackBytes();
    byte[] base = new byte[1 << 20];
    int at = pack.whole(Constants.OBJ_BLOB, base);
    pack.difference(at, times(base.length, 1_024));

    refused(pack, "bytes");
  }

  @Test
  void manyThatAreNotLargeAreBoundedTogether() {
    PackBytes pack = new PackBytes();
    byte[] content = new byte[900_000];
    int base = pack.whole(Constants.OBJ_BLOB, content);
    for (int i = 1; i < 400; i++) {
      int next = pack.difference(base, delta(content.length, 4, text("%04d".formatted(i))));
      pack.difference(base, delta(content.length, 4, text("b%03d".formatted(i))));
      base = next;
    }

    refused(pack, "large files that come as differences");
  }

  @Test
  void aTagOfATagOfATagAndSoOnIsRefused() {
    PackBytes pack = new PackBytes();
    String named = head;
    String type = "commit";
    for (int i = 0; i < 100; i++) {
      byte[] tag =
          text(
              "object %s\ntype %s\ntag t%d\ntagger A <a@b> 0 +0000\n\nA\n"
                  .formatted(named, type, i));
      pack.whole(Constants.OBJ_TAG, tag);
      named = new ObjectInserter.Formatter().idFor(Constants.OBJ_TAG, tag).name();
      type = "tag";
    }

    HttpResponse<String> answer =
        client.push(List.of("%s %s refs/tags/x".formatted(RawPush.NONE, named)), pack.bytes());

    assertThat(answer.body()).contains("ng refs/tags/x a tag names a commit through at most 64");
  }

  @Test
  void aTreeThatIsTooLargeIsRefusedBeforeItIsRead() {
    PackBytes pack = new PackBytes();
    pack.entry(Constants.OBJ_TREE, 60L << 20, new byte[0], new byte[10]);

    refused(pack, "a tree has 62914560 bytes");
  }

  @Test
  void sizesThatNoNumberHoldsAreRefused() {
    for (long size : new long[] {1L << 31, 1L << 40, Long.MAX_VALUE, -1}) {
      PackBytes pack = new PackBytes();
      pack.entry(Constants.OBJ_BLOB, size, new byte[0], new byte[10]);

      HttpResponse<String> answer = client.branch("x", head, pack.bytes());

      assertThat(answer.body()).contains("unpack error ", "ng refs/heads/x ");
    }
  }

  /** As packs were taken in before they were looked at. */
  private void kept(PackBytes pack) throws IOException {
    try (Repository git =
            new FileRepositoryBuilder().setGitDir(host.bare(1).toFile()).setBare().build();
        ObjectInserter inserter = git.newObjectInserter()) {
      PackParser parser = inserter.newPackParser(new ByteArrayInputStream(pack.bytes()));
      parser.setAllowThin(true);
      parser.parse(NullProgressMonitor.INSTANCE);
    }
  }

  @Test
  void aRepositoryThatHoldsACircleIsNotReadAndOthersAre() throws IOException {
    Ref other = host.repository("others");
    PackBytes pack = new PackBytes();
    pack.difference(blob(THERE), ITSELF);
    kept(pack);

    for (Runnable read :
        List.<Runnable>of(
            () -> host.text(repository, "letter"),
            () -> host.log(repository),
            () -> host.branch(repository, "b"),
            () -> host.commit(repository, "main", "new", "new"))) {
      assertThat(Failures.expect(FailureCode.CONFLICT, read::run).message())
          .contains("holds a pack that cannot be read to an end (pack-");
    }
    assertThat(new GitCommand(home).fails("clone", client.door().url("main/letters"), "copy"))
        .doesNotContain("Exception");
    assertThat(client.branch("x", head, new PackBytes().bytes()).body())
        .contains("cannot be read to an end");
    assertThat(host.text(other, "README.md")).isEqualTo("# others\n");
    host.git().deleteRepository(new WhichRepository(repository), host.call("repository.delete"));
  }

  @Test
  void aRepositoryThatHoldsALongChainIsNotRead() throws IOException {
    PackBytes pack = new PackBytes();
    byte[] content = text("begin     ");
    int base = pack.whole(Constants.OBJ_BLOB, content);
    for (int i = 0; i < 5_000; i++) {
      base = pack.difference(base, delta(content.length, 5, text("%05d".formatted(i))));
    }
    kept(pack);

    assertThat(
            Failures.expect(FailureCode.CONFLICT, () -> host.text(repository, "letter")).message())
        .contains("more than 4095 differences");
  }
}
