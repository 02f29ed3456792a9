package io.auterity.control.guardrail;

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
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes rules of specs. */
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
  private final PromptInjectionClassifier head;
  private final Supplier<? extends @Nullable TextEmbedder> topicEmbedder;
  private final JsonReader json = new JsonReader(LONGEST_JSON);

  GuardrailReader(
      PromptInjectionClassifier head, Supplier<? extends @Nullable TextEmbedder> topicEmbedder) {
    this.head = head;
    this.topicEmbedder = topicEmbedder;
  }

  /**
   * The rule of a spec.
   *
   * @param own makes the judge that it asks over HTTP
   */
  Guardrail read(String id, GuardrailSpec spec, Function<GuardrailSpec.Http, Detector.Judge> own) {
    return new Guardrail(
        id,
        spec.priority(),
        EnumSet.copyOf(spec.on()),
        spec.scope() == null ? Guardrail.Scope.ALL : spec.scope(),
        look(spec.find(), own),
        spec.act(),
        spec.labels() == null ? Map.of() : spec.labels(),
        !spec.onError().equals(GuardrailSpec.PASS),
        spec.bytes().equals(GuardrailSpec.PASS));
  }

  private Detector look(GuardrailSpec.Find find, Function<GuardrailSpec.Http, Detector.Judge> own) {
    if (find.http() != null) {
      return new Detector.Whole(own.apply(find.http()), false);
    }
    if (find.schema() != null) {
      return Detector.schema(JsonSchema.of(find.schema()), json);
    }
    if (find.injection() != null) {
      return new Detector.Instructions(injections, find.injection().equals(MEANING) ? head : null);
    }
    if (find.topics() != null) {
      return new Detector.Subjects(new TopicDetector(find.topics(), topicEmbedder));
    }
    if (find.personal() != null) {
      return personal(find.personal(), find.region());
    }
    return find.words() == null
        ? secrets()
        : pieces(List.of(new WordList(find.as(), find.words())));
  }

  /** What finds keys and passwords. */
  static Detector secrets() {
    return pieces(List.of(new SecretShapes(), new NamedSecrets()));
  }

  /**
   * What finds personal data.
   *
   * @param kinds all where there are none
   */
  static Detector personal(List<String> kinds, String region) {
    return pieces(
        PERSONAL.entrySet().stream()
            .filter(kind -> kinds.isEmpty() || kinds.contains(kind.getKey()))
            .map(kind -> kind.getValue().apply(region))
            .toList());
  }

  private static Detector pieces(List<Finder> finders) {
    return new Detector.Pieces(new Inspection(finders));
  }
}
