package io.auterity.plugins.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.CorruptObjectException;

/**
 * Whether who reads the packs of a repository comes to an end. What was taken in does; other packs
 * are there from former times, or because somebody put them there, and are looked at before they
 * are first read.
 */
final class PackSoundness {

  private static final int MOST_REMEMBERED = 1_000;

  private final Map<Path, Looked> looked = new ConcurrentHashMap<>();

  /** What was found sound in a folder, as it was then. */
  private record Looked(FileTime changed, Set<String> packs) {}

  /** A pack that no reader gets through. */
  static final class UnsoundException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsoundException(String pack, CorruptObjectException cause) {
      super("%s: %s".formatted(pack, cause.getMessage()), cause);
    }
  }

  /**
   * Does nothing where all packs of the folder are sound.
   *
   * @throws UnsoundException that names the first that is not
   */
  void require(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    FileTime changed = Files.getLastModifiedTime(folder);
    Looked before = looked.get(folder);
    if (before != null && before.changed().equals(changed)) {
      return;
    }
    Set<String> packs = packs(folder);
    for (String pack : packs) {
      if (before == null || !before.packs().contains(pack)) {
        requireSound(folder, pack);
      }
    }
    remember(folder, new Looked(changed, packs));
  }

  private void remember(Path folder, Looked now) {
    if (looked.size() >= MOST_REMEMBERED) {
      looked.keySet().stream().findAny().ifPresent(looked::remove);
    }
    looked.put(folder, now);
  }

  // Without an index no reader sees it.
  private static Set<String> packs(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> String.valueOf(path.getFileName()))
          .filter(name -> name.startsWith("pack-") && name.endsWith(PackFiles.INDEX))
          .map(name -> name.substring(0, name.length() - PackFiles.INDEX.length()))
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  private static void requireSound(Path folder, String pack) throws IOException {
    try (DeltaBases bases =
        new DeltaBases(
            folder.resolve(pack + PackFiles.PACK), folder.resolve(pack + PackFiles.INDEX))) {
      bases.requireEnd();
    } catch (NoSuchFileException e) {
      // It has gone since.
    } catch (CorruptObjectException e) {
      throw new UnsoundException(pack, e);
    }
  }
}
