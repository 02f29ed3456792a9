package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * Where the files of PostgreSQL stand: {@code base/postgres-18/data} and what belongs to it.
 *
 * @param base the product's directory, or its stand-in where the account cannot cross the path
 */
record Layout(Path base) {

  static final int MAJOR = 18;
  static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rwxr-xr-x");
  static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

  private static final Path STAND_IN = Path.of("/var/lib/auterity");
  private static final int DIGEST_LENGTH = 16;

  /** The place for a directory of the user, which is created when it is missing. */
  static Layout locate(Path directory, Account account) {
    return locate(directory, account, STAND_IN);
  }

  static Layout locate(Path directory, Account account, Path standIn) {
    try {
      Path real = Files.createDirectories(directory).toRealPath();
      if (account.canCross(real)) {
        return new Layout(real);
      }
      refuseUnreachableData(real, account);
      return new Layout(Files.createDirectories(standIn.resolve(digest(real))));
    } catch (IOException e) {
      throw StartFailure.of(e, directory);
    }
  }

  private static void refuseUnreachableData(Path directory, Account account) {
    Path data = new Layout(directory).data();
    if (Files.exists(data)) {
      throw new EmbeddedPostgresException(
          "%s holds a database that user %d cannot reach any more: allow others to cross the path (chmod o+x)."
              .formatted(data, account.uid()));
    }
  }

  /** Creates the directories that must exist before a start. */
  void create() {
    try {
      Files.createDirectories(root());
      Files.setPosixFilePermissions(root(), OPEN);
      Files.createDirectories(passwords());
      Files.setPosixFilePermissions(passwords(), PRIVATE);
    } catch (IOException e) {
      throw StartFailure.of(e, root());
    }
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
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256")
              .digest(directory.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum).substring(0, DIGEST_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
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
