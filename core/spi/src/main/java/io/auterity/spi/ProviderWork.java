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

  /**
   * Waits for one of the places that all providers of the plugin share, for what it runs beside the
   * server, such as processes. Tenants take turns, and so do the providers of each; one place is
   * kept for a tenant that has none.
   *
   * @param count how many places there are, the same at each call
   * @throws CallFailedException {@code saturated} when as many of the tenant wait already as may,
   *     {@code timeout} or {@code cancelled} when the call ends before there is one, {@code
   *     unsupported} where the host has none
   */
  default Place place(int count, Call call) {
    throw new CallFailedException(
        FailureCode.UNSUPPORTED, "no places are shared by the providers of a plugin here");
  }

  /** A place that is taken until it is closed. */
  @FunctionalInterface
  interface Place extends AutoCloseable {
    @Override
    void close();
  }
}
