package io.auterity.toolkit;

import io.auterity.spi.Call;
import io.auterity.spi.OnBehalf;
import io.auterity.spi.ProviderContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A call that is like another one but for what its implementation overrides. */
public interface ForwardingCall extends Call {

  /** The call that this one is like. */
  Call call();

  @Override
  default String capability() {
    return call().capability();
  }

  @Override
  default Duration remaining() {
    return call().remaining();
  }

  @Override
  default boolean cancelled() {
    return call().cancelled();
  }

  @Override
  default void onCancel(Runnable action) {
    call().onCancel(action);
  }

  @Override
  default void pause(Duration duration) {
    call().pause(duration);
  }

  @Override
  default Optional<Caller> caller() {
    return call().caller();
  }

  @Override
  default boolean byStep() {
    return call().byStep();
  }

  @Override
  default Optional<String> idempotencyKey() {
    return call().idempotencyKey();
  }

  @Override
  default Map<String, String> labels() {
    return call().labels();
  }

  @Override
  default Optional<String> traceparent() {
    return call().traceparent();
  }

  @Override
  default void meter(String unit, long quantity) {
    call().meter(unit, quantity);
  }

  @Override
  default void reserve(long bytes) {
    call().reserve(bytes);
  }

  @Override
  default ProviderContext provider() {
    return call().provider();
  }

  @Override
  default OnBehalf onBehalf() {
    return call().onBehalf();
  }
}
