package io.auterity.gateway.dialect;

import io.auterity.spi.ai.FinishReason;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's own word for the end of an answer. The dialect's word is always one of its own list,
 * since typed clients throw at any other; where that says less, the vendor's stands beside it.
 */
public final class NativeFinish {

  /** Name of its field, as OpenRouter and its clients have it. */
  public static final String FIELD = "native_finish_reason";

  /**
   * The word; null where the dialect's says as much.
   *
   * @param word what the dialect says
   */
  public static @Nullable String beside(String word, FinishReason reason, @Nullable String detail) {
    String own =
        switch (reason) {
          case OTHER, CONTENT_REFUSED -> detail;
          case PAUSED -> "pause_turn";
          case CONTEXT_FULL -> "model_context_window_exceeded";
          default -> null;
        };
    return word.equals(own) ? null : own;
  }
}
