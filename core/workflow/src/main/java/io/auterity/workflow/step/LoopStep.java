package io.auterity.workflow.step;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Compound;
import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.decider.HeldScopes;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.ScopeState;
import io.auterity.workflow.decider.ScopeState.ScopeFault;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.definition.StepDurations;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Scope;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.StepCompilation;
import io.auterity.workflow.graph.StepKind;
import io.auterity.workflow.graph.StepReader;
import io.auterity.workflow.graph.TemplateChecks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A step that repeats its body, one round after the other, until a condition holds.
 *
 * @param most rounds
 * @param as name of what one round hands to the next; null for none
 * @param from what the first round gets
 * @param next what the following round gets; null for the same again
 * @param every how long it waits between two rounds
 * @param until ends it when it holds after a round; null when all rounds are made
 * @param collect whether its value is the list of what the rounds gave, not what the last gave
 */
record LoopStep(
    Step.Head head,
    int most,
    @Nullable String as,
    Json from,
    @Nullable Json next,
    @Nullable Json every,
    @Nullable Json until,
    AtMost atMost,
    boolean collect,
    Body body)
    implements Step {

  static final StepKind KIND =
      new StepKind(
          StepType.LOOP,
          Set.of("as", "from", "next", "every", "until", "atMost", "collect", "steps", "output"),
          LoopStep::read);

  private static final int MAX_ROUNDS = 1_000_000;

  /** Rounds whose values one step may collect. */
  private static final int MAX_COLLECTED = 100_000;

  /** What it means that the condition does not hold after the last round. */
  enum AtMost {
    FAIL,
    END
  }

  private static LoopStep read(Step.Head head, DefinitionPart part, StepReader inner) {
    part.value("loop");
    boolean collect = part.flag("collect", false);
    int most = part.integer("loop", 1, 1, MAX_ROUNDS);
    if (collect && most > MAX_COLLECTED) {
      part.wrong(
          "collect",
          "%,d rounds, at most %,d can be collected".formatted(most, MAX_COLLECTED),
          "make fewer rounds, or hand a sum on by 'next'");
    }
    if (part.has("next") && !part.has("as")) {
      part.wrong("next", "has no name by which a round reads it", "add e.g. as: draft");
    }
    return new LoopStep(
        head,
        most,
        part.has("as") ? part.word("as") : null,
        Objects.requireNonNullElse(part.get("from"), Json.NULL),
        part.get("next"),
        part.get("every"),
        part.get("until"),
        part.choice("atMost", AtMost.class, AtMost.FAIL),
        collect,
        inner.body(part, "steps"));
  }

  @Override
  public StepType type() {
    return StepType.LOOP;
  }

  @Override
  public Outline outline() {
    String text = until == null ? "%,d rounds".formatted(most) : "until " + Outline.line(until);
    return new Outline(text, null, null, every != null);
  }

  @Override
  public List<Body> bodies() {
    return List.of(body);
  }

  @Override
  public Map<String, String> names() {
    return as == null ? Map.of() : Map.of("as", as);
  }

  @Override
  public Map<String, Json> durations() {
    return every == null ? Map.of() : Map.of("every", every);
  }

  @Override
  public ValueType compile(StepCompilation at) {
    Template first = at.templates().template(at.path("from"), from);
    Template pause = every == null ? null : at.templates().duration(at.path("every"), every);
    ValueType carried = first == null ? Scalar.ANY : open(first.type());
    ValueType result =
        as == null ? at.rounds(body, Map.of()) : at.rounds(body, Map.of(as, carried));
    TemplateChecks inside = at.inside(body);
    Expression end = until == null ? null : inside.condition(at.path("until"), until);
    Template following = next == null ? null : inside.fitting(at.path("next"), next, carried);
    if (first != null) {
      at.add(
          new Loop(
              at.head(), most, as, first, following, pause, end, atMost, collect, at.number(body)));
    }
    return collect ? new ListOf(result) : result;
  }

  // A null in the first round says that a later one may have something there.
  private static ValueType open(ValueType type) {
    return switch (type) {
      case Scalar scalar -> scalar == Scalar.NULL ? Scalar.ANY : scalar;
      case ListOf list -> new ListOf(open(list.item()));
      case Struct struct -> {
        Map<String, Struct.Field> fields = new LinkedHashMap<>();
        struct
            .fields()
            .forEach(
                (name, field) ->
                    fields.put(name, new Struct.Field(open(field.type()), field.required())));
        yield new Struct(fields);
      }
      default -> type;
    };
  }

  /**
   * Runs a scope round after round.
   *
   * @param body number of that scope
   */
  private record Loop(
      Node.Head head,
      int most,
      @Nullable String as,
      Template from,
      @Nullable Template next,
      @Nullable Template every,
      @Nullable Expression until,
      AtMost atMost,
      boolean collect,
      int body)
      implements Compound {

    @Override
    public StepType type() {
      return StepType.LOOP;
    }

    @Override
    public List<Integer> scopes() {
      return List.of(body);
    }

    @Override
    public Json input(Bindings bindings) {
      return from.evaluate(bindings);
    }

    @Override
    public Beginning begin(Bindings bindings, Instant now) {
      from.evaluate(bindings);
      if (every != null) {
        StepDurations.evaluate(every, bindings);
      }
      return new Beginning.Items(1);
    }

    @Override
    public Class<? extends Beginning> begins() {
      return Beginning.Items.class;
    }

    @Override
    public boolean follows(int scope, int index, int other, int otherIndex) {
      return otherIndex > index;
    }

    @Override
    public HeldScopes hold(HeldScopes.Place place, int count) {
      return new Rounds(place, this);
    }

    @Override
    public @Nullable Json local(
        String name, Bindings around, IndexPath path, int depth, History history) {
      if (!name.equals(as)) {
        return null;
      }
      int round = path.at(depth);
      return round == 0
          ? from.evaluate(around)
          : history.round(round).map(RunEvent.Rounded::carry).orElse(null);
    }
  }

  /** The rounds of a step that is under way: at most one is. */
  private static final class Rounds extends HeldScopes {

    private final Loop node;
    private final List<ScopeState> current = new ArrayList<>(1);
    private final List<Json> collected = new ArrayList<>();
    private int index;
    private Json carry;

    /** Whether the next round waits for its time. */
    private boolean delayed;

    Rounds(Place place, Loop node) {
      super(place);
      this.node = node;
      this.carry = node.from().evaluate(around());
    }

    @Override
    protected Collection<ScopeState> scopes() {
      return current;
    }

    @Override
    protected @Nullable ScopeState at(Scope scope, IndexPath path) {
      return !current.isEmpty() && path.at(depth()) == index ? current.getFirst() : null;
    }

    @Override
    protected void begin() {
      Bindings outer = around();
      Json given = carry;
      ScopeState round =
          open(
              node.body(),
              path().child(index),
              name -> name.equals(node.as()) ? given : outer.get(name));
      current.add(round);
      start(round);
    }

    @Override
    protected void exported(ScopeState round, Json value) {
      current.clear();
      if (node.collect()) {
        collected.add(value);
      }
      try {
        goOn(round, value);
      } catch (EvaluationException e) {
        fail(FailureCode.INVALID, "%s: %s".formatted(round(), e.getMessage()));
      }
    }

    private void goOn(ScopeState round, Json value) {
      boolean last = index + 1 == node.most();
      boolean ends = node.until() == null ? last : node.until().test(round);
      if (ends || (last && node.atMost() == AtMost.END)) {
        announce(new RunEvent.Completed(key(), node.collect() ? new Json.Arr(collected) : value));
      } else if (last) {
        fail(
            FailureCode.TIMEOUT,
            "'until' does not hold after %,d rounds, the most that 'loop' allows"
                .formatted(node.most()));
      } else {
        Template next = node.next();
        Json following = next == null ? carry : next.evaluate(round);
        announce(new RunEvent.Rounded(key(), index + 1, following));
      }
    }

    private String round() {
      return "after round %,d".formatted(index);
    }

    private void fail(FailureCode code, String message) {
      failed(new ScopeFault(key(), Failure.of(code, message), null));
    }

    @Override
    protected void said(RunEvent.OfStep event) {
      RunEvent.Rounded rounded = (RunEvent.Rounded) event;
      index = rounded.index();
      carry = rounded.carry();
      delayed = node.every() != null;
      if (delayed) {
        delay();
      } else {
        begin();
      }
    }

    private void delay() {
      Template every = Objects.requireNonNull(node.every());
      command(new EngineCommand.Delay(key(), StepDurations.evaluate(every, around())));
    }

    @Override
    protected boolean delayed() {
      return delayed;
    }

    @Override
    protected void timeCame() {
      delayed = false;
      begin();
    }

    @Override
    protected void ended(ScopeState round, @Nullable ScopeFault fault) {
      current.clear();
      if (!endsStopping() && fault != null) {
        failed(fault);
      }
    }

    @Override
    protected void resume(Consumer<ScopeState> inner) {
      super.resume(inner);
      if (delayed) {
        delay();
      }
    }
  }
}
