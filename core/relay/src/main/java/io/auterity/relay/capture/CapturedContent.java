package io.auterity.relay.capture;

import io.auterity.relay.route.Capture;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Input and output of one call, as they were kept.
 *
 * @param input JSON text, of which masking may have left text that is no JSON; null when it was not
 *     kept
 * @param output likewise; of a stream an array of its events. Null also when there was none
 * @param note why it is not whole; null when it is
 */
public record CapturedContent(
    Capture capture, @Nullable String input, @Nullable String output, @Nullable String note) {

  public CapturedContent {
    Objects.requireNonNull(capture);
  }

  /** The same with nothing of the content. */
  CapturedContent without(String why) {
    return new CapturedContent(capture, null, null, why);
  }

  /** About how much memory it takes, in bytes. */
  long size() {
    return 2L * (length(input) + length(output));
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
