package io.auterity.plugins.knowledge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The store as it is at its newest commit, open for one call. */
record PagesAtHead(Repository git, Holdings holdings) {

  private static final int LARGEST_FILE = 64 * 1024 * 1024;

  /** The text of a page. */
  String body(HeldPage page) throws IOException {
    return FrontMatter.of(git.open(page.blob()).getBytes(LARGEST_FILE)).body();
  }

  Optional<byte[]> file(String path) throws IOException {
    return isEmpty() ? Optional.empty() : file(holdings.head(), path);
  }

  /** The file as it was at a commit. */
  Optional<byte[]> file(ObjectId commit, String path) throws IOException {
    try (RevWalk commits = new RevWalk(git);
        TreeWalk walk = TreeWalk.forPath(git, path, commits.parseCommit(commit).getTree())) {
      return walk == null
          ? Optional.empty()
          : Optional.of(git.open(walk.getObjectId(0), Constants.OBJ_BLOB).getBytes(LARGEST_FILE));
    }
  }

  /** Names of what lies in a folder. */
  List<String> names(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    if (isEmpty()) {
      return names;
    }
    try (RevWalk commits = new RevWalk(git);
        TreeWalk walk =
            TreeWalk.forPath(git, folder, commits.parseCommit(holdings.head()).getTree())) {
      if (walk != null && walk.isSubtree()) {
        walk.enterSubtree();
        while (walk.next()) {
          names.add(walk.getNameString());
        }
      }
    }
    return names;
  }

  /** A walk over the commits that changed a file or folder, newest first. */
  RevWalk history(ObjectId from, String path) throws IOException {
    RevWalk walk = new RevWalk(git);
    walk.markStart(walk.parseCommit(from));
    walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(path), TreeFilter.ANY_DIFF));
    walk.setRewriteParents(false);
    return walk;
  }

  /** Whether there was such a file once. */
  boolean had(String path) throws IOException {
    if (isEmpty()) {
      return false;
    }
    try (RevWalk walk = history(holdings.head(), path)) {
      return walk.next() != null;
    }
  }

  /** The commit of that name, if it is part of the history. */
  Optional<RevCommit> commit(String name) throws IOException {
    if (isEmpty() || !ObjectId.isId(name)) {
      return Optional.empty();
    }
    ObjectId id = ObjectId.fromString(name);
    try (RevWalk walk = new RevWalk(git)) {
      boolean is =
          git.getObjectDatabase().has(id) && walk.parseAny(id).getType() == Constants.OBJ_COMMIT;
      if (!is) {
        return Optional.empty();
      }
      RevCommit commit = walk.parseCommit(id);
      boolean reached = walk.isMergedInto(commit, walk.parseCommit(holdings.head()));
      return reached ? Optional.of(commit) : Optional.empty();
    }
  }

  private boolean isEmpty() {
    return holdings.head().equals(ObjectId.zeroId());
  }
}
