package io.auterity.workflow.graph;

import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.Nullable;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.Step;
import io.auterity.workflow.definition.Step.OnItemFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compiles one step; a step with a mistake adds no node, only problems. */
final class StepCompilation {

  private final Compilation whole;
  private final Node.Head head;
  private final Compilation.Place place;
  private final TemplateChecks names;

  StepCompilation(Compilation whole, Node.Head head, Compilation.Place place) {
    this.whole = whole;
    this.head = head;
    this.place = place;
    this.names = whole.names(place.names());
  }

  /** The type of its output, as far as it is known. */
  ValueType compile(Step step) {
    String path = step.head().path();
    return switch (step) {
      case Step.Call call -> call(call, path);
      case Step.Transform(var h, Json value) -> transform(value, path + ".transform");
      case Step.Branch branch -> branch(branch);
      case Step.Each each -> each(each, path);
      case Step.Wait(var h, Json duration) -> sleep(duration, path + ".wait");
    };
  }

  private ValueType call(Step.Call step, String path) {
    Optional<Signatures.Signature> signature = whole.signatures().find(step.capability());
    if (signature.isEmpty()) {
      unknown(step.capability(), path + ".call");
    }
    signature.filter(Signatures.Signature::secret).ifPresent(s -> keepsSecret(step, path));
    String at = path + ".with";
    Template with =
        signature.isEmpty()
            ? names.template(at, step.with())
            : names.input(at, step.with(), signature.get());
    Map<String, Template> labels = labels(step, path);
    if (with != null) {
      whole.add(
          new Node.Call(
              head,
              step.capability(),
              with,
              labels,
              step.timeout(),
              step.retry(),
              step.onInDoubt()));
    }
    return signature.map(Signatures.Signature::output).orElse(Scalar.ANY);
  }

  private void unknown(String capability, String path) {
    if (!capability.isEmpty()) {
      whole.report(
          new Problem(
              path,
              "there is no capability '%s'".formatted(capability),
              Nearest.fix(capability, whole.signatures().ids())));
    }
  }

  private void keepsSecret(Step.Call step, String path) {
    whole.report(
        new Problem(
            path + ".call",
            "'%s' takes a secret, which the run would keep".formatted(step.capability()),
            "call it outside of workflows"));
  }

  private Map<String, Template> labels(Step.Call step, String path) {
    Map<String, Template> labels = new TreeMap<>();
    new TreeMap<>(step.labels())
        .forEach(
            (name, value) -> {
              String at = "%s.%s".formatted(path, step.written(name));
              Template template = names.scalar(at, value);
              if (template != null) {
                labels.put(name, template);
              }
            });
    return labels;
  }

  private ValueType transform(Json value, String path) {
    Template template = names.template(path, value);
    if (template == null) {
      return Scalar.ANY;
    }
    whole.add(new Node.Transform(head, template));
    return template.type();
  }

  private ValueType branch(Step.Branch step) {
    List<Node.Arm> arms = new ArrayList<>();
    List<ValueType> types = new ArrayList<>();
    for (Step.Arm arm : step.arms()) {
      Json when = arm.when();
      arms.add(
          new Node.Arm(
              when == null ? null : names.condition(arm.path() + ".when", when),
              whole.number(arm.body())));
      types.add(
          whole.scope(
              arm.body(),
              new Compilation.Place(head.index(), place.depth(), place.prefix(), place.names())));
    }
    whole.add(new Node.Branch(head, arms));
    return ValueType.common(types);
  }

  private ValueType each(Step.Each step, String path) {
    Template items = names.fitting(path + ".each", step.items(), new ListOf(Scalar.ANY));
    Json given = step.pace();
    Template pace = given == null ? null : names.duration(path + ".pace", given);
    ValueType item = items == null ? Scalar.ANY : Compilation.item(items.type());
    ValueType result =
        whole.scope(
            step.body(),
            new Compilation.Place(
                head.index(),
                place.depth() + 1,
                head.pattern() + "[].",
                place.with(step.as(), item)));
    if (items != null) {
      whole.add(
          new Node.Each(
              head,
              items,
              step.as(),
              step.concurrency(),
              pace,
              step.onItemFailure(),
              whole.number(step.body())));
    }
    return new ListOf(step.onItemFailure() == OnItemFailure.FAIL ? result : orNull(result));
  }

  private static ValueType orNull(ValueType type) {
    return type.equals(Scalar.ANY) || type instanceof Nullable ? type : new Nullable(type);
  }

  private ValueType sleep(Json duration, String path) {
    Template template = names.duration(path, duration);
    if (template != null) {
      whole.add(new Node.Wait(head, template));
    }
    return Scalar.NULL;
  }
}
