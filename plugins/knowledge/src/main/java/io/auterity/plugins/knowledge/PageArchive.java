package io.auterity.plugins.knowledge;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.FailureCode;
import io.auterity.toolkit.Cancelled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.ObjectWritingException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The bare repository that holds all spaces and pages of a provider.
 *
 * <p>Each change is one commit: a branch that moves is all that makes it true, so that nothing has
 * to be mended after a sudden end. Who changes it prepares the commit and moves the branch only if
 * it still stands where the commit begins, and prepares it anew otherwise.
 */
final class PageArchive {

  /** What is read of the store, or decided on. */
  @FunctionalInterface
  interface Look<T> {
    T at(PagesAtHead snapshot) throws IOException;
  }

  /**
   * A change that was decided on.
   *
   * @param result what the caller is told once the draft is committed
   */
  record Decided<T>(Draft draft, T result) {}

  private static final String BRANCH = Constants.R_HEADS + "main";
  private static final String LOCK = ".lock";
  private static final int ATTEMPTS = 5;

  private final KnowledgeContext knowledgeContext;
  private final CommitEvents events;
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicReference<Holdings> latest = new AtomicReference<>(Holdings.NONE);
  private boolean prepared;

  PageArchive(KnowledgeContext knowledgeContext) {
    this.knowledgeContext = knowledgeContext;
    this.events = new CommitEvents(knowledgeContext.context().documents());
  }

  /**
   * Reads.
   *
   * @param look may be asked again when what it reads was packed meanwhile
   */
  <T> T read(Call call, Look<T> look) {
    for (int i = 1; ; i++) {
      Cancelled.check(call);
      try (Repository git = open()) {
        return look.at(snapshot(git, call));
      } catch (MissingObjectException e) {
        // Packed between JGit's look for a pack and its look for a file.
        if (i == ATTEMPTS) {
          throw KnowledgeContext.disk(e);
        }
      } catch (IOException | IllegalArgumentException e) {
        throw KnowledgeContext.disk(e);
      }
    }
  }

  /**
   * Commits what the look decides on; nothing when the draft has no files. No failure comes after
   * the commit, so that a caller that gets one knows that nothing was changed, unless it says
   * otherwise.
   *
   * @param look may be asked again when another writer was faster, or packed
   */
  <T> T write(Call call, Look<Decided<T>> look) {
    alone(writing, call);
    try (Repository git = open()) {
      events.settle(git, git.resolve(BRANCH));
      for (int i = 0; i < ATTEMPTS; i++) {
        Cancelled.check(call);
        try {
          PagesAtHead before = snapshot(git, call);
          Decided<T> decided = look.at(before);
          Draft draft = decided.draft();
          if (draft.files().isEmpty() || moved(before, draft, call)) {
            return decided.result();
          }
        } catch (MissingObjectException | ObjectWritingException e) {
          // The latter where packing took the folder away that an object was to be put into.
          if (i == ATTEMPTS - 1) {
            throw e;
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw KnowledgeContext.disk(e);
    } finally {
      writing.unlock();
    }
    throw KnowledgeContext.conflict(
        "page", "the pages are being changed by another caller: try again");
  }

  /** Waits for its turn as long as the caller does. */
  static void alone(ReentrantLock lock, Call call) {
    Cancelled.check(call);
    try {
      if (!lock.tryLock(call.remaining().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CallFailedException(
            FailureCode.TIMEOUT, "others were writing until the deadline");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
    }
  }

  private PagesAtHead snapshot(Repository git, Call call) throws IOException {
    ObjectId head = Objects.requireNonNullElse(git.resolve(BRANCH), ObjectId.zeroId());
    Holdings known = latest.get();
    if (known.head().equals(head)) {
      return new PagesAtHead(git, known, call);
    }
    Holdings now = head.equals(ObjectId.zeroId()) ? Holdings.NONE : known.at(head, git);
    latest.set(now);
    return new PagesAtHead(git, now, call);
  }

  /** Tells of what had been committed when a process ended. */
  void settle(Call call) {
    alone(writing, call);
    try (Repository git = open()) {
      events.settle(git, git.resolve(BRANCH));
    } catch (IOException e) {
      throw KnowledgeContext.disk(e);
    } finally {
      writing.unlock();
    }
  }

  private boolean moved(PagesAtHead before, Draft draft, Call call) throws IOException {
    knowledgeContext.context().directory().require(draft.bytes());
    ObjectId commit = insert(before.git(), before.holdings().head(), draft);
    RaisedEvent event = draft.event();
    if (event == null) {
      return moved(before, commit);
    }
    events.begin(commit, event, call.caller().map(Call.Caller::name).orElse(null));
    boolean done = moved(before, commit);
    try {
      events.end(commit, done);
    } catch (CallFailedException _) {
      // What is committed stays so: the next write or check tells of it.
      return done;
    }
    return done;
  }

  private static boolean moved(PagesAtHead before, ObjectId commit) throws IOException {
    RefUpdate update = before.git().updateRef(BRANCH);
    update.disableRefLog();
    update.setExpectedOldObjectId(before.holdings().head());
    update.setNewObjectId(commit);
    try {
      return switch (update.update()) {
        case NEW, FAST_FORWARD -> true;
        case LOCK_FAILURE, REJECTED -> false;
        default -> throw new IOException("the branch did not move");
      };
    } catch (IOException e) {
      throw new CallFailedException(
          KnowledgeContext.disk(e).failure().withApplied(Applied.UNKNOWN));
    }
  }

  private ObjectId insert(Repository git, ObjectId head, Draft draft) throws IOException {
    try (ObjectInserter inserter = git.newObjectInserter();
        ObjectReader reader = git.newObjectReader();
        RevWalk walk = new RevWalk(reader)) {
      boolean first = head.equals(ObjectId.zeroId());
      @Nullable ObjectId before = first ? null : walk.parseCommit(head).getTree();
      Map<String, Optional<ObjectId>> files = new LinkedHashMap<>();
      for (Map.Entry<String, Optional<byte[]>> file : draft.files().entrySet()) {
        byte[] bytes = file.getValue().orElse(null);
        files.put(
            file.getKey(),
            bytes == null
                ? Optional.empty()
                : Optional.of(inserter.insert(Constants.OBJ_BLOB, bytes)));
      }
      ObjectId tree = new TreeEdit(reader, inserter).apply(before, files);
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(tree == null ? inserter.insert(Constants.OBJ_TREE, new byte[0]) : tree);
      commit.setParentIds(first ? List.of() : List.of(head));
      commit.setAuthor(knowledgeContext.person());
      commit.setCommitter(knowledgeContext.person());
      commit.setMessage(draft.message());
      commit.setEncoding(StandardCharsets.UTF_8);
      ObjectId made = inserter.insert(commit);
      inserter.flush();
      return made;
    }
  }

  /** Where the repository lies. */
  Path place() {
    return knowledgeContext.context().directory().path().resolve("pages.git");
  }

  synchronized Repository open() throws IOException {
    Path place = place();
    FileRepositoryBuilder builder = new FileRepositoryBuilder().setGitDir(place.toFile()).setBare();
    Repository git = builder.build();
    if (!prepared) {
      prepare(git, place);
      prepared = true;
    }
    return git;
  }

  private static void prepare(Repository git, Path place) throws IOException {
    if (!git.getObjectDatabase().exists()) {
      git.create(true);
      git.updateRef(Constants.HEAD).link(BRANCH);
      StoredConfig config = git.getConfig();
      // What was told to be done is on the disk then, and nothing packs but Packing.
      config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncObjectFiles", true);
      config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncRefFiles", true);
      config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, "auto", 0);
      config.save();
    }
    unlock(place);
  }

  // A server that is killed while it moves the branch leaves the file that locks it.
  private static void unlock(Path place) throws IOException {
    Optional<Instant> started = ProcessHandle.current().info().startInstant();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path path : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (path.toString().endsWith(LOCK)) {
          Instant made = Files.getLastModifiedTime(path).toInstant();
          if (started.filter(made::isBefore).isPresent()) {
            Files.deleteIfExists(path);
          }
        }
      }
    }
  }
}
