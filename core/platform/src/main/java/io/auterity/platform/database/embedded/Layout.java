package io.auterity.platform.database.embedded;

import io.auterity.platform.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory layout of the embedded PostgreSQL: {@code base/postgres-18/data} and what belongs
 * to it.
 *
 * @param home the product's directory
 * @param base the same, or its stand-in where the account cannot cross the path
 */
record Layout(Path home, Path base) {

  static final int MAJOR = 18;
  static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rwxr-xr-x");
  static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

  private static final Path STAND_IN = Path.of("/var/lib/auterity");
  private static final int DIGEST_LENGTH = 16;
  private static final Logger LOG = LoggerFactory.getLogger(Layout.class);

  /** The place for a directory of the user, which is created when it is missing. */
  static Layout locate(Path directory, PostgresUser account) {
    return locate(directory, account, STAND_IN);
  }

  static Layout locate(Path directory, PostgresUser account, Path standIn) {
    try {
      Path real = Files.createDirectories(directory).toRealPath();
      if (account.canCross(real)) {
        return new Layout(real, real);
      }
      refuseUnreachableData(real, account);
      return new Layout(real, Files.createDirectories(standIn.resolve(digest(real))));
    } catch (IOException e) {
      throw StartFailure.of(e, directory);
    }
  }

  private static void refuseUnreachableData(Path directory, PostgresUser account) {
    Path data = new Layout(directory, directory).data();
    if (Files.exists(data)) {
      throw new EmbeddedPostgresException(
          "%s holds a database that user %d cannot reach any more: allow others to cross the path (chmod o+x)."
              .formatted(data, account.uid()));
    }
  }

  /** Creates the directories that must exist before a start. */
  void create() {
    try {
      claimStandIn();
      Files.createDirectories(root());
      Files.setPosixFilePermissions(root(), OPEN);
      Files.createDirectories(passwords());
      Files.setPosixFilePermissions(passwords(), PRIVATE);
    } catch (IOException e) {
      throw StartFailure.of(e, root());
    }
  }

  /**
   * Notes in the product's directory where the files stand. When that note is gone, so is the
   * directory they belonged to: they are set aside, so that a new one at this path starts empty.
   */
  private void claimStandIn() throws IOException {
    Path note = home.resolve("postgres-" + MAJOR + ".location");
    if (home.equals(base) || Files.exists(note)) {
      return;
    }
    if (Files.exists(root())) {
      Path aside = Files.createTempDirectory(base, "set-aside-").resolve(root().getFileName());
      Files.move(root(), aside);
      LOG.warn("{} was deleted; its database now stands in {}.", home, aside);
    }
    Files.writeString(note, root().toString());
  }

  Path root() {
    return base.resolve("postgres-" + MAJOR);
  }

  Path data() {
    return root().resolve("data");
  }

  /** Where a new cluster is prepared until it is complete. */
  Path nursery() {
    return root().resolve("data.new");
  }

  /** Outside the data directory, so that a copy of the data holds none. */
  Path passwords() {
    return root().resolve("passwords");
  }

  Path portFile() {
    return root().resolve("port");
  }

  Path lockFile() {
    return base.resolve("postgres.lock");
  }

  private static String digest(Path directory) {
    return HexFormat.of().formatHex(Sha256.of(directory.toString())).substring(0, DIGEST_LENGTH);
  }

  /** The text of a small file, or an empty string. */
  static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
