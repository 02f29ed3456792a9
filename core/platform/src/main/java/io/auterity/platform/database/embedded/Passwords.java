package io.auterity.platform.database.embedded;

import io.auterity.platform.file.OwnerOnlyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The passwords of the database's logins, one file each that only its owner can read. */
record Passwords(Path directory, SecureRandom random) {

  private static final int BYTES = 32;

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

  static void write(Path file, String password) {
    try {
      OwnerOnlyFile.write(file, password);
    } catch (IOException e) {
      throw StartFailure.of(e, file);
    }
  }
}
