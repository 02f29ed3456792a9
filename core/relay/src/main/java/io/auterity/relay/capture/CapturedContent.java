package io.auterity.relay.capture;

import io.auterity.relay.route.Capture;
import io.auterity.spi.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Input and output of one call, as they were kept.
 *
 * @param input JSON text; null when it was not kept
 * @param output likewise; of a stream an array of its events, with the pieces of each part joined.
 *     Null also when there was none
 * @param note why it is not whole; null when it is
 * @param asked what the caller may come back for, as {@link
 *     io.auterity.platform.call.Invocation#asked()}; kept in full or not at all
 */
public record CapturedContent(
    Capture capture,
    @Nullable String input,
    @Nullable String output,
    @Nullable String note,
    @Nullable String asked) {

  /** Of a call whose caller does not come back. */
  public CapturedContent(
      Capture capture, @Nullable String input, @Nullable String output, @Nullable String note) {
    this(capture, input, output, note, null);
  }

  /** The same with nothing of the content, which could not be masked. */
  CapturedContent unmasked(FailureCode why) {
    return new CapturedContent(
        capture, null, null, "It could not be masked (" + why.wire() + "), so it is not kept.");
  }

  /** The same, for which its caller comes back no more. */
  public CapturedContent withdrawn() {
    return new CapturedContent(capture, input, output, note);
  }

  /** About how much memory it takes, in bytes. */
  long size() {
    return 2L * (length(input) + length(output) + length(asked));
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
