package io.auterity.server.wiring;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import io.auterity.spi.Json;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Schemas as the server's JSON has them: what may be absent, enums in lower case, free values. Two
 * types of one name would write over each other's schema, and are refused.
 */
final class RecordSchemas implements ModelConverter {

  private static final String REFERENCE = "#/components/schemas/";

  private final Map<String, String> types = new ConcurrentHashMap<>();

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    JavaType java = Json31.mapper().constructType(type.getType());
    Class<?> raw = java.getRawClass();
    if (Json.class.isAssignableFrom(raw)) {
      return free(raw);
    }
    Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    if (schema != null && schema.get$ref() != null) {
      requireOwnName(schema.get$ref().replace(REFERENCE, ""), java);
    }
    if (schema != null && raw.isRecord()) {
      Schema<?> defined = defined(schema, context);
      require(raw, defined);
      allowGaps(raw, defined);
    }
    if (schema != null && raw.isEnum()) {
      lowerCase(schema, raw);
    }
    return schema;
  }

  @Override
  public boolean isOpenapi31() {
    return true;
  }

  private static Schema<?> free(Class<?> raw) {
    Schema<Object> schema = new JsonSchema();
    if (raw == Json.Obj.class) {
      schema.addType("object");
      schema.setAdditionalProperties(true);
    }
    return schema;
  }

  private void requireOwnName(String name, JavaType type) {
    String first = types.putIfAbsent(name, type.toCanonical());
    if (first != null && !first.equals(type.toCanonical())) {
      throw new IllegalStateException(
          "two types of the API are called %s, of which one would hide the other: %s and %s"
              .formatted(name, first, type.toCanonical()));
    }
  }

  private static @Nullable Schema<?> defined(Schema<?> schema, ModelConverterContext context) {
    return schema.get$ref() == null
        ? schema
        : context.getDefinedModels().get(schema.get$ref().replace(REFERENCE, ""));
  }

  private static void require(Class<?> record, @Nullable Schema<?> schema) {
    if (schema == null || schema.getProperties() == null) {
      return;
    }
    List<String> required = new ArrayList<>();
    collect(record, required);
    schema.setRequired(required.isEmpty() ? null : required);
  }

  private static void collect(Class<?> record, List<String> required) {
    for (RecordComponent component : record.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        collect(component.getType(), required);
      } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(component.getName());
      }
    }
  }

  /** Lists of which single elements may be null. */
  private static void allowGaps(Class<?> record, @Nullable Schema<?> schema) {
    if (schema == null || schema.getProperties() == null) {
      return;
    }
    for (RecordComponent component : record.getRecordComponents()) {
      Schema<?> list = schema.getProperties().get(component.getName());
      if (list != null && hasGaps(component.getAnnotatedType())) {
        list.setItems(new JsonSchema().oneOf(List.of(list.getItems(), nothing())));
      }
    }
  }

  private static boolean hasGaps(java.lang.reflect.AnnotatedType type) {
    return type instanceof AnnotatedParameterizedType list
        && list.getAnnotatedActualTypeArguments()[0].isAnnotationPresent(Nullable.class);
  }

  private static Schema<?> nothing() {
    Schema<Object> schema = new JsonSchema();
    schema.addType("null");
    return schema;
  }

  @SuppressWarnings("unchecked")
  private static void lowerCase(Schema<?> schema, Class<?> raw) {
    ((Schema<Object>) schema)
        .setEnum(
            Arrays.stream(raw.getEnumConstants())
                .map(constant -> (Object) constant.toString().toLowerCase(Locale.ROOT))
                .toList());
  }
}
