package io.auterity.toolkit.ai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireBatches.Result;
import io.auterity.spi.WireStream;
import io.auterity.toolkit.PieceMemory;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Results of a vendor's batch in lines of JSON, read as they are asked for: all of them may be more
 * than memory holds. Of a line that is too long only its beginning is kept, which names the line
 * that it answers, so that this one fails as one that was served and the others have their answers.
 */
public final class ResultLines {

  private static final int LONGEST = 32 << 20;
  private static final int BEGINNING = 4_096;
  private static final byte[] BREAK = {'\n'};

  /** The id of a line behind nothing but plain fields, so that no answer can pretend to be one. */
  private static final Pattern ID =
      Pattern.compile(
          "\\s*+\\{\\s*+(?:\"[^\"\\\\]*+\"\\s*+:\\s*+(?:\"[^\"\\\\]*+\"|[^\"\\[{,]++)\\s*+,\\s*+)*?"
              + "\"custom_id\"\\s*+:\\s*+\"([^\"\\\\]++)\"");

  private final WireStream stream;
  private final Function<String, Optional<Result>> codec;
  private final PieceMemory kept;
  private final int longest;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private byte[] piece = {};
  private int at;
  private boolean tooLong;
  private boolean over;

  /**
   * @param codec reads a line; empty where it tells nothing
   * @param call of which a line is kept until it is whole
   */
  public ResultLines(WireStream stream, Function<String, Optional<Result>> codec, Call call) {
    this(stream, codec, call, LONGEST);
  }

  ResultLines(WireStream stream, Function<String, Optional<Result>> codec, Call call, int longest) {
    this.kept = new PieceMemory(call);
    this.stream = stream;
    this.codec = codec;
    this.longest = longest;
  }

  /**
   * Waits for the next result.
   *
   * @return the result; null at the end
   * @throws io.auterity.spi.CallFailedException as {@link WireStream#next}
   */
  public @Nullable Result next() {
    while (at < piece.length || pull()) {
      int end = at;
      while (end < piece.length && piece[end] != '\n') {
        end++;
      }
      keep(end);
      boolean whole = end < piece.length;
      at = whole ? end + 1 : end;
      Result told = whole ? told() : null;
      if (told != null) {
        return told;
      }
    }
    return null;
  }

  // What follows the last break is a line as well.
  private boolean pull() {
    if (over) {
      return false;
    }
    byte[] next = stream.next();
    over = next == null;
    if (next != null && !tooLong) {
      kept.add(next);
    }
    piece = next == null ? BREAK : next;
    at = 0;
    return true;
  }

  private void keep(int end) {
    int room = longest - line.size();
    tooLong |= end - at > room;
    line.write(piece, at, Math.min(end - at, room));
  }

  private @Nullable Result told() {
    String text = line.toString(UTF_8);
    boolean cut = tooLong;
    line.reset();
    kept.reset();
    tooLong = false;
    return cut ? tooLong(text) : text.isBlank() ? null : codec.apply(text.strip()).orElse(null);
  }

  private @Nullable Result tooLong(String text) {
    Matcher id = ID.matcher(text.substring(0, Math.min(text.length(), BEGINNING)));
    return id.lookingAt()
        ? new Result(
            id.group(1),
            null,
            Failure.of(
                    FailureCode.TOO_LARGE,
                    "the answer in the vendor's batch has more than %d bytes".formatted(longest))
                .withApplied(Applied.YES))
        : null;
  }
}
