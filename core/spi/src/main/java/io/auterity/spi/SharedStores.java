package io.auterity.spi;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A factory that opens {@link SharedStore}s of one sort. */
public interface SharedStores {

  /** Opens the store at a place. It does no I/O: a store that is away fails when it is used. */
  SharedStore open(Place place);

  /**
   * Where a store is, as an operator has set it.
   *
   * @param tls whether the connection is encrypted, and the certificate checked against the host
   * @param user null for the store's usual one
   * @param password null where the store asks for none
   * @param patience how long its user waits for an answer; connections wait no longer
   */
  record Place(
      String host,
      int port,
      boolean tls,
      @Nullable String user,
      @Nullable String password,
      Duration patience) {
    public Place {
      Objects.requireNonNull(host);
      Objects.requireNonNull(patience);
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }
}
