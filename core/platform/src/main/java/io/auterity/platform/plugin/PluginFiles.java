package io.auterity.platform.plugin;

import io.auterity.platform.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The jars of one plugin: its own, which holds the manifest, and its libraries.
 *
 * @param source one jar, or a folder of jars
 * @param manifest text of the manifest
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
record PluginFiles(Path source, List<Jar> jars, byte[] manifest) {

  static final String MANIFEST = "META-INF/auterity/plugin.yaml";

  /** A jar as it was when it was looked at; another one in its place is not equal. */
  record Jar(Path path, long size, FileTime modified) {
    static Jar at(Path path) {
      try {
        return new Jar(path, Files.size(path), Files.getLastModifiedTime(path));
      } catch (IOException e) {
        throw unreadable(path, e);
      }
    }
  }

  /**
   * The plugin at that place.
   *
   * @throws PluginRefusedException when there is none, or more than one
   */
  static PluginFiles at(Path source) {
    List<Path> paths = Files.isDirectory(source) ? jarsIn(source) : List.of(source);
    List<Jar> jars = paths.stream().map(Jar::at).toList();
    List<byte[]> manifests = new ArrayList<>();
    for (Path jar : paths) {
      byte[] manifest = manifest(jar);
      if (manifest != null) {
        manifests.add(manifest);
      }
    }
    if (manifests.size() != 1) {
      throw new PluginRefusedException(
          "%s holds %d plugin manifests (%s); it must hold exactly one"
              .formatted(source, manifests.size(), MANIFEST));
    }
    return new PluginFiles(source, jars, manifests.getFirst());
  }

  /** What may be a plugin in a folder of plugins: folders that hold a jar, and jars, by name. */
  static List<Path> candidates(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(path -> Files.isDirectory(path) ? !jarsIn(path).isEmpty() : isJar(path))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new PluginRefusedException("the plugin folder %s cannot be read".formatted(folder));
    }
  }

  /** SHA-256 over the jars in the order of their names, as they are now. */
  String digest() {
    MessageDigest digest = Sha256.begin();
    byte[] piece = new byte[64 * 1024];
    try {
      for (Jar jar : jars) {
        try (InputStream in = Files.newInputStream(jar.path())) {
          for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            digest.update(piece, 0, read);
          }
        }
      }
      return "sha256:" + HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      return "unreadable";
    }
  }

  URL[] urls() {
    return jars.stream().map(jar -> url(jar.path())).toArray(URL[]::new);
  }

  private static List<Path> jarsIn(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(PluginFiles::isJar).sorted().toList();
    } catch (IOException e) {
      throw new PluginRefusedException("the plugin folder %s cannot be read".formatted(folder));
    }
  }

  private static boolean isJar(Path path) {
    return path.getFileName().toString().endsWith(".jar") && Files.isRegularFile(path);
  }

  private static byte @Nullable [] manifest(Path jar) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(MANIFEST);
      if (entry == null) {
        return null;
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return in.readAllBytes();
      }
    } catch (IOException e) {
      throw unreadable(jar, e);
    }
  }

  private static PluginRefusedException unreadable(Path jar, IOException e) {
    return new PluginRefusedException(
        "%s is not a readable jar: %s".formatted(jar, e.getMessage()));
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
