package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.toolkit.Cancelled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.dircache.DirCacheBuildIterator;
import org.eclipse.jgit.errors.NoMergeBaseException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeAttributes;
import org.eclipse.jgit.merge.RecursiveMerger;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.merge.ThreeWayMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.jspecify.annotations.Nullable;

/** Makes the commits that bring one branch into another; no branch is moved here. */
record Merging(OpenRepository repository, Call call) {

  private static final int MOST_PATHS = 20;
  private static final int MOST_PICKED = 1_000;

  /** Whether the two can be merged without conflict; nothing is written. */
  boolean fits(ObjectId target, ObjectId head) throws IOException {
    try {
      return new MergeSize(repository, call).fits(target, head)
          && merger().merge(false, target, head);
    } catch (NoMergeBaseException e) {
      return false;
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.TOO_LARGE) {
        return false;
      }
      throw e;
    }
  }

  ObjectId merge(ObjectId target, ObjectId head, String message) throws IOException {
    return insert(tree(target, head), List.of(target, head), message, person());
  }

  ObjectId squash(ObjectId target, ObjectId head, String message) throws IOException {
    return insert(tree(target, head), List.of(target), message, person());
  }

  /** The commits of the head one by one upon the target; merges among them are left out. */
  ObjectId rebase(ObjectId target, ObjectId head) throws IOException {
    ObjectId tip = target;
    for (RevCommit commit : lacking(target, head)) {
      Cancelled.check(call);
      if (commit.getParentCount() == 1) {
        tip = picked(tip, commit);
      }
    }
    return tip;
  }

  private ObjectId picked(ObjectId tip, RevCommit commit) throws IOException {
    ThreeWayMerger merger = merger();
    new MergeSize(repository, call).require(commit.getParent(0), tip, commit);
    merger.setBase(commit.getParent(0));
    requireMerged(merger, merger.merge(tip, commit));
    ObjectId tree = merger.getResultTreeId();
    boolean nothingNew = tree.equals(repository.parsed(tip).getTree());
    return nothingNew
        ? tip
        : insert(tree, List.of(tip), commit.getFullMessage(), commit.getAuthorIdent());
  }

  private List<RevCommit> lacking(ObjectId target, ObjectId head) throws IOException {
    List<RevCommit> commits = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository.git())) {
      walk.sort(RevSort.TOPO);
      walk.sort(RevSort.REVERSE, true);
      walk.markStart(walk.parseCommit(head));
      walk.markUninteresting(walk.parseCommit(target));
      for (RevCommit commit : walk) {
        if (commits.size() == MOST_PICKED) {
          throw GitErrors.tooLarge(
              "method", "at most %d commits can be rebased: squash them".formatted(MOST_PICKED));
        }
        walk.parseBody(commit);
        commits.add(commit);
      }
    }
    return commits;
  }

  private ObjectId tree(ObjectId target, ObjectId head) throws IOException {
    new MergeSize(repository, call).require(target, head);
    ThreeWayMerger merger = merger();
    requireMerged(merger, merger.merge(target, head));
    return merger.getResultTreeId();
  }

  private static void requireMerged(ThreeWayMerger merger, boolean merged) {
    if (!merged) {
      List<String> paths =
          merger instanceof ResolveMerger resolving ? resolving.getUnmergedPaths() : List.of();
      throw GitErrors.conflict(
          "pull",
          "both branches change %s: bring the target into the source first"
              .formatted(String.join(", ", paths.subList(0, Math.min(MOST_PATHS, paths.size())))));
    }
  }

  private ThreeWayMerger merger() {
    return new Counted(repository.git(), new PathBudget("pull", call));
  }

  /** A merge that counts the paths of each walk of it, those of merge bases too. */
  private static final class Counted extends RecursiveMerger {

    private final PathBudget pathBudget;

    Counted(Repository git, PathBudget pathBudget) {
      super(git, true);
      this.pathBudget = pathBudget;
    }

    @Override
    protected boolean processEntry(
        @Nullable CanonicalTreeParser base,
        @Nullable CanonicalTreeParser ours,
        @Nullable CanonicalTreeParser theirs,
        DirCacheBuildIterator index,
        @Nullable WorkingTreeIterator work,
        boolean ignoreConflicts,
        MergeAttributes attributes)
        throws IOException {
      pathBudget.one(tw.getPathLength());
      return super.processEntry(base, ours, theirs, index, work, ignoreConflicts, attributes);
    }
  }

  private PersonIdent person() {
    return repository.host().person();
  }

  private ObjectId insert(ObjectId tree, List<ObjectId> parents, String message, PersonIdent author)
      throws IOException {
    try (ObjectInserter inserter = repository.git().newObjectInserter()) {
      ObjectId commit = repository.insert(inserter, tree, parents, message, author);
      inserter.flush();
      return commit;
    }
  }
}
