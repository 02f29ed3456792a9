package io.auterity.plugins.git;

import io.auterity.plugins.git.RefMoves.Move;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.git.GitCommit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * A repository that is open for one call: what its names point to, and how they are moved.
 *
 * @param by who moves them; null where that is not known
 */
record OpenRepository(
    Host host, StoredRepository storedRepository, Repository git, @Nullable String by) {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}");

  StoredRepository held() {
    return storedRepository;
  }

  /** Refs whose names begin so, in the order of these. */
  List<Ref> refs(String prefix) throws IOException {
    return git.getRefDatabase().getRefsByPrefix(prefix).stream()
        .sorted(Comparator.comparing(Ref::getName))
        .toList();
  }

  /**
   * Refuses the name of a ref that this disk, because it knows no case, takes for another one's.
   */
  void requireOwnName(String name) throws IOException {
    if (!Files.exists(git.getDirectory().toPath().resolve("head"))) {
      return;
    }
    List<String> others = refs(Constants.R_REFS).stream().map(Ref::getName).toList();
    Optional<String> alike = GitNames.alike(name, others);
    if (alike.isPresent()) {
      throw GitErrors.conflict(
          "name",
          "%s differs from %s in case only, which this server's disk does not tell apart"
              .formatted(Repository.shortenRefName(name), Repository.shortenRefName(alike.get())));
    }
  }

  boolean isEmpty() throws IOException {
    return git.getRefDatabase().getRefsByPrefix(Constants.R_HEADS).isEmpty();
  }

  Optional<ObjectId> branch(String name) throws IOException {
    return peeled(Constants.R_HEADS + name);
  }

  Optional<ObjectId> tag(String name) throws IOException {
    return peeled(Constants.R_TAGS + name);
  }

  private Optional<ObjectId> peeled(String name) throws IOException {
    // What git does not take as a name is no name of a file that is read.
    Ref ref = Repository.isValidRefName(name) ? git.exactRef(name) : null;
    if (ref == null || ref.getObjectId() == null) {
      return Optional.empty();
    }
    ObjectId peeled = git.getRefDatabase().peel(ref).getPeeledObjectId();
    return Optional.of(peeled == null ? ref.getObjectId() : peeled);
  }

  ObjectId requireBranch(String field, String name) throws IOException {
    return branch(name)
        .orElseThrow(
            () -> GitErrors.unknown(field, storedRepository.path() + " has no branch " + name));
  }

  /** The commit that a branch, a tag or a hash names. */
  ObjectId commit(String field, String name) throws IOException {
    if (HASH.matcher(name).matches()) {
      ObjectId hash = ObjectId.fromString(name);
      if (isCommit(hash)) {
        return hash;
      }
      throw GitErrors.unknown(
          field, "%s has no commit %s".formatted(storedRepository.path(), name));
    }
    return branch(name)
        .or(() -> tagOrNothing(name))
        .orElseThrow(
            () ->
                GitErrors.unknown(
                    field,
                    "%s has no branch, tag or commit %s".formatted(storedRepository.path(), name)));
  }

  private Optional<ObjectId> tagOrNothing(String name) {
    try {
      return tag(name);
    } catch (IOException e) {
      throw GitErrors.of(e);
    }
  }

  private boolean isCommit(ObjectId id) throws IOException {
    try (RevWalk walk = new RevWalk(git)) {
      if (!git.getObjectDatabase().has(id)) {
        return false;
      }
      RevObject object = walk.parseAny(id);
      return object.getType() == Constants.OBJ_COMMIT;
    }
  }

  RevCommit parsed(ObjectId commit) throws IOException {
    try (RevWalk walk = new RevWalk(git)) {
      return walk.parseCommit(commit);
    }
  }

  /** Whether all of {@code older} is part of {@code newer}. */
  boolean contains(ObjectId newer, ObjectId older) throws IOException {
    try (RevWalk walk = new RevWalk(git)) {
      return walk.isMergedInto(walk.parseCommit(older), walk.parseCommit(newer));
    }
  }

  /**
   * Moves a ref, if it points where the caller believes, and tells of it.
   *
   * @param before {@link ObjectId#zeroId()} for one that is to be new
   * @throws CallFailedException {@code conflict} when it points elsewhere
   */
  void move(String name, ObjectId before, ObjectId after) throws IOException {
    if (before.equals(ObjectId.zeroId())) {
      requireOwnName(name);
    }
    if (before.equals(ObjectId.zeroId()) && git.getRefDatabase().isNameConflicting(name)) {
      throw GitErrors.conflict(
          "name",
          "%s and another name are like a file and a folder of one name: choose another"
              .formatted(Repository.shortenRefName(name)));
    }
    telling(List.of(new Move(name, before, after)), () -> set(name, before, after));
  }

  private void set(String name, ObjectId before, ObjectId after) throws IOException {
    RefUpdate update = git.updateRef(name);
    update.disableRefLog();
    update.setExpectedOldObjectId(before);
    update.setNewObjectId(after);
    update.setForceUpdate(true);
    require(name, update.update());
  }

  void remove(String name, ObjectId before) throws IOException {
    telling(
        List.of(new Move(name, before, ObjectId.zeroId())),
        () -> {
          RefUpdate update = git.updateRef(name);
          update.setExpectedOldObjectId(before);
          update.setForceUpdate(true);
          require(name, update.delete());
        });
  }

  /** What moves refs. */
  @FunctionalInterface
  interface Moving {
    void run() throws IOException;
  }

  /** Moves refs and tells of those that were moved. */
  void telling(List<Move> moves, Moving moving) throws IOException {
    RefMoves told = host.moves();
    told.begin(this, moves);
    try {
      moving.run();
    } finally {
      tell(told);
    }
  }

  // What has moved stays so: where it cannot be told now, it is later.
  private void tell(RefMoves told) throws IOException {
    try {
      told.end(this);
    } catch (CallFailedException _) {
      return;
    }
  }

  private static void require(String name, RefUpdate.Result result) {
    switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
      default -> throw GitErrors.notMoved(Repository.shortenRefName(name), result);
    }
  }

  /** A default branch must be there unless the repository is empty. */
  boolean requirePointable(String branch) throws IOException {
    return isEmpty() || !requireBranch("defaultBranch", branch).equals(ObjectId.zeroId());
  }

  /** Makes clients check out this branch. */
  boolean pointHead(String branch) throws IOException {
    git.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
    return true;
  }

  /** Adds the first commit, of which nothing is told: the repository begins with it. */
  void begin() throws IOException {
    try (ObjectInserter inserter = git.newObjectInserter()) {
      String text = "# " + storedRepository.name() + "\n";
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
      TreeFormatter tree = new TreeFormatter();
      tree.append("README.md", FileMode.REGULAR_FILE, blob);
      ObjectId commit = insert(inserter, inserter.insert(tree), List.of(), "Begin", host.person());
      inserter.flush();
      set(Constants.R_HEADS + storedRepository.defaultBranch(), ObjectId.zeroId(), commit);
    }
  }

  ObjectId insert(
      ObjectInserter inserter,
      ObjectId tree,
      List<ObjectId> parents,
      String message,
      PersonIdent author)
      throws IOException {
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setParentIds(parents);
    commit.setAuthor(author);
    commit.setCommitter(host.person());
    commit.setMessage(message);
    commit.setEncoding(StandardCharsets.UTF_8);
    return inserter.insert(commit);
  }

  static GitCommit record(RevCommit commit) {
    PersonIdent author = commit.getAuthorIdent();
    return new GitCommit(
        commit.name(),
        commit.getFullMessage(),
        author.getName(),
        author.getEmailAddress(),
        author.getWhenAsInstant(),
        Arrays.stream(commit.getParents()).map(RevCommit::name).toList(),
        null);
  }
}
