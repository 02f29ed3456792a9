package io.auterity.connector.file;

import io.auterity.platform.json.JsonPath;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands the short forms of a file: writes out for each operation what the file says once for many
 * of them. That is reasons of several operations, fragments of GraphQL, where a dialect's lists and
 * a vendor's records stand in a reply, what it tells of such a list, and the support that follows
 * from calls and note.
 */
final class ShortForms {

  private static final String CONNECTORS = "connectors";
  private static final String STEPS = "steps";
  private static final String OPERATION = "operation";
  private static final String GRAPHQL = "graphql";
  private static final List<String> OF_DROPPED = List.of("items", "truncated");
  private static final List<String> OF_LISTS = List.of("items", "truncated", "total");
  private static final String NONE = "none";
  private static final Pattern SPREAD = Pattern.compile("\\.\\.\\.\\s*([A-Za-z_]\\w*)");

  private final Json.Obj file;
  private final Json.Obj fragments;
  private final FileProblems problems;
  private final Set<String> used = new LinkedHashSet<>();

  private ShortForms(Json.Obj file, FileProblems problems) {
    this.file = file;
    this.fragments = ConnectorFile.object(file, "fragments");
    this.problems = problems;
  }

  /** A sound file with nothing left out that follows from the rest; what is wrong is noted. */
  static Json.Obj writtenOut(Json.Obj file, FileProblems problems) {
    ShortForms forms = new ShortForms(file, problems);
    Map<String, Json> connectors = new LinkedHashMap<>();
    ConnectorFile.object(file, CONNECTORS)
        .fields()
        .forEach((id, said) -> connectors.put(id, forms.connector(id, (Json.Obj) said)));
    forms.unused();
    return file.with(CONNECTORS, new Json.Obj(connectors));
  }

  /**
   * A file each reason of which stands behind one name, so that another that is like it can say or
   * remove each by itself; what gives an operation two reasons stays as it is.
   */
  static Json.Obj reasonsApart(Json.Obj file) {
    if (!(file.get(CONNECTORS) instanceof Json.Obj connectors)) {
      return file;
    }
    Map<String, Json> made = new LinkedHashMap<>(connectors.fields());
    made.replaceAll(
        (id, said) ->
            said instanceof Json.Obj connector && connector.get(NONE) instanceof Json.Obj none
                ? connector.with(NONE, apart(none))
                : said);
    return file.with(CONNECTORS, new Json.Obj(made));
  }

  private static Json.Obj apart(Json.Obj none) {
    Map<String, Json> made = new LinkedHashMap<>();
    for (Map.Entry<String, Json> said : none.fields().entrySet()) {
      for (String name : names(said.getKey())) {
        if (made.put(name, said.getValue()) != null) {
          return none;
        }
      }
    }
    return new Json.Obj(made);
  }

  private static String[] names(String several) {
    return several.split(",\\s*", -1);
  }

  private void unused() {
    for (String name : fragments.fields().keySet()) {
      if (!used.contains(name)) {
        problems.add(JsonPath.field("fragments", name), "is spread nowhere", "remove it");
      }
    }
  }

  private Json.Obj connector(String id, Json.Obj said) {
    String place = JsonPath.field("connectors", id);
    Json.Obj made = said.with("operations", operations(said, place));
    if (said.get(NONE) instanceof Json.Obj none) {
      made = made.with(NONE, reasons(none, JsonPath.field(place, NONE)));
    }
    return said.get("extensions") instanceof Json.Obj extensions
        ? made.with("extensions", extensions(extensions, JsonPath.field(place, "extensions")))
        : made;
  }

  private Json.Obj operations(Json.Obj said, String place) {
    Map<String, Json> made = new LinkedHashMap<>();
    ConnectorFile.object(said, "operations")
        .fields()
        .forEach(
            (name, one) ->
                made.put(
                    name,
                    operation(
                        (Json.Obj) one,
                        JsonPath.field(JsonPath.field(place, "operations"), name))));
    return new Json.Obj(made);
  }

  private Json.Obj extensions(Json.Obj said, String place) {
    Map<String, Json> made = new LinkedHashMap<>();
    said.fields()
        .forEach(
            (name, one) -> {
              Json.Obj extension = (Json.Obj) one;
              String where = JsonPath.field(JsonPath.field(place, name), OPERATION);
              made.put(
                  name,
                  extension.with(
                      OPERATION, operation(ConnectorFile.object(extension, OPERATION), where)));
            });
    return new Json.Obj(made);
  }

  /** A reason that several operations share stands behind all their names. */
  private Json.Obj reasons(Json.Obj none, String place) {
    Map<String, Json> made = new LinkedHashMap<>();
    none.fields()
        .forEach(
            (names, reason) -> {
              for (String name : names(names)) {
                if (made.put(name, reason) != null) {
                  problems.add(
                      JsonPath.field(place, names),
                      "gives %s a second reason".formatted(name),
                      "keep one");
                }
              }
            });
    return new Json.Obj(made);
  }

  private Json.Obj operation(Json.Obj said, String place) {
    Json.Obj made = document(said, place);
    if (said.get(STEPS) instanceof Json.Arr(List<Json> steps)) {
      List<Json> written = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++) {
        String where = JsonPath.item(JsonPath.field(place, STEPS), i);
        written.add(document((Json.Obj) steps.get(i), where));
      }
      made = made.with(STEPS, new Json.Arr(written));
    }
    return support(found(made));
  }

  /** With where the reply has what the operation is for, unless it says so itself. */
  private Json.Obj found(Json.Obj said) {
    String page = said.text("page");
    if (page != null) {
      return listed(said, ConnectorFile.object(ConnectorFile.object(file, "paging"), page));
    }
    Json of = file.get("of");
    String record = said.text("result");
    boolean named = record != null && ConnectorFile.object(file, "records").get(record) != null;
    return of == null || !named || said.get("of") != null ? said : said.with("of", of);
  }

  /**
   * With what a page's dialect says of lists; where items are dropped, without the vendor's total.
   */
  private static Json.Obj listed(Json.Obj said, Json.Obj dialect) {
    Json.Obj made = said;
    for (String name : said.get("where") == null ? OF_LISTS : OF_DROPPED) {
      Json value = dialect.get(name);
      made = value == null || made.get(name) != null ? made : made.with(name, value);
    }
    return made;
  }

  private static Json.Obj support(Json.Obj said) {
    if (said.get("support") != null) {
      return said;
    }
    if (said.get("note") != null) {
      return said.with("support", Json.of("partial"));
    }
    List<Json.Obj> steps = ConnectorFile.objects(said, STEPS);
    boolean several =
        steps.stream().map(step -> step.text("id")).distinct().count() > 1
            || steps.stream().anyMatch(step -> step.get("each") != null);
    return several ? said.with("support", Json.of("emulated")) : said;
  }

  /** With the fragments that a document spreads, and those that they spread. */
  private Json.Obj document(Json.Obj call, String place) {
    String text = call.text(GRAPHQL);
    if (text == null) {
      return call;
    }
    Set<String> spread = new LinkedHashSet<>();
    spread(text, spread);
    StringBuilder whole = new StringBuilder(text);
    for (String name : spread) {
      String fragment = fragments.text(name);
      if (fragment != null) {
        whole.append(" fragment ").append(name).append(' ').append(fragment);
      } else if (!text.contains("fragment " + name + " on ")) {
        problems.add(
            JsonPath.field(place, GRAPHQL),
            "spreads '%s', of which there is no fragment".formatted(name),
            Nearest.fix(name, fragments.fields().keySet()));
      }
    }
    used.addAll(spread);
    return call.with(GRAPHQL, Json.of(whole.toString()));
  }

  private void spread(String text, Set<String> names) {
    Matcher spreads = SPREAD.matcher(text);
    while (spreads.find()) {
      String name = spreads.group(1);
      if (!name.equals("on") && names.add(name)) {
        String inner = fragments.text(name);
        spread(inner == null ? "" : inner, names);
      }
    }
  }
}
