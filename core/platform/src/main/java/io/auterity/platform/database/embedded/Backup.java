package io.auterity.platform.database.embedded;

import io.auterity.platform.database.DatabaseLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Objects;

/**
 * Copies of the embedded database and of what providers keep as files: made while they serve,
 * checked, and put into an empty directory.
 *
 * <p>A backup is a directory with {@code data}, the logins' {@code passwords}, the providers'
 * {@code files} if there are any, and {@code SHA256SUMS}, which {@code sha256sum -c} reads as well.
 * It holds what the database holds, so guard it alike. The key file of secrets is not in it: keep
 * that apart.
 */
public final class Backup {

  /** Hears how far a backup has come. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Called after each file.
     *
     * @param total what was there when the backup began; the files may have grown since
     */
    void copied(long bytes, long total);
  }

  private static final String FILES = "files";

  /** Where a data directory holds what providers keep as files. */
  public static Path files(Path directory) {
    return directory.resolve(FILES);
  }

  /**
   * Backs up the running database of a directory.
   *
   * @param target does not exist yet; it appears when the backup is complete and on the disk
   * @throws EmbeddedPostgresException with one sentence that says what is wrong and what to do
   */
  public static void create(Path directory, Path target, Progress progress) {
    Layout layout = Layout.locate(directory, PostgresUser.current());
    DatabaseLogin administrator = administrator(layout);
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      refuseExisting(target);
      Directories.delete(part);
      Files.createDirectories(part);
      Files.setPosixFilePermissions(part, Layout.PRIVATE);
      copy(layout, administrator, part, progress);
      LiveCopy.of(files(directory), files(part));
      Checksums.write(part);
      Directories.syncAll(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      Directories.sync(Objects.requireNonNull(target.toAbsolutePath().getParent()));
    } catch (IOException e) {
      throw StartFailure.of(e, target);
    } finally {
      Directories.delete(part);
    }
  }

  private static void copy(Layout layout, DatabaseLogin administrator, Path part, Progress progress)
      throws IOException {
    Path data = Files.createDirectory(part.resolve("data"));
    try (OnlineCopy copy = OnlineCopy.begin(administrator, layout.data(), data, progress)) {
      copy.files();
      copy.end();
      copy.log();
    }
    Directories.copy(layout.passwords(), part.resolve("passwords"));
  }

  /**
   * Reads the whole backup again.
   *
   * @throws EmbeddedPostgresException that names the first file that is missing, changed or added
   */
  public static void verify(Path backup) {
    try {
      Checksums.verify(backup);
    } catch (IOException e) {
      throw StartFailure.of(e, backup);
    }
  }

  /**
   * Verifies a backup and puts it into a directory that holds no database; it is on the disk when
   * this returns. The next start brings it to the state that it had when the backup ended.
   */
  public static void restore(Path backup, Path directory) {
    verify(backup);
    PostgresUser account = PostgresUser.current();
    Layout layout = Layout.locate(directory, account);
    try (ClusterLock _ = ClusterLock.acquire(layout)) {
      refuseData(layout);
      layout.create();
      Directories.delete(layout.nursery());
      Directories.copy(backup.resolve("data"), layout.nursery());
      Files.setPosixFilePermissions(layout.nursery(), Layout.PRIVATE);
      account.own(layout.nursery());
      Directories.delete(layout.passwords());
      Directories.copy(backup.resolve("passwords"), layout.passwords());
      Directories.syncAll(layout.nursery());
      Directories.syncAll(layout.passwords());
      restoreFiles(backup, directory);
      Files.move(layout.nursery(), layout.data(), StandardCopyOption.ATOMIC_MOVE);
      Directories.sync(layout.root());
      Directories.sync(layout.base());
      Directories.sync(layout.home());
    } catch (IOException e) {
      throw StartFailure.of(e, directory);
    }
  }

  private static void restoreFiles(Path backup, Path directory) throws IOException {
    Path source = files(backup);
    if (Files.exists(source)) {
      Path target = files(directory);
      Directories.delete(target);
      Directories.copy(source, target);
      Directories.syncAll(target);
    }
  }

  private static DatabaseLogin administrator(Layout layout) {
    PostmasterFile server =
        PostmasterFile.read(layout.data())
            .filter(PostmasterFile::ready)
            .orElseThrow(
                () ->
                    new EmbeddedPostgresException(
                        "No database runs in %s: start the server, then back it up; a PostgreSQL of your own is backed up with its own tools."
                            .formatted(layout.base())));
    Passwords passwords = new Passwords(layout.passwords(), new SecureRandom());
    return new DatabaseLogin(
        Provision.url(server.port(), Provision.DATABASE),
        Provision.ADMIN,
        passwords.of(Provision.ADMIN));
  }

  private static void refuseExisting(Path target) {
    if (Files.exists(target)) {
      throw new EmbeddedPostgresException(
          target + " exists already: choose a new place for the backup.");
    }
  }

  private static void refuseData(Layout layout) {
    if (Files.exists(layout.data())) {
      throw new EmbeddedPostgresException(
          layout.data() + " holds a database already: restore into an empty directory.");
    }
  }
}
