package io.auterity.connector.plan;

import io.auterity.connector.file.FileProblems;
import io.auterity.platform.expression.BadExpressionException;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.ExpressionProblem;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that a place of a file may read, with their types; compiles what stands there. */
final class NameScope {

  private static final int LONGEST = 2_000;
  private static final Set<String> OF_REPLIES =
      Set.of("status", "headers", "body", "length", "it", "page", "position", "number", "vault");
  private static final String JOIN = "join";
  private static final String SPREAD = "...";

  private final Map<String, ValueType> names;
  private final FileProblems problems;
  private final CompiledTemplates templates;
  private final @Nullable ValueType secrets;
  private final Set<List<String>> read;

  NameScope(Map<String, ValueType> names, FileProblems problems) {
    this(names, problems, new CompiledTemplates(), null, new HashSet<>());
  }

  private NameScope(
      Map<String, ValueType> names,
      FileProblems problems,
      CompiledTemplates templates,
      @Nullable ValueType secrets,
      Set<List<String>> read) {
    this.secrets = secrets;
    this.read = read;
    this.names = Map.copyOf(names);
    this.problems = problems;
    this.templates = templates;
  }

  NameScope with(String name, ValueType type) {
    return with(Map.of(name, type));
  }

  NameScope with(Map<String, ValueType> more) {
    Map<String, ValueType> all = new LinkedHashMap<>(names);
    all.putAll(more);
    return new NameScope(all, problems, templates, secrets, read);
  }

  /** With secrets of the input, which only what is sent may read. */
  NameScope withSecrets(@Nullable ValueType types) {
    return new NameScope(names, problems, templates, types, read);
  }

  /** The same, which remembers from here on what is read in it and in what is made of it. */
  NameScope remembering() {
    return new NameScope(names, problems, templates, secrets, new HashSet<>());
  }

  /** The places that expressions read since {@link #remembering}: a name, and fields of it. */
  Set<List<String>> read() {
    return Collections.unmodifiableSet(read);
  }

  /** The names of a body: what stands in an address is kept in logs on its way. */
  NameScope sending() {
    return secrets == null ? this : with(CallSecrets.NAME, secrets);
  }

  /** With what a reply tells. */
  NameScope withReply() {
    return with(
        Map.of(
            "status", Scalar.INT, "headers", new ValueType.MapOf(Scalar.TEXT), "body", Scalar.ANY));
  }

  /** With what a reply tells that was read so. */
  NameScope withReply(Reply.Reads reads) {
    return switch (reads) {
      case BYTES -> withReply().with(Map.of("body", ReplyContent.TYPE, "length", Scalar.INT));
      case TEXT -> withReply().with(Map.of("length", Scalar.INT));
      default -> withReply();
    };
  }

  boolean knows(String name) {
    return names.containsKey(name);
  }

  /** Notes a name that would hide another, or be hidden by what replies tell. */
  void checkNew(String name, String path) {
    if (knows(name) || OF_REPLIES.contains(name)) {
      problems.add(path, "'%s' has a meaning already".formatted(name), "choose another");
    }
  }

  Set<String> names() {
    return names.keySet();
  }

  FileProblems problems() {
    return problems;
  }

  /** An expression that is there, and stands alone; null when it is wrong or not there. */
  @Nullable Expression expression(Json.Obj parent, String path, String name) {
    Json value = parent.get(name);
    if (value == null) {
      return null;
    }
    String place = JsonPath.field(path, name);
    if (leaf(place, value)
        instanceof Mapping.Leaf(Template.Whole(Expression found), var r, var p)) {
      return found;
    }
    if (problems.all().stream().noneMatch(problem -> problem.path().equals(place))) {
      problems.add(place, "must be one expression", "write ${...} and nothing else");
    }
    return null;
  }

  /** As {@link #expression}, of one that is true or false. */
  @Nullable Expression condition(Json.Obj parent, String path, String name) {
    Expression found = expression(parent, path, name);
    check(found, Scalar.BOOL, path, name, "compare it with something");
    return found;
  }

  /** As {@link #expression}, of one that is a whole number. */
  @Nullable Expression number(Json.Obj parent, String path, String name) {
    Expression found = expression(parent, path, name);
    check(found, Scalar.INT, path, name, "write int(x) of a text");
    return found;
  }

  private void check(
      @Nullable Expression found, Scalar type, String path, String name, String fix) {
    if (found != null && !type.mismatches(found.type()).isEmpty()) {
      problems.add(
          JsonPath.field(path, name),
          "must be %s, is %s".formatted(type.described(), found.type().described()),
          fix);
    }
  }

  /** What stands at a path. */
  Mapping mapping(String path, Json value) {
    return switch (value) {
      case Json.Str text -> leaf(path, text);
      case Json.Arr(List<Json> items) -> new Mapping.ListOf(items(path, items));
      case Json.Obj object when object.get(JOIN) != null && object.get("of") != null ->
          joined(path, object);
      case Json.Obj object -> object(path, object);
      default -> new Mapping.Constant(value);
    };
  }

  /** What stands under a name; null when nothing does. */
  @Nullable Mapping optional(Json.Obj parent, String path, String name) {
    Json value = parent.get(name);
    return value == null ? null : mapping(JsonPath.field(path, name), value);
  }

  /** Each field of an object by its name. */
  Map<String, Mapping> fields(Json.Obj parent, String path, String name) {
    Map<String, Mapping> fields = new LinkedHashMap<>();
    if (parent.get(name) instanceof Json.Obj(Map<String, Json> values)) {
      String place = JsonPath.field(path, name);
      values.forEach((key, value) -> fields.put(key, mapping(JsonPath.field(place, key), value)));
    }
    return fields;
  }

  private Mapping leaf(String path, Json value) {
    if (value instanceof Json.Str(String text) && text.length() > LONGEST && text.contains("${")) {
      problems.add(path, "has more than %d characters".formatted(LONGEST), "shorten it");
      return new Mapping.Refused();
    }
    try {
      Template template = templates.compile(value, names);
      Set<String> reads = new HashSet<>();
      Mapping.Leaf leaf = new Mapping.Leaf(template, reads, path);
      leaf.expressions()
          .forEach(
              expression -> {
                reads.addAll(expression.reads());
                read.addAll(expression.places());
                expression
                    .cautions()
                    .forEach(each -> problems.caution(path, each.located(), each.fix()));
              });
      return leaf;
    } catch (BadExpressionException e) {
      for (ExpressionProblem problem : e.problems()) {
        problems.add(path, problem.located(), problem.fix());
      }
      return new Mapping.Refused();
    }
  }

  private Mapping joined(String path, Json.Obj object) {
    String between = object.text(JOIN);
    if (between == null
        || !(object.get("of") instanceof Json.Arr(List<Json> items))
        || object.fields().size() != 2) {
      problems.add(path, "is no joined text", "write {join: TEXT, of: [TEXT, ...]}");
      return new Mapping.Refused();
    }
    return new Mapping.Joined(between, items(JsonPath.field(path, "of"), items));
  }

  private List<Mapping> items(String path, List<Json> items) {
    List<Mapping> made = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      made.add(mapping(JsonPath.item(path, i), items.get(i)));
    }
    return made;
  }

  private Mapping object(String path, Json.Obj object) {
    List<Mapping.Field> fields = new ArrayList<>();
    object
        .fields()
        .forEach(
            (name, value) -> {
              Mapping mapping = mapping(JsonPath.field(path, name), value);
              boolean optional = name.endsWith("?");
              fields.add(
                  new Mapping.Field(
                      optional ? name.substring(0, name.length() - 1) : name,
                      name.equals(SPREAD)
                          ? Mapping.Part.FIELDS
                          : optional ? Mapping.Part.UNLESS_EMPTY : Mapping.Part.FIELD,
                      mapping));
            });
    return new Mapping.ObjectOf(fields);
  }
}
