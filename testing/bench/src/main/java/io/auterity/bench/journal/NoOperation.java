package io.auterity.bench.journal;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Usage;
import io.auterity.spi.text.MaskedText;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers every call at once with the same text. */
final class NoOperation implements Invoker {

  private static final MaskedText ANSWER = new MaskedText("x", List.of());
  private static final Usage NOTHING = new Usage(Map.of(), 0, "USD");

  @Override
  public Exchange open(Invocation invocation) {
    return new Answered(invocation.id());
  }

  private record Answered(UUID decision) implements Exchange {
    @Override
    public @Nullable Record next() {
      return null;
    }

    @Override
    public void cancel() {}

    @Override
    public Outcome outcome() {
      return new Outcome.Succeeded(decision, ANSWER, NOTHING, "none");
    }

    @Override
    public void close() {}
  }
}
