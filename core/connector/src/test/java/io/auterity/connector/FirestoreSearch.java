package io.auterity.connector;

import static io.auterity.connector.FirestoreDouble.child;
import static io.auterity.connector.FirestoreDouble.list;

import io.auterity.spi.Json;
import io.auterity.spi.documents.FieldPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A structured query of Firestore, over documents of a stand-in. */
record FirestoreSearch(String parent, Json.Obj query) {

  private static final List<String> TYPES =
      List.of("nullValue", "booleanValue", "integerValue", "timestampValue", "stringValue");
  private static final String NAME = "__name__";

  List<Json.Obj> in(Collection<Json.Obj> documents) {
    String collection =
        parent + "/" + ((Json.Obj) list(query, "from").getFirst()).text("collectionId") + "/";
    List<Json> after = list(child(query, "startAt"), "values");
    long limit = query.get("limit") instanceof Json.Int(long most) ? most : Long.MAX_VALUE;
    return documents.stream()
        .filter(document -> below(collection, String.valueOf(document.text("name"))))
        .filter(this::fits)
        .filter(
            document -> orders().stream().allMatch(order -> at(document, path(order)).isPresent()))
        .sorted((one, other) -> compare(places(one), places(other)))
        .filter(document -> after.isEmpty() || compare(places(document), after) > 0)
        .limit(limit)
        .toList();
  }

  private static boolean below(String collection, String name) {
    return name.startsWith(collection) && name.indexOf('/', collection.length()) < 0;
  }

  private List<Json.Obj> orders() {
    return list(query, "orderBy").stream().map(order -> (Json.Obj) order).toList();
  }

  private static String path(Json.Obj of) {
    return String.valueOf(child(of, "field").text("fieldPath"));
  }

  private static Optional<Json> at(Json.Obj document, String path) {
    if (path.equals(NAME)) {
      return Optional.of(
          Json.EMPTY.with("referenceValue", Json.of(String.valueOf(document.text("name")))));
    }
    Json value = Json.EMPTY.with("mapValue", Json.EMPTY.with("fields", child(document, "fields")));
    for (String name : FieldPath.of(path).names()) {
      value = child(child((Json.Obj) value, "mapValue"), "fields").get(name);
      if (value == null) {
        return Optional.empty();
      }
    }
    return Optional.of(value);
  }

  private List<Json> places(Json.Obj document) {
    return orders().stream().map(order -> at(document, path(order)).orElseThrow()).toList();
  }

  private int compare(List<Json> one, List<Json> other) {
    for (int i = 0; i < other.size(); i++) {
      int order = compare(one.get(i), other.get(i));
      if (order != 0) {
        return "DESCENDING".equals(orders().get(i).text("direction")) ? -order : order;
      }
    }
    return 0;
  }

  private static String type(Json value) {
    String type = ((Json.Obj) value).fields().keySet().iterator().next();
    return type.equals("doubleValue") ? "integerValue" : type;
  }

  private static String held(Json value) {
    Json held = ((Json.Obj) value).fields().values().iterator().next();
    return held instanceof Json.Str(String text) ? text : held.toString();
  }

  private static int compare(Json one, Json other) {
    int byType = Integer.compare(TYPES.indexOf(type(one)), TYPES.indexOf(type(other)));
    if (byType != 0) {
      return byType;
    }
    return type(one).equals("integerValue")
        ? Double.compare(Double.parseDouble(held(one)), Double.parseDouble(held(other)))
        : held(one).compareTo(held(other));
  }

  private boolean fits(Json.Obj document) {
    List<Json> filters =
        new ArrayList<>(list(child(child(query, "where"), "compositeFilter"), "filters"));
    return filters.stream()
        .map(filter -> child((Json.Obj) filter, "fieldFilter"))
        .allMatch(
            filter ->
                at(document, path(filter))
                    .filter(
                        held ->
                            holds(
                                held,
                                String.valueOf(filter.text("op")),
                                Objects.requireNonNull(filter.get("value"))))
                    .isPresent());
  }

  private static boolean holds(Json held, String op, Json value) {
    boolean ofOneType = type(held).equals(type(value));
    return switch (op) {
      case "EQUAL" -> ofOneType && compare(held, value) == 0;
      case "NOT_EQUAL" -> !type(held).equals("nullValue") && !holds(held, "EQUAL", value);
      case "LESS_THAN" -> ofOneType && compare(held, value) < 0;
      case "LESS_THAN_OR_EQUAL" -> ofOneType && compare(held, value) <= 0;
      case "GREATER_THAN" -> ofOneType && compare(held, value) > 0;
      case "GREATER_THAN_OR_EQUAL" -> ofOneType && compare(held, value) >= 0;
      case "IN" ->
          list(child((Json.Obj) value, "arrayValue"), "values").stream()
              .anyMatch(item -> holds(held, "EQUAL", item));
      case "ARRAY_CONTAINS" ->
          list(child((Json.Obj) held, "arrayValue"), "values").stream()
              .anyMatch(item -> holds(item, "EQUAL", value));
      default -> throw new AssertionError(op);
    };
  }
}
