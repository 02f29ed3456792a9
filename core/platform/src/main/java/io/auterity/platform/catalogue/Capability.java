package io.auterity.platform.catalogue;

import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.FitsSchema;
import io.auterity.spi.Json;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One operation of one kind, or of one connector of it alone, as every door sees it.
 *
 * @param id {@code kind.resource.verb}; an extension's begins with its connector
 * @param method of the kind's interface, or of {@link Extended}
 * @param input record that the method takes
 * @param output what it returns; for a stream the type of one event
 * @param inputSchema JSON Schema (2020-12) of the input
 * @param outputSchema JSON Schema of the output, or of one event
 * @param extension its form where a connector brings it; null for a kind's own
 */
public record Capability(
    String id,
    String kind,
    String resource,
    String verb,
    String summary,
    Effect effect,
    boolean cacheable,
    boolean metered,
    boolean stream,
    DataClass dataClass,
    boolean heavy,
    Method method,
    Class<? extends Record> input,
    Type output,
    Json.Obj inputSchema,
    Json.Obj outputSchema,
    Extension.@Nullable Form extension) {

  /** Fields of inputs that say what must still hold for a write to be carried out. */
  private static final Set<String> EXPECTATIONS = Set.of("expected", "expectedHead");

  /**
   * What repeating one call does: an idempotent write that expects what stood before it is refused
   * when it is repeated after it was applied, so it counts as one that is not.
   *
   * @param given whether the call's input gives the field of that name
   */
  public Effect effect(Predicate<String> given) {
    boolean conditional =
        effect == Effect.IDEMPOTENT && extension == null && EXPECTATIONS.stream().anyMatch(given);
    return conditional ? Effect.NON_IDEMPOTENT : effect;
  }

  /**
   * Which fields of its output fit a JSON Schema that its input gives: by their names, the field of
   * the input that holds the schema.
   */
  public Map<String, String> fittedFields() {
    if (!(output instanceof Class<?> type && type.isRecord())) {
      return Map.of();
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      FitsSchema fits = component.getAnnotation(FitsSchema.class);
      if (fits != null) {
        fields.put(component.getName(), fits.value());
      }
    }
    return fields;
  }

  /** Whether its input names secrets of the vault, whose values no caller ever gives. */
  public boolean namesSecrets() {
    return SecretPlaces.named(input);
  }

  /** {@code resource.verb}, as manifests name it; of an extension its whole id. */
  public String operation() {
    return extension == null ? resource + "." + verb : id;
  }
}
