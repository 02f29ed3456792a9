package io.auterity.spi.inbound;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An inbound request as a call: the operation that is called for it, and what else it does.
 *
 * @param main the operation that is called
 * @param also further acts, each of which the caller must be allowed
 * @param labels of the call, for routes and readers of its decision
 * @param request to be served: its body is whole, whatever was read to find this out
 */
public record InboundCall(
    InboundAct main, List<InboundAct> also, Map<String, String> labels, InboundRequest request) {
  public InboundCall {
    Objects.requireNonNull(main);
    also = List.copyOf(also);
    labels = Map.copyOf(labels);
    Objects.requireNonNull(request);
  }

  /** All that it does, the operation that is called first. */
  public List<InboundAct> acts() {
    return Stream.concat(Stream.of(main), also.stream()).toList();
  }
}
