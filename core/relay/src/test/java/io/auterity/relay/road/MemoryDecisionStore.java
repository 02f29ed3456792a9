package io.auterity.relay.road;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.format.ConfigFormat;
import io.auterity.relay.decision.log.DecisionStore;
import io.auterity.relay.recompute.Recompute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what would be written. */
public final class MemoryDecisionStore implements DecisionStore {

  private final Map<String, byte[]> configs = new ConcurrentHashMap<>();
  private final List<StoredDecision> decisions = new CopyOnWriteArrayList<>();

  @Override
  public void write(List<StoredConfig> configs, List<StoredDecision> written) {
    configs.forEach(config -> this.configs.put(config.digest(), config.body()));
    decisions.addAll(written);
  }

  /** As they read back. */
  public List<Decision> decisions() {
    return decisions.stream().map(MemoryDecisionStore::read).toList();
  }

  /** The newest of them. */
  public Decision latest() {
    return read(decisions.getLast());
  }

  private static Decision read(StoredDecision decision) {
    return decision.row().decision(decision.info());
  }

  /** What is worked out otherwise when they are decided again. */
  public List<String> differences() {
    return decisions().stream()
        .flatMap(decision -> Optional.ofNullable(difference(decision)).stream())
        .toList();
  }

  private @Nullable String difference(Decision decision) {
    Decision.Planning planning = decision.planning();
    byte[] config = planning == null ? null : configs.get(String.valueOf(planning.config()));
    return config == null
        ? null
        : Recompute.of(decision, ConfigFormat.read(config, 1)).difference();
  }
}
