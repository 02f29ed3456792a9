package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The operating system user that owns the files of PostgreSQL and runs it.
 *
 * @param switching whether the JVM is another user (root) and must switch to this one
 */
record PostgresUser(int uid, int gid, boolean switching) {

  private static final int ROOT = 0;
  private static final Path USERS = Path.of("/etc/passwd");

  /**
   * Outside every range that Linux distributions hand out, so that a stale pid never belongs to a
   * process of the same user. It needs no entry in {@code /etc/passwd}.
   */
  private static final int OWN = 60918;

  /** The user of this JVM, or one of our own when that is root: PostgreSQL refuses root. */
  static PostgresUser current() {
    Path self = Path.of("/proc/self");
    int uid = attribute(self, "unix:uid");
    return uid == ROOT
        ? new PostgresUser(OWN, OWN, true)
        : new PostgresUser(uid, attribute(self, "unix:gid"), false);
  }

  /**
   * The user that creates a new cluster. {@code initdb} looks its user up by name, so as root it
   * runs as {@code nobody}, with a password that is never used again, and the files then change
   * hands.
   */
  PostgresUser creator() {
    return switching ? find("nobody") : this;
  }

  /** Words that precede a command so that it runs as this user and cannot gain rights. */
  List<String> prefix() {
    return switching
        ? List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--no-new-privs")
        : List.of();
  }

  /** Gives a file or a whole directory to this user. */
  void own(Path root) {
    if (!switching) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : (Iterable<Path>) tree::iterator) {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this user can reach what lies below an existing directory. */
  boolean canCross(Path directory) {
    for (Path at = directory.toAbsolutePath(); at != null; at = at.getParent()) {
      if (!canEnter(at)) {
        return false;
      }
    }
    return true;
  }

  private boolean canEnter(Path directory) {
    if (!switching) {
      return true;
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
      return permissions.contains(
          attribute(directory, "unix:uid") == uid
              ? PosixFilePermission.OWNER_EXECUTE
              : PosixFilePermission.OTHERS_EXECUTE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int attribute(Path path, String name) {
    try {
      return (Integer) Files.getAttribute(path, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Reads the machine's list of users.
  private static PostgresUser find(String name) {
    try (Stream<String> lines = Files.lines(USERS)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > 3 && fields[0].equals(name))
          .map(
              fields ->
                  new PostgresUser(Integer.parseInt(fields[2]), Integer.parseInt(fields[3]), true))
          .findFirst()
          .orElseThrow(() -> missing(name));
    } catch (IOException e) {
      throw new EmbeddedPostgresException("Cannot read " + USERS + ".", e);
    }
  }

  private static EmbeddedPostgresException missing(String name) {
    return new EmbeddedPostgresException(
        "As root, the embedded PostgreSQL is created by the user '"
            + name
            + "', which this machine lacks: start as another user, or set database.url.");
  }
}
