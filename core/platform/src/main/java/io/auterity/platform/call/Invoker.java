package io.auterity.platform.call;

/** The only way to a capability; the road behind it is {@code relay}. */
public interface Invoker {

  /** Starts a call; what comes back is pulled from the exchange. */
  Exchange open(Invocation invocation);

  /** Makes a call and waits for its outcome; events of a streaming capability are discarded. */
  default Outcome invoke(Invocation invocation) {
    try (Exchange exchange = open(invocation)) {
      while (exchange.next() != null) {
        // Drained: only the outcome is wanted.
      }
      return exchange.outcome();
    }
  }
}
