package io.auterity.relay.decision;

import io.auterity.spi.CallFailedException;
import java.util.List;
import java.util.UUID;

/** Where decisions are written for good. */
public interface Ink {

  /** A decision ready to be stored. */
  record Sheet(Draft draft, Written written) {}

  /** A configuration ready to be stored. */
  @SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never compared.
  record Setting(UUID tenant, java.time.LocalDate day, String digest, byte[] body) {}

  /**
   * Stores all of them or none; what is there already stays.
   *
   * @throws CallFailedException {@code unavailable}
   */
  void write(List<Setting> settings, List<Sheet> sheets);
}
