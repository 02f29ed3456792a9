package io.auterity.relay.road;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.log.DecisionStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what would be written. */
final class MemoryDecisionStore implements DecisionStore {

  private final List<StoredDecision> decisions = new CopyOnWriteArrayList<>();

  @Override
  public void write(List<StoredConfig> configs, List<StoredDecision> written) {
    decisions.addAll(written);
  }

  /** As they read back. */
  List<Decision> decisions() {
    return decisions.stream().map(decision -> decision.row().decision(decision.info())).toList();
  }
}
