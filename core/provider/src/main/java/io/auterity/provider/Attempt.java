package io.auterity.provider;

import io.auterity.platform.bound.CallMemory;
import io.auterity.platform.call.CarriedBytes;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.transport.SentRequests;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The context of one attempt for its connector, such as the remaining time and the idempotency key;
 * the host makes the connector's call from it.
 */
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

  /** What its answers take; null where they are not held after its end. */
  default @Nullable CallMemory memory() {
    return null;
  }

  /** Where its request waits for its vendor's batch; null when it is sent by itself. */
  default @Nullable Batched batched() {
    return null;
  }

  /** What goes to the connector in place of the input; null when that is the input itself. */
  default @Nullable CarriedBytes bytes() {
    return null;
  }

  /** Takes requests into a batch of their vendor. */
  @FunctionalInterface
  interface Batched {

    /**
     * Waits for the answer from the batch.
     *
     * @throws CallFailedException what became of the request when there is none
     */
    WireResponse ask(WireRequest request, Call call);
  }

  /** The call that it is made for; null when it is made for none, as in a check. */
  default @Nullable Invocation invocation() {
    return null;
  }

  /** Adds to what this attempt used. */
  void meter(String unit, long quantity);
}
