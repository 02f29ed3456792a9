package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.ProviderDirectory;
import io.auterity.toolkit.Cancelled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * The bare repositories on the disk. Whoever changes one is alone with it; readers are not held up,
 * as objects are never changed and refs are replaced as a whole.
 */
final class Shelf {

  /** Room that a repository without files takes. */
  static final long EMPTY_BYTES = 16_384;

  /** What is done in an open repository. */
  @FunctionalInterface
  interface Work<T> {
    T in(OpenRepository repository) throws IOException;
  }

  /** What is done in a repository that takes objects in. */
  @FunctionalInterface
  interface Receiving {
    /**
     * Does it.
     *
     * @param keeping makes them the repository's own, while nobody else changes it
     */
    void in(OpenRepository repository, Keeping keeping) throws IOException;
  }

  /** Keeps what was taken in. */
  @FunctionalInterface
  interface Keeping {
    void keep() throws IOException;
  }

  private static final int LOCKS = 64;
  private static final String SUFFIX = ".git";
  private static final String LOCK = ".lock";
  private static final String COPY = "copy-";
  private static final String PUSH = "push-";
  private static final String PACKS = "pack";
  private static final String KEPT = ".keep";
  private static final String INDEX = ".idx";
  private static final String INCOMING = "incoming_";
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Host host;
  private final List<ReentrantLock> locks =
      IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toList();

  private final Map<String, Boolean> unlocked = new ConcurrentHashMap<>();

  Shelf(Host host) {
    this.host = host;
  }

  <T> T reading(Held held, Work<T> work) {
    try (Repository repository = open(held)) {
      return work.in(new OpenRepository(host, held, repository));
    } catch (IOException e) {
      throw GitErrors.of(e);
    }
  }

  /**
   * Runs work in a repository whose new objects lie apart from it, until the work keeps them; what
   * is not kept is gone afterwards.
   */
  void receiving(Held held, Receiving work) {
    try {
      Path apart = Files.createTempDirectory(directory().path(), PUSH);
      Path objects = place(held.id()).resolve(Constants.OBJECTS);
      Files.createDirectory(apart.resolve(PACKS));
      try (Repository whole = open(held);
          Repository repository =
              new FileRepositoryBuilder()
                  .setGitDir(whole.getDirectory())
                  .setBare()
                  .setObjectDirectory(apart.toFile())
                  .addAlternateObjectDirectory(objects.toFile())
                  .build()) {
        work.in(
            new OpenRepository(host, held, repository),
            () -> keep(apart.resolve(PACKS), objects.resolve(PACKS)));
      } finally {
        remove(apart);
      }
    } catch (IOException e) {
      throw GitErrors.of(e);
    }
  }

  // A pack is there as soon as its index is; what protects it from a clean-up stays behind.
  private static void keep(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(from)) {
      files =
          all.filter(path -> !path.toString().endsWith(KEPT))
              .sorted(Comparator.comparing(path -> path.toString().endsWith(INDEX)))
              .toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file));
      if (!Files.exists(target)) {
        link(file, target, to.resolve(INCOMING + file.getFileName()));
      }
    }
  }

  // Whoever has the objects open goes on reading them where they were.
  private static void link(Path file, Path target, Path meanwhile) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(file, meanwhile, StandardCopyOption.REPLACE_EXISTING);
      Files.move(meanwhile, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  static void requireOpen(Held held) {
    if (held.archived()) {
      throw GitErrors.conflict(
          "repository", "repository %s is archived and only may be read".formatted(held.path()));
    }
  }

  /**
   * Runs work while nobody else changes the repository. Whoever writes documents too begins to
   * after this, never the other way round.
   *
   * @throws CallFailedException when the call's time is over, or its caller has gone, before it is
   *     its turn
   */
  <T> T alone(String id, Call call, Supplier<T> work) {
    ReentrantLock lock = locks.get(Math.floorMod(id.hashCode(), LOCKS));
    while (!taken(lock, call)) {
      Cancelled.check(call);
    }
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  // Nobody tells a waiting thread that its caller has gone: it looks now and then.
  private static boolean taken(ReentrantLock lock, Call call) {
    long left = Math.min(LOOK.toNanos(), Math.max(1, call.remaining().toNanos()));
    try {
      return lock.tryLock(left, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw GitErrors.interrupted();
    }
  }

  void create(Held held, boolean init) {
    Path place = place(held.id());
    try {
      remove(place);
      Files.createDirectory(
          place,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try (Repository repository = builder(held).build()) {
        repository.create(true);
        repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + held.defaultBranch());
        secure(repository);
        if (init) {
          new OpenRepository(host, held, repository).begin();
        }
      }
    } catch (IOException e) {
      throw GitErrors.of(e);
    }
  }

  // What was told to be done is on the disk then, and no clean-up runs beside the calls.
  private static void secure(Repository repository) throws IOException {
    StoredConfig config = repository.getConfig();
    config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncObjectFiles", true);
    config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncRefFiles", true);
    config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, "auto", 0);
    config.save();
  }

  /** A copy that is not yet any repository's; {@link #take} makes it one, else discard it. */
  Path copy(Held from, Call call) {
    return alone(
        from.id(),
        call,
        () -> {
          try {
            removeLeftCopies();
            Path copy = Files.createTempDirectory(directory().path(), COPY);
            copy(place(from.id()), copy);
            return copy;
          } catch (IOException e) {
            throw GitErrors.of(e);
          }
        });
  }

  // What locks the source does not lock the copy.
  private static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> tree = Files.walk(source)) {
      for (Path path : (Iterable<Path>) tree::iterator) {
        if (!path.equals(source) && !path.toString().endsWith(LOCK)) {
          Files.copy(path, target.resolve(source.relativize(path)));
        }
      }
    }
  }

  void take(Path copy, Held to) {
    try {
      remove(place(to.id()));
      Files.move(copy, place(to.id()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw GitErrors.of(e);
    }
  }

  void discard(Path copy) {
    try {
      remove(copy);
    } catch (IOException e) {
      throw GitErrors.of(e);
    }
  }

  private void removeLeftCopies() throws IOException {
    try (Stream<Path> all = Files.list(directory().path())) {
      for (Path path : (Iterable<Path>) all::iterator) {
        String name = String.valueOf(path.getFileName());
        if ((name.startsWith(COPY) || name.startsWith(PUSH)) && isFromBefore(path)) {
          remove(path);
        }
      }
    }
  }

  /** Whether an earlier process made it: one server owns the directory. */
  private static boolean isFromBefore(Path path) throws IOException {
    Instant made = Files.getLastModifiedTime(path).toInstant();
    return ProcessHandle.current().info().startInstant().filter(made::isBefore).isPresent();
  }

  long bytes(Held held) {
    try (Stream<Path> tree = Files.walk(place(held.id()))) {
      return tree.map(Path::toFile).mapToLong(java.io.File::length).sum();
    } catch (IOException e) {
      throw GitErrors.of(e);
    }
  }

  /** Deletes a repository, and those of lower numbers that nothing refers to any more. */
  void delete(String id, Predicate<String> exists) {
    try {
      remove(place(id));
      for (String other : below(id)) {
        if (!exists.test(other)) {
          remove(place(other));
        }
      }
    } catch (IOException e) {
      throw GitErrors.of(e);
    }
  }

  // A higher number may be one that is just being made.
  private List<String> below(String id) throws IOException {
    try (Stream<Path> all = Files.list(directory().path())) {
      return all.map(path -> String.valueOf(path.getFileName()))
          .filter(name -> name.matches("r[0-9]{1,18}\\.git"))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .filter(other -> number(other) < number(id))
          .toList();
    }
  }

  private static long number(String id) {
    return Long.parseLong(id.substring(1));
  }

  // A server that is killed while it changes a ref leaves the file that locks it, and what it was
  // sent until then.
  private boolean unlock(String id) {
    Path place = place(id);
    try (Stream<Path> files = Files.walk(place)) {
      removeLeftCopies();
      for (Path path : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (isLeft(path) && isFromBefore(path)) {
          Files.deleteIfExists(path);
        }
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static boolean isLeft(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.endsWith(LOCK) || name.startsWith(INCOMING);
  }

  private static void remove(Path place) throws IOException {
    if (Files.exists(place)) {
      try (Stream<Path> tree = Files.walk(place)) {
        for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  private Repository open(Held held) throws IOException {
    unlocked.computeIfAbsent(held.id(), this::unlock);
    return builder(held).setMustExist(true).build();
  }

  private FileRepositoryBuilder builder(Held held) {
    return new FileRepositoryBuilder().setGitDir(place(held.id()).toFile()).setBare();
  }

  private Path place(String id) {
    return directory().path().resolve(id + SUFFIX);
  }

  private ProviderDirectory directory() {
    return host.directory();
  }
}
