package io.auterity.server.start;

import io.auterity.platform.config.Settings;
import io.auterity.spi.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * This server's hold on its data directory: a lock that the kernel frees with the process, {@code
 * server.pid} for those who look for it, and {@code server.addresses} once it can be reached.
 */
public final class DataDirectoryLock implements AutoCloseable {

  private static final String PID = "server.pid";
  static final String ADDRESSES = "server.addresses";

  private final FileChannel lock;
  private final Path data;
  private final FormerPorts former;

  private DataDirectoryLock(FileChannel lock, Path data, FormerPorts former) {
    this.lock = lock;
    this.data = data;
    this.former = former;
  }

  /**
   * Takes the data directory, which is created when it is missing.
   *
   * @throws StartFailedException when another server holds it, or it cannot be written
   */
  public static DataDirectoryLock take(InstallationPaths paths) {
    Path data = paths.data();
    try {
      FileChannel lock = lock(paths.created().data());
      try {
        FormerPorts former = FormerPorts.read(data.resolve(ADDRESSES));
        Files.deleteIfExists(data.resolve(ADDRESSES));
        write(data.resolve(PID), ProcessHandle.current().pid() + "\n");
        return new DataDirectoryLock(lock, data, former);
      } catch (IOException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw UnusablePath.directory(data, e);
    }
  }

  /** Settings with the ports of a server that ended here without closing, where any may be had. */
  public Settings atFormerPorts(Settings asked) {
    return former.in(asked);
  }

  /**
   * Says where the server can be reached.
   *
   * @param gateway null when there is none
   */
  public void announce(URI console, @Nullable URI gateway) {
    Json.Obj addresses = Json.EMPTY.with("console", Json.of(console.toString()));
    if (gateway != null) {
      addresses = addresses.with("gateway", Json.of(gateway.toString()));
    }
    try {
      write(data.resolve(ADDRESSES), addresses + "\n");
    } catch (IOException e) {
      throw UnusablePath.directory(data, e);
    }
  }

  private static FileChannel lock(Path data) throws IOException {
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
      throw second(data);
    }
    return channel;
  }

  /** Writes a file in one act, so that no reader sees half of it. */
  private static void write(Path file, String text) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, text);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static StartFailedException second(Path data) throws IOException {
    Path pidFile = data.resolve(PID);
    String pid = Files.exists(pidFile) ? Files.readString(pidFile).strip() : "unknown";
    return new StartFailedException(
        ExitCode.SURROUNDINGS,
        "Another server (pid %s) is using %s: stop it, or name another directory in AUTERITY_DATA."
            .formatted(pid, data));
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(data.resolve(ADDRESSES));
      Files.deleteIfExists(data.resolve(PID));
      lock.close();
    } catch (IOException e) {
      throw new StartFailedException(ExitCode.SURROUNDINGS, "Cannot release " + data + ".", e);
    }
  }
}
