package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblems;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Done;
import io.auterity.spi.Effect;
import io.auterity.spi.Json;
import io.auterity.spi.StreamEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One operation of a connector: what is asked of the vendor for an input, and the record of it. */
public final class OperationPlan {

  private static final List<String> LOOKS =
      List.of("reads", "graphql", "keep", "refuse", "until", "each");
  private static final Set<String> BEFORE_REPLIES =
      Set.of("config", "tables", "back", "input", "key");

  final Capability capability;
  final String path;
  final Map<String, IdPattern> refs = new LinkedHashMap<>();
  final Map<String, Let> lets = new LinkedHashMap<>();
  final List<String> notCleared;
  final List<RefusedCase> refusals;
  final List<StepPlan> steps = new ArrayList<>();
  final @Nullable PageDialect paging;
  final @Nullable StreamPlan stream;
  final @Nullable Mapping end;
  final @Nullable Expression of;
  final @Nullable Expression items;
  final @Nullable Expression where;
  final ListEnd listEnd;
  final Mapping result;
  final RecordForm form;
  final ReplyFailures failures;
  final @Nullable String keyHeader;

  /** A name for a value; with a pattern for its parts. */
  record Let(Mapping of, @Nullable IdPattern as) {}

  OperationPlan(
      Json.Obj said, String path, Capability capability, ConnectorFile file, FileParts parts) {
    this.capability = capability;
    this.path = path;
    this.failures = parts.failures();
    this.keyHeader = ConnectorFile.object(said, "idempotency").text("header");
    this.notCleared = texts(said, "notCleared");
    NameScope scope = lets(said, named(parts), parts.ids());
    this.refusals = RefusedCase.of(said, path, scope);
    NameScope asked = steps(said, StreamPlan.asking(said, scope), file);
    NameScope after = asked.withReply(steps.getLast().reads);
    this.paging = paging(said, parts, scope.problems());
    lastSteps().forEach(step -> checkPage(step, scope));
    this.stream = capability.stream() ? new StreamPlan(said, path, scope, after) : null;
    this.of = after.expression(said, path, "of");
    this.items = after.expression(said, path, "items");
    NameScope record = stream == null ? after.with("it", Scalar.ANY) : stream.of(after);
    this.where = record.condition(said, path, "where");
    this.listEnd = new ListEnd(said, path, PageDialect.told(after));
    RecordForm whole = new RecordForm(capability.outputSchema());
    this.form = paging == null ? whole : whole.item();
    this.result = result(said, "result", parts, record);
    this.end = said.get("end") == null ? null : result(said, "end", parts, after);
    checkStream(said, scope.problems());
    checkTolerance(scope.problems());
    check(said, scope.problems());
  }

  /** What it carries out. */
  public Capability capability() {
    return capability;
  }

  /** Whether an expression of these names reads more than what was there before the first reply. */
  boolean readsReply(Set<String> names) {
    return names.stream()
        .anyMatch(
            name ->
                !BEFORE_REPLIES.contains(name)
                    && !refs.containsKey(name)
                    && !lets.containsKey(name));
  }

  /** A path of the file, without what leads to this operation. */
  String within(String place) {
    return place.startsWith(path + ".") ? place.substring(path.length() + 1) : place;
  }

  private static List<String> texts(Json.Obj said, String name) {
    List<String> texts = new ArrayList<>();
    for (Json item : ConnectorFile.list(said, name)) {
      texts.add(item instanceof Json.Str(String text) ? text : "");
    }
    return texts;
  }

  private NameScope named(FileParts parts) {
    Map<String, ValueType> names = new LinkedHashMap<>();
    RecordForm form = new RecordForm(capability.inputSchema());
    names.put("input", form.input());
    names.put("key", Scalar.TEXT);
    if (form.secrets() != null) {
      names.put(CallSecrets.LENT, new ValueType.ListOf(Scalar.TEXT));
    }
    for (String field : form.refs()) {
      IdPattern id = parts.ids().get(field);
      if (id != null) {
        refs.put(field, id);
        names.put(field, id.type());
      }
    }
    return parts.everywhere().with(names).withSecrets(form.secrets());
  }

  private NameScope lets(Json.Obj said, NameScope scope, Map<String, IdPattern> ids) {
    NameScope names = scope;
    for (Map.Entry<String, Json> each : ConnectorFile.object(said, "let").fields().entrySet()) {
      String place = JsonPath.field(JsonPath.field(path, "let"), each.getKey());
      names.checkNew(each.getKey(), place);
      Json.Obj let = each.getValue() instanceof Json.Obj object ? object : Json.EMPTY;
      Json of = let.fields().getOrDefault("of", Json.NULL);
      Mapping value = names.mapping(JsonPath.field(place, "of"), of);
      String as = let.text("as");
      IdPattern id = as == null ? null : id(as, place, scope, ids);
      lets.put(each.getKey(), new Let(value, id));
      names = names.with(each.getKey(), id == null ? value.type() : id.type());
    }
    return names;
  }

  private static @Nullable IdPattern id(
      String as, String place, NameScope scope, Map<String, IdPattern> ids) {
    IdPattern id = ids.get(as);
    if (id == null) {
      scope
          .problems()
          .add(
              JsonPath.field(place, "as"),
              "there is no id '%s'".formatted(as),
              Nearest.fix(as, ids.keySet()));
    }
    return id;
  }

  private NameScope steps(Json.Obj said, NameScope scope, ConnectorFile file) {
    List<Json.Obj> all = ConnectorFile.objects(said, "steps");
    boolean unread = unseen(said, file);
    if (all.isEmpty()) {
      steps.add(new StepPlan(unread ? unread(said) : said, path, scope, file));
      return scope;
    }
    NameScope names = scope;
    String lastId = all.getLast().text("id");
    for (int i = 0; i < all.size(); i++) {
      String place = JsonPath.item(JsonPath.field(path, "steps"), i);
      boolean answers = Objects.equals(all.get(i).text("id"), lastId);
      Json.Obj one = unread && answers ? unread(all.get(i)) : all.get(i);
      StepPlan step = new StepPlan(one, place, names, file);
      scope.checkNew(step.id, JsonPath.field(place, "id"));
      steps.add(step);
      // Of alternatives the next does not see what the last one keeps.
      boolean last = i + 1 == all.size() || !step.id.equals(all.get(i + 1).text("id"));
      names = last ? names.with(step.id, Scalar.ANY) : names;
    }
    return names;
  }

  /** Whether all that there is to say is that it is done. */
  private boolean done(Json.Obj said) {
    return said.get("result") == null && capability.output() == Done.class;
  }

  /** Whether nothing of the reply is looked at to tell that it is done. */
  private boolean unseen(Json.Obj said, ConnectorFile file) {
    return done(said) && said.get("of") == null && file.part("errors").get("failed") == null;
  }

  /** A call of which nothing but its success counts, unless it says what is read. */
  private static Json.Obj unread(Json.Obj call) {
    boolean looks = LOOKS.stream().anyMatch(name -> call.get(name) != null);
    return looks ? call : call.with("reads", Json.of("none"));
  }

  private @Nullable PageDialect paging(Json.Obj said, FileParts parts, FileProblems problems) {
    String name = said.text("page");
    if (name == null) {
      return null;
    }
    PageDialect found = parts.paging().get(name);
    if (found == null) {
      problems.add(
          JsonPath.field(path, "page"),
          "there is no paging '%s'".formatted(name),
          Nearest.fix(name, parts.paging().keySet()));
    }
    return found;
  }

  private List<StepPlan> lastSteps() {
    String last = steps.getLast().id;
    return steps.stream().filter(step -> step.id.equals(last)).toList();
  }

  private void checkPage(StepPlan step, NameScope scope) {
    if (paging != null) {
      paging.check(step, scope);
    }
  }

  private void checkTolerance(FileProblems problems) {
    for (StepPlan step : paging == null && stream == null ? List.<StepPlan>of() : lastSteps()) {
      if (step.mayFail) {
        problems.add(step.path, "may fail, but has what is asked for", "remove mayFail");
      }
    }
  }

  private void checkStream(Json.Obj said, FileProblems problems) {
    if (stream == null) {
      if (said.get("stream") != null || end != null) {
        problems.add(path, "is no stream of the kind", "remove stream: and end:");
      }
      for (StepPlan step : steps) {
        if (step.reads == Reply.Reads.STREAM) {
          problems.add(
              JsonPath.field(step.path, "reads"),
              "is stream, but the operation of the kind is none",
              "say reads: bytes, text or json");
        }
      }
      return;
    }
    Reply.Reads needed = stream.cut.ofList() ? Reply.Reads.JSON : Reply.Reads.STREAM;
    for (StepPlan step : steps) {
      boolean last = lastSteps().contains(step);
      if (last ? step.reads != needed || step.each != null : step.reads == Reply.Reads.STREAM) {
        problems.add(
            step.path,
            "cannot be a step of this stream",
            last
                ? "say reads: %s, without each".formatted(needed.name().toLowerCase(Locale.ROOT))
                : "say another reads:");
      }
      if (step.request.writes()) {
        problems.add(step.path, "writes, but a stream only reads", "say effect: none if it does");
      }
    }
    if (where != null && stream.cut == StreamPlan.Cut.CHANGES) {
      problems.add(
          JsonPath.field(path, "where"),
          "has no meaning for changes",
          "drop items in stream.items");
    }
    if (end == null && streamEvents()) {
      problems.add(path, "does not say its last event", "add end:");
    }
  }

  private boolean streamEvents() {
    return capability.output() instanceof Class<?> type && StreamEvent.class.isAssignableFrom(type);
  }

  private Mapping result(Json.Obj said, String field, FileParts parts, NameScope record) {
    Json value = said.get(field);
    String place = JsonPath.field(path, field);
    if (done(said) && stream == null) {
      return new Mapping.Constant(Json.EMPTY.with("done", Json.of(true)));
    }
    if (value == null) {
      record.problems().add(path, "does not say its result", "add result:");
      return new Mapping.Refused();
    }
    if (!(value instanceof Json.Str(String name)) || name.contains("${")) {
      return typed(record.mapping(place, value), place, record.problems());
    }
    Json named = parts.records().get(name);
    if (named == null) {
      record
          .problems()
          .add(
              place,
              "there is no record '%s'".formatted(name),
              Nearest.fix(name, parts.records().fields().keySet()));
      return new Mapping.Refused();
    }
    String where = JsonPath.field("records", name);
    return typed(record.mapping(where, named), where, record.problems());
  }

  private Mapping typed(Mapping mapping, String place, FileProblems problems) {
    form.type()
        .mismatches(mapping.type())
        .forEach(
            found ->
                problems.add(
                    found.path().isEmpty() ? place : place + "." + found.path(),
                    found.rule() + " by " + capability.id(),
                    found.fix()));
    return mapping;
  }

  private void check(Json.Obj said, FileProblems problems) {
    if (capability.extension() == null) {
      checkList(said, problems);
    } else {
      checkExtension(said, problems);
    }
    ValueType input = ValueType.ofSchema(capability.inputSchema());
    for (String field : notCleared) {
      if (input instanceof ValueType.Struct(var fields) && !fields.containsKey(field)) {
        problems.add(
            JsonPath.field(path, "notCleared"),
            "there is no field '%s'".formatted(field),
            Nearest.fix(field, fields.keySet()));
      }
    }
  }

  // Its caller says himself where a list begins, and there is nothing that could be a page.
  private void checkExtension(Json.Obj said, FileProblems problems) {
    for (String field : List.of("page", "items", "where", "total", "truncated")) {
      if (said.get(field) != null) {
        problems.add(
            JsonPath.field(path, field),
            "belongs to the lists of a kind",
            "name the vendor's own fields in input and result");
      }
    }
    for (StepPlan step : steps) {
      if (capability.effect() == Effect.NONE && step.request.writes()) {
        problems.add(
            step.path,
            "writes, but the extension says effect: none",
            "say idempotent or non_idempotent there, or effect: none of the request if it only"
                + " reads");
      }
      if (step.reads == Reply.Reads.BYTES) {
        problems.add(
            JsonPath.field(step.path, "reads"),
            "is bytes, for which an extension has no form",
            "say json, text or none");
      }
    }
  }

  private void checkList(Json.Obj said, FileProblems problems) {
    boolean list =
        capability.outputSchema().get("properties") instanceof Json.Obj properties
            && properties.get("next") != null
            && properties.get("items") != null;
    if (list && paging == null && said.text("page") == null) {
      problems.add(path, "is a list and must come in pages", "add page: and items:");
    }
    if (!list && paging != null) {
      problems.add(JsonPath.field(path, "page"), "is no list of the kind", "remove it");
    }
    if (paging == null && (items != null || (where != null && stream == null))) {
      problems.add(path, "has items without page", "add page:");
    }
  }
}
