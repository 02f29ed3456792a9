package io.auterity.author;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.rehearsal.FileOperation;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The fields that a file reads of a vendor's replies and of which nothing is in an answer: a server
 * tells records alone, so what it found absent shows in what they lack.
 */
final class UnreadFields {

  private static final String EXPRESSION = "${";
  private static final String SPREAD = "...";
  private static final String LEFT_OUT = "${absent}";

  private final Map<String, Integer> lacking = new LinkedHashMap<>();
  private final List<JsonNode> records;

  private UnreadFields(List<JsonNode> records) {
    this.records = records;
  }

  /** The path of each in the file, and how many of the records lack it where not all do. */
  static List<String> of(FileOperation tried, JsonNode answer) {
    ConnectorFile file = tried.file().file();
    String name = tried.capability().operation();
    Json.Obj connector = ConnectorFile.object(file.part("connectors"), tried.connector());
    Json.Obj said = ConnectorFile.object(ConnectorFile.object(connector, "operations"), name);
    boolean list = said.text("page") != null;
    UnreadFields unread =
        new UnreadFields(list ? answer.path("items").valueStream().toList() : List.of(answer));
    if (said.get("result") instanceof Json.Str(String record)) {
      unread.read(ConnectorFile.object(file.part("records"), record), "records." + record);
    } else {
      String operations = JsonPath.field("connectors", tried.connector()) + ".operations";
      unread.read(
          ConnectorFile.object(said, "result"), JsonPath.field(operations, name) + ".result");
    }
    return unread.told();
  }

  private void read(Json.Obj mapping, String path) {
    records.forEach(record -> compare(mapping, record, path));
  }

  private void compare(Json.Obj mapping, JsonNode record, String path) {
    mapping
        .fields()
        .forEach(
            (name, value) -> {
              String place = JsonPath.field(path, name);
              JsonNode found = record.path(name.replaceFirst("[?]$", ""));
              if (value instanceof Json.Obj inner && found.isObject()) {
                compare(inner, found, place);
              } else if (!name.equals(SPREAD)
                  && reads(value)
                  && (found.isMissingNode() || found.isNull())) {
                lacking.merge(place, 1, Integer::sum);
              }
            });
  }

  private static boolean reads(Json value) {
    return value.toString().contains(EXPRESSION)
        && !(value instanceof Json.Str(String text) && text.equals(LEFT_OUT));
  }

  private List<String> told() {
    return lacking.entrySet().stream()
        .map(
            each ->
                each.getValue() == records.size()
                    ? each.getKey()
                    : "%s, in %d of %d".formatted(each.getKey(), each.getValue(), records.size()))
        .toList();
  }
}
