package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.toolkit.Cancelled;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * The size limit of a merge: how much it would compare line by line, which is the files that both
 * sides changed. Their bytes and lines are bounded, as such a comparison may take time by the
 * product of both sides' lines.
 */
record MergeSize(OpenRepository repository, Call call) {

  private static final long MOST_BYTES = 4L * 1024 * 1024;
  private static final long MOST_BYTES_OF_ALL = 64L * 1024 * 1024;
  private static final int MOST_LINES = 40_000;
  private static final int BASE = 0;
  private static final int OURS = 1;
  private static final int THEIRS = 2;

  boolean fits(ObjectId target, ObjectId head) throws IOException {
    return flaw(base(target, head), target, head) == null;
  }

  void require(ObjectId target, ObjectId head) throws IOException {
    require(base(target, head), target, head);
  }

  /**
   * Refuses what is too much.
   *
   * @param base where both sides come from; null where they have nothing in common
   * @throws CallFailedException {@code too_large}
   */
  void require(@Nullable ObjectId base, ObjectId target, ObjectId head) throws IOException {
    String flaw = flaw(base, target, head);
    if (flaw != null) {
      throw GitErrors.tooLarge(
          "pull", flaw + ": bring the target into the source with a git client first");
    }
  }

  private @Nullable ObjectId base(ObjectId target, ObjectId head) throws IOException {
    try (RevWalk walk = new RevWalk(repository.git())) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(target));
      walk.markStart(walk.parseCommit(head));
      return walk.next();
    }
  }

  private @Nullable String flaw(@Nullable ObjectId base, ObjectId target, ObjectId head)
      throws IOException {
    if (base == null) {
      return null;
    }
    long all = 0;
    try (TreeWalk walk = changed(base, target, head)) {
      while (walk.next()) {
        Cancelled.check(call);
        long bytes = bothChanged(walk) ? most(walk) : 0;
        all += bytes;
        if (bytes > MOST_BYTES || all > MOST_BYTES_OF_ALL) {
          return "both branches change more than can be merged here, %s with %d bytes among it"
              .formatted(walk.getPathString(), bytes);
        }
        if (bytes > 0 && hasManyLines(walk)) {
          return "both branches change %s, which has more than %d lines"
              .formatted(walk.getPathString(), MOST_LINES);
        }
      }
      return null;
    }
  }

  private TreeWalk changed(ObjectId base, ObjectId target, ObjectId head) throws IOException {
    TreeWalk walk = new TreeWalk(repository.git());
    walk.setRecursive(true);
    for (ObjectId side : new ObjectId[] {base, target, head}) {
      RevCommit commit = repository.parsed(side);
      walk.addTree(commit.getTree());
    }
    walk.setFilter(AndTreeFilter.create(new PathBudget("pull", call), TreeFilter.ANY_DIFF));
    return walk;
  }

  private static boolean bothChanged(TreeWalk walk) {
    return !walk.idEqual(BASE, OURS) && !walk.idEqual(BASE, THEIRS) && !walk.idEqual(OURS, THEIRS);
  }

  private long most(TreeWalk walk) throws IOException {
    long most = 0;
    for (int side = BASE; side <= THEIRS; side++) {
      most = Math.max(most, isFile(walk, side) ? loader(walk, side).getSize() : 0);
    }
    return most;
  }

  /** Whether a file has more lines than are compared with another's. */
  static boolean hasManyLines(ObjectLoader file) throws IOException {
    return lines(file) > MOST_LINES;
  }

  private boolean hasManyLines(TreeWalk walk) throws IOException {
    for (int side = BASE; side <= THEIRS; side++) {
      if (isFile(walk, side) && hasManyLines(loader(walk, side))) {
        return true;
      }
    }
    return false;
  }

  private static int lines(ObjectLoader file) throws IOException {
    int lines = 0;
    byte[] buffer = new byte[8192];
    try (InputStream in = file.openStream()) {
      for (int some = in.read(buffer); some >= 0; some = in.read(buffer)) {
        for (int i = 0; i < some; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }

  private static boolean isFile(TreeWalk walk, int side) {
    return (walk.getRawMode(side) & 0xF000) == 0x8000;
  }

  private ObjectLoader loader(TreeWalk walk, int side) throws IOException {
    return repository.git().open(walk.getObjectId(side));
  }
}
