package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblems;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.webhook.WebhookSignatureRule;
import io.auterity.webhook.WebhookSignatureRule.Scheme;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a vendor's webhooks, as its file describes them: signatures, deliveries and events.
 */
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

  /** When a delivery came, for events of vendors that do not tell when they happened. */
  static final String RECEIVED = "received";

  /** The provider's id, for references in events that no record has. */
  static final String PROVIDER = "provider";

  private static final String PLACE = "webhooks";

  final WebhookSignatureRule rule;

  /** What shows who sent a delivery; null where that is a signature over it, or nothing. */
  final @Nullable TokenPlan token;

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

  /** Whether a form that has not the field is the body as a whole. */
  final boolean whole;

  /** The list of what happened; null where a delivery is one event. */
  final @Nullable Expression each;

  final @Nullable HandshakePlan handshake;
  final List<EventPlans.EventPlan> events;

  /**
   * When and how a handshake is answered.
   *
   * @param signed whether it must bear the vendor's signature, as a delivery does
   */
  record HandshakePlan(
      @Nullable Expression when,
      Mapping reply,
      Map<String, Mapping> headers,
      @Nullable Mapping secret,
      boolean readsBody,
      boolean signed) {}

  private WebhookPlan(FileParts parts, EventPlans plans, Json.Obj said, Json.Obj config) {
    NameScope unread = parts.everywhere().with(UNREAD);
    NameScope read = unread.with("body", Scalar.ANY);
    Json.Obj signature = ConnectorFile.object(said, "signature");
    String place = JsonPath.field(PLACE, "signature");
    this.rule = WebhookSignatureRule.of(signature);
    this.token = TokenPlan.of(signature, place, rule, parts.everywhere(), config);
    this.over = unread.optional(signature, place, "over");
    this.timestamp = read.expression(signature, place, "timestamp");
    this.window = signature.get("window") instanceof Json.Int(long seconds) ? seconds : 0;
    this.delivery = read.optional(said, PLACE, "delivery");
    SignedPlaces signed = new SignedPlaces(over);
    this.idSigned = delivery == null || delivery.expressions().allMatch(signed::cover);
    this.form = "form".equals(said.text("reads"));
    this.field = said.text("field");
    this.whole = Json.of(true).equals(said.get("whole"));
    this.each = read.expression(said, PLACE, "each");
    this.handshake = handshake(ConnectorFile.object(said, "handshake"), read);
    check(signature, place, signed, read.problems());
    checkSigned(handshake, read.problems());
    if (field != null && !form) {
      read.problems().add(JsonPath.field(PLACE, "field"), "is of no form", "add reads: form");
    }
    if (whole && field == null) {
      read.problems().add(JsonPath.field(PLACE, "whole"), "names no field", "remove it");
    }
    NameScope item = each == null ? read : read.with("it", Scalar.ANY);
    this.events = plans.of(said, item.with(Map.of(RECEIVED, Scalar.TEXT, PROVIDER, Scalar.TEXT)));
  }

  /** Compiles the section; null where a file has none. */
  static @Nullable WebhookPlan of(ConnectorFile file, FileParts parts, EventPlans plans) {
    Json.Obj said = file.part(PLACE);
    return said.fields().isEmpty()
        ? null
        : new WebhookPlan(parts, plans, said, file.part("config"));
  }

  private static @Nullable HandshakePlan handshake(Json.Obj said, NameScope read) {
    if (said.fields().isEmpty()) {
      return null;
    }
    String place = JsonPath.field(PLACE, "handshake");
    Expression when = read.condition(said, place, "when");
    Mapping reply =
        Objects.requireNonNullElse(
            read.optional(said, place, "reply"), new Mapping.Constant(Json.of("")));
    Map<String, Mapping> headers = read.fields(said, place, "headers");
    Mapping secret = read.optional(said, place, "secret");
    return new HandshakePlan(
        when,
        reply,
        headers,
        secret,
        readsBody(when, reply, headers.values(), secret),
        Json.of(true).equals(said.get("signed")));
  }

  private static boolean readsBody(
      @Nullable Expression when,
      Mapping reply,
      Collection<Mapping> headers,
      @Nullable Mapping secret) {
    Stream<Expression> others =
        Stream.concat(Stream.of(reply), Stream.concat(headers.stream(), Stream.ofNullable(secret)))
            .flatMap(Mapping::expressions);
    return Stream.concat(Stream.ofNullable(when), others)
        .anyMatch(one -> one.reads().contains("body"));
  }

  private void check(Json.Obj said, String place, SignedPlaces signed, FileProblems problems) {
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
    if (timestamp != null && !signed.cover(timestamp)) {
      problems.add(
          JsonPath.field(place, "timestamp"),
          "is not signed: anybody could change it",
          "read it from what is signed, or name it in over:");
    }
    if (!signed.body()) {
      problems.add(
          JsonPath.field(place, "over"), "leaves out the body", "write ${text} where the body is");
    }
  }

  /** The types of its events; {@code *} stands for what is only known when one comes. */
  List<String> types() {
    return events.stream().map(EventPlans.EventPlan::typeText).distinct().toList();
  }

  private void checkSigned(@Nullable HandshakePlan said, FileProblems problems) {
    if (said != null && said.secret() != null && token != null) {
      problems.add(
          JsonPath.field(JsonPath.field(PLACE, "handshake"), "secret"),
          "verifies no token",
          "remove it");
    }
    if (said == null || !said.signed()) {
      return;
    }
    String place = JsonPath.field(JsonPath.field(PLACE, "handshake"), "signed");
    if (rule.scheme() == Scheme.NONE) {
      problems.add(place, "the vendor signs nothing", "remove it, or say signature:");
    }
    if (said.secret() != null) {
      problems.add(
          place,
          "nothing is signed by a secret that comes with it",
          "remove it: a handshake that gives another secret is verified by the one before");
    }
  }

  /** What it reads of the headers of a delivery, once that is verified. */
  Optional<Set<String>> headers() {
    Stream<Expression> read =
        Stream.of(
                Stream.ofNullable(delivery).flatMap(Mapping::expressions),
                Stream.ofNullable(each),
                events.stream().flatMap(EventPlans.EventPlan::expressions))
            .flatMap(Function.identity());
    Set<String> named = new TreeSet<>();
    List<List<String>> places = read.flatMap(one -> one.places().stream()).toList();
    for (List<String> place : places) {
      if (place.getFirst().equals("headers")) {
        if (place.size() == 1) {
          return Optional.empty();
        }
        named.add(place.get(1));
      }
    }
    if (!Set.of(Scheme.NONE, Scheme.TOKEN, Scheme.JWT).contains(rule.scheme())) {
      named.add(rule.header());
    }
    return Optional.of(named);
  }
}
