package io.auterity.relay.decision.log;

import io.auterity.relay.decision.WriteInfo;
import io.auterity.spi.CallFailedException;
import java.util.List;
import java.util.UUID;

/** The durable store of decisions. */
public interface DecisionStore {

  /** A decision ready to be stored. */
  record StoredDecision(DecisionRow row, WriteInfo info) {}

  /** A configuration ready to be stored. */
  @SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never compared.
  record StoredConfig(UUID tenant, java.time.LocalDate day, String digest, byte[] body) {}

  /**
   * Stores all of them or none; what is there already stays.
   *
   * @throws CallFailedException {@code unavailable}
   */
  void write(List<StoredConfig> configs, List<StoredDecision> decisions);
}
