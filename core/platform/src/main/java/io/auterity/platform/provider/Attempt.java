package io.auterity.platform.provider;

import io.auterity.platform.transport.SentRequests;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What an attempt hands to the connector; the host makes the connector's call from it. */
public interface Attempt {

  /** The unit that the host counts itself, once for every attempt that may cost something. */
  String CALLS = "calls";

  Duration remaining();

  boolean cancelled();

  /** Runs {@code action} once when the attempt is cancelled; at once if it already is. */
  void onCancel(Runnable action);

  Optional<String> idempotencyKey();

  Map<String, String> labels();

  Optional<String> traceparent();

  /** What the transport has sent for it. */
  SentRequests sent();

  /** Adds to what this attempt used. */
  void meter(String unit, long quantity);
}
