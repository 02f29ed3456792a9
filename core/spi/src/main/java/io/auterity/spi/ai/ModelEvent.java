package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Failure;
import io.auterity.spi.StreamEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event of a stream while a provider makes a model ready. A stream ends with exactly one {@link
 * Ready} or {@link Failed}. The set grows: a switch over it has a default.
 */
public sealed interface ModelEvent extends StreamEvent {

  /** How far one step has come. */
  record Progress(
      @Description("What is done, in the provider's words") String step,
      @Description("Which piece of the model it is about") @Nullable String piece,
      @Description("Bytes of the piece that are done, where told") @Nullable Long completed,
      @Description("Bytes that the piece has, where told") @Nullable Long total)
      implements ModelEvent {}

  /** The model can be asked. */
  record Ready(@Description("Id as the provider names it") String id) implements ModelEvent {
    @Override
    public boolean last() {
      return true;
    }
  }

  record Failed(Failure failure) implements ModelEvent {
    @Override
    public Failed withFailure(Failure other) {
      return new Failed(other);
    }
  }
}
