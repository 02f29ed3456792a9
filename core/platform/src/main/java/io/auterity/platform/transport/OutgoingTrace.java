package io.auterity.platform.transport;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The outgoing trace context: what requests to a vendor carry of a call's trace.
 *
 * @param traceparent whether its requests bear W3C's {@code traceparent}
 * @param baggage names of the entries of the caller's baggage that its requests bear
 */
public record OutgoingTrace(boolean traceparent, Set<String> baggage) {

  /** The trace and no baggage, whose texts are the caller's. */
  public static final OutgoingTrace USUAL = new OutgoingTrace(true, Set.of());

  private static final String HEADER = "baggage";

  public OutgoingTrace {
    baggage = Set.copyOf(baggage);
  }

  /** W3C's header {@code baggage} of a request; empty when it bears none. */
  Optional<String> baggage(Map<String, String> ofCaller) {
    if (baggage.isEmpty() || ofCaller.isEmpty()) {
      return Optional.empty();
    }
    BaggageBuilder some = Baggage.builder();
    baggage.stream()
        .filter(ofCaller::containsKey)
        .sorted()
        .forEach(name -> some.put(name, ofCaller.getOrDefault(name, "")));
    Map<String, String> headers = new HashMap<>();
    W3CBaggagePropagator.getInstance()
        .inject(
            Context.root().with(some.build()),
            headers,
            (carrier, name, value) -> {
              if (carrier != null) {
                carrier.put(name, value);
              }
            });
    return Optional.ofNullable(headers.get(HEADER));
  }
}
