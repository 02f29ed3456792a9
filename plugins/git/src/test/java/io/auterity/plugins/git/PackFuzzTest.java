package io.auterity.plugins.git;

import static io.auterity.plugins.git.PackBytes.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Ref;
import io.auterity.testkit.git.GitCommand;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packs that are drawn are pushed here, and judged by the real git: what it refuses is refused, and
 * what it takes is taken, but for what stands in {@link #STRICTER} and {@link #LENIENT}. The same
 * draws each time; with {@code --explore} others, and many.
 */
@Timeout(value = 3_600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PackFuzzTest {

  private static final boolean EXPLORES = Boolean.getBoolean("auterity.explore");
  private static final int DRAWS = EXPLORES ? 3_000 : 150;
  private static final long SEED = EXPLORES ? System.nanoTime() : 51;

  /** Git minds the first only where it is told to be strict, and leaves unread what follows. */
  private static final Pattern STRICTER =
      Pattern.compile("appears twice in the pack|expected EOF; received");

  /** Names of people that old programs wrote, which git clients go on to push. */
  private static final Pattern LENIENT =
      Pattern.compile("missingEmail|badName|badDate|badTimezone|missingSpaceBefore\\w+|zeroPadded");

  @TempDir private Path home;

  private final GitHost host = GitHost.open();
  private final Ref repository = host.repository("letters");

  private GitCommand judge() {
    return new GitCommand(home).in("judge");
  }

  /** A repository here and one of the judge, and real packs for both. */
  private List<byte[]> prepare(GitDoor door) throws IOException {
    GitCommand copy = new GitCommand(home).cloned(door.url("main/letters"), "copy");
    copy.commits("letter", "a letter\n").commits("long", "line\n".repeat(400));
    copy.does("push", "-q");
    copy.does("branch", "-q", "pushed");
    copy.commits("letter", "another letter\n").commits("long", "line\n".repeat(401) + "end\n");
    copy.commits("long", "first\n" + "line\n".repeat(402));
    copy.does("tag", "-am", "Tag", "v1");
    List<byte[]> packs = new ArrayList<>();
    for (String options : List.of("--thin", "--thin --delta-base-offset", "--depth=0", "")) {
      packs.add(packed(copy, options));
    }
    new GitCommand(home).does("init", "-q", "--bare", "judge");
    Path alternates = judge().folder().resolve("objects/info/alternates");
    copy.does("clone", "-q", "--bare", "--single-branch", "-b", "pushed", "../copy", "whole");
    Files.writeString(alternates, copy.folder().resolve("whole/objects").toString());
    return packs;
  }

  private static byte[] packed(GitCommand copy, String options) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("pack-objects", "--stdout", "--revs", "-q", "--no-reuse-delta"));
    words.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));
    Process git = copy.start(words.toArray(String[]::new));
    git.getOutputStream().write("v1\nmain\n^pushed\n".getBytes(StandardCharsets.US_ASCII));
    git.getOutputStream().close();
    return git.getInputStream().readAllBytes();
  }

  /** What git says against it; empty when it takes it. */
  private String judged(byte[] pack) throws Exception {
    Process git = judge().start("index-pack", "--stdin", "--fix-thin", "--fsck-objects");
    try (var in = git.getOutputStream()) {
      in.write(pack);
    } catch (IOException e) {
      // It has ended already.
    }
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return git.waitFor() == 0 ? "" : said;
  }

  // What is there at the judge is there here, for the next to build upon.
  private void forget(List<Path> before) throws IOException {
    for (Path file : packs()) {
      if (!before.contains(file)) {
        Files.delete(file);
      }
    }
  }

  private List<Path> packs() throws IOException {
    try (var files = Files.list(judge().folder().resolve("objects/pack"))) {
      return files.toList();
    }
  }

  @Test
  void whatGitRefusesIsRefusedAndWhatIsTakenIsSound() throws Exception {
    GitCommand.require(home);
    try (RawPush client = new RawPush(new GitDoor(() -> host))) {
      List<byte[]> packs = prepare(client.door());
      PackMutations draws = new PackMutations(new Random(SEED), packs, text("a letter\n"));
      int taken = 0;
      for (int draw = 0; draw < DRAWS; draw++) {
        taken += compare(client, draw, draws.next()) ? 1 : 0;
      }
      assertThat(taken).isBetween(DRAWS / 10, DRAWS * 9 / 10);

      assertThat(new GitCommand(host.bare(1)).does("fsck", "--full", "--strict", "--no-dangling"))
          .doesNotContain("error", "missing", "broken", "corrupt");
      GitCommand last = new GitCommand(home).cloned(client.door().url("main/letters"), "last");
      assertThat(last.does("fsck", "--strict")).isEmpty();
    }
  }

  /** Whether it is taken. */
  private boolean compare(RawPush client, int draw, byte[] pack) throws Exception {
    List<Path> before = packs();
    String git = judged(pack);
    HttpResponse<String> answer = client.branch("draw" + draw, host.head(repository, "main"), pack);
    String said = answer.body();

    String draws = "seed %d, draw %d: git says '%s', here '%s'".formatted(SEED, draw, git, said);
    assertThat(answer.statusCode()).as(draws).isEqualTo(200);
    assertThat(said).as(draws).containsPattern("unpack (ok|error )").doesNotContain("Exception");
    boolean taken = said.contains("unpack ok");
    if (!taken) {
      forget(before);
    }
    if (taken != git.isEmpty()) {
      assertThat(taken ? git : said).as(draws).containsPattern(taken ? LENIENT : STRICTER);
    }
    assertThat(said).as(draws).contains((taken ? "ok" : "ng") + " refs/heads/draw" + draw);
    return taken;
  }
}
