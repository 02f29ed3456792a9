package io.auterity.gateway;

import io.auterity.gateway.dialect.StoredResponse;
import io.auterity.gateway.door.ResponseArchive;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Responses that a test has kept. */
public final class KeptInMemory implements ResponseArchive {

  public final Map<UUID, StoredResponse> kept = new ConcurrentHashMap<>();

  /** Who came back, in order. */
  public final List<Comer> comers = new CopyOnWriteArrayList<>();

  @Override
  public <T> Map<UUID, T> find(Comer comer, Set<UUID> decisions, Function<StoredResponse, T> read) {
    comers.add(comer);
    return kept.values().stream()
        .filter(one -> decisions.contains(one.decision()))
        .collect(Collectors.toMap(StoredResponse::decision, read));
  }

  @Override
  public boolean withdraw(Comer comer, UUID decision) {
    comers.add(comer);
    return kept.remove(decision) != null;
  }
}
