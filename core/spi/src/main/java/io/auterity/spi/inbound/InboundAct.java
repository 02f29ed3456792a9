package io.auterity.spi.inbound;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which operation of its kind a request is: the call that takes the road for it.
 *
 * @param operation e.g. {@code commit.create}
 * @param input of that operation, as far as the request tells it; it names the provider
 * @param also further operations that the caller must be allowed
 * @param labels of the call, for routes and whoever reads its decision
 * @param request to be served: its body is whole, whatever was read to find this out
 */
public record InboundAct(
    String operation,
    Record input,
    Set<String> also,
    Map<String, String> labels,
    InboundRequest request) {
  public InboundAct {
    Objects.requireNonNull(operation);
    Objects.requireNonNull(input);
    also = Set.copyOf(also);
    labels = Map.copyOf(labels);
    Objects.requireNonNull(request);
  }
}
