package io.auterity.platform.files;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory of which at most so many bytes are used; it is measured when it seems full. */
final class MeasuredDirectory implements ProviderDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(MeasuredDirectory.class);

  private final Supplier<Path> place;
  private final long quota;
  private @Nullable Path path;
  private long used = Long.MAX_VALUE;

  MeasuredDirectory(Supplier<Path> place, long quota) {
    this.place = place;
    this.quota = quota;
  }

  @Override
  public synchronized Path path() {
    if (path == null) {
      path = made(place.get());
    }
    return path;
  }

  @Override
  public synchronized void require(long bytes) {
    Path directory = path();
    if (bytes > quota - Math.min(used, quota)) {
      used = measured(directory);
    }
    if (bytes > quota - Math.min(used, quota)) {
      throw new CallFailedException(
          FailureCode.QUOTA_EXHAUSTED,
          "the files of this provider may have %d bytes, and %d more do not fit: delete some or raise files.providerBytes"
              .formatted(quota, bytes));
    }
    used += bytes;
  }

  private static Path made(Path directory) {
    try {
      return Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  private static long measured(Path directory) {
    try {
      return DirectoryTree.bytes(directory);
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  private static CallFailedException failed(Path directory, IOException e) {
    LOG.error("cannot use {}", directory, e);
    return new CallFailedException(
        FailureCode.INTERNAL, "the provider's files cannot be reached: see the server's log");
  }
}
