package io.auterity.gateway.dialect;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.JsonSplice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of a body that may go on as it was written, with their places: most are read, and what
 * is long is only looked through. None may hold {@code null}, as a vendor could mind what reading
 * would have left out; but schemas, which are not read, may.
 *
 * @param read those that were read
 * @param names of all of them
 */
public record ScannedFields(RequestFields read, Set<String> names, JsonSplice text) {

  private static final Set<String> SCHEMAS = Set.of("parameters", "input_schema", "schema");

  /**
   * Of the object that a parser stands at.
   *
   * @param longer looks through the value at which the parser stands, if its name is one of those
   *     that are not read, and ends at the value's last token
   */
  public static ScannedFields of(byte[] body, JsonParser parser, Predicate<String> longer) {
    NotScannedException.unless(parser.currentToken() == JsonToken.START_OBJECT);
    RequestFields fields = new RequestFields("");
    List<JsonSplice.Field> places = new ArrayList<>(8);
    Set<String> names = HashSet.newHashSet(8);
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      int from = (int) parser.currentTokenLocation().getByteOffset();
      parser.nextToken();
      int value = (int) parser.currentTokenLocation().getByteOffset();
      if (!longer.test(name)) {
        Json known = JsonReader.value(parser);
        NotScannedException.unless(!holdsNull(known));
        fields.put(name, known);
      }
      int to = (int) parser.currentLocation().getByteOffset();
      places.add(new JsonSplice.Field(name, from, value, to));
      names.add(name);
    }
    return new ScannedFields(fields, names, new JsonSplice(body, places));
  }

  private static boolean holdsNull(Json value) {
    return switch (value) {
      case Json.Null _ -> true;
      case Json.Arr(List<Json> items) -> items.stream().anyMatch(ScannedFields::holdsNull);
      case Json.Obj(Map<String, Json> fields) ->
          fields.entrySet().stream().anyMatch(one -> !isSchema(one) && holdsNull(one.getValue()));
      default -> false;
    };
  }

  private static boolean isSchema(Map.Entry<String, Json> field) {
    return SCHEMAS.contains(field.getKey()) && field.getValue() instanceof Json.Obj;
  }
}
