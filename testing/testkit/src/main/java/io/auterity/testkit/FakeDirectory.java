package io.auterity.testkit;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A temporary directory with room for so many bytes; it goes when the process ends. */
public final class FakeDirectory implements ProviderDirectory {

  private final long room;
  private long asked;
  private @Nullable Path path;

  public FakeDirectory() {
    this(Long.MAX_VALUE);
  }

  /**
   * @param room bytes that may be asked for in all
   */
  public FakeDirectory(long room) {
    this.room = room;
  }

  @Override
  public synchronized Path path() {
    if (path == null) {
      try {
        Path made = Files.createTempDirectory("provider");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
        path = made;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return path;
  }

  @Override
  public synchronized void require(long bytes) {
    if (bytes > room - asked) {
      throw new CallFailedException(FailureCode.QUOTA_EXHAUSTED, "the directory is full");
    }
    asked += bytes;
  }

  private static void delete(Path root) {
    try (Stream<Path> tree = Files.walk(root)) {
      tree.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
