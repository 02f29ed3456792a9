package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblems;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Done;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One operation of a connector: what is asked of the vendor for an input, and the record of it. */
public final class OperationPlan {

  private static final List<String> LOOKS =
      List.of("reads", "graphql", "keep", "refuse", "until", "each");

  final Capability capability;
  final String path;
  final OperationInput input;
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
  final @Nullable Expression limit;

  OperationPlan(
      Json.Obj said, String path, Capability capability, ConnectorFile file, FileParts parts) {
    this.capability = capability;
    this.path = path;
    this.failures = parts.failures();
    this.keyHeader = ConnectorFile.object(said, "idempotency").text("header");
    this.input = new OperationInput(said, path, capability.inputSchema());
    NameScope scope = input.compile(said, parts);
    this.refusals = RefusedCase.of(said, path, scope);
    this.limit = limit(said, scope);
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
  }

  private @Nullable Expression limit(Json.Obj said, NameScope scope) {
    if (said.get("limit") != null && !failures.limitsByOperation()) {
      scope
          .problems()
          .add(
              JsonPath.field(path, "limit"),
              "names what a limit is counted by, and limits: counts all operations together",
              "say per: request, or per: {header: NAME}, under limits");
    }
    return scope.expression(said, path, "limit");
  }

  /** What it carries out. */
  public Capability capability() {
    return capability;
  }

  /** A path of the file, without what leads to this operation. */
  String within(String place) {
    return place.startsWith(path + ".") ? place.substring(path.length() + 1) : place;
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

  /** The step whose reply is the answer, or the alternatives of which one is. */
  List<StepPlan> lastSteps() {
    String last = steps.getLast().id;
    return steps.stream().filter(step -> step.id.equals(last)).toList();
  }

  private void checkPage(StepPlan step, NameScope scope) {
    if (paging != null) {
      paging.check(step, scope);
    }
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
}
