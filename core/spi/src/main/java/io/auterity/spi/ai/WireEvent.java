package io.auterity.spi.ai;

import io.auterity.spi.StreamEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream event of a model's answer to a chat that {@linkplain WireChat went as it was written}
 * (pass-through). A stream of these may go on as one of {@link ChatEvent}s.
 */
public sealed interface WireEvent extends StreamEvent {

  /** What an event says of what was used, which not every caller asks for. */
  enum UsageField {
    /** Nothing, where a caller who asks for it finds a field for it in each event. */
    ABSENT,
    /** Something, or nothing where no caller looks for it. */
    AS_USUAL,
    /** That and nothing else. */
    ALONE
  }

  /**
   * An event of the vendor's stream that passes as it was written.
   *
   * @param bytes of the whole event, as they go to the caller
   * @param visible whether it shows something of the answer
   * @param length how many characters of the answer it carries
   * @param usage all that was used until now; null when it tells none
   * @param usageField how it tells that
   * @param last whether it ends the answer
   */
  // Bytes are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Passed(
      byte[] bytes,
      boolean visible,
      int length,
      @Nullable TokenUsage usage,
      UsageField usageField,
      boolean last)
      implements WireEvent {
    public Passed {
      Objects.requireNonNull(bytes);
      Objects.requireNonNull(usageField);
    }

    @Override
    public Map<String, Long> used() {
      return usage == null ? Map.of() : usage.quantities();
    }
  }

  /**
   * From here on the answer is told in {@link ChatEvent}s.
   *
   * @param before events that would have told what has passed; the words in them are blank
   */
  record Read(List<ChatEvent> before) implements WireEvent {
    public Read {
      before = List.copyOf(before);
    }

    @Override
    public boolean visible() {
      return false;
    }
  }
}
