package io.auterity.platform.resource;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The registered kinds in their order, and the check of drafts against their schemas. */
final class ResourceKinds {

  private final Map<String, ResourceKind> byName = new LinkedHashMap<>();
  private final Map<String, JsonSchema> specs = new HashMap<>();
  private final JsonSchema envelope;

  ResourceKinds(Collection<? extends ResourceKind> kinds) {
    List<ResourceKind> ordered = new ArrayList<>(kinds);
    ordered.sort(Comparator.comparingInt(ResourceKind::order).thenComparing(ResourceKind::name));
    for (ResourceKind kind : ordered) {
      if (byName.put(kind.name(), kind) != null) {
        throw new IllegalArgumentException("two kinds of resource are called " + kind.name());
      }
      specs.put(kind.name(), JsonSchema.of(kind.schema()));
    }
    envelope = JsonSchema.of(envelope(byName.keySet()));
  }

  /** In the order in which they are applied. */
  List<ResourceKind> inOrder() {
    return List.copyOf(byName.values());
  }

  ResourceKind get(String name) {
    return Objects.requireNonNull(byName.get(name), name);
  }

  /** What is wrong with a resource among others; nothing when its kind is not registered here. */
  List<Problem> check(TenantScope scope, Resource resource, ResourceSet others, CheckBound bound) {
    ResourceKind kind = byName.get(resource.kind());
    return kind == null
        ? List.of()
        : kind.check(scope, resource.id(), resource.spec(), others, bound).stream()
            .map(problem -> problem.in("spec"))
            .toList();
  }

  Collection<String> names() {
    return byName.keySet();
  }

  /** What is wrong with the form of a draft. */
  List<Problem> check(Json draft) {
    List<Problem> problems = new ArrayList<>(envelope.check(draft));
    if (problems.isEmpty()) {
      Json.Obj object = (Json.Obj) draft;
      Json spec = Objects.requireNonNull(object.get("spec"));
      Objects.requireNonNull(specs.get(object.text("kind"))).check(spec).stream()
          .map(problem -> problem.in("spec"))
          .forEach(problems::add);
    }
    return problems;
  }

  static Json.Obj envelope(Collection<String> kinds) {
    Json.Obj kind =
        Json.EMPTY.with("enum", Json.array(kinds.stream().map(name -> Json.of(name)).toList()));
    Json.Obj id =
        Json.EMPTY.with("type", Json.of("string")).with("pattern", Json.of(Resource.ID.pattern()));
    Json.Obj spec = Json.EMPTY.with("type", Json.of("object"));
    Json.Obj version = Json.EMPTY.with("type", Json.of("integer")).with("minimum", Json.of(0));
    return Json.EMPTY
        .with("type", Json.of("object"))
        .with("required", Json.array(List.of(Json.of("kind"), Json.of("id"), Json.of("spec"))))
        .with("additionalProperties", Json.of(false))
        .with(
            "properties",
            Json.EMPTY
                .with("kind", kind)
                .with("id", id)
                .with("spec", spec)
                .with("version", version));
  }
}
