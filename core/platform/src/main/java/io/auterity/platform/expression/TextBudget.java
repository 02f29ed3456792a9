package io.auterity.platform.expression;

import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionResolver;
import dev.cel.runtime.CelLateFunctionBindings;
import io.auterity.platform.expression.FunctionLibrary.RefusedValueException;
import io.auterity.platform.expression.FunctionLibrary.ValueBound;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The budget of one evaluation: counts what its functions read and make, with a bound on all their
 * results together; the result is counted once more as a whole.
 */
final class TextBudget implements CelValues.Meter {

  // What is copied is held only as long as something holds it: it is counted apart.
  private static final int COPIES = 8;
  private static final int READINGS = 16;

  /** Levels of lists and objects that are made; what is given comes on top. */
  private static final int DEEPEST = 100;

  /** From how many characters on a text is worth remembering. */
  private static final int LONG = 1_000;

  // Looking for a pattern takes some twenty times as long as any other reading.
  private static final String MATCHES = "matches";

  private final ValueBound bound;
  private final List<FunctionLibrary.Function> functions;
  private final List<BudgetedFunction> budgeted;
  private final List<CelFunctionBinding> ofTexts;
  private long copied;
  private long readCharacters;
  private long readItems;
  private long characters;
  private long parts;
  private @Nullable RefusedValueException refused;

  /** Long texts that were counted: what holds one of them again takes no room. */
  private @Nullable Set<String> held = Collections.newSetFromMap(new IdentityHashMap<>());

  /** With the functions that the expression calls: to bind one takes time. */
  TextBudget(
      ValueBound bound,
      List<FunctionLibrary.Function> functions,
      List<BudgetedFunction> budgeted,
      List<CelFunctionBinding> ofTexts) {
    this.bound = bound;
    this.functions = functions;
    this.budgeted = budgeted;
    this.ofTexts = ofTexts;
  }

  /** The functions of this evaluation. */
  CelFunctionResolver functions() {
    List<CelFunctionBinding> all = new ArrayList<>(new GrowingValues(this).bindings());
    functions.forEach(function -> all.add(binding(function)));
    budgeted.forEach(function -> all.addAll(function.bindings(this)));
    ofTexts.forEach(function -> all.add(counted(function)));
    return CelLateFunctionBindings.from(all);
  }

  @SuppressWarnings("Immutable") // They serve one evaluation, on one thread.
  private CelFunctionBinding binding(FunctionLibrary.Function function) {
    List<Class<?>> classes = Collections.nCopies(function.parameters().size(), Object.class);
    return CelFunctionBinding.from(
        FunctionLibrary.overload(function), classes, arguments -> call(function, arguments));
  }

  @SuppressWarnings("Immutable") // As above.
  private CelFunctionBinding counted(CelFunctionBinding function) {
    return CelFunctionBinding.from(
        function.getOverloadId(),
        function.getArgTypes(),
        arguments -> {
          for (Object argument : arguments) {
            if (argument instanceof String text) {
              read(text, function.getOverloadId().startsWith(MATCHES) ? READINGS : 1);
            }
          }
          return copied(function.getDefinition().apply(arguments));
        });
  }

  /** A text is read, which takes as long as to read it so many times. */
  void read(String text, int weight) {
    readCharacters += (long) weight * text.length();
    if (readCharacters > (long) READINGS * bound.characters()) {
      throw refused("reads a long text too often, or many such texts");
    }
  }

  /** So many items of a list are read. */
  void items(long more) {
    readItems += more;
    if (readItems > (long) READINGS * bound.parts()) {
      throw refused("reads a long list too often, or many such lists");
    }
  }

  /**
   * A list or object was made that something holds, as a list that gathers it; it may hold another
   * many times itself.
   */
  void gathered(Object item) {
    gathered(item, 0);
  }

  private void gathered(Object item, int depth) {
    if (CelValues.given(item)) {
      return;
    }
    Collection<?> inner =
        switch (item) {
          case Map<?, ?> fields -> fields.values();
          case List<?> items -> items;
          default -> List.of();
        };
    if (depth > DEEPEST) {
      throw refused("makes a value nested deeper than %d".formatted(DEEPEST));
    }
    parts(inner.size());
    inner.forEach(each -> gathered(each, depth + 1));
  }

  private Object copied(Object made) {
    switch (made) {
      case String text -> copied += text.length();
      case CelByteString bytes -> copied += bytes.size();
      case List<?> texts -> parts(texts.size());
      default -> {}
    }
    if (copied > (long) COPIES * bound.characters()) {
      throw refused(
          "copies more than %d characters of text".formatted(COPIES * bound.characters()));
    }
    return made;
  }

  private Object call(FunctionLibrary.Function function, Object[] arguments) {
    try {
      Json made = function.body().apply(values(arguments));
      CelValues.count(made, this);
      return CelValues.of(made);
    } catch (IllegalArgumentException | EvaluationException e) {
      throw refused("%s: %s".formatted(function.name(), e.getMessage()), e);
    }
  }

  private List<Json> values(Object[] arguments) {
    List<Json> values = new ArrayList<>(arguments.length);
    CelValues.Meter given = given();
    for (Object argument : arguments) {
      if (argument instanceof String text) {
        read(text, 1);
      }
      boolean before = CelValues.given(argument);
      values.add(CelValues.toJson(argument, before ? CelValues.Meter.NONE : given));
    }
    return values;
  }

  /** A meter of what one call of a function is given. */
  CelValues.Meter given() {
    return new Given();
  }

  /** Of what a function is given the text is there already, and is only not too much for it. */
  private final class Given implements CelValues.Meter {

    private long read;

    @Override
    public void part() {
      parts(1);
    }

    @Override
    public void text(String text) {
      read += text.length();
      if (read > bound.characters()) {
        throw refused("is given more than %d characters of text".formatted(bound.characters()));
      }
    }
  }

  /** The failure of this evaluation, in words that are fit for the caller. */
  RefusedValueException refused(String words) {
    return refused(words, new IllegalArgumentException(words));
  }

  private RefusedValueException refused(String words, RuntimeException cause) {
    refused = new RefusedValueException(words, cause);
    return refused;
  }

  /** Fails for what was refused on the way, even where an expression went on without it. */
  void check() {
    if (refused != null) {
      throw refused;
    }
  }

  /** That many characters of text are made. */
  void text(long more) {
    characters += more;
    if (characters > bound.characters()) {
      throw refused("makes more than %d characters of text".formatted(bound.characters()));
    }
  }

  /** That many values are made. */
  void parts(long more) {
    parts += more;
    if (parts > bound.parts()) {
      throw refused("makes more than %d values".formatted(bound.parts()));
    }
  }

  /** A result as JSON; fails as soon as it is too large. */
  Json result(Object value) {
    characters = 0;
    parts = 0;
    held = null; // A result is written, each time that a text stands in it.
    return CelValues.toJson(value, this);
  }

  @Override
  public void part() {
    parts(1);
  }

  @Override
  public void text(String text) {
    if (held == null || text.length() < LONG || held.add(text)) {
      text(text.length());
    }
  }
}
