package io.auterity.platform.provider;

import io.auterity.platform.catalogue.Capability;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;

/** One provider held for one attempt. */
public interface Lease extends AutoCloseable {

  ProviderInfo provider();

  /**
   * Calls an operation that does not stream.
   *
   * @throws CallFailedException what the connector, the transport or an injected fault says; a live
   *     exception of the connector becomes {@code internal}
   */
  Record call(Capability capability, Record input, Attempt attempt);

  /** Calls an operation that streams. */
  Events<? extends Record> stream(Capability capability, Record input, Attempt attempt);

  @Override
  void close();
}
