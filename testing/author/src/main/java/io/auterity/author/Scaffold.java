package io.auterity.author;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.catalogue.Capability;
import io.auterity.spi.Done;
import io.auterity.spi.Effect;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The first text of a connector file: every operation of a kind, asked for by its own name in the
 * words of the kind. What its author changes step by step is thus a file that works, before the
 * stub.
 *
 * @param hints what a description of the vendor has for an operation, as lines without the sign of
 *     a comment
 */
record Scaffold(String id, String kind, Function<Capability, List<String>> hints) {

  private static final Set<String> OF_PAGES = Set.of("cursor", "limit");
  private static final Set<String> WITHOUT_STUB =
      Set.of(
          "knowledge.share",
          "knowledge.attachment",
          "git.webhook",
          "git.collaborator",
          "automation.integration",
          "ci.definition",
          "containers.scan",
          "containers.finding");
  private static final String COMMIT = "git.commit.create";
  private static final Set<String> OF_FILES = Set.of(COMMIT, "git.content.get");
  private static final Set<String> OF_TRACKERS =
      Set.of("tracker.issue.create", "tracker.issue.update");

  /**
   * The operations that a scaffold can write: what streams or carries bytes is its author's, save
   * files of git, and what the product's own connectors lack, so that there is no stub of it.
   */
  static boolean writes(Capability capability) {
    return !WITHOUT_STUB.contains(capability.kind() + "." + capability.resource())
        && !capability.stream()
        && (OF_FILES.contains(capability.id()) || !carriesBytes(capability));
  }

  private static boolean carriesBytes(Capability capability) {
    return (capability.inputSchema() + "" + capability.outputSchema())
        .contains("\"contentEncoding\"");
  }

  /** The request of an operation before its author has changed it. */
  static String path(Capability capability) {
    return "/%s/%s".formatted(capability.resource(), capability.verb());
  }

  String text() {
    List<Capability> all = AuthoredFile.operations(kind);
    StringBuilder text = new StringBuilder(head());
    Set<String> refs = refs(all);
    if (!refs.isEmpty()) {
      text.append("ids: # how a resource is one text; {owner}/{name} takes it apart\n");
    }
    refs.forEach(name -> text.append("  %s: \"{id}\"%n".formatted(name)));
    text.append("\nrecords: # one value `it` of the vendor as a record of the kind\n");
    records(all).forEach((name, fields) -> text.append(record(name, fields)));
    text.append("\nconnectors:\n  %s:\n    kind: %s\n    operations:\n".formatted(id, kind));
    all.stream().filter(Scaffold::writes).forEach(each -> text.append(operation(each)));
    List<Capability> left = all.stream().filter(each -> !writes(each)).toList();
    if (!left.isEmpty()) {
      text.append(
          "    none: # why the vendor lacks it; the stub lacks these, or they carry streams or"
              + " bytes\n");
      left.forEach(each -> text.append("      %s: not written yet%n".formatted(each.operation())));
    }
    return text.append(samples(all)).toString();
  }

  private String head() {
    return """
    plugin: %1$s
    format: 1
    version: 0.1.0
    summary: %1$s, a connector of the kind %2$s
    vendor: {name: %1$s, docs: "https://%1$s.example/api"}
    config: # what a provider is configured with
      url: {type: string, format: uri, description: "Address of the server, e.g. https://%1$s.example"}
    servers:
      api: {url: "${config.url}"}
    auth: # bearer, basic, header, query or path
      - {kind: bearer, help: Where people find a token}
    headers: {accept: application/json}
    check: {request: GET /check}

    paging: # how lists are read on: page, offset, link, token or whole
      pages: {style: token, in: body, at: cursor, size: limit, most: 200, next: "${body.next}"}

    errors: # what no case names goes by its status
      message: ${body.message}
      cases:
        - {when: "${status == 501}", code: unsupported}

    """
        .formatted(id, kind);
  }

  private static Set<String> refs(List<Capability> all) {
    Set<String> names = new TreeSet<>();
    all.stream()
        .filter(Scaffold::writes)
        .forEach(
            each ->
                properties(each.inputSchema())
                    .forEach(
                        (name, schema) -> {
                          if (isRef(schema)) {
                            names.add(name);
                          }
                        }));
    return names;
  }

  private static Map<String, Json> records(List<Capability> all) {
    Map<String, Json> records = new TreeMap<>();
    all.stream()
        .filter(each -> writes(each) && made(each.output()) != Done.class)
        .forEach(each -> records.put(name(each), item(each)));
    return records;
  }

  private static String record(String name, Json schema) {
    StringBuilder text = new StringBuilder("  %s:%n".formatted(name));
    properties(schema)
        .forEach(
            (field, of) -> {
              boolean time = isTime(of);
              text.append(
                  (time ? "    %s: ${time(it.%s)}%n" : "    %s: ${it.%s}%n")
                      .formatted(field, field));
            });
    return text.toString();
  }

  private String operation(Capability capability) {
    StringBuilder text =
        new StringBuilder("      # %s%n".formatted(capability.summary().replace('\n', ' ')));
    hints.apply(capability).forEach(line -> text.append("      # %s%n".formatted(line)));
    text.append("      %s:%n".formatted(capability.operation()));
    special(capability).forEach(line -> text.append("        ").append(line).append('\n'));
    text.append("        request: POST %s%n".formatted(path(capability)));
    if (capability.effect() == Effect.NONE) {
      text.append("        effect: none\n");
    }
    text.append(body(capability));
    if (isPage(capability.output())) {
      text.append("        page: pages\n        items: ${body.items}\n");
    }
    return text.append(
            made(capability.output()) == Done.class
                ? "        result: {done: true}\n"
                : "        result: %s%n".formatted(name(capability)))
        .toString();
  }

  /** What vendors refuse by the name of a field, as they all do in words of their own. */
  private static List<String> special(Capability capability) {
    if (OF_TRACKERS.contains(capability.id())) {
      return List.of(
          "refuse:",
          "  - {when: \"${!input.title.matches('^.*\\\\\\\\S.*$') || size(input.title) > 500}\","
              + " code: invalid, field: title,",
          "     message: must be one line of 1 to 500 characters}");
    }
    return capability.id().equals("tracker.label.update")
        ? List.of(
            "support: partial",
            "note: the name of a label stays",
            "refuse:",
            "  - {when: \"${has(input.name)}\", code: unsupported, field: name, message: the name"
                + " of a label stays}")
        : List.of();
  }

  private static String body(Capability capability) {
    List<String> lines = new ArrayList<>();
    properties(capability.inputSchema())
        .forEach(
            (name, schema) -> {
              if (!isPage(capability.output()) || !OF_PAGES.contains(name)) {
                lines.add("          %s: %s%n".formatted(name, value(capability, name, schema)));
              }
            });
    return lines.isEmpty()
        ? isPage(capability.output()) ? "        body: {}\n" : ""
        : "        body:\n" + String.join("", lines);
  }

  private static String value(Capability capability, String name, Json schema) {
    if (capability.id().equals(COMMIT) && name.equals("changes")) {
      return "\"${input.changes.map(each, merge({'action': each.action, 'path': each.path},"
          + " each.action == 'delete' ? {} : {'text': or(each.text, '')}))}\"";
    }
    if (isSecret(schema)) {
      return "${vault.%s}".formatted(name);
    }
    if (!isRef(schema)) {
      return "${input.%s}".formatted(name);
    }
    return isNullable(schema)
        ? "\"${input.%s == null ? dyn(null) : dyn(%s.id)}\"".formatted(name, name)
        : "${%s.id}".formatted(name);
  }

  private static String samples(List<Capability> all) {
    Set<String> names = new TreeSet<>();
    for (Capability capability : all) {
      for (Json required : ConnectorFile.list(capability.inputSchema(), "required")) {
        String name = required instanceof Json.Str(String text) ? text : "";
        Json schema = properties(capability.inputSchema()).getOrDefault(name, Json.NULL);
        if (isRef(schema) || plainText(schema)) {
          names.add(name);
        }
      }
    }
    StringBuilder text =
        new StringBuilder("\nsamples: # for `plugin try`, and hints in forms; a real id of each\n");
    names.forEach(
        name -> text.append("  %s: %s-1%n".formatted(name, name.toLowerCase(Locale.ROOT))));
    return text.toString();
  }

  // --- schemas of the kind ---------------------------------------------------------------------

  /** Whether a field is a secret, whose value a vendor is sent and no call holds. */
  static boolean isSecret(Json schema) {
    return schema instanceof Json.Obj field && Json.of(true).equals(field.get("writeOnly"));
  }

  static Map<String, Json> properties(Json schema) {
    return schema instanceof Json.Obj object
        ? ConnectorFile.object(object, "properties").fields()
        : new LinkedHashMap<>();
  }

  private static boolean plainText(Json schema) {
    return schema instanceof Json.Obj object
        && "string".equals(object.text("type"))
        && object.get("enum") == null
        && object.get("format") == null;
  }

  private static boolean isTime(Json schema) {
    return schema instanceof Json.Obj object
        && ("date-time".equals(object.text("format"))
            || ConnectorFile.objects(object, "anyOf").stream().anyMatch(Scaffold::isTime));
  }

  private static boolean isRef(Json schema) {
    return schema instanceof Json.Obj object
        && (properties(object).keySet().equals(Set.of("provider", "id"))
            || ConnectorFile.objects(object, "anyOf").stream().anyMatch(Scaffold::isRef));
  }

  private static boolean isNullable(Json schema) {
    return schema instanceof Json.Obj object
        && (schema.toString().contains("\"null\"")
            || ConnectorFile.objects(object, "anyOf").stream().anyMatch(Scaffold::isNullable));
  }

  private static boolean isPage(Type output) {
    return output instanceof ParameterizedType of && of.getRawType() == Page.class;
  }

  private static Type made(Type output) {
    return output instanceof ParameterizedType of && of.getRawType() == Page.class
        ? of.getActualTypeArguments()[0]
        : output;
  }

  private static String name(Capability capability) {
    String type = made(capability.output()).getTypeName();
    String simple = type.substring(type.lastIndexOf('.') + 1);
    return simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1);
  }

  private static Json item(Capability capability) {
    Json.Obj whole = capability.outputSchema();
    return isPage(capability.output())
            && properties(whole).get("items") instanceof Json.Obj items
            && items.get("items") instanceof Json.Obj item
        ? item
        : whole;
  }
}
