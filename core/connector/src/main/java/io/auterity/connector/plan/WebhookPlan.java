package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblems;
import io.auterity.connector.webhook.SignatureRule;
import io.auterity.connector.webhook.SignatureRule.Scheme;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a file says of the webhooks of its vendor. */
final class WebhookPlan {

  /** What the head of a delivery, and its body as bytes, are known by. */
  private static final Map<String, ValueType> UNREAD =
      Map.of(
          "method",
          Scalar.TEXT,
          "address",
          Scalar.TEXT,
          "query",
          new ValueType.MapOf(Scalar.TEXT),
          "headers",
          new ValueType.MapOf(Scalar.TEXT),
          "text",
          Scalar.TEXT,
          "parts",
          new ValueType.MapOf(Scalar.TEXT));

  private static final String PLACE = "webhooks";

  /** An expression that reads a field of the body and nothing else. */
  private static final Pattern OF_BODY = Pattern.compile("\\$\\{body(\\.[A-Za-z0-9_]+)+}");

  final SignatureRule rule;
  final @Nullable Mapping over;
  final @Nullable Expression timestamp;
  final long window;
  final @Nullable Mapping delivery;

  /** Whether the id of a delivery is signed with it. */
  final boolean idSigned;

  /** Whether a body may be a form. */
  final boolean form;

  /** The form's field that is the body; null where the whole form is. */
  final @Nullable String field;

  /** The list of what happened; null where a delivery is one event. */
  final @Nullable Expression each;

  final @Nullable HandshakePlan handshake;
  final List<EventPlan> events = new ArrayList<>();

  /** When and how a handshake is answered. */
  record HandshakePlan(
      @Nullable Expression when,
      Mapping reply,
      Map<String, Mapping> headers,
      @Nullable Mapping secret,
      boolean readsBody) {}

  /**
   * An event that is told apart.
   *
   * @param of the vendor's value of which the record is made; null where the record is written out
   * @param form of the kind's record; null for what no kind has
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
      @Nullable RecordForm form) {}

  private WebhookPlan(
      ConnectorFile file, FileParts parts, Map<String, ConnectorPlan> plans, Json.Obj said) {
    NameScope unread = parts.everywhere().with(UNREAD);
    NameScope read = unread.with("body", Scalar.ANY);
    Json.Obj signature = ConnectorFile.object(said, "signature");
    String place = JsonPath.field(PLACE, "signature");
    this.rule = SignatureRule.of(signature);
    this.over = mapping(unread, signature, place, "over");
    this.timestamp = read.expression(signature, place, "timestamp");
    this.window = signature.get("window") instanceof Json.Int(long seconds) ? seconds : 0;
    this.delivery = mapping(read, said, PLACE, "delivery");
    this.idSigned = idSigned(said.text("delivery"), signature.text("over"));
    this.form = "form".equals(said.text("reads"));
    this.field = said.text("field");
    this.each = read.expression(said, PLACE, "each");
    this.handshake = handshake(ConnectorFile.object(said, "handshake"), read);
    check(signature, place, read.problems());
    if (field != null && !form) {
      read.problems().add(JsonPath.field(PLACE, "field"), "is of no form", "add reads: form");
    }
    NameScope item = each == null ? read : read.with("it", Scalar.ANY);
    List<Json.Obj> all = ConnectorFile.objects(said, "events");
    for (int i = 0; i < all.size(); i++) {
      String where = JsonPath.item(JsonPath.field(PLACE, "events"), i);
      event(all.get(i), where, item, new Records(file, parts, plans));
    }
  }

  /** Compiles the section; null where a file has none. */
  static @Nullable WebhookPlan of(
      ConnectorFile file, FileParts parts, Map<String, ConnectorPlan> plans) {
    Json.Obj said = file.part(PLACE);
    return said.fields().isEmpty() ? null : new WebhookPlan(file, parts, plans, said);
  }

  private static @Nullable Mapping mapping(
      NameScope scope, Json.Obj parent, String path, String name) {
    Json value = parent.get(name);
    return value == null ? null : scope.mapping(JsonPath.field(path, name), value);
  }

  private static @Nullable HandshakePlan handshake(Json.Obj said, NameScope read) {
    if (said.fields().isEmpty()) {
      return null;
    }
    String place = JsonPath.field(PLACE, "handshake");
    return new HandshakePlan(
        read.condition(said, place, "when"),
        Objects.requireNonNullElse(
            mapping(read, said, place, "reply"), new Mapping.Constant(Json.of(""))),
        read.fields(said, place, "headers"),
        mapping(read, said, place, "secret"),
        said.toString().contains("body"));
  }

  private static boolean idSigned(@Nullable String delivery, @Nullable String over) {
    if (delivery == null) {
      return true;
    }
    return over == null
        ? OF_BODY.matcher(delivery).matches()
        : over.contains(delivery) || (over.contains("text") && OF_BODY.matcher(delivery).matches());
  }

  private void check(Json.Obj said, String place, FileProblems problems) {
    if (rule.pieces().signature() == null
        && (said.get("between") != null || said.get("after") != null)) {
      problems.add(place, "says how pieces are parted, and names none", "add part:");
    }
    if (rule.keyInBase64() && !rule.scheme().wire().startsWith("hmac")) {
      problems.add(JsonPath.field(place, "key"), "is of no HMAC", "remove it");
    }
    boolean unsigned = rule.scheme() == Scheme.NONE;
    if (!unsigned && rule.header().isEmpty()) {
      problems.add(place, "does not say where the signature stands", "add header:");
    }
    if (unsigned && said.fields().size() > 1) {
      problems.add(place, "signs nothing and says how", "remove all but scheme: none");
    }
    if (rule.scheme() == Scheme.TOKEN && (over != null || timestamp != null)) {
      problems.add(place, "a token covers neither body nor time", "remove over: and timestamp:");
    }
    if ((timestamp == null) != (window == 0)) {
      problems.add(place, "has a timestamp or a window alone", "say both timestamp: and window:");
    }
    if (timestamp != null && !covered(timestamp.reads(), said.text("over"))) {
      problems.add(
          JsonPath.field(place, "timestamp"),
          "is not signed: anybody could change it",
          "read it from what is signed, or name it in over:");
    }
    if (over != null && !covered(Set.of("body"), said.text("over"))) {
      problems.add(
          JsonPath.field(place, "over"), "leaves out the body", "write ${text} where the body is");
    }
  }

  private static boolean covered(Set<String> reads, @Nullable String over) {
    return reads.stream()
        .allMatch(
            name ->
                switch (name) {
                  case "body", "text" -> over == null || over.contains("text");
                  case "query" -> over != null && over.contains("address");
                  case "headers", "parts", "address", "method" ->
                      over != null && over.contains(name);
                  default -> true;
                });
  }

  private void event(Json.Obj said, String path, NameScope read, Records records) {
    String type = Objects.requireNonNullElse(said.text("type"), "");
    String kind = type.substring(0, Math.max(0, type.indexOf('.')));
    if (!records.kinds().contains(kind)) {
      read.problems()
          .add(
              JsonPath.field(path, "type"),
              "begins with no kind of this file",
              "begin with one of " + String.join(", ", records.kinds()) + " and a dot");
      return;
    }
    String name = said.text("record");
    Json data = said.fields().getOrDefault("data", Json.NULL);
    Mapping given = read.mapping(JsonPath.field(path, "data"), data);
    if (name == null && !(data instanceof Json.Obj)) {
      read.problems()
          .add(JsonPath.field(path, "data"), "is no object", "name fields, or say record:");
    }
    RecordForm form = name == null ? null : records.form(kind, name, path, read.problems());
    events.add(
        new EventPlan(
            path,
            kind,
            read.condition(said, path, "when"),
            read.mapping(JsonPath.field(path, "type"), Json.of(type)),
            mapping(read, said, path, "subject"),
            mapping(read, said, path, "time"),
            name == null ? null : given,
            name == null ? given : records.mapping(name, read),
            form));
  }

  /** The records of a file, by the kinds of its connectors. */
  private record Records(ConnectorFile file, FileParts parts, Map<String, ConnectorPlan> plans) {

    Set<String> kinds() {
      return file.connectors().values().stream()
          .map(said -> Objects.requireNonNullElse(((Json.Obj) said).text("kind"), ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    Mapping mapping(String name, NameScope read) {
      Json said = parts.records().fields().getOrDefault(name, Json.EMPTY);
      return read.with("it", Scalar.ANY).mapping(JsonPath.field("records", name), said);
    }

    /** The form that an operation of the kind gives the record; what it must fit is known by it. */
    @Nullable RecordForm form(String kind, String name, String path, FileProblems problems) {
      for (Map.Entry<String, Json> each : file.connectors().entrySet()) {
        Json.Obj said = (Json.Obj) each.getValue();
        ConnectorPlan plan = plans.get(each.getKey());
        if (plan != null && kind.equals(said.text("kind"))) {
          for (OperationPlan operation : plan.operations().values()) {
            if (name.equals(result(said, operation))) {
              return operation.form;
            }
          }
        }
      }
      problems.add(
          JsonPath.field(path, "record"),
          "'%s' is the result of no operation of %s".formatted(name, kind),
          "name a record of this kind, or write its fields under data: alone");
      return null;
    }

    private static @Nullable String result(Json.Obj connector, OperationPlan operation) {
      Json.Obj operations = ConnectorFile.object(connector, "operations");
      return ConnectorFile.object(operations, operation.capability().operation()).text("result");
    }
  }

  /** The events of one kind. */
  List<EventPlan> of(String kind) {
    return Collections.unmodifiableList(
        events.stream().filter(event -> event.kind().equals(kind)).toList());
  }
}
