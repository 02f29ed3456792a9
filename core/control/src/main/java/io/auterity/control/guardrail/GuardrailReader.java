package io.auterity.control.guardrail;

import io.auterity.control.guardrail.Guardrail.Act;
import io.auterity.control.guardrail.Guardrail.Where;
import io.auterity.inspect.Cards;
import io.auterity.inspect.Emails;
import io.auterity.inspect.Finder;
import io.auterity.inspect.Ibans;
import io.auterity.inspect.Injections;
import io.auterity.inspect.Inspection;
import io.auterity.inspect.IpAddresses;
import io.auterity.inspect.NamedSecrets;
import io.auterity.inspect.NationalNumbers;
import io.auterity.inspect.Passports;
import io.auterity.inspect.Phones;
import io.auterity.inspect.SecretShapes;
import io.auterity.inspect.SocialSecurityNumbers;
import io.auterity.inspect.WordList;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.Json;
import io.auterity.spi.TextEmbedder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes rules of specs that fit the schema. */
final class GuardrailReader {

  private static final int LONGEST_JSON = 16 << 20;
  private static final Json MEANING = Json.of("meaning");

  /** Kinds of personal data by name, the surest first, and what finds them. */
  private static final Map<String, Function<String, Finder>> PERSONAL = new LinkedHashMap<>();

  static {
    PERSONAL.put("email", region -> new Emails());
    PERSONAL.put("iban", region -> new Ibans());
    PERSONAL.put("passport", region -> new Passports());
    PERSONAL.put("card", region -> new Cards());
    PERSONAL.put("ip_address", region -> new IpAddresses());
    PERSONAL.put("us_ssn", region -> new SocialSecurityNumbers());
    PERSONAL.put("national_id", region -> new NationalNumbers());
    PERSONAL.put("phone", Phones::new);
  }

  private final Injections injections = new Injections();
  private final InjectionHead head;
  private final Supplier<? extends @Nullable TextEmbedder> topicEmbedder;
  private final JsonReader json = new JsonReader(LONGEST_JSON);

  GuardrailReader(InjectionHead head, Supplier<? extends @Nullable TextEmbedder> topicEmbedder) {
    this.head = head;
    this.topicEmbedder = topicEmbedder;
  }

  /**
   * The rule of a spec.
   *
   * @param own makes the judge that it asks over HTTP
   */
  Guardrail read(String id, Json.Obj spec, Function<Json.Obj, Detector.Judge> own) {
    Act act = Act.of(Objects.requireNonNull(spec.text("act")));
    return new Guardrail(
        id,
        spec.get("priority") instanceof Json.Int(long priority) ? Math.toIntExact(priority) : 0,
        on(spec),
        scope(spec),
        look((Json.Obj) Objects.requireNonNull(spec.get("find")), own),
        act,
        labels(spec),
        !"pass".equals(spec.text("onError")),
        "pass".equals(spec.text("bytes")));
  }

  private static Set<Where> on(Json.Obj spec) {
    Set<Where> on = EnumSet.noneOf(Where.class);
    texts(spec, "on").forEach(one -> on.add(Where.of(one)));
    return on;
  }

  private static Guardrail.Scope scope(Json.Obj spec) {
    return spec.get("scope") instanceof Json.Obj scope
        ? new Guardrail.Scope(
            texts(scope, "capabilities"),
            texts(scope, "models"),
            texts(scope, "routes"),
            labels(scope))
        : Guardrail.Scope.ALL;
  }

  private static Map<String, String> labels(Json.Obj holder) {
    Map<String, String> labels = new HashMap<>();
    if (holder.get("labels") instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach((name, value) -> labels.put(name, ((Json.Str) value).value()));
    }
    return labels;
  }

  private static List<String> texts(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Arr(List<Json> items)
        ? items.stream().map(item -> ((Json.Str) item).value()).toList()
        : List.of();
  }

  private Detector look(Json.Obj find, Function<Json.Obj, Detector.Judge> own) {
    if (find.get("http") instanceof Json.Obj http) {
      return new Detector.Whole(own.apply(http), false);
    }
    if (find.get("schema") instanceof Json.Obj schema) {
      return Detector.schema(JsonSchema.of(schema), json);
    }
    Json injection = find.get("injection");
    if (injection != null) {
      return new Detector.Instructions(injections, injection.equals(MEANING) ? head : null);
    }
    if (find.get("topics") instanceof Json.Arr(List<Json> topics)) {
      return new Detector.Subjects(
          new TopicDetector(topics.stream().map(GuardrailReader::topic).toList(), topicEmbedder));
    }
    List<Finder> finders = new ArrayList<>();
    if (find.get("personal") != null) {
      finders.addAll(personal(find));
    }
    if (find.get("secrets") != null) {
      finders.add(new SecretShapes());
      finders.add(new NamedSecrets());
    }
    if (find.get("words") != null) {
      String kind = find.text("as");
      finders.add(new WordList(kind == null ? "word" : kind, texts(find, "words")));
    }
    return new Detector.Pieces(new Inspection(finders));
  }

  private static TopicDetector.Topic topic(Json spec) {
    Json.Obj topic = (Json.Obj) spec;
    return new TopicDetector.Topic(
        Objects.requireNonNull(topic.text("name")),
        Objects.requireNonNull(topic.text("description")),
        texts(topic, "examples"),
        threshold(topic.get("threshold")));
  }

  private static double threshold(@Nullable Json written) {
    return switch (written) {
      case Json.Dec(double number) -> number;
      case Json.Int(long number) -> number;
      case null, default -> TopicDetector.USUAL_THRESHOLD;
    };
  }

  private static List<Finder> personal(Json.Obj find) {
    String named = find.text("region");
    String region = named == null ? "US" : named;
    List<String> kinds = texts(find, "personal");
    return PERSONAL.entrySet().stream()
        .filter(kind -> kinds.isEmpty() || kinds.contains(kind.getKey()))
        .map(kind -> kind.getValue().apply(region))
        .toList();
  }
}
