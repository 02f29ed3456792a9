package io.auterity.spi;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/**
 * Threads of one provider alone, for connectors that are their own vendor: a few, and a bound on
 * what waits for them. They end with the provider.
 */
public interface ProviderWork {

  /**
   * Begins work beside the call that asks for it, on another thread. It is interrupted when the
   * call is cancelled or ends, or the provider closes, and does not begin any more after any of
   * these: the thread that needs its result waits for it. How much time is left it asks the call.
   *
   * @throws CallFailedException {@code saturated} when as much waits already as may, {@code
   *     cancelled} when the call is over, {@code unavailable} when the provider closes
   */
  <T> Future<T> begin(Callable<T> work, Call call);
}
