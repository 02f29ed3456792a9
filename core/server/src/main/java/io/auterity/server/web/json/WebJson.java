package io.auterity.server.web.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.auterity.platform.config.Settings;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON on the wire: camel-case names, enums in lower snake case, times as text, nothing for null.
 * What is read has no unknown field, no name twice and no text of more than {@link #MAX_TEXT}
 * characters.
 */
public final class WebJson {

  /** Longest text in one value: 8 MiB of content in base64. */
  public static final int MAX_TEXT = 11_200_000;

  /** One that reads as many values as bodies have where nothing is set. */
  public static JsonMapper mapper() {
    return mapper(Settings.DEFAULT.limits().bodyValues());
  }

  /** One that reads so many values. */
  public static JsonMapper mapper(int mostValues) {
    return JsonMapper.builder(JsonReader.factory(MAX_TEXT, mostValues))
        .changeDefaultPropertyInclusion(
            value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
        .enumNamingStrategy(EnumNamingStrategies.SNAKE_CASE)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .annotationIntrospector(
            AnnotationIntrospector.pair(
                new RequiredComponents(), new JacksonAnnotationIntrospector()))
        .addModule(module())
        .build();
  }

  private static SimpleModule module() {
    return new SimpleModule("auterity")
        .addSerializer(Json.class, new Writer())
        .addDeserializer(Json.class, new Reader())
        .addDeserializer(Json.Obj.class, new ObjectReader());
  }

  private static final class Writer extends ValueSerializer<Json> {
    @Override
    public void serialize(Json value, JsonGenerator out, SerializationContext context) {
      JsonWriter.write(out, value);
    }
  }

  private static final class Reader extends ValueDeserializer<Json> {
    @Override
    public Json deserialize(JsonParser parser, DeserializationContext context) {
      return JsonReader.value(parser);
    }

    @Override
    public Json getNullValue(DeserializationContext context) {
      return Json.NULL;
    }
  }

  private static final class ObjectReader extends ValueDeserializer<Json.Obj> {
    @Override
    public Json.Obj deserialize(JsonParser parser, DeserializationContext context) {
      return JsonReader.value(parser) instanceof Json.Obj object
          ? object
          : context.reportInputMismatch(Json.Obj.class, "expected a JSON object");
    }
  }
}
