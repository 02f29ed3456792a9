package io.auterity.platform.provider;

import io.auterity.platform.catalogue.Capability;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import java.util.List;

/** One provider held for one attempt. */
public interface Lease extends AutoCloseable {

  ProviderInfo provider();

  /**
   * What of an input the connector would drop or change on the way to its vendor, by name; empty
   * when all of it arrives, or nobody can say.
   */
  default List<String> lossy(Record input) {
    return List.of();
  }

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
