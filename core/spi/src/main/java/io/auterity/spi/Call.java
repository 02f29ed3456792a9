package io.auterity.spi;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The call context of one attempt of an operation: time left (deadline), cancellation, idempotency
 * key, labels and the provider's context. Nothing is ambient.
 */
public interface Call {

  /** The capability that is called, e.g. {@code ai.chat.create}. */
  String capability();

  /** Time left until the caller gives up; never negative. */
  Duration remaining();

  /** Whether the caller has gone or the deadline has passed. */
  boolean cancelled();

  /** Runs {@code action} once when the call is cancelled; at once if it already is. */
  void onCancel(Runnable action);

  /**
   * Waits without holding a thread of the platform.
   *
   * @throws CallFailedException {@code timeout} or {@code cancelled}, as soon as either happens
   */
  void pause(Duration duration);

  /** Same key, same effect: a repetition carries the key of the first attempt. */
  Optional<String> idempotencyKey();

  /** Labels of the invocation, as routes see them. */
  Map<String, String> labels();

  /** W3C trace context of this attempt, empty when it is not traced. */
  Optional<String> traceparent();

  /** Adds to the usage of this attempt, e.g. {@code ("input_tokens", 214)}. */
  void meter(String unit, long quantity);

  /**
   * Reserves memory of the server for what comes in and is kept until this call ends: rows, lines,
   * messages. The transport reserves what it reads itself. Call it before that is kept, as often as
   * more comes; nothing is to be given back.
   *
   * @throws CallFailedException {@code saturated} when there is no room for more of the tenant's
   *     just now, {@code too_large} when there never is; let it end the call
   */
  default void reserve(long bytes) {
    // Nothing is counted here.
  }

  /**
   * Who calls, for connectors that reach no host: what they keep says who made it. Empty for all
   * others, and where no caller stands behind the call, as in a check.
   */
  default Optional<Caller> caller() {
    return Optional.empty();
  }

  /**
   * Whether a step of a workflow calls on behalf of the caller, who does not know of it: what a
   * person must do in person is no step's to do.
   */
  default boolean byStep() {
    return false;
  }

  /**
   * Who calls.
   *
   * @param id stable, e.g. {@code key_…}
   * @param name for people
   * @param person whether it is a person and no program
   */
  record Caller(String id, String name, boolean person) {
    public Caller {
      Objects.requireNonNull(id);
      Objects.requireNonNull(name);
    }
  }

  /** The provider on whose behalf the connector works. */
  ProviderContext provider();

  /**
   * What the connector does on behalf of who calls it, until this call ends.
   *
   * @throws CallFailedException {@code forbidden} when the plugin's manifest does not ask for it,
   *     or there is no caller, as in a check
   */
  default OnBehalf onBehalf() {
    throw new CallFailedException(
        FailureCode.FORBIDDEN,
        "nothing can be done on behalf of who calls %s here".formatted(capability()));
  }

  /** The standard refusal of an operation that a connector does not offer. */
  default CallFailedException unsupported() {
    return new CallFailedException(
        Failure.of(
            FailureCode.UNSUPPORTED,
            "provider %s does not support %s".formatted(provider().id(), capability())));
  }
}
