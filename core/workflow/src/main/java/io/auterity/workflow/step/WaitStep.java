package io.auterity.workflow.step;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.definition.StepDurations;
import io.auterity.workflow.definition.StepTimes;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.StepCompilation;
import io.auterity.workflow.graph.StepKind;
import io.auterity.workflow.graph.TemplateChecks;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step that lets time pass; it survives a restart.
 *
 * @param duration template of how long; null where it waits until a time
 * @param until template of that time
 * @param zone of a time without an offset; null where none is written
 */
record WaitStep(
    Step.Head head, @Nullable Json duration, @Nullable Json until, @Nullable ZoneId zone)
    implements Step {

  static final StepKind KIND =
      new StepKind(StepType.WAIT, Set.of(), (head, part, inner) -> read(head, part));

  private static final String WAIT = "wait";
  private static final String UNTIL = "until";
  private static final String ZONE = "zone";
  private static final Duration YEAR = Duration.ofDays(365);

  private static WaitStep read(Step.Head head, DefinitionPart part) {
    if (!(part.get(WAIT) instanceof Json.Obj)) {
      return new WaitStep(head, part.value(WAIT), null, null);
    }
    DefinitionPart wait = part.part(WAIT);
    wait.only(Set.of(UNTIL, ZONE));
    Json until = wait.value(UNTIL);
    ZoneId zone = wait.has(ZONE) ? zone(wait) : null;
    if (until instanceof Json.Str(String text) && !text.contains("${")) {
      try {
        var _ = StepTimes.read(text, zone);
      } catch (EvaluationException e) {
        wait.wrong(UNTIL, "'%s' is no time".formatted(text), StepTimes.FIX);
      }
    }
    return new WaitStep(head, null, until, zone);
  }

  private static ZoneId zone(DefinitionPart wait) {
    String zone = wait.text(ZONE);
    if (ZoneId.getAvailableZoneIds().contains(zone)) {
      return ZoneId.of(zone);
    }
    wait.wrong(
        ZONE,
        "'%s' is no time zone".formatted(zone),
        Nearest.fix(zone, ZoneId.getAvailableZoneIds()));
    return ZoneOffset.UTC;
  }

  @Override
  public StepType type() {
    return StepType.WAIT;
  }

  @Override
  public Outline outline() {
    return duration != null
        ? Outline.of(duration)
        : Outline.of(Json.of("until " + Outline.line(Objects.requireNonNull(until))));
  }

  @Override
  public Map<String, Json> durations() {
    return duration == null ? Map.of() : Map.of(WAIT, duration);
  }

  @Override
  public ValueType compile(StepCompilation at) {
    TemplateChecks templates = at.timedTemplates();
    if (duration != null) {
      Template template = templates.duration(at.path(WAIT), duration);
      if (template != null) {
        at.add(new Wait(at.head(), template));
      }
    } else {
      Template template =
          templates.scalar(at.path(WAIT) + "." + UNTIL, Objects.requireNonNull(until));
      if (template != null) {
        at.add(new WaitUntil(at.head(), template, zone));
      }
    }
    return Scalar.NULL;
  }

  private record Wait(Node.Head head, Template duration) implements Node {

    @Override
    public StepType type() {
      return StepType.WAIT;
    }

    @Override
    public Json input(Bindings bindings) {
      return duration.evaluate(bindings);
    }

    @Override
    public Beginning begin(Bindings bindings, Instant now) {
      return new Beginning.Timer(now.plus(StepDurations.evaluate(duration, bindings)));
    }

    @Override
    public Class<? extends Beginning> begins() {
      return Beginning.Timer.class;
    }
  }

  private record WaitUntil(Node.Head head, Template time, @Nullable ZoneId zone) implements Node {

    @Override
    public StepType type() {
      return StepType.WAIT;
    }

    @Override
    public Json input(Bindings bindings) {
      return time.evaluate(bindings);
    }

    @Override
    public Beginning begin(Bindings bindings, Instant now) {
      Instant until = StepTimes.evaluate(time, zone, bindings);
      if (until.isAfter(now.plus(YEAR))) {
        throw new EvaluationException("'%s' is more than 365 days away".formatted(until));
      }
      return new Beginning.Timer(until.isBefore(now) ? now : until);
    }

    @Override
    public Class<? extends Beginning> begins() {
      return Beginning.Timer.class;
    }
  }
}
