package io.auterity.control.guardrail;

import io.auterity.control.guardrail.Guardrail.Act;
import io.auterity.control.guardrail.Guardrail.Where;
import io.auterity.inspect.Phones;
import io.auterity.inspect.WordList;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.expression.DurationText;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.resource.SpecKind;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.platform.transport.Destination;
import io.auterity.spi.TextEmbedder;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The declarative resource {@code guardrail}. */
public final class GuardrailKind extends SpecKind<GuardrailSpec> {

  /** As resources write it. */
  public static final String NAME = "guardrail";

  private static final Duration LONGEST = Duration.ofSeconds(10);

  // One thing is looked for.
  private static final String MORE =
      """
      {"properties": {"scope": {"properties": {"routes": {"minItems": 1}}}, "find": {
        "properties": {"secrets": {"const": true}, "injection": {"enum": [true, "meaning"]}},
        "oneOf": [{"required": ["personal"]}, {"required": ["secrets"]}, {"required": ["words"]},
          {"required": ["schema"]}, {"required": ["injection"]}, {"required": ["http"]},
          {"required": ["topics"]}]}}}\
      """;

  private final Guardrails guardrails;
  private final GuardrailAccess guardrailAccess;
  private final GuardrailReader reader;

  /**
   * @param head that finds injections beside the rules
   * @param topicEmbedder that {@linkplain TopicDetector#fits fits topics}; null while no plugin
   *     brings it
   */
  public GuardrailKind(
      Guardrails guardrails,
      GuardrailAccess guardrailAccess,
      PromptInjectionClassifier head,
      Supplier<? extends @Nullable TextEmbedder> topicEmbedder) {
    super(NAME, 25, GuardrailSpec.class, MORE);
    this.guardrails = guardrails;
    this.guardrailAccess = guardrailAccess;
    this.reader = new GuardrailReader(head, topicEmbedder);
  }

  @Override
  protected List<Problem> check(
      TenantScope scope, String id, GuardrailSpec spec, ResourceSet others) {
    List<Problem> problems = new ArrayList<>();
    checkFind(spec.find(), spec.act(), problems);
    if (spec.find().http() != null) {
      checkHttp(scope, spec.find().http(), problems);
    }
    checkRoutes(spec.scope(), others, problems);
    boolean routes = spec.act() == Act.ROUTE;
    if (routes != (spec.labels() != null)) {
      problems.add(
          new Problem(
              "labels",
              routes ? "are needed to route" : "are given only by act: route",
              routes ? "name the labels by which a route is chosen" : "leave them out"));
    }
    if (routes && (spec.on().contains(Where.ANSWER) || spec.on().contains(Where.STREAM))) {
      problems.add(
          new Problem("on", "an answer cannot be routed any more", "route by request or tool"));
    }
    return problems;
  }

  private static void checkRoutes(
      Guardrail.@Nullable Scope scope, ResourceSet others, List<Problem> problems) {
    List<String> routes = others.list("route").stream().map(Resource::id).toList();
    List<String> named = scope == null ? List.of() : scope.routes();
    for (int i = 0; i < named.size(); i++) {
      String route = named.get(i);
      if (!routes.contains(route)) {
        problems.add(
            new Problem(
                "scope.routes[%d]".formatted(i),
                "must name a route; there is no '%s'".formatted(route),
                Nearest.fix(route, routes)));
      }
    }
  }

  private static void checkFind(GuardrailSpec.Find find, Act act, List<Problem> problems) {
    if (!Phones.isRegion(find.region())) {
      problems.add(
          new Problem(
              "find.region", "there is no country '%s'".formatted(find.region()), "write e.g. DE"));
    }
    for (int i = 0; find.words() != null && i < find.words().size(); i++) {
      checkWord(find.words().get(i), i, problems);
    }
    if (find.topics() != null) {
      checkTopics(find.topics(), problems);
    }
    if (find.schema() != null) {
      JsonSchema.problems(find.schema())
          .forEach(
              one -> problems.add(new Problem("find.schema." + one.path(), one.rule(), one.fix())));
    }
    boolean pieces = find.personal() != null || find.secrets() != null || find.words() != null;
    if (act == Act.ALLOW && !pieces) {
      problems.add(
          new Problem("act", "only words that are found can be allowed", "find words or data"));
    }
  }

  private void checkHttp(TenantScope scope, GuardrailSpec.Http http, List<Problem> problems) {
    Optional<Destination> place = address(http.url());
    if (place.isEmpty()) {
      problems.add(
          new Problem("find.http.url", "is no address", "write e.g. https://judge.example/look"));
    }
    String secret = http.secret();
    if (secret != null) {
      place
          .flatMap(
              judge ->
                  guardrailAccess
                      .secrets()
                      .boundElsewhere(scope, secret, Set.of(judge.host()), "find.http.secret"))
          .ifPresent(problems::add);
    }
    boolean fits =
        DurationText.read(http.timeout())
            .filter(time -> time.isPositive() && time.compareTo(LONGEST) <= 0)
            .isPresent();
    if (!fits) {
      problems.add(
          new Problem("find.http.timeout", "is no time of at most 10s", "write e.g. 500ms"));
    }
  }

  private static Optional<Destination> address(String url) {
    try {
      return Destination.of(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static void checkTopics(List<TopicDetector.Topic> topics, List<Problem> problems) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < topics.size(); i++) {
      String name = topics.get(i).name();
      if (!names.add(name)) {
        problems.add(
            new Problem(
                "find.topics[%d].name".formatted(i),
                "names another topic '%s' of this guardrail".formatted(name),
                "give each topic its own name"));
      }
    }
  }

  private static void checkWord(String word, int place, List<Problem> problems) {
    try {
      new WordList("word", List.of(word));
    } catch (IllegalArgumentException e) {
      problems.add(
          new Problem(
              "find.words[%d]".formatted(place),
              "holds no letter that can be found",
              "write the word as people do"));
    }
  }

  @Override
  protected Set<String> secrets(GuardrailSpec spec) {
    GuardrailSpec.Http http = spec.find().http();
    return http == null || http.secret() == null ? Set.of() : Set.of(http.secret());
  }

  @Override
  protected void applied(TenantScope scope, Resource resource, GuardrailSpec spec) {
    guardrails.put(
        scope, reader.read(resource.id(), spec, http -> judge(scope, resource.id(), http)));
  }

  private Detector.Judge judge(TenantScope scope, String id, GuardrailSpec.Http http) {
    return guardrailAccess.judge(
        scope,
        id,
        URI.create(http.url()),
        http.secret(),
        DurationText.read(http.timeout()).orElse(LONGEST),
        http.batch());
  }

  @Override
  public void removed(TenantScope scope, String id) {
    guardrails.remove(scope, id);
  }
}
