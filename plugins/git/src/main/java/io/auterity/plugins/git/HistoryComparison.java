package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.git.ChangedFile;
import io.auterity.spi.git.CommitComparison;
import io.auterity.spi.git.CommitRange;
import io.auterity.spi.git.GitCommit;
import io.auterity.toolkit.Cancelled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.util.io.DisabledOutputStream;

/**
 * The comparison of two lines of commits: what one has that another lacks. Files are compared with
 * where the two lines part; the newest {@value #MOST_COMMITS} commits and the first {@value
 * #MOST_FILES} files are told.
 */
record HistoryComparison(OpenRepository repository, Call call) {

  static final int MOST_COMMITS = 250;
  static final int MOST_FILES = 300;

  private static final long MOST_CHARACTERS = 4L << 20;
  private static final int LARGEST_FILE = 1024 * 1024;

  CommitComparison of(CommitRange range) throws IOException {
    ObjectId base = repository.commit("base", range.base());
    ObjectId head = repository.commit("head", range.head());
    List<GitCommit> commits = new ArrayList<>();
    int ahead = walk(base, head, commits);
    Collections.reverse(commits);
    int behind = walk(head, base, new ArrayList<>());
    List<ChangedFile> files = files(parting(base, head), head);
    boolean truncated = ahead > commits.size() || files.size() > MOST_FILES;
    List<ChangedFile> told = truncated ? firstOf(files) : files;
    return new CommitComparison(ahead, behind, commits, told, truncated);
  }

  private static List<ChangedFile> firstOf(List<ChangedFile> files) {
    return files.subList(0, Math.min(MOST_FILES, files.size()));
  }

  /** How many commits of {@code there} are not in {@code here}; the newest are collected. */
  private int walk(ObjectId here, ObjectId there, List<GitCommit> newest) throws IOException {
    try (RevWalk walk = new RevWalk(repository.git())) {
      walk.sort(RevSort.TOPO);
      walk.markStart(walk.parseCommit(there));
      walk.markUninteresting(walk.parseCommit(here));
      int count = 0;
      long characters = 0;
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        Cancelled.check(call);
        if (count++ < MOST_COMMITS && characters <= MOST_CHARACTERS) {
          GitCommit told = OpenRepository.record(commit);
          characters += told.message().length();
          newest.add(told);
        }
        commit.disposeBody();
      }
      return count;
    }
  }

  /** Where the two lines part; the base where they have nothing in common. */
  private ObjectId parting(ObjectId base, ObjectId head) throws IOException {
    try (RevWalk walk = new RevWalk(repository.git())) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(base));
      walk.markStart(walk.parseCommit(head));
      RevCommit common = walk.next();
      return common == null ? base : common;
    }
  }

  private List<ChangedFile> files(ObjectId from, ObjectId to) throws IOException {
    try (DiffFormatter formatter = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
      formatter.setRepository(repository.git());
      formatter.setDetectRenames(true);
      formatter.setBinaryFileThreshold(LARGEST_FILE);
      formatter.setPathFilter(new PathBudget("head", call));
      List<ChangedFile> files = new ArrayList<>();
      for (DiffEntry entry :
          formatter.scan(repository.parsed(from).getTree(), repository.parsed(to).getTree())) {
        Cancelled.check(call);
        if (files.size() <= MOST_FILES) {
          files.add(file(entry, formatter));
        }
      }
      return files;
    }
  }

  private ChangedFile file(DiffEntry entry, DiffFormatter formatter) throws IOException {
    boolean gone = entry.getChangeType() == DiffEntry.ChangeType.DELETE;
    String path = gone ? entry.getOldPath() : entry.getNewPath();
    if (hasManyLines(entry.getOldId()) || hasManyLines(entry.getNewId())) {
      return new ChangedFile(path, status(entry), null, null);
    }
    FileHeader header = formatter.toFileHeader(entry);
    if (header.getPatchType() != FileHeader.PatchType.UNIFIED) {
      return new ChangedFile(path, status(entry), null, null);
    }
    int added = header.toEditList().stream().mapToInt(Edit::getLengthB).sum();
    int removed = header.toEditList().stream().mapToInt(Edit::getLengthA).sum();
    return new ChangedFile(path, status(entry), added, removed);
  }

  // As the comparison may take time by the product of both sides' lines.
  private boolean hasManyLines(AbbreviatedObjectId file) throws IOException {
    ObjectId id = file == null ? null : file.toObjectId();
    if (id == null
        || id.equals(ObjectId.zeroId())
        || !repository.git().getObjectDatabase().has(id)) {
      return false;
    }
    ObjectLoader loader = repository.git().open(id);
    return loader.getSize() <= LARGEST_FILE && MergeSize.hasManyLines(loader);
  }

  private static String status(DiffEntry entry) {
    return switch (entry.getChangeType()) {
      case ADD -> "added";
      case MODIFY -> "modified";
      case DELETE -> "removed";
      case RENAME -> "renamed";
      default -> entry.getChangeType().name().toLowerCase(Locale.ROOT);
    };
  }
}
