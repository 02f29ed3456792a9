package io.auterity.plugins.knowledge;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.toolkit.ForwardingCall;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;

/**
 * Packs the files of the repository's objects, which are one for each object until then.
 *
 * <p>It happens while the provider is checked, beside the calls and for a few seconds at most; what
 * needs longer waits for the next write, which has more time. Readers and writers go on: what is
 * packed is deleted after the pack is there, and what nothing refers to is deleted an hour later,
 * which no call lasts. Large packs are left as they are, so that a large store costs no more than a
 * small one.
 */
final class Packing {

  /** So many objects are packed at once. */
  static final int MOST_LOOSE = 2_000;

  private static final Duration AT_CHECK = Duration.ofSeconds(3);
  private static final Duration AT_WRITE = Duration.ofSeconds(30);
  private static final Duration TO_LEAVE = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofMinutes(10);
  private static final Duration GRACE = Duration.ofHours(1);
  private static final long LARGE = 32L * 1024 * 1024;
  private static final int MOST_COMPARED = 4 * 1024 * 1024;

  private final KnowledgeContext knowledgeContext;
  private final PageArchive archive;
  private final int most;
  private final ReentrantLock packing = new ReentrantLock();
  private volatile boolean checked;
  private volatile boolean late;
  private volatile boolean running;
  private volatile Instant restsUntil = Instant.MIN;

  Packing(KnowledgeContext knowledgeContext, PageArchive archive, int most) {
    this.knowledgeContext = knowledgeContext;
    this.archive = archive;
    this.most = most;
  }

  /** Packs if there is enough to be packed; not at the first check, for which others wait. */
  void checked(Call check) {
    if (checked) {
      packIfDue(AT_CHECK, check);
    }
    checked = true;
  }

  /** Packs if no check had the time for it. */
  void written(Call write) {
    if (late) {
      packIfDue(AT_WRITE, write);
    }
  }

  private void packIfDue(Duration longest, Call call) {
    if (running || knowledgeContext.now().isBefore(restsUntil) || !packing.tryLock()) {
      return;
    }
    try {
      if (isDue()) {
        pack(longest, call);
      }
    } catch (IOException | CallFailedException e) {
      rest(e);
    } finally {
      packing.unlock();
    }
  }

  private boolean isDue() throws IOException {
    Path objects = archive.place().resolve("objects");
    if (!Files.isDirectory(objects)) {
      return false;
    }
    long loose = 0;
    try (Stream<Path> folders = Files.list(objects)) {
      for (Path folder : (Iterable<Path>) folders::iterator) {
        if (String.valueOf(folder.getFileName()).length() == 2) {
          try (Stream<Path> files = Files.list(folder)) {
            loose += files.count();
          }
        }
      }
    }
    return loose >= most;
  }

  private void pack(Duration longest, Call call) throws IOException {
    Duration half = call.remaining().dividedBy(2);
    Duration time = half.compareTo(longest) < 0 ? half : longest;
    Bounded bounded = new Bounded(call);
    Future<?> work =
        knowledgeContext
            .context()
            .work()
            .begin(
                () -> {
                  packed(bounded);
                  return true;
                },
                call);
    try {
      await(work, time, bounded);
    } catch (InterruptedException e) {
      bounded.over = true;
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
    }
  }

  private void await(Future<?> work, Duration time, Bounded call) throws InterruptedException {
    try {
      work.get(time.toMillis(), TimeUnit.MILLISECONDS);
      late = false;
    } catch (TimeoutException e) {
      leave(work, call);
      late = !late;
      if (!late) {
        rest(e);
      }
    } catch (ExecutionException e) {
      rest(e);
    }
  }

  // What is left half does no harm; only two at a time would get into each other's way.
  private static void leave(Future<?> work, Bounded call) throws InterruptedException {
    call.over = true;
    try {
      work.get(TO_LEAVE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // It ends as soon as it notices.
    }
  }

  private void rest(Exception why) {
    restsUntil = knowledgeContext.now().plus(REST);
    System.Logger logger = knowledgeContext.context().plugin().logger();
    logger.log(Level.WARNING, knowledgeContext.context().id() + ": the pages were not packed", why);
  }

  private void packed(Bounded call) throws IOException, ParseException {
    if (call.cancelled()) {
      return;
    }
    running = true;
    try (Repository git = archive.open()) {
      configure(git.getConfig());
      // Not the whole clean-up: it packs the branch too, which writers cannot move meanwhile.
      GC packer = new GC((FileRepository) git);
      packer.setProgressMonitor(call.monitor());
      packer.setPackExpireAgeMillis(GRACE.toMillis());
      packer.setExpireAgeMillis(GRACE.toMillis());
      packer.repack();
      packer.prune(Set.of());
    } finally {
      running = false;
    }
    keepLarge(archive.place().resolve("objects").resolve("pack"));
  }

  // Of this one opening of the repository alone: nothing is saved.
  private static void configure(StoredConfig config) {
    // A plugin owns no threads.
    config.setInt(ConfigConstants.CONFIG_PACK_SECTION, null, "threads", 1);
    config.setBoolean(ConfigConstants.CONFIG_PACK_SECTION, null, "buildBitmaps", false);
    config.setLong(ConfigConstants.CONFIG_PACK_SECTION, null, "windowMemory", LARGE);
    config.setInt(ConfigConstants.CONFIG_CORE_SECTION, null, "bigFileThreshold", MOST_COMPARED);
  }

  private static void keepLarge(Path packs) throws IOException {
    try (Stream<Path> files = Files.list(packs)) {
      for (Path pack : (Iterable<Path>) files::iterator) {
        String name = String.valueOf(pack.getFileName());
        Path keep = pack.resolveSibling(name.replaceFirst("\\.pack$", ".keep"));
        if (name.startsWith("pack-") && !keep.equals(pack) && !Files.exists(keep)) {
          if (Files.size(pack) > LARGE) {
            Files.createFile(keep);
          }
        }
      }
    }
  }

  /** A call whose work may end before it does. */
  private static final class Bounded implements ForwardingCall {

    private final Call call;
    private volatile boolean over;

    Bounded(Call call) {
      this.call = call;
    }

    @Override
    public Call call() {
      return call;
    }

    @Override
    public boolean cancelled() {
      return over || call.cancelled();
    }

    EmptyProgressMonitor monitor() {
      return new EmptyProgressMonitor() {
        @Override
        public boolean isCancelled() {
          return cancelled();
        }
      };
    }
  }
}
