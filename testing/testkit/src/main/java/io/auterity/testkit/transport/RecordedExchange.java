package io.auterity.testkit.transport;

import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;

/** A request that was really sent once, and the reply that really came. */
public record RecordedExchange(WireRequest request, WireResponse response) {

  /** Whether the reply came as a stream of events. */
  public boolean streams() {
    return response
        .header("content-type")
        .filter(
            type ->
                type.startsWith("text/event-stream")
                    || type.equals("application/vnd.amazon.eventstream"))
        .isPresent();
  }
}
