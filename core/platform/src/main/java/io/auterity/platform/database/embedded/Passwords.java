package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The passwords of the database's logins, one file each that only its owner can read. */
record Passwords(Path directory, SecureRandom random) {

  private static final int BYTES = 32;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** The password of a login, made when it has none yet. */
  String of(String login) {
    Path file = directory.resolve(login);
    String kept = Layout.text(file).strip();
    if (!kept.isEmpty()) {
      return kept;
    }
    String fresh = fresh();
    write(file, fresh);
    return fresh;
  }

  String fresh() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Writes a password in one act, so that no half of it is ever found. */
  static void write(Path file, String password) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      Files.createFile(part, OWNER_ONLY);
      Files.writeString(part, password, StandardOpenOption.DSYNC);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw StartFailure.of(e, file);
    }
  }
}
