package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblems;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles the events that a file tells apart, over the records of its connectors. */
final class EventPlans {

  private static final String PLACE = JsonPath.field("webhooks", "events");

  private final ConnectorFile file;
  private final FileParts parts;
  private final Map<String, ConnectorPlan> plans;
  private final Function<String, @Nullable Capability> capabilities;
  private final List<EventPlan> events = new ArrayList<>();

  /**
   * The events of a file.
   *
   * @param capabilities of a kind's operation, named {@code kind.resource.verb}
   */
  EventPlans(
      ConnectorFile file,
      FileParts parts,
      Map<String, ConnectorPlan> plans,
      Function<String, @Nullable Capability> capabilities) {
    this.file = file;
    this.parts = parts;
    this.plans = plans;
    this.capabilities = capabilities;
  }

  /**
   * An event that is told apart.
   *
   * @param of the vendor's value of which the record is made; null where the record is written out
   * @param form of the kind's record; null for what no kind has
   * @param reply what the vendor is answered with; null where it waits for nothing
   */
  record EventPlan(
      String path,
      String kind,
      @Nullable Expression when,
      Mapping type,
      @Nullable Mapping subject,
      @Nullable Mapping time,
      @Nullable Mapping of,
      Mapping record,
      @Nullable RecordForm form,
      @Nullable Mapping reply) {

    /** Its type, with {@code *} for each expression in it. */
    String typeText() {
      return switch (type) {
        case Mapping.Leaf(Template.Text(List<String> literals, var ignored), var reads, var path) ->
            String.join("*", literals);
        case Mapping.Leaf(Template.Constant(Json.Str(String text)), var reads, var path) -> text;
        case Mapping.Constant(Json.Str(String text)) -> text;
        default -> "*";
      };
    }

    /** All expressions of it. */
    Stream<Expression> expressions() {
      Stream<Mapping> mappings =
          Stream.of(
                  Stream.of(type, record),
                  Stream.ofNullable(subject),
                  Stream.ofNullable(time),
                  Stream.ofNullable(reply),
                  Stream.ofNullable(of))
              .flatMap(Function.identity());
      return Stream.concat(Stream.ofNullable(when), mappings.flatMap(Mapping::expressions));
    }
  }

  /** Those of the section {@code webhooks}, in their order. */
  List<EventPlan> of(Json.Obj webhooks, NameScope read) {
    List<Json.Obj> all = ConnectorFile.objects(webhooks, "events");
    for (int i = 0; i < all.size(); i++) {
      event(all.get(i), JsonPath.item(PLACE, i), read);
    }
    return List.copyOf(events);
  }

  private void event(Json.Obj said, String path, NameScope read) {
    String type = Objects.requireNonNullElse(said.text("type"), "");
    String kind = type.substring(0, Math.max(0, type.indexOf('.')));
    if (!kinds().contains(kind)) {
      read.problems()
          .add(
              JsonPath.field(path, "type"),
              "begins with no kind of this file",
              "begin with one of " + String.join(", ", kinds()) + " and a dot");
      return;
    }
    String name = said.text("record");
    Json data = said.fields().getOrDefault("data", Json.NULL);
    Mapping given = read.mapping(JsonPath.field(path, "data"), data);
    if (name == null && !(data instanceof Json.Obj)) {
      read.problems()
          .add(JsonPath.field(path, "data"), "is no object", "name fields, or say record:");
    }
    RecordForm form = name == null ? null : form(said, kind, name, path, read.problems());
    events.add(
        new EventPlan(
            path,
            kind,
            read.condition(said, path, "when"),
            read.mapping(JsonPath.field(path, "type"), Json.of(type)),
            read.optional(said, path, "subject"),
            read.optional(said, path, "time"),
            name == null ? null : given,
            name == null ? given : recordMapping(name, read),
            form,
            read.optional(said, path, "reply")));
  }

  private Set<String> kinds() {
    return file.connectors().values().stream()
        .map(said -> Objects.requireNonNullElse(((Json.Obj) said).text("kind"), ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Mapping recordMapping(String name, NameScope read) {
    Json said = parts.records().fields().getOrDefault(name, Json.EMPTY);
    return read.with("it", Scalar.ANY).mapping(JsonPath.field("records", name), said);
  }

  /** The form that an operation of the kind gives the record; what it must fit is known by it. */
  private @Nullable RecordForm form(
      Json.Obj event, String kind, String name, String path, FileProblems problems) {
    String operation = event.text("form");
    if (operation != null) {
      return ofOperation(kind, operation, JsonPath.field(path, "form"), problems);
    }
    for (Map.Entry<String, Json> each : file.connectors().entrySet()) {
      Json.Obj said = (Json.Obj) each.getValue();
      ConnectorPlan plan = plans.get(each.getKey());
      if (plan != null && kind.equals(said.text("kind"))) {
        for (OperationPlan one : plan.operations().values()) {
          if (name.equals(result(said, one))) {
            return one.form;
          }
        }
      }
    }
    problems.add(
        JsonPath.field(path, "record"),
        "'%s' is the result of no operation of %s".formatted(name, kind),
        "name a record of this kind or say form:, or write its fields under data: alone");
    return null;
  }

  private @Nullable RecordForm ofOperation(
      String kind, String operation, String path, FileProblems problems) {
    Capability capability = capabilities.apply(kind + "." + operation);
    if (capability == null) {
      problems.add(
          path,
          "%s has no operation '%s'".formatted(kind, operation),
          "name the operation whose result it is");
      return null;
    }
    return new RecordForm(capability.outputSchema());
  }

  private static @Nullable String result(Json.Obj connector, OperationPlan operation) {
    Json.Obj operations = ConnectorFile.object(connector, "operations");
    return ConnectorFile.object(operations, operation.capability().operation()).text("result");
  }
}
