package io.auterity.platform.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A small file with a secret that only its owner may read. */
public final class OwnerOnlyFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final int ROOT = 0;
  private static final Set<PosixFilePermission> ROOTS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_READ);
  private static final FileAttribute<Set<PosixFilePermission>> MODE =
      PosixFilePermissions.asFileAttribute(OWNER_ONLY);

  /** Writes the whole file in one act, so that no half of it is ever found. */
  public static void write(Path file, String text) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    Files.createFile(part, MODE);
    Files.writeString(part, text, StandardOpenOption.DSYNC);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Whether the owner alone can read or change the file. One of root's may be readable by its
   * group: so Kubernetes mounts a secret for a process that is not root, and PostgreSQL takes keys.
   */
  public static boolean isPrivate(Path file) throws IOException {
    return isPrivate(
        (int) Files.getAttribute(file, "unix:uid"), Files.getPosixFilePermissions(file));
  }

  static boolean isPrivate(int owner, Set<PosixFilePermission> mode) {
    return (owner == ROOT ? ROOTS : OWNER_ONLY).containsAll(mode);
  }
}
