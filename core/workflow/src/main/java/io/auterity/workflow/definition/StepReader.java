package io.auterity.workflow.definition;

import io.auterity.platform.expression.DurationText;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.Step.Arm;
import io.auterity.workflow.definition.Step.Body;
import io.auterity.workflow.definition.Step.Head;
import io.auterity.workflow.definition.Step.OnInDoubt;
import io.auterity.workflow.definition.Step.OnItemFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads steps. The field that names the type of a step decides which others it may have. */
record StepReader(List<Problem> problems) {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int CONCURRENCY = 10;

  static final Map<String, Set<String>> TYPES =
      Map.of(
          "call", Set.of("with", "route", "labels", "timeout", "retry", "onInDoubt"),
          "transform", Set.of(),
          "branch", Set.of(),
          "each", Set.of("as", "concurrency", "pace", "onItemFailure", "steps", "output"),
          "wait", Set.of());

  List<Step> steps(DefinitionPart parent, String name) {
    List<Step> steps = new ArrayList<>();
    for (DefinitionPart part : parent.parts(name)) {
      type(part).map(type -> step(part, type)).ifPresent(steps::add);
    }
    if (parent.has(name) && parent.list(name).isEmpty()) {
      parent.wrong(name, "at least one step is needed", "add a step");
    }
    return steps;
  }

  private Optional<String> type(DefinitionPart part) {
    List<String> types = TYPES.keySet().stream().filter(part::has).sorted().toList();
    if (types.size() == 1) {
      return Optional.of(types.getFirst());
    }
    if (types.isEmpty()) {
      untyped(part);
    } else {
      problems.add(
          new Problem(
              part.path(),
              "a step has one type, this one has " + String.join(" and ", types),
              "make two steps of it"));
    }
    return Optional.empty();
  }

  private void untyped(DefinitionPart part) {
    Set<String> types = new TreeSet<>(TYPES.keySet());
    for (String name : part.names()) {
      if (!name.equals("id") && !name.equals("after") && !allFields().contains(name)) {
        part.wrong(name, "there is no step type '%s'".formatted(name), Nearest.fix(name, types));
        return;
      }
    }
    problems.add(
        new Problem(part.path(), "the step has no type", "add one of " + String.join(", ", types)));
  }

  private static Set<String> allFields() {
    Set<String> fields = new TreeSet<>();
    TYPES.values().forEach(fields::addAll);
    return fields;
  }

  private Step step(DefinitionPart part, String type) {
    Set<String> fields = new TreeSet<>(TYPES.getOrDefault(type, Set.of()));
    fields.addAll(List.of("id", "after", type));
    part.only(fields);
    Head head = new Head(part.word("id"), part.path(), part.has("after") ? after(part) : null);
    return switch (type) {
      case "call" -> call(head, part);
      case "transform" -> new Step.Transform(head, part.value("transform"));
      case "branch" -> new Step.Branch(head, arms(part));
      case "each" -> each(head, part);
      default -> new Step.Wait(head, part.value("wait"));
    };
  }

  private static List<String> after(DefinitionPart part) {
    if (part.get("after") instanceof Json.Str(String single)) {
      return List.of(single);
    }
    List<String> names = new ArrayList<>();
    for (Json item : part.list("after")) {
      if (item instanceof Json.Str(String name)) {
        names.add(name);
      } else {
        part.wrong("after", "must hold ids of steps", "write e.g. after: [mask, classify]");
      }
    }
    return names;
  }

  private Step.Call call(Head head, DefinitionPart part) {
    Json with = part.get("with");
    return new Step.Call(
        head,
        part.text("call"),
        with == null ? Json.EMPTY : with,
        labels(part),
        part.duration("timeout", TIMEOUT, DAY),
        retryOf(part),
        part.choice("onInDoubt", OnInDoubt.class, OnInDoubt.ASK));
  }

  private static Map<String, Json> labels(DefinitionPart part) {
    Map<String, Json> labels = new LinkedHashMap<>(part.object("labels").fields());
    if (part.has("route")) {
      if (labels.put("route", Json.of(part.text("route"))) != null) {
        part.wrong("route", "sets the label 'route', which stands in labels too", "keep one");
      }
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
    part.only(Set.of("max", "backoff", "factor", "limit", "within"));
    part.value("max");
    Duration backoff = part.duration("backoff", Duration.ofSeconds(1), DAY);
    Duration within = part.has("within") ? part.duration("within", DAY, DAY) : null;
    if (within != null && within.compareTo(backoff) <= 0) {
      part.wrong(
          "within",
          "is over before the first repetition, which comes after %s"
              .formatted(DurationText.write(backoff)),
          "write a longer time than backoff");
    }
    return new StepRetry(
        part.integer("max", 3, 1, 100),
        backoff,
        part.decimal("factor", 2, 1, 100),
        part.duration("limit", Duration.ofMinutes(1), DAY),
        within);
  }

  private List<Arm> arms(DefinitionPart part) {
    List<Arm> arms = new ArrayList<>();
    List<DefinitionPart> parts = part.parts("branch");
    for (int i = 0; i < parts.size(); i++) {
      arms.add(arm(parts.get(i), i == parts.size() - 1));
    }
    return arms;
  }

  private Arm arm(DefinitionPart part, boolean last) {
    if (part.has("else")) {
      part.only(Set.of("else", "output"));
      if (!last) {
        part.wrong("else", "stands last", "move it behind the other arms");
      }
      return new Arm(part.path(), null, body(part, "else"));
    }
    part.only(Set.of("when", "steps", "output"));
    if (last) {
      problems.add(
          new Problem(part.path(), "a branch ends with an 'else' arm", "add - {else: [...]}"));
    }
    return new Arm(part.path(), part.value("when"), body(part, "steps"));
  }

  private Body body(DefinitionPart part, String name) {
    return new Body(part.path(), steps(part, name), part.get("output"));
  }

  private Step.Each each(Head head, DefinitionPart part) {
    return new Step.Each(
        head,
        part.value("each"),
        part.word("as"),
        part.integer("concurrency", CONCURRENCY, 1, 1_000),
        part.get("pace"),
        part.choice("onItemFailure", OnItemFailure.class, OnItemFailure.FAIL),
        body(part, "steps"));
  }
}
