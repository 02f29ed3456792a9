package io.auterity.relay.decision;

import io.auterity.spi.CallFailedException;
import java.util.List;
import java.util.UUID;

/** Where decisions are written for good. */
public interface Ink {

  /**
   * A decision ready to be stored.
   *
   * @param body as {@link DecisionFormat} writes it
   */
  @SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never compared.
  record Sheet(Decision decision, byte[] body) {}

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
