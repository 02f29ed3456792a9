package io.auterity.server.start;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * This server's hold on its data directory: a lock that the kernel frees with the process, and
 * {@code server.pid} for those who look for it.
 */
public final class Presence implements AutoCloseable {

  private final FileChannel lock;
  private final Path pidFile;

  private Presence(FileChannel lock, Path pidFile) {
    this.lock = lock;
    this.pidFile = pidFile;
  }

  /**
   * Takes a data directory, which is created when it is missing.
   *
   * @throws StartFailedException when another server holds it, or it cannot be written
   */
  public static Presence take(Path data) {
    try {
      Files.createDirectories(data);
      Path pidFile = data.resolve("server.pid");
      FileChannel lock = lock(data, pidFile);
      try {
        writePid(pidFile);
        return new Presence(lock, pidFile);
      } catch (IOException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw unusable(data, e);
    }
  }

  private static FileChannel lock(Path data, Path pidFile) throws IOException {
    FileChannel channel =
        FileChannel.open(
            data.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean free;
    try {
      free = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      free = false;
    }
    if (!free) {
      channel.close();
      throw second(data, pidFile);
    }
    return channel;
  }

  private static void writePid(Path file) throws IOException {
    Path part = file.resolveSibling("server.pid.part");
    byte[] text =
        (ProcessHandle.current().pid() + System.lineSeparator())
            .getBytes(StandardCharsets.US_ASCII);
    Files.write(part, text);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static StartFailedException second(Path data, Path pidFile) throws IOException {
    String pid = Files.exists(pidFile) ? Files.readString(pidFile).strip() : "unknown";
    return new StartFailedException(
        ExitCode.SURROUNDINGS,
        "Another server (pid %s) is using %s: stop it, or choose another directory with --data."
            .formatted(pid, data));
  }

  private static StartFailedException unusable(Path data, IOException e) {
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    String text = String.valueOf(reason);
    if (text.contains("No space left")) {
      return new StartFailedException(
          ExitCode.SURROUNDINGS,
          "No space is left for %s: free some, or choose another directory with --data."
              .formatted(data),
          e);
    }
    return new StartFailedException(
        ExitCode.SURROUNDINGS,
        "Cannot use %s as data directory: %s."
            .formatted(data, text.equals("null") ? e.getClass().getSimpleName() : text),
        e);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(pidFile);
      lock.close();
    } catch (IOException e) {
      throw new StartFailedException(ExitCode.SURROUNDINGS, "Cannot release " + pidFile + ".", e);
    }
  }
}
