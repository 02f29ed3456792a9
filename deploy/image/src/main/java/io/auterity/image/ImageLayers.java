package io.auterity.image;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The layers of an image, what rarely changes below what often does, so that a new version brings
 * only the upper ones. Files belong to root, whom the server is not, and have one time: the same
 * files make the same layers. The cache of a start is the last one, since no two trainings make the
 * same.
 */
enum ImageLayers {
  RUNTIME("lib/runtime/.*"),
  POSTGRES("lib/postgres/.*"),
  LIBRARIES("lib/(server|engine-temporal|cli)/(?!auterity-)[^/]*\\.jar"),
  PLUGINS("plugins/.*"),
  AUTERITY("(?!.*\\.aot$).*"),
  CACHE(".*\\.aot");

  /** Where the distribution lies in the image. */
  static final String HOME = "/opt/auterity";

  static final String DATA = "/data";

  /** A volume that is new takes its owner from here. */
  static final String BACKUP = "/backup";

  static final String SETTINGS = "/etc/auterity";
  static final String USER = "65532:65532";

  /** The time of all files. The JVM refuses a cache of class files that have another one. */
  static final Instant TIME = Instant.ofEpochSecond(1);

  private static final String ROOT = "0:0";
  private static final FilePermissions FILE = FilePermissions.fromOctalString("644");
  private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");
  private static final FilePermissions FOLDER = FilePermissions.fromOctalString("755");
  private static final FilePermissions PRIVATE = FilePermissions.fromOctalString("700");

  private final String paths;

  ImageLayers(String paths) {
    this.paths = paths;
  }

  /** The layers of a distribution that hold anything, lowest first. */
  static List<FileEntriesLayer> of(Path distribution) throws IOException {
    try (Stream<Path> tree = Files.walk(distribution)) {
      List<Path> files = tree.filter(Files::isRegularFile).sorted().toList();
      return Arrays.stream(values())
          .map(layer -> layer.holding(files, distribution))
          .filter(layer -> !layer.getEntries().isEmpty())
          .toList();
    }
  }

  // A file goes into the first layer that it fits.
  private static ImageLayers of(String path) {
    return Arrays.stream(values())
        .filter(layer -> path.matches(layer.paths))
        .findFirst()
        .orElseThrow();
  }

  private FileEntriesLayer holding(List<Path> files, Path distribution) {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name());
    if (this == AUTERITY) {
      folder(layer, distribution, DATA, PRIVATE, USER);
      folder(layer, distribution, BACKUP, PRIVATE, USER);
      folder(layer, distribution, SETTINGS, FOLDER, ROOT);
    }
    for (Path file : files) {
      String path = distribution.relativize(file).toString();
      if (of(path) == this) {
        AbsoluteUnixPath place = AbsoluteUnixPath.get(HOME + "/" + path);
        layer.addEntry(file, place, Files.isExecutable(file) ? PROGRAM : FILE, TIME, ROOT);
      }
    }
    return layer.build();
  }

  // Any folder will do as its source: only that it is one is read.
  private static void folder(
      FileEntriesLayer.Builder layer,
      Path source,
      String path,
      FilePermissions permissions,
      String owner) {
    layer.addEntry(source, AbsoluteUnixPath.get(path), permissions, TIME, owner);
  }
}
