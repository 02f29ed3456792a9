package io.auterity.provider.plugin;

import io.auterity.platform.digest.Sha256;
import io.auterity.spi.ConnectorPreset;
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
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The jars of one plugin: its own, which holds the manifest, and its libraries.
 *
 * @param source one jar, or a folder of jars
 * @param manifest text of the manifest
 * @param presets texts of the presets that lie beside it, by name
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
record PluginFiles(Path source, List<Jar> jars, byte[] manifest, Map<String, byte[]> presets) {

  static final String MANIFEST = "META-INF/auterity/plugin.yaml";
  static final String UNREADABLE = "unreadable";
  private static final String YAML = ".yaml";

  PluginFiles {
    presets = Map.copyOf(presets);
  }

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
    List<PluginFiles> manifests = new ArrayList<>();
    for (Path jar : paths) {
      PluginFiles files = described(source, jars, jar);
      if (files != null) {
        manifests.add(files);
      }
    }
    if (manifests.size() != 1) {
      throw new PluginRefusedException(
          "%s holds %d plugin manifests (%s); it must hold exactly one"
              .formatted(source, manifests.size(), MANIFEST));
    }
    return manifests.getFirst();
  }

  /** The jars of a folder that no manifest describes. */
  static PluginFiles without(Path folder) {
    List<Jar> jars = jarsIn(folder).stream().map(Jar::at).toList();
    return new PluginFiles(folder, jars, new byte[0], Map.of());
  }

  /** How many of the jars of a folder have a manifest. */
  static long manifests(Path folder) {
    return jarsIn(folder).stream().filter(jar -> described(folder, List.of(), jar) != null).count();
  }

  /** Whether it may be a plugin: a jar, or a folder that holds one. */
  static boolean mayBe(Path path) {
    return Files.isDirectory(path) ? !jarsIn(path).isEmpty() : isJar(path);
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
      return UNREADABLE;
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

  private static @Nullable PluginFiles described(Path source, List<Jar> jars, Path jar) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(MANIFEST);
      return entry == null
          ? null
          : new PluginFiles(source, jars, content(zip, entry), presets(zip));
    } catch (IOException e) {
      throw unreadable(jar, e);
    }
  }

  private static Map<String, byte[]> presets(ZipFile zip) throws IOException {
    Map<String, byte[]> presets = new TreeMap<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (name.startsWith(ConnectorPreset.FOLDER) && name.endsWith(YAML)) {
        String id = name.substring(ConnectorPreset.FOLDER.length(), name.length() - YAML.length());
        presets.put(id, content(zip, entry));
      }
    }
    return presets;
  }

  private static byte[] content(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
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
