package io.auterity.workflow.step;

import io.auterity.platform.expression.DurationText;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.definition.StepRetry;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Node.OnInDoubt;
import io.auterity.workflow.graph.Signatures.Signature;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.StepCompilation;
import io.auterity.workflow.graph.StepKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step that calls a capability.
 *
 * @param with template of the input
 * @param labels templates by name; {@code route} is among them when it was given
 * @param provider template of the provider that is asked; null where the road chooses
 */
record CallStep(
    Step.Head head,
    String capability,
    Json with,
    Map<String, Json> labels,
    @Nullable String provider,
    Duration timeout,
    @Nullable StepRetry retry,
    OnInDoubt onInDoubt)
    implements Step {

  static final StepKind KIND =
      new StepKind(
          StepType.CALL,
          Set.of("with", "route", "provider", "labels", "timeout", "retry", "onInDoubt"),
          (head, part, inner) -> read(head, part));

  /** The label that a route's condition tests. */
  private static final String ROUTE = "route";

  private static final String PROVIDER = "provider";

  private static final Map<String, FailureCode> CODES =
      Stream.of(FailureCode.values())
          .filter(code -> code != FailureCode.IN_DOUBT) // what becomes of doubts, onInDoubt says
          .collect(Collectors.toUnmodifiableMap(FailureCode::wire, code -> code));

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  CallStep {
    labels = Map.copyOf(labels);
  }

  private static CallStep read(Step.Head head, DefinitionPart part) {
    Json with = part.get("with");
    return new CallStep(
        head,
        part.text("call"),
        with == null ? Json.EMPTY : with,
        labels(part),
        part.has(PROVIDER) ? part.text(PROVIDER) : null,
        part.duration("timeout", TIMEOUT, DAY),
        retryOf(part),
        part.choice("onInDoubt", OnInDoubt.class, OnInDoubt.ASK));
  }

  private static Map<String, Json> labels(DefinitionPart part) {
    Map<String, Json> labels = new LinkedHashMap<>(part.object("labels").fields());
    if (part.has(ROUTE) && labels.put(ROUTE, Json.of(part.text(ROUTE))) != null) {
      part.wrong(ROUTE, "sets the label 'route', which stands in labels too", "keep one");
    }
    return labels;
  }

  private static @Nullable StepRetry retryOf(DefinitionPart part) {
    if (part.get("retry") instanceof Json.Str(String text) && text.equals("none")) {
      return StepRetry.NONE;
    }
    return part.has("retry") ? retry(part.part("retry")) : null;
  }

  private static StepRetry retry(DefinitionPart part) {
    part.only(Set.of("max", "backoff", "factor", "limit", "within", "codes"));
    part.value("max");
    Duration backoff = part.duration("backoff", Duration.ofSeconds(1), DAY);
    Duration within = part.has("within") ? part.duration("within", DAY, DAY) : null;
    if (within != null && within.compareTo(backoff) <= 0) {
      part.wrong(
          "within",
          "is over before the first repetition, which comes after %s"
              .formatted(DurationText.plain(backoff)),
          "write a longer time than backoff");
    }
    return new StepRetry(
        part.integer("max", 3, 1, 100),
        backoff,
        part.decimal("factor", 2, 1, 100),
        part.duration("limit", Duration.ofMinutes(1), DAY),
        within,
        part.has("codes") ? codes(part) : null);
  }

  private static Set<FailureCode> codes(DefinitionPart part) {
    Set<FailureCode> codes = EnumSet.noneOf(FailureCode.class);
    if (part.list("codes").isEmpty()) {
      part.wrong("codes", "at least one code is needed", "add e.g. unavailable, or leave it out");
    }
    for (Json item : part.list("codes")) {
      FailureCode code = CODES.get(Outline.line(item));
      if (code == null) {
        part.wrong(
            "codes",
            "there is no code '%s'".formatted(Outline.line(item)),
            Nearest.fix(Outline.line(item), CODES.keySet()));
      } else {
        codes.add(code);
      }
    }
    return codes;
  }

  @Override
  public boolean undoneInDoubt() {
    return onInDoubt == OnInDoubt.UNDO;
  }

  @Override
  public StepType type() {
    return StepType.CALL;
  }

  @Override
  public Outline outline() {
    Json route = labels.get(ROUTE);
    return new Outline(capability, route == null ? null : Outline.line(route), null, false);
  }

  @Override
  public ValueType compile(StepCompilation at) {
    Optional<Signature> signature = signature(at, "call", capability);
    if (undoneInDoubt() && head.undo() == null) {
      at.report(
          new Problem(
              at.path("onInDoubt"),
              "there is no undo",
              "add undo: [...] with the steps that do it"));
    }
    Template input =
        signature.isEmpty()
            ? at.timedTemplates().template(at.path("with"), with)
            : at.timedTemplates().input(at.path("with"), with, signature.get());
    Map<String, Template> texts = labels(at);
    Template named = provider(at, PROVIDER, provider);
    if (input != null) {
      at.add(
          new Node.Call(
              at.head(),
              StepType.CALL,
              capability,
              input,
              texts,
              named,
              timeout,
              retry,
              onInDoubt));
    }
    return signature
        .map(known -> input == null ? known.output() : known.output(input))
        .orElse(Scalar.ANY);
  }

  /** Finds what a capability takes and gives; reports one that a workflow cannot call. */
  static Optional<Signature> signature(StepCompilation at, String field, String capability) {
    Optional<Signature> signature = at.signatures().find(capability);
    if (signature.isEmpty() && !capability.isEmpty()) {
      at.report(
          new Problem(
              at.path(field),
              "there is no capability '%s'".formatted(capability),
              Nearest.fix(capability, at.signatures().ids())));
    }
    if (signature.isPresent() && signature.get().secret()) {
      at.report(
          new Problem(
              at.path(field),
              "'%s' takes a secret, which the run would keep".formatted(capability),
              "call it outside of workflows"));
    }
    return signature;
  }

  /** Compiles which provider is asked; null where none is named, or it cannot be compiled. */
  static @Nullable Template provider(StepCompilation at, String field, @Nullable String provider) {
    return provider == null ? null : at.templates().scalar(at.path(field), Json.of(provider));
  }

  private Map<String, Template> labels(StepCompilation at) {
    Map<String, Template> compiled = new TreeMap<>();
    new TreeMap<>(labels)
        .forEach(
            (name, value) -> {
              String written = at.path(name.equals(ROUTE) ? ROUTE : "labels." + name);
              Template template = at.templates().scalar(written, value);
              if (template != null) {
                compiled.put(name, template);
              }
            });
    return compiled;
  }
}
