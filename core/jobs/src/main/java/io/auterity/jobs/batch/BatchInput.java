package io.auterity.jobs.batch;

import io.auterity.jobs.file.FileStore;
import io.auterity.platform.call.TenantScope;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** The lines of an input file, read piece by piece. */
final class BatchInput {

  /** As many as OpenAI takes. */
  static final int MOST_LINES = 50_000;

  private static final int MOST_ERRORS = 100;
  private static final int LONGEST_LINE = 12 << 20;
  private static final int LINES_AT_ONCE = 500;
  private static final int BYTES_AT_ONCE = 1 << 20;

  private final BatchWire wire;
  private final String endpoint;
  private final Predicate<List<BatchLine>> taker;
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private final Set<String> customIds = new HashSet<>();
  private final List<BatchError> errors = new ArrayList<>();
  private List<BatchLine> ready = new ArrayList<>();
  private long readyBytes;
  private int number;
  private int lines;
  private boolean tooLong;
  private boolean stopped;

  /**
   * @param taker is handed the lines, some at a time; false ends it
   */
  BatchInput(BatchWire wire, String endpoint, Predicate<List<BatchLine>> taker) {
    this.wire = wire;
    this.endpoint = endpoint;
    this.taker = taker;
  }

  /** What is wrong with a file; none: all its lines have been handed over, or it was ended. */
  List<BatchError> read(FileStore files, TenantScope scope, UUID owner, UUID file) {
    int piece = 0;
    Optional<byte[]> bytes = files.piece(scope, file, piece);
    while (bytes.isPresent() && goesOn()) {
      take(bytes.get());
      bytes = files.piece(scope, file, ++piece);
    }
    // Its pieces go with it: while it is there, all of them were.
    if (files.find(scope, owner, file).isEmpty()) {
      return List.of(
          new BatchError(
              "input_file_deleted", "the input file was deleted while it was read", null, null));
    }
    if (goesOn()) {
      endLine();
      handOver();
    }
    if (lines == 0 && errors.isEmpty() && !stopped) {
      errors.add(new BatchError("empty_file", "the input file has no requests", null, null));
    }
    return errors;
  }

  private boolean goesOn() {
    return !stopped && errors.size() < MOST_ERRORS && lines <= MOST_LINES;
  }

  /** How many lines there are. */
  int lines() {
    return lines;
  }

  private void take(byte[] piece) {
    int from = 0;
    for (int at = 0; at < piece.length && goesOn(); at++) {
      if (piece[at] == '\n') {
        keep(piece, from, at);
        endLine();
        from = at + 1;
      }
    }
    keep(piece, from, piece.length);
  }

  private void keep(byte[] piece, int from, int to) {
    if (rest.size() + to - from > LONGEST_LINE) {
      tooLong = true;
      rest.reset();
    } else if (!tooLong) {
      rest.write(piece, from, to - from);
    }
  }

  private void endLine() {
    number++;
    byte[] line = rest.toByteArray();
    rest.reset();
    if (tooLong) {
      tooLong = false;
      errors.add(
          new BatchError(
              "line_too_long",
              "the line is longer than %d bytes".formatted(LONGEST_LINE),
              null,
              number));
    } else if (!isBlank(line)) {
      lines++;
      add(line);
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte one : line) {
      if (one != ' ' && one != '\t' && one != '\r') {
        return false;
      }
    }
    return true;
  }

  private void add(byte[] text) {
    if (lines > MOST_LINES) {
      errors.add(
          new BatchError(
              "too_many_requests",
              "the input file has more than %d requests".formatted(MOST_LINES),
              null,
              null));
      return;
    }
    try {
      BatchLine line = wire.read(number, text, endpoint);
      if (!customIds.add(line.customId())) {
        throw new BadLineException(
            "duplicate_custom_id",
            "the custom_id '%s' stands in another line too".formatted(line.customId()),
            "custom_id");
      }
      if (errors.isEmpty()) {
        ready.add(line);
        readyBytes += line.body().length;
        if (ready.size() >= LINES_AT_ONCE || readyBytes >= BYTES_AT_ONCE) {
          handOver();
        }
      }
    } catch (BadLineException e) {
      errors.add(e.at(number));
    }
  }

  private void handOver() {
    if (errors.isEmpty() && !ready.isEmpty()) {
      stopped = !taker.test(ready);
      ready = new ArrayList<>();
      readyBytes = 0;
    }
  }
}
