package io.auterity.plugins.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.toolkit.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * The commands of a push (gitprotocol-pack): lines that begin with their length in four hexadecimal
 * digits, up to one of length nought. JGit ends a whole push for one name that git does not take,
 * where the protocol has an answer for each ref: such a name goes in as another, which is refused,
 * and comes out as it was.
 *
 * @param head the commands with the names that JGit reads
 * @param rest what follows them
 * @param names those that were sent, by those that stand for them
 */
record PushCommands(InputStream head, InputStream rest, Map<String, String> names) {

  static final PushCommands NONE =
      new PushCommands(InputStream.nullInputStream(), InputStream.nullInputStream(), Map.of());

  private static final int MOST_BYTES = 1 << 20;
  private static final String STAND_IN = "x/";
  private static final int SHORTEST = 5;
  private static final char NO_CHARACTER = '\ufffd';
  private static final Set<String> KNOWN =
      Set.of(
          "report-status",
          "delete-refs",
          "side-band-64k",
          "quiet",
          "atomic",
          "ofs-delta",
          "agent=",
          "session-id=");
  private static final Pattern COMMAND =
      Pattern.compile("([0-9a-f]{40} [0-9a-f]{40} )([^\\x00\\n]*)([\\x00\\n].*)?", Pattern.DOTALL);

  /**
   * Reads them.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid}
   */
  static PushCommands read(InputStream push) throws IOException {
    ByteArrayOutputStream commands = new ByteArrayOutputStream();
    Map<String, String> names = new LinkedHashMap<>();
    for (String line = line(push); !line.isEmpty(); line = line(push)) {
      String taken = line.startsWith("shallow ") ? line : taken(line, names);
      commands.writeBytes(
          "%04x%s".formatted(taken.length() + FetchLines.DIGITS, taken).getBytes(ISO_8859_1));
      if (commands.size() > MOST_BYTES) {
        throw GitErrors.tooLarge("push", "moves too many refs: push in parts");
      }
    }
    commands.writeBytes("0000".getBytes(ISO_8859_1));
    return new PushCommands(new ByteArrayInputStream(commands.toByteArray()), push, names);
  }

  private static String taken(String line, Map<String, String> names) {
    Matcher command = COMMAND.matcher(line);
    if (!command.matches()) {
      throw Refusal.invalid("push", "has a line that is no command of a push");
    }
    String name = command.group(2);
    String more = capabilities(command.group(3));
    String decoded = new String(name.getBytes(ISO_8859_1), UTF_8);
    boolean whole = decoded.indexOf(NO_CHARACTER) < 0;
    if (whole && Repository.isValidRefName(decoded)) {
      return command.group(1) + name + more;
    }
    String other =
        STAND_IN
            + Integer.toString(names.size() + 36 * 36, 36)
            + "-".repeat(Math.max(0, name.length() - SHORTEST));
    names.put(other, name + " ".repeat(Math.max(0, other.length() - name.length())));
    return command.group(1) + other + more;
  }

  // JGit reads what follows by capabilities that nobody was told of.
  private static String capabilities(@Nullable String more) {
    if (more == null || more.charAt(0) != 0) {
      return "";
    }
    return Arrays.stream(more.substring(1).strip().split(" "))
        .filter(word -> KNOWN.contains(word.replaceFirst("=.*", "=")))
        .collect(Collectors.joining(" ", "\0", ""));
  }

  // Bytes as characters, as a name may be in no encoding; empty at the end.
  private static String line(InputStream in) throws IOException {
    int length = FetchLines.length("push", new String(exactly(in, FetchLines.DIGITS), ISO_8859_1));
    if (length == 0) {
      return "";
    }
    if (length <= FetchLines.DIGITS) {
      throw Refusal.invalid("push", "has a line without a length");
    }
    return new String(exactly(in, length - FetchLines.DIGITS), ISO_8859_1);
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] some = in.readNBytes(length);
    if (some.length < length) {
      throw Refusal.invalid("push", "ends in the middle");
    }
    return some;
  }

  /** Whether a name stands for one that git does not take. */
  boolean refuses(String ref) {
    return names.containsKey(ref);
  }

  /** What a client is told, with its own names in it. */
  byte[] told(byte[] report) {
    String text = new String(report, ISO_8859_1);
    for (Map.Entry<String, String> name : names.entrySet()) {
      text = text.replace("ng " + name.getKey() + " ", "ng " + name.getValue() + " ");
    }
    return text.getBytes(ISO_8859_1);
  }
}
