package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblems;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of a file that all its operations share, such as tables, ids and paging. */
record FileParts(
    NameScope everywhere,
    Json.Obj tables,
    Json.Obj back,
    Map<String, IdPattern> ids,
    Map<String, PageDialect> paging,
    Json.Obj records,
    ReplyFailures failures) {

  static FileParts of(ConnectorFile file, FileProblems problems) {
    Json.Obj tables = file.part("tables");
    Json.Obj back = turned(tables);
    Map<String, ValueType> names = new LinkedHashMap<>();
    names.put("config", ValueType.ofSchema(configSchema(file)));
    names.put("tables", tables(tables));
    names.put("back", tables(back));
    names.put(Values.ABSENT, Scalar.ANY);
    NameScope everywhere = new NameScope(names, problems);
    Map<String, IdPattern> ids = new LinkedHashMap<>();
    file.part("ids")
        .fields()
        .forEach(
            (name, said) -> {
              String text = said instanceof Json.Str(String t) ? t : "";
              String flaw = IdPattern.flaw(text);
              if (flaw != null) {
                problems.add(JsonPath.field("ids", name), flaw, "write {owner}/{number}");
              }
              ids.put(name, new IdPattern(name, text));
            });
    Map<String, PageDialect> paging = new LinkedHashMap<>();
    file.part("paging")
        .fields()
        .forEach(
            (name, said) ->
                paging.put(
                    name,
                    new PageDialect((Json.Obj) said, JsonPath.field("paging", name), everywhere)));
    return new FileParts(
        everywhere,
        tables,
        back,
        ids,
        paging,
        file.part("records"),
        new ReplyFailures(file, everywhere));
  }

  /** JSON Schema of a provider's configuration: what has no default must be given. */
  static Json.Obj configSchema(ConnectorFile file) {
    Json.Obj properties = file.part("config");
    List<Json> required = new ArrayList<>();
    properties
        .fields()
        .forEach(
            (name, property) -> {
              if (property instanceof Json.Obj object && object.get("default") == null) {
                required.add(Json.of(name));
              }
            });
    return Json.EMPTY
        .with("type", Json.of("object"))
        .with("properties", properties)
        .with("required", new Json.Arr(required))
        .with("additionalProperties", Json.of(false));
  }

  private static ValueType tables(Json.Obj tables) {
    Map<String, ValueType> types = new LinkedHashMap<>();
    tables
        .fields()
        .forEach(
            (name, table) -> {
              List<ValueType> values =
                  ((Json.Obj) table).fields().values().stream().map(ValueType::of).toList();
              types.put(name, new ValueType.MapOf(ValueType.common(values)));
            });
    return ValueType.Struct.required(types);
  }

  /** Each table from its values to its names; of equal values the first name counts. */
  private static Json.Obj turned(Json.Obj tables) {
    Json.Obj all = Json.EMPTY;
    for (Map.Entry<String, Json> table : tables.fields().entrySet()) {
      Map<String, Json> turned = new LinkedHashMap<>();
      ((Json.Obj) table.getValue())
          .fields()
          .forEach(
              (name, value) ->
                  turned.putIfAbsent(
                      value instanceof Json.Str(String text) ? text : value.toString(),
                      Json.of(name)));
      all = all.with(table.getKey(), new Json.Obj(turned));
    }
    return all;
  }

  /** What the names that stand everywhere are worth for a provider. */
  Values values(Json.Obj config) {
    return Values.NONE.with("config", config).with("tables", tables).with("back", back);
  }
}
