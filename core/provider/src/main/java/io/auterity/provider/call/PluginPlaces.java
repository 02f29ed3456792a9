package io.auterity.provider.call;

import io.auterity.platform.bound.FairPlaces;
import io.auterity.platform.bound.FairQueue.Owner;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderWork;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Places that all providers of a plugin share, for what it runs beside the server: tenants take
 * turns, and the providers of each.
 */
public final class PluginPlaces {

  /** Calls that wait for a place of one plugin; of one tenant half, of one provider a quarter. */
  static final int WAITING = 256;

  private static final int KEPT = 1;

  private final Map<String, FairPlaces> plugins = new ConcurrentHashMap<>();

  /**
   * Waits for a place of a plugin as long as the call has time.
   *
   * @param count how many there are, at its first call
   */
  ProviderWork.Place take(String plugin, int count, Owner owner, Call call) {
    FairPlaces places =
        plugins.computeIfAbsent(
            plugin, id -> new FairPlaces("calls of plugin " + id, count, KEPT, WAITING));
    Optional<FairPlaces.Place> taken = places.take(owner, call.remaining(), call::onCancel);
    if (taken.isEmpty()) {
      throw call.remaining().isZero()
          ? new CallFailedException(FailureCode.TIMEOUT, "the deadline has passed")
          : new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
    }
    return taken.get()::close;
  }
}
