package io.auterity.connector.plan;

import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request: what is sent for given values. */
final class RequestPlan {

  private static final Map<String, RequestBody.Form> FORMS =
      Map.of(
          "bytes", RequestBody.Form.BYTES,
          "body", RequestBody.Form.JSON,
          "form", RequestBody.Form.FORM,
          "multipart", RequestBody.Form.MULTIPART,
          "text", RequestBody.Form.TEXT);
  // RFC 9110, 5.1 and 5.5.
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7e\\t]*");
  private static final Set<String> HEADERS_OF_OURS =
      Set.of("authorization", "host", "content-length", "cookie", "proxy-authorization");

  private final String method;
  private final PathTemplate path;
  private final Map<String, Mapping> query;
  private final Map<String, Mapping> headers;
  private final RequestBody.@Nullable Form form;
  private final @Nullable Mapping body;
  private final @Nullable String document;
  private final boolean writes;

  /**
   * Compiles a call of a file.
   *
   * @param call the step, operation or check that says it
   * @param common headers of every request of the file
   * @param endpoint of GraphQL
   */
  RequestPlan(
      Json.Obj call, String place, NameScope scope, Json.Obj common, @Nullable String endpoint) {
    this.document = call.text("graphql");
    String said = document == null ? call.text("request") : "POST " + endpoint;
    String[] parts = (said == null ? "GET /" : said).split(" ", 2);
    this.method = parts[0];
    this.path = new PathTemplate(parts[1], JsonPath.field(place, "request"), scope);
    this.query = scope.fields(call, place, "query");
    this.headers = new TreeMap<>();
    scope.fields(Json.EMPTY.with("headers", common), "", "headers").forEach(this::header);
    scope.fields(call, place, "headers").forEach(this::header);
    String name = bodies(call).isEmpty() ? null : bodies(call).getFirst();
    this.form = document != null ? RequestBody.Form.JSON : name == null ? null : FORMS.get(name);
    String field = document == null ? name : "variables";
    Json value = field == null ? null : call.get(field);
    this.body =
        field == null || value == null
            ? null
            : scope.sending().mapping(JsonPath.field(place, field), value);
    this.writes = writes(call);
    check(call, place, scope, endpoint);
  }

  private void header(String name, Mapping value) {
    headers.put(name.toLowerCase(Locale.ROOT), value);
  }

  private static List<String> bodies(Json.Obj call) {
    return FORMS.keySet().stream().filter(name -> call.get(name) != null).sorted().toList();
  }

  private boolean writes(Json.Obj call) {
    if (call.text("effect") != null) {
      return "write".equals(call.text("effect"));
    }
    return document == null
        ? !Set.of("GET", "HEAD").contains(method)
        : !document.strip().startsWith("query") && !document.strip().startsWith("{");
  }

  private void check(Json.Obj call, String place, NameScope scope, @Nullable String endpoint) {
    boolean both = document != null && call.text("request") != null;
    if (both || (document == null && call.text("request") == null)) {
      scope.problems().add(place, "must have one of request and graphql", "write one of them");
    }
    if (document != null && endpoint == null) {
      scope.problems().add(place, "uses graphql, of which no path is known", "add graphql: /PATH");
    }
    if (bodies(call).size() + (document == null ? 0 : 1) > 1) {
      scope.problems().add(place, "has more than one body", "keep one of " + bodies(call));
    }
    if (document == null && form != null && Set.of("GET", "HEAD").contains(method)) {
      scope.problems().add(place, "has a body, but %s takes none".formatted(method), "use query");
    }
    headers.forEach((name, value) -> checkHeader(name, value, place, scope));
    for (String header : headers.keySet()) {
      if (HEADERS_OF_OURS.contains(header)) {
        scope
            .problems()
            .add(
                JsonPath.field(JsonPath.field(place, "headers"), header),
                "the header %s is not a file's to write".formatted(header),
                "remove it; the provider's credential signs the request");
      }
    }
  }

  private static void checkHeader(String name, Mapping value, String place, NameScope scope) {
    String where = JsonPath.field(JsonPath.field(place, "headers"), name);
    if (!TOKEN.matcher(name).matches()) {
      scope
          .problems()
          .add(where, "'%s' is no name of a header".formatted(name), "use letters and dashes");
    }
    if (value instanceof Mapping.Leaf(Template.Constant(Json.Str(String text)), var r, var p)
        && !VISIBLE.matcher(text).matches()) {
      scope.problems().add(where, "'%s' cannot stand in a header".formatted(text), "use ASCII");
    }
  }

  /** Whether it asks in GraphQL. */
  boolean graphql() {
    return document != null;
  }

  /** What a reply to it tells as one of GraphQL. */
  GraphQlReply told(@Nullable Json reply) {
    return document == null || reply == null || reply instanceof Json.Null
        ? GraphQlReply.OTHER
        : GraphQlReply.of(reply, document);
  }

  /** Whether parameters of a page can stand in its body. */
  boolean takesBodyParameters() {
    return document != null
        || (form != null
            && form != RequestBody.Form.TEXT
            && form != RequestBody.Form.BYTES
            && (body == null || new ValueType.MapOf(Scalar.ANY).mismatches(body.type()).isEmpty()));
  }

  /** Whether it changes something outside. */
  boolean writes() {
    return writes;
  }

  /**
   * The request for these values.
   *
   * @param page what its page adds
   * @param secrets what its body may hold besides
   * @throws CallFailedException {@code invalid} or {@code internal} when a part has no value
   */
  WireRequest of(URI base, Values values, Page page, CallSecrets secrets) {
    Values sending = secrets.into(values);
    RequestBody made = body(sending, page);
    Map<String, List<String>> sent = new LinkedHashMap<>();
    if (!made.type().isEmpty()) {
      sent.put("content-type", List.of(made.type()));
    }
    headers.forEach((name, value) -> put(name, value.of(values), sent));
    URI uri = URI.create(base + path.of(values) + query(values, page));
    return new WireRequest(method, uri, sent, made.bytes());
  }

  private static void put(String name, @Nullable Json value, Map<String, List<String>> sent) {
    List<String> texts = value == null ? List.of() : RequestBody.texts(value);
    for (String text : texts) {
      if (!VISIBLE.matcher(text).matches()) {
        throw new CallFailedException(
            FailureCode.INVALID,
            "the header %s can hold ASCII alone, and no line ends".formatted(name));
      }
    }
    if (!texts.isEmpty()) {
      sent.put(name, texts);
    }
  }

  private RequestBody body(Values values, Page page) {
    Json value = body == null ? Json.EMPTY : body.of(values);
    if (form == null || (body == null && document == null && page.bodyParameters().isEmpty())) {
      return RequestBody.NONE;
    }
    Json whole = value == null ? Json.EMPTY : value;
    if (whole instanceof Json.Obj object) {
      Map<String, Json> fields = new LinkedHashMap<>(object.fields());
      fields.putAll(page.bodyParameters());
      whole = new Json.Obj(fields);
    } else if (!page.bodyParameters().isEmpty()) {
      throw new CallFailedException(
          FailureCode.INTERNAL, "the body is no object and cannot say which page is asked for");
    }
    return form.write(
        document == null
            ? whole
            : Json.EMPTY.with("query", Json.of(document)).with("variables", whole));
  }

  private String query(Values values, Page page) {
    List<String> pairs = new ArrayList<>();
    query.forEach((name, value) -> pairs(name, value.of(values), pairs));
    page.queryParameters().forEach((name, value) -> pairs(name, value, pairs));
    if (page.link() != null) {
      page.link().besides(query.keySet()).forEach((name, value) -> pairs(name, value, pairs));
    }
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  private static void pairs(String name, @Nullable Json value, List<String> pairs) {
    if (value != null) {
      for (String text : RequestBody.texts(value)) {
        pairs.add(PathTemplate.escaped(name, false) + "=" + PathTemplate.escaped(text, false));
      }
    }
  }

  /**
   * What a page adds to a request.
   *
   * @param link a query of the vendor; of it counts what the request does not say itself
   */
  record Page(
      Map<String, Json> queryParameters,
      Map<String, Json> bodyParameters,
      @Nullable LinkQuery link) {
    static final Page NONE = new Page(Map.of(), Map.of(), null);
  }
}
