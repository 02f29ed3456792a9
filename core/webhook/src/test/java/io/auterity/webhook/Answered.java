package io.auterity.webhook;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An answer that is there at once. */
record Answered(Outcome outcome) implements Exchange {
  @Override
  public UUID decision() {
    return outcome.decision();
  }

  @Override
  public @Nullable Record next() {
    return null;
  }

  @Override
  public void cancel() {}

  @Override
  public void close() {}
}
