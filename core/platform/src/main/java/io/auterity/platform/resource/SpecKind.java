package io.auterity.platform.resource;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonMergePatch;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Json;
import io.auterity.spi.shape.Shapes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A kind whose spec is a public record, of which its JSON Schema is made: components are its
 * fields, and their annotations say what the values may be.
 */
public abstract class SpecKind<S extends Record> implements ResourceKind {

  private static final Shapes SHAPES = Shapes.ofInputs(Nearest::fix);
  private static final JsonReader JSON = new JsonReader(65_536);

  private final String name;
  private final int order;
  private final Class<S> type;
  private final Json.Obj schema;

  protected SpecKind(String name, int order, Class<S> type) {
    this(name, order, type, "{}");
  }

  /**
   * @param more what the record cannot say in its schema, as a merge patch of it (RFC 7396)
   */
  protected SpecKind(String name, int order, Class<S> type, String more) {
    this.name = name;
    this.order = order;
    this.type = type;
    Json patch = JSON.read(more.getBytes(StandardCharsets.UTF_8));
    Json whole = JsonMergePatch.applied(SHAPES.schema(type), patch);
    this.schema = ((Json.Obj) untyped(whole)).with("title", Json.of(name));
  }

  // What is none of the words of an enum is told once, whatever its type.
  private static Json untyped(Json schema) {
    return switch (schema) {
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> untyped = new LinkedHashMap<>(fields);
        if (fields.get("enum") instanceof Json.Arr) {
          untyped.remove("type");
        }
        untyped.replaceAll((key, value) -> untyped(value));
        yield new Json.Obj(untyped);
      }
      case Json.Arr(List<Json> items) -> Json.array(items.stream().map(SpecKind::untyped).toList());
      default -> schema;
    };
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int order() {
    return order;
  }

  @Override
  public final Json.Obj schema() {
    return schema;
  }

  /** The record of a spec that fits the schema. */
  protected final S read(Json.Obj spec) {
    return type.cast(SHAPES.read(spec, type, name));
  }

  @Override
  public final List<Problem> check(
      TenantScope scope, String id, Json.Obj spec, ResourceSet others) {
    return check(scope, id, read(spec), others);
  }

  /** As {@link #check(TenantScope, String, Json.Obj, ResourceSet)}. */
  protected abstract List<Problem> check(TenantScope scope, String id, S spec, ResourceSet others);

  @Override
  public final Set<String> secrets(Json.Obj spec) {
    return secrets(read(spec));
  }

  /** The names of the secrets that a spec has used. */
  protected Set<String> secrets(S spec) {
    return Set.of();
  }

  @Override
  public final void applied(TenantScope scope, Resource resource) {
    applied(scope, resource, read(resource.spec()));
  }

  /**
   * As {@link #applied(TenantScope, Resource)}.
   *
   * @param spec of the resource
   */
  protected abstract void applied(TenantScope scope, Resource resource, S spec);
}
