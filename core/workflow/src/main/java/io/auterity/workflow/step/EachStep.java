package io.auterity.workflow.step;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Compound;
import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.decider.HeldScopes;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.ItemCount;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A step that runs its body once for each item of a list.
 *
 * @param as name of the item in the body
 * @param concurrency most items under way at one time
 * @param pace template of the least time between the starts of two items
 */
record EachStep(
    Step.Head head,
    Json items,
    String as,
    int concurrency,
    @Nullable Json pace,
    OnItemFailure onItemFailure,
    Body body)
    implements Step {

  static final StepKind KIND =
      new StepKind(
          StepType.EACH,
          Set.of("as", "concurrency", "pace", "onItemFailure", "steps", "output"),
          EachStep::read);

  private static final int CONCURRENCY = 10;

  /** Items that one step may run over. */
  private static final int MAX_ITEMS = 1_000_000;

  /** What an item that fails does to its siblings. */
  enum OnItemFailure {
    /** No more start, those under way end, then the run fails. */
    FAIL,
    /** The item yields null. */
    CONTINUE
  }

  private static EachStep read(Step.Head head, DefinitionPart part, StepReader inner) {
    return new EachStep(
        head,
        part.value("each"),
        part.word("as"),
        part.integer("concurrency", CONCURRENCY, 1, 1_000),
        part.get("pace"),
        part.choice("onItemFailure", OnItemFailure.class, OnItemFailure.FAIL),
        inner.body(part, "steps"));
  }

  @Override
  public StepType type() {
    return StepType.EACH;
  }

  @Override
  public Outline outline() {
    return new Outline(Outline.line(items), null, concurrency, pace != null);
  }

  @Override
  public List<Body> bodies() {
    return List.of(body);
  }

  @Override
  public Map<String, String> names() {
    return Map.of("as", as);
  }

  @Override
  public Map<String, Json> durations() {
    return pace == null ? Map.of() : Map.of("pace", pace);
  }

  @Override
  public ValueType compile(StepCompilation at) {
    Template list = at.templates().fitting(at.path("each"), items, new ListOf(Scalar.ANY));
    Template least = pace == null ? null : at.templates().duration(at.path("pace"), pace);
    ValueType item =
        list != null && list.type() instanceof ListOf(ValueType known) ? known : Scalar.ANY;
    ValueType result = at.many(body, as, item);
    if (list != null) {
      at.add(new Each(at.head(), list, as, concurrency, least, onItemFailure, at.number(body)));
    }
    return new ListOf(onItemFailure == OnItemFailure.FAIL ? result : result.orNull());
  }

  /**
   * Runs a scope for each item.
   *
   * @param body number of that scope
   */
  private record Each(
      Node.Head head,
      Template items,
      String as,
      int concurrency,
      @Nullable Template pace,
      OnItemFailure onItemFailure,
      int body)
      implements Compound {

    @Override
    public StepType type() {
      return StepType.EACH;
    }

    @Override
    public List<Integer> scopes() {
      return List.of(body);
    }

    @Override
    public boolean many() {
      return true;
    }

    @Override
    public Json input(Bindings bindings) {
      return items.evaluate(bindings);
    }

    @Override
    public Beginning begin(Bindings bindings, Instant now) {
      if (pace != null) {
        StepDurations.evaluate(pace, bindings);
      }
      if (!(items.evaluate(bindings) instanceof Json.Arr(List<Json> list))) {
        return Beginning.Refusal.of("'each' needs a list");
      }
      return list.size() > MAX_ITEMS
          ? new Beginning.Refusal(
              Failure.of(
                  FailureCode.TOO_LARGE, "%d items, at most %d".formatted(list.size(), MAX_ITEMS)))
          : new Beginning.Items(list.size());
    }

    @Override
    public Class<? extends Beginning> begins() {
      return Beginning.Items.class;
    }

    @Override
    public boolean toleratesFailure() {
      return onItemFailure != OnItemFailure.FAIL;
    }

    @Override
    public HeldScopes hold(HeldScopes.Place place, int count) {
      return new Items(place, this, count);
    }

    @Override
    public Json output(IndexPath path, int count, Exports exports) {
      List<Json> results = new ArrayList<>(count);
      for (int index = 0; index < count; index++) {
        Json result = exports.of(body, path.child(index));
        results.add(result == null ? Json.NULL : result);
      }
      return new Json.Arr(results);
    }

    @Override
    public @Nullable Json local(
        String name, Bindings around, IndexPath path, int depth, History history) {
      return name.equals(as)
              && items.evaluate(around) instanceof Json.Arr(var list)
              && path.at(depth) < list.size()
          ? list.get(path.at(depth))
          : null;
    }
  }

  /** The items of a step that is under way. */
  private static final class Items extends HeldScopes {

    private final Each node;
    private final @Nullable Json[] results;
    private final TreeMap<Integer, ScopeState> items = new TreeMap<>();
    private int next;
    private int finished;

    /** Whether the next item waits for its time. */
    private boolean admitting;

    private @Nullable ScopeFault fault;
    private Json.@Nullable Arr list;

    Items(Place place, Each node, int count) {
      super(place);
      this.node = node;
      this.results = new Json[count];
      count(node, counted -> counted.more(count));
    }

    @Override
    protected Collection<ScopeState> scopes() {
      return items.values();
    }

    @Override
    protected @Nullable ScopeState at(Scope scope, IndexPath path) {
      return items.get(path.at(depth()));
    }

    /** Starts items up to the bound, or ends the step when all are done. */
    @Override
    protected void begin() {
      if (finished == results.length && fault == null) {
        done(collected());
        return;
      }
      while (fault == null
          && items.size() < node.concurrency()
          && next < results.length
          && !admitting
          && !paused()) {
        if (node.pace() == null) {
          beginItem();
        } else {
          admitting = true;
          command(new EngineCommand.Admit(key(), next));
        }
      }
    }

    private void beginItem() {
      int index = next++;
      Json item = item(index);
      Bindings outer = around();
      ScopeState inner =
          open(
              node.body(),
              path().child(index),
              name -> name.equals(node.as()) ? item : outer.get(name));
      items.put(index, inner);
      count(node, ItemCount::oneBegun);
      start(inner);
    }

    // The list is computed when it is first needed.
    private Json item(int index) {
      Json.Arr known = list;
      if (known == null) {
        known = (Json.Arr) node.items().evaluate(around());
        list = known;
      }
      return known.items().get(index);
    }

    private Json.Arr collected() {
      return new Json.Arr(
          Arrays.stream(results).map(result -> result == null ? Json.NULL : result).toList());
    }

    @Override
    protected boolean awaits(int index) {
      return next == index;
    }

    @Override
    protected void due(int index) {
      admitting = false;
      if (!endsStopping() && fault == null) {
        beginItem();
        begin();
      }
    }

    @Override
    protected Duration pace() {
      Template pace = node.pace();
      return pace != null && pace.evaluate(around()) instanceof Json.Str(String text)
          ? StepDurations.read(text).orElse(Duration.ZERO)
          : Duration.ZERO;
    }

    @Override
    protected boolean untold(int index) {
      return next <= index;
    }

    @Override
    protected void told(int index) {
      while (next <= index) {
        admitting = false;
        beginItem();
      }
    }

    @Override
    protected void exported(ScopeState item, Json value) {
      results[item.index()] = value;
      items.remove(item.index());
      count(node, ItemCount::oneDone);
      finished++;
      goOn();
    }

    @Override
    protected void ended(ScopeState item, @Nullable ScopeFault itemFault) {
      items.remove(item.index());
      if (endsStopping()) {
        return;
      }
      count(node, ItemCount::oneFailed);
      finished++;
      if (node.onItemFailure() == OnItemFailure.FAIL && fault == null) {
        fault = itemFault;
      }
      goOn();
    }

    private void goOn() {
      if (fault == null) {
        begin();
      } else if (items.isEmpty()) {
        failed(fault);
      }
    }

    @Override
    protected boolean stop(Consumer<ScopeState> stop) {
      admitting = false;
      return super.stop(stop);
    }

    @Override
    protected void resume(Consumer<ScopeState> inner) {
      super.resume(inner);
      if (underWay()) {
        admitting = false;
        begin();
      }
    }

    @Override
    protected void pause() {
      admitting = false;
    }

    @Override
    protected void unpause() {
      if (underWay()) {
        begin();
      }
    }

    @Override
    protected boolean idle() {
      return !admitting && super.idle();
    }
  }
}
