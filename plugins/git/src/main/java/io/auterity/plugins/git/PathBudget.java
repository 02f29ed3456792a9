package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.toolkit.Cancelled;
import java.io.IOException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * The path budget of one call: how many paths it may visit, and how long they may be. A tree of ten
 * entries that are one tree of ten entries, and so on ten times, takes a kilobyte and has ten
 * thousand million paths. As a filter it lets every entry pass that is still within the bound.
 */
final class PathBudget extends TreeFilter {

  static final int MOST = 500_000;

  private static final long MOST_BYTES = 32L << 20;
  private static final int LONGEST = 4_096;
  private static final int ROUND = 1_024;

  private final String field;
  private final Call call;
  private int visited;
  private long bytes;

  /** Of a call whose input's field names what is walked through. */
  PathBudget(String field, Call call) {
    this.field = field;
    this.call = call;
  }

  /**
   * Counts one more path of so many bytes.
   *
   * @throws CallFailedException {@code too_large}
   */
  void one(int length) {
    if (visited++ % ROUND == 0) {
      Cancelled.check(call);
    }
    bytes += length;
    if (length > LONGEST) {
      throw GitErrors.tooLarge(
          field, "has paths of more than %d bytes: read it with a git client".formatted(LONGEST));
    }
    if (visited > MOST || bytes > MOST_BYTES) {
      throw GitErrors.tooLarge(
          field,
          "has more than %d paths or %d bytes of them: use a git client"
              .formatted(MOST, MOST_BYTES));
    }
  }

  /** Refuses a commit whose paths are too many or too long. */
  void require(OpenRepository repository, ObjectId commit) throws IOException {
    try (TreeWalk walk = new TreeWalk(repository.git())) {
      walk.setRecursive(true);
      walk.setFilter(this);
      walk.addTree(repository.parsed(commit).getTree());
      while (walk.next()) {
        // The filter counts.
      }
    }
  }

  /** The files of a commit, ready to be changed. */
  DirCache files(OpenRepository repository, ObjectId commit) throws IOException {
    DirCache files = DirCache.newInCore();
    DirCacheBuilder builder = files.builder();
    try (TreeWalk walk = new TreeWalk(repository.git())) {
      walk.setRecursive(true);
      walk.setFilter(this);
      walk.addTree(repository.parsed(commit).getTree());
      while (walk.next()) {
        DirCacheEntry entry = new DirCacheEntry(walk.getRawPath());
        entry.setFileMode(walk.getFileMode());
        entry.setObjectId(walk.getObjectId(0));
        builder.add(entry);
      }
    }
    builder.finish();
    return files;
  }

  @Override
  public boolean include(TreeWalk walk) {
    one(walk.getPathLength());
    return true;
  }

  @Override
  public boolean shouldBeRecursive() {
    return false;
  }

  // One count for all walks of a call.
  @Override
  public TreeFilter clone() {
    return this;
  }
}
