package io.auterity.platform.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Resources of one tenant at one moment, in the order of kind and id; immutable. */
public final class ResourceSet {

  private final Map<String, Map<String, Resource>> byKind = new TreeMap<>();

  public ResourceSet(Collection<Resource> resources) {
    for (Resource resource : resources) {
      byKind.computeIfAbsent(resource.kind(), kind -> new TreeMap<>()).put(resource.id(), resource);
    }
  }

  public Optional<Resource> get(String kind, String id) {
    return Optional.ofNullable(byKind.getOrDefault(kind, Map.of()).get(id));
  }

  /** All of a kind in the order of their ids. */
  public List<Resource> list(String kind) {
    return List.copyOf(byKind.getOrDefault(kind, Map.of()).values());
  }

  List<Resource> all() {
    List<Resource> all = new ArrayList<>();
    byKind.values().forEach(resources -> all.addAll(resources.values()));
    return all;
  }

  /** This set with some resources added or replaced. */
  public ResourceSet with(Collection<Resource> more) {
    List<Resource> all = all();
    all.addAll(more);
    return new ResourceSet(all);
  }

  ResourceSet without(String kind, String id) {
    return new ResourceSet(
        all().stream()
            .filter(resource -> !resource.kind().equals(kind) || !resource.id().equals(id))
            .toList());
  }
}
