package io.auterity.spi.git;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The head of a push: which refs it moves, before the objects come.
 *
 * @param again the bytes that were read
 */
record PushHead(InputStream again, List<Update> updates) {

  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final String NOTHING = "0".repeat(40);
  private static final String BRANCHES = "refs/heads/";
  private static final String TAGS = "refs/tags/";

  /** One ref that is to be moved. */
  record Update(String before, String after, String ref) {

    /** The operation of the kind that does the same; empty for refs that no operation has. */
    Optional<String> operation() {
      boolean made = before.equals(NOTHING);
      boolean gone = after.equals(NOTHING);
      if (ref.startsWith(BRANCHES)) {
        return Optional.of(gone ? "branch.delete" : made ? "branch.create" : "commit.create");
      }
      if (ref.startsWith(TAGS)) {
        return Optional.of(gone ? "tag.delete" : "tag.create");
      }
      return Optional.empty();
    }
  }

  static PushHead read(InputStream in) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    List<Update> updates = new ArrayList<>();
    for (String line = line(in, read); line != null; line = line(in, read)) {
      int options = line.indexOf('\0');
      String command = options < 0 ? line : line.substring(0, options);
      if (command.length() > 82 && command.charAt(40) == ' ' && command.charAt(81) == ' ') {
        updates.add(
            new Update(
                command.substring(0, 40),
                command.substring(41, 81),
                command.substring(82).strip()));
      } else if (!command.startsWith("shallow ")) {
        throw new IOException("it has a line that is no update of a ref");
      }
    }
    return new PushHead(new ByteArrayInputStream(read.toByteArray()), List.copyOf(updates));
  }

  /** The first branch that it moves; empty when it moves none. */
  String branch() {
    return updates.stream()
        .map(Update::ref)
        .filter(ref -> ref.startsWith(BRANCHES))
        .map(ref -> ref.substring(BRANCHES.length()))
        .findFirst()
        .orElse("");
  }

  // Null at the packet that ends the head; an answer to a mere greeting has no other.
  private static @Nullable String line(InputStream in, ByteArrayOutputStream read)
      throws IOException {
    byte[] head = exactly(in, 4, read);
    int length;
    try {
      length = Integer.parseInt(new String(head, StandardCharsets.US_ASCII), 16);
    } catch (NumberFormatException e) {
      throw new IOException("it has a line without a length", e);
    }
    if (length == 0) {
      return null;
    }
    if (length < 4 || read.size() + length > MOST_BYTES) {
      throw new IOException("it has more than %d bytes".formatted(MOST_BYTES));
    }
    return new String(exactly(in, length - 4, read), StandardCharsets.UTF_8);
  }

  private static byte[] exactly(InputStream in, int length, ByteArrayOutputStream read)
      throws IOException {
    byte[] some = in.readNBytes(length);
    read.writeBytes(some);
    if (some.length < length) {
      throw new EOFException("it ends in the middle");
    }
    return some;
  }
}
