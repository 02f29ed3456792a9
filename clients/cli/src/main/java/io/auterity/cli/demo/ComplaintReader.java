package io.auterity.cli.demo;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the input of the demo, CSV or JSON Lines, and refuses what cannot be used. */
final class ComplaintReader {

  /**
   * Reads and checks a whole file.
   *
   * @throws CliException bad input, with file, line, rule and fix
   */
  static ComplaintFile read(Path path, ServerLimits limits) {
    byte[] bytes = bytes(path);
    String text = decoded(path, bytes);
    if (text.isBlank()) {
      throw CliException.badInput("%s: is empty; add complaints to it".formatted(path));
    }
    List<InputRow> rows =
        path.toString().toLowerCase(Locale.ROOT).endsWith(".jsonl")
            ? JsonLines.read(path, text)
            : Csv.read(path, text);
    if (rows.isEmpty()) {
      throw CliException.badInput("%s: holds no complaint; add at least one row".formatted(path));
    }
    checkUnique(path, rows);
    ComplaintFile file =
        new ComplaintFile(
            path, digest(bytes), rows.stream().map(row -> row.complaint(path)).toList());
    RunInput.checkSize(file, rows, limits);
    return file;
  }

  private static byte[] bytes(Path path) {
    try {
      if (Files.size(path) > ServerLimits.LARGEST_FILE) {
        throw CliException.badInput(
            "%s: is larger than %,d bytes; split the file"
                .formatted(path, ServerLimits.LARGEST_FILE));
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw CliException.badInput("%s: no such file".formatted(path));
    } catch (IOException e) {
      throw CliException.badInput("%s: cannot be read: %s".formatted(path, e.getMessage()));
    }
  }

  private static String decoded(Path path, byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      String text = decoder.decode(in).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw CliException.badInput(
          "%s: line %d: is not UTF-8; save the file as UTF-8"
              .formatted(path, lineOf(bytes, in.position())));
    }
  }

  private static int lineOf(byte[] bytes, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  private static void checkUnique(Path path, List<InputRow> rows) {
    Map<String, Long> lines = new HashMap<>();
    for (InputRow row : rows) {
      String id = row.required(path, "id");
      Long first = lines.putIfAbsent(id, row.line());
      if (first != null) {
        throw CliException.badInput(
            "%s: line %d: id '%s' already stands in line %d; give each complaint its own id"
                .formatted(path, row.line(), id, first));
      }
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
