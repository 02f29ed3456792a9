package io.auterity.platform.database.embedded;

import io.auterity.platform.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list of a directory's files with their SHA-256, in the form of {@code sha256sum}. */
final class Checksums {

  private static final String NAME = "SHA256SUMS";
  private static final String COUNT = "# files: ";
  private static final int DIGEST = 64;

  static void write(Path directory) throws IOException {
    SortedMap<String, String> sums = of(directory);
    String lines =
        sums.entrySet().stream()
            .map(entry -> entry.getValue() + "  " + entry.getKey() + "\n")
            .collect(Collectors.joining());
    Files.writeString(directory.resolve(NAME), lines + COUNT + sums.size() + "\n");
  }

  static void verify(Path directory) throws IOException {
    Map<String, String> kept = read(directory);
    Map<String, String> found = of(directory);
    for (Map.Entry<String, String> entry : kept.entrySet()) {
      String sum = found.remove(entry.getKey());
      if (sum == null) {
        throw damaged(directory, entry.getKey(), "is missing");
      }
      if (!sum.equals(entry.getValue())) {
        throw damaged(directory, entry.getKey(), "was changed");
      }
    }
    for (String extra : found.keySet()) {
      throw damaged(directory, extra, "was added");
    }
  }

  private static Map<String, String> read(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    if (!Files.exists(file)) {
      throw new EmbeddedPostgresException(directory + " is no complete backup: it has no " + NAME);
    }
    List<String> lines = Files.readAllLines(file);
    Map<String, String> sums = new TreeMap<>();
    for (String line : lines) {
      if (line.length() > DIGEST + 2 && !line.startsWith(COUNT)) {
        sums.put(line.substring(DIGEST + 2), line.substring(0, DIGEST));
      }
    }
    if (lines.isEmpty() || !lines.getLast().equals(COUNT + sums.size())) {
      throw damaged(directory, NAME, "is cut short");
    }
    return sums;
  }

  private static EmbeddedPostgresException damaged(Path directory, String file, String what) {
    return new EmbeddedPostgresException(
        "The backup %s is damaged: %s %s.".formatted(directory, file, what));
  }

  private static SortedMap<String, String> of(Path directory) throws IOException {
    SortedMap<String, String> sums = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
        String name = directory.relativize(file).toString();
        if (!name.equals(NAME)) {
          sums.put(name, sum(file));
        }
      }
    }
    return sums;
  }

  private static String sum(Path file) throws IOException {
    MessageDigest digest = Sha256.begin();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
