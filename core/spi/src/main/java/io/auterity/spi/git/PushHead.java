package io.auterity.spi.git;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.inbound.InboundAct;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of a push: which refs it moves, before the objects come.
 *
 * @param again the bytes that were read
 */
record PushHead(InputStream again, List<Update> updates) {

  private static final int MOST_BYTES = 256 * 1024;
  private static final int MOST_REFS = 2_000;
  private static final int LONGEST_LINE = 65_520;
  private static final String COMMITS = "commit.create";
  private static final String MESSAGE = "git push";
  private static final String NOTHING = "0".repeat(40);
  private static final String BRANCHES = "refs/heads/";
  private static final String TAGS = "refs/tags/";

  /** One ref that is to be moved. */
  record Update(String before, String after, String ref) {

    /**
     * What does the same among the operations of the kind; nothing for refs that no operation has.
     * Whether a branch loses commits is not known yet.
     */
    List<InboundAct> acts(Ref repository) {
      if (ref.startsWith(BRANCHES)) {
        return List.of(branch(repository, ref.substring(BRANCHES.length())));
      }
      return ref.startsWith(TAGS) ? tag(repository, ref.substring(TAGS.length())) : List.of();
    }

    private InboundAct branch(Ref repository, String name) {
      if (after.equals(NOTHING)) {
        return new InboundAct("branch.delete", new WhichBranch(repository, name), ref);
      }
      return before.equals(NOTHING)
          ? new InboundAct("branch.create", new NewBranch(repository, name, after), ref)
          : new InboundAct(COMMITS, new NewCommit(repository, name, MESSAGE, List.of(), null), ref);
    }

    // A tag does not move: the one goes, the other comes.
    private List<InboundAct> tag(Ref repository, String name) {
      List<InboundAct> acts = new ArrayList<>();
      if (!before.equals(NOTHING)) {
        acts.add(new InboundAct("tag.delete", new WhichTag(repository, name), ref));
      }
      if (!after.equals(NOTHING)) {
        acts.add(new InboundAct("tag.create", new NewTag(repository, name, after, null), ref));
      }
      return acts;
    }
  }

  static PushHead read(InputStream in) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    List<Update> updates = new ArrayList<>();
    for (String line = line(in, read); line != null; line = line(in, read)) {
      if (updates.size() == MOST_REFS) {
        throw tooMuch("more than %,d refs".formatted(MOST_REFS));
      }
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

  // The first that it moves; empty when it moves none.
  private String branch() {
    return updates.stream()
        .map(Update::ref)
        .filter(ref -> ref.startsWith(BRANCHES))
        .map(ref -> ref.substring(BRANCHES.length()))
        .findFirst()
        .orElse("");
  }

  private static CallFailedException tooMuch(String what) {
    return new CallFailedException(
        FailureCode.TOO_LARGE,
        "the push has %s: push fewer branches and tags at one time".formatted(what));
  }

  /** All that it does; the caller that pushes must be allowed to commit, so that comes first. */
  List<InboundAct> acts(Ref repository) {
    List<InboundAct> acts = new ArrayList<>();
    updates.forEach(update -> acts.addAll(update.acts(repository)));
    InboundAct first =
        acts.stream()
            .filter(act -> act.operation().equals(COMMITS))
            .findFirst()
            .orElseGet(
                () ->
                    new InboundAct(
                        COMMITS,
                        new NewCommit(repository, branch(), MESSAGE, List.of(), null),
                        ""));
    acts.remove(first);
    acts.addFirst(first);
    return acts;
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
    if (length < 4 || length > LONGEST_LINE) {
      throw new IOException("it has a line of length %d".formatted(length));
    }
    if (read.size() + length > MOST_BYTES) {
      throw tooMuch("names of refs of more than %d KiB".formatted(MOST_BYTES / 1024));
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
