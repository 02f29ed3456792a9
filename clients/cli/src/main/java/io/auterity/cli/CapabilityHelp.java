package io.auterity.cli;

import java.io.PrintStream;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Prints a capability and the fields of its input. */
record CapabilityHelp(PrintStream out) {

  void print(JsonNode capability) {
    out.printf("%s: %s%n", capability.path("id").asString(), capability.path("summary").asString());
    out.printf("Effect: %s%n%n", capability.path("effect").asString());
    JsonNode schema = capability.path("input");
    List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
    schema
        .path("properties")
        .properties()
        .forEach(
            field ->
                out.printf(
                    "  --%-18s %-10s %s%s%n",
                    field.getKey(),
                    field.getValue().path("type").asString("json"),
                    required.contains(field.getKey()) ? "(required) " : "",
                    field.getValue().path("description").asString("")));
  }
}
