package io.auterity.platform.yaml;

import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes YAML as people write it; {@link YamlReader} reads the same value back. */
public final class YamlWriter {

  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .setWidth(100)
          .setDereferenceAliases(true)
          .build();

  public static String write(Json value) {
    return new Dump(SETTINGS).dumpToString(plain(value));
  }

  private static @Nullable Object plain(Json value) {
    return switch (value) {
      case Json.Null _ -> null;
      case Json.Bool(boolean bool) -> bool;
      case Json.Int(long number) -> number;
      case Json.Dec(double number) -> number;
      case Json.Str(String text) -> text;
      case Json.Arr(List<Json> items) -> items.stream().map(YamlWriter::plain).toList();
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        fields.forEach((name, field) -> plain.put(name, plain(field)));
        yield plain;
      }
    };
  }
}
