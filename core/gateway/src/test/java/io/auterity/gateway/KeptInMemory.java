package io.auterity.gateway;

import io.auterity.gateway.dialect.KeptResponse;
import io.auterity.gateway.door.KeptResponses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Responses that a test has kept. */
public final class KeptInMemory implements KeptResponses {

  public final Map<UUID, KeptResponse> kept = new ConcurrentHashMap<>();

  /** Who came back, in order. */
  public final List<Comer> comers = new CopyOnWriteArrayList<>();

  @Override
  public Optional<KeptResponse> find(Comer comer, UUID decision) {
    comers.add(comer);
    return Optional.ofNullable(kept.get(decision));
  }

  @Override
  public boolean withdraw(Comer comer, UUID decision) {
    comers.add(comer);
    return kept.remove(decision) != null;
  }
}
