package io.auterity.plugins.knowledge;

import io.auterity.spi.Call;
import io.auterity.toolkit.Cancelled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.TreeRevFilter;
import org.eclipse.jgit.revwalk.filter.AndRevFilter;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The store as it is at its newest commit, open for one call. */
record PagesAtHead(Repository git, Holdings holdings, Call call) {

  private static final int LARGEST_FILE = 64 * 1024 * 1024;

  // Itself, its text and that in the answer.
  private static final long BYTE = 4;

  /** The text of a page. */
  String body(PageFile page) throws IOException {
    return FrontMatter.of(bytes(page.blob())).body();
  }

  Optional<byte[]> file(String path) throws IOException {
    return isEmpty() ? Optional.empty() : file(holdings.head(), path);
  }

  /** The file as it was at a commit. */
  Optional<byte[]> file(ObjectId commit, String path) throws IOException {
    try (RevWalk commits = new RevWalk(git);
        TreeWalk walk = TreeWalk.forPath(git, path, commits.parseCommit(commit).getTree())) {
      return walk == null ? Optional.empty() : Optional.of(bytes(walk.getObjectId(0)));
    }
  }

  // Its size is known before anything of it is unpacked.
  private byte[] bytes(ObjectId blob) throws IOException {
    try (ObjectReader reader = git.newObjectReader()) {
      long size = reader.getObjectSize(blob, Constants.OBJ_BLOB);
      call.reserve(BYTE * Math.min(size, LARGEST_FILE));
      return reader.open(blob, Constants.OBJ_BLOB).getBytes(LARGEST_FILE);
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

  /** A walk over the commits that changed a file or folder, newest first; it ends with the call. */
  RevWalk history(ObjectId from, String path) throws IOException {
    RevWalk walk = new RevWalk(git);
    walk.markStart(walk.parseCommit(from));
    TreeFilter changed = AndTreeFilter.create(PathFilter.create(path), TreeFilter.ANY_DIFF);
    walk.setRevFilter(AndRevFilter.create(new Awaited(call), new TreeRevFilter(walk, changed)));
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
      walk.markStart(walk.parseCommit(holdings.head()));
      walk.setRevFilter(new Awaited(call));
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        if (commit.equals(id)) {
          return Optional.of(commit);
        }
      }
      return Optional.empty();
    }
  }

  /** Lets every commit pass while the caller waits. */
  private static final class Awaited extends RevFilter {

    private final Call call;

    Awaited(Call call) {
      this.call = call;
    }

    @Override
    public boolean include(RevWalk walk, RevCommit commit) {
      Cancelled.check(call);
      return true;
    }

    @Override
    public boolean requiresCommitBody() {
      return false;
    }

    @Override
    public RevFilter clone() {
      return this;
    }
  }

  private boolean isEmpty() {
    return holdings.head().equals(ObjectId.zeroId());
  }
}
