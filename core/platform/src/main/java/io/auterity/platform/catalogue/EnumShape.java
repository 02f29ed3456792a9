package io.auterity.platform.catalogue;

import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An enum as its name in lower case. */
final class EnumShape implements Shape {

  private final Map<String, Object> constants = new LinkedHashMap<>();

  EnumShape(Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      constants.put(wire(constant), constant);
    }
  }

  @Override
  public Json.Obj schema() {
    return Json.EMPTY
        .with("type", Json.of("string"))
        .with("enum", Json.array(constants.keySet().stream().map(Json::of).toList()));
  }

  @Override
  public @Nullable Object read(Json json, Reading reading) {
    if (json instanceof Json.Str(String name)) {
      Object constant = constants.get(name);
      return constant != null
          ? constant
          : reading.wrong(
              "'%s' is not allowed".formatted(name), Nearest.fix(name, constants.keySet()));
    }
    return reading.wrong("must be a text", "use one of " + String.join(", ", constants.keySet()));
  }

  @Override
  public Json write(Object value) {
    return Json.of(wire(value));
  }

  private static String wire(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }
}
