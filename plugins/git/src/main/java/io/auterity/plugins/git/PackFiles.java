package io.auterity.plugins.git;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Brings packs from one folder into another that others read meanwhile. */
final class PackFiles {

  /** How the name of a pack begins that is not whole yet. */
  static final String INCOMING = "incoming_";

  private static final String KEPT = ".keep";
  static final String INDEX = ".idx";
  static final String PACK = ".pack";

  // A pack is there as soon as its index is; what protects it from a clean-up stays behind.
  static void keep(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(from)) {
      files =
          all.filter(path -> !path.toString().endsWith(KEPT))
              .sorted(Comparator.comparing(path -> path.toString().endsWith(INDEX)))
              .toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file));
      if (!Files.exists(target)) {
        link(file, target, to.resolve(INCOMING + file.getFileName()));
      }
    }
  }

  // A reader that has the objects open goes on reading them where they were.
  private static void link(Path file, Path target, Path meanwhile) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(file, meanwhile, StandardCopyOption.REPLACE_EXISTING);
      Files.move(meanwhile, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
