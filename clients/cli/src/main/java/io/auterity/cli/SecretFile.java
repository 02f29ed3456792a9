package io.auterity.cli;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A new file with secrets, readable by its owner alone. */
final class SecretFile {

  /** Called before secrets are made, which would be lost if they could not be written. */
  static void refuseToReplace(Path file) {
    if (Files.exists(file)) {
      throw CliException.badInput("%s exists; name a file that does not".formatted(file));
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isWritable(folder)) {
      throw CliException.badInput("cannot write to the folder of " + file);
    }
  }

  /** Writes it with mode 0600; what cannot be written is printed, since it exists nowhere else. */
  static void write(Path file, String secrets) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, secrets, StandardOpenOption.WRITE);
    } catch (IOException e) {
      System.out.print(secrets);
      throw CliException.failed(
          "cannot write %s (%s); the secrets stand above".formatted(file, e.getMessage()));
    }
  }
}
