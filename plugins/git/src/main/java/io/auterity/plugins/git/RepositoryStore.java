package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.ProviderDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The store of bare repositories on the disk. A writer has exclusive access to its repository;
 * readers are not held up, as objects are never changed and refs are replaced as a whole.
 */
final class RepositoryStore {

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
     * @param keeping makes them the repository's own, with exclusive access to it
     */
    void in(OpenRepository repository, Keeping keeping) throws IOException;
  }

  /** Keeps what was taken in. */
  @FunctionalInterface
  interface Keeping {
    void keep() throws IOException;
  }

  private static final String SUFFIX = ".git";
  static final String COPY = "copy-";
  static final String PUSH = "push-";
  private static final String PACKS = "pack";

  private final Host host;
  private final Turns turns = new Turns();
  private final PackSoundness soundness = new PackSoundness();
  private final Map<String, Boolean> cleared = new ConcurrentHashMap<>();

  RepositoryStore(Host host) {
    this.host = host;
  }

  <T> T reading(StoredRepository storedRepository, Work<T> work) {
    return opened(storedRepository, null, work);
  }

  /**
   * Runs work with exclusive access to the repository, which what was moved before is told of
   * first.
   *
   * @param by who changes it; null where that is not known
   */
  <T> T changing(StoredRepository storedRepository, @Nullable String by, Work<T> work) {
    return opened(
        storedRepository,
        by,
        repository -> {
          host.moves().end(repository);
          return work.in(repository);
        });
  }

  private <T> T opened(StoredRepository storedRepository, @Nullable String by, Work<T> work) {
    try (Repository repository = open(storedRepository)) {
      return work.in(new OpenRepository(host, storedRepository, repository, by));
    } catch (LargeObjectException e) {
      throw GitErrors.tooLarge("repository", "holds an object that is too large to be read here");
    } catch (IOException e) {
      throw GitErrors.of(e);
    }
  }

  /**
   * Runs work in a repository whose new objects lie apart from it, until the work keeps them; what
   * is not kept is gone afterwards.
   */
  void receiving(StoredRepository storedRepository, Receiving work) {
    try {
      Path apart = Files.createTempDirectory(directory().path(), PUSH);
      Path objects = objects(storedRepository.id());
      Files.createDirectory(apart.resolve(PACKS));
      try (Repository whole = open(storedRepository);
          Repository repository =
              new FileRepositoryBuilder()
                  .setGitDir(whole.getDirectory())
                  .setBare()
                  .setObjectDirectory(apart.toFile())
                  .addAlternateObjectDirectory(objects.toFile())
                  .build()) {
        work.in(
            new OpenRepository(host, storedRepository, repository, null),
            () -> PackFiles.keep(apart.resolve(PACKS), objects.resolve(PACKS)));
      } finally {
        FolderTree.remove(apart);
      }
    } catch (IOException e) {
      throw GitErrors.of(e);
    }
  }

  static void requireOpen(StoredRepository storedRepository) {
    if (storedRepository.archived()) {
      throw GitErrors.conflict(
          "repository",
          "repository %s is archived and only may be read".formatted(storedRepository.path()));
    }
  }

  /** Runs work with exclusive access to the repository; see {@link Turns#alone}. */
  <T> T alone(String id, Call call, Supplier<T> work) {
    return turns.alone(id, call, work);
  }

  void create(StoredRepository storedRepository, boolean init) {
    Path place = place(storedRepository.id());
    try {
      FolderTree.remove(place);
      Files.createDirectory(
          place,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try (Repository repository = builder(storedRepository).build()) {
        repository.create(true);
        repository
            .updateRef(Constants.HEAD)
            .link(Constants.R_HEADS + storedRepository.defaultBranch());
        secure(repository);
        if (init) {
          new OpenRepository(host, storedRepository, repository, null).begin();
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
  Path copy(StoredRepository from, Call call) {
    return turns.alone(
        from.id(),
        call,
        () -> {
          try {
            CrashLeftovers.removeCopies(directory().path());
            Path copy = Files.createTempDirectory(directory().path(), COPY);
            FolderTree.copy(place(from.id()), copy);
            return copy;
          } catch (IOException e) {
            throw GitErrors.of(e);
          }
        });
  }

  void take(Path copy, StoredRepository to) {
    try {
      FolderTree.remove(place(to.id()));
      Files.move(copy, place(to.id()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw GitErrors.of(e);
    }
  }

  void discard(Path copy) {
    try {
      FolderTree.remove(copy);
    } catch (IOException e) {
      throw GitErrors.of(e);
    }
  }

  long bytes(StoredRepository storedRepository) {
    try (Stream<Path> tree = Files.walk(place(storedRepository.id()))) {
      return tree.map(Path::toFile).mapToLong(java.io.File::length).sum();
    } catch (IOException e) {
      throw GitErrors.of(e);
    }
  }

  /** Deletes a repository, and those of lower numbers that nothing refers to any more. */
  void delete(String id, Predicate<String> exists) {
    try {
      FolderTree.remove(place(id));
      for (String other : below(id)) {
        if (!exists.test(other)) {
          FolderTree.remove(place(other));
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

  private boolean clear(String id) {
    return CrashLeftovers.clear(directory().path(), place(id));
  }

  private Repository open(StoredRepository storedRepository) throws IOException {
    cleared.computeIfAbsent(storedRepository.id(), this::clear);
    soundness.require(objects(storedRepository.id()).resolve(PACKS));
    return builder(storedRepository).setMustExist(true).build();
  }

  private FileRepositoryBuilder builder(StoredRepository storedRepository) {
    return new FileRepositoryBuilder().setGitDir(place(storedRepository.id()).toFile()).setBare();
  }

  private Path place(String id) {
    return directory().path().resolve(id + SUFFIX);
  }

  private Path objects(String id) {
    return place(id).resolve(Constants.OBJECTS);
  }

  private ProviderDirectory directory() {
    return host.directory();
  }
}
