package io.auterity.platform.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The migrations on the class path by version, with the checksum that Flyway keeps of each: the
 * CRC-32 of the lines without their ends.
 */
record MigrationFiles(SortedMap<String, Integer> checksums) {

  static final String LOCATION = "db/migration";

  private static final Pattern NAME = Pattern.compile("V([0-9.]+)__.*\\.sql");

  /**
   * All of them, from whatever folder or jar.
   *
   * @throws IllegalStateException when two have the same version
   */
  static MigrationFiles of(ClassLoader loader) throws IOException {
    SortedMap<String, Integer> checksums = new TreeMap<>();
    for (URL root : Collections.list(loader.getResources(LOCATION))) {
      if (root.openConnection() instanceof JarURLConnection jar) {
        addAll(jar.getJarFile(), checksums);
      } else {
        addAll(Path.of(URI.create(root.toString())), checksums);
      }
    }
    return new MigrationFiles(checksums);
  }

  private static void addAll(JarFile jar, SortedMap<String, Integer> checksums) throws IOException {
    List<JarEntry> entries =
        jar.stream().filter(entry -> entry.getName().startsWith(LOCATION + "/")).toList();
    for (JarEntry entry : entries) {
      String name = entry.getName().substring(LOCATION.length() + 1);
      add(
          name,
          new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8),
          checksums);
    }
  }

  private static void addAll(Path directory, SortedMap<String, Integer> checksums)
      throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        add(String.valueOf(file.getFileName()), Files.readString(file), checksums);
      }
    }
  }

  private static void add(String name, String text, SortedMap<String, Integer> checksums)
      throws IOException {
    Matcher matcher = NAME.matcher(name);
    if (matcher.matches() && checksums.put(matcher.group(1), checksum(text)) != null) {
      throw new IllegalStateException(
          "two migrations have the version %s, one is %s; give one of them the next version"
              .formatted(matcher.group(1), name));
    }
  }

  private static int checksum(String text) throws IOException {
    CRC32 crc = new CRC32();
    BufferedReader lines = new BufferedReader(new StringReader(text));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      crc.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return (int) crc.getValue();
  }
}
