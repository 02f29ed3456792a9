package io.auterity.spi.ai;

import io.auterity.spi.JsonSplice;
import java.util.Objects;

/**
 * A chat request as its caller wrote it.
 *
 * @param dialect name of the language that it is written in
 * @param frame what was read of it, which is all but the conversation; its model and its limit are
 *     those to send
 * @param text the whole of it
 */
public record WireBody(String dialect, ChatRequest frame, JsonSplice text) {
  public WireBody {
    Objects.requireNonNull(dialect);
    Objects.requireNonNull(frame);
    Objects.requireNonNull(text);
  }

  /** The same text to be sent with what another frame says. */
  public WireBody with(ChatRequest other) {
    return new WireBody(dialect, other, text);
  }
}
