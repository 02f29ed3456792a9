package io.auterity.platform.expression;

import com.google.common.base.Throwables;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import io.auterity.platform.expression.FunctionLibrary.RefusedValueException;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A compiled expression: what it yields depends on its bindings alone. */
public final class Expression {

  private static final Pattern NO_OVERLOAD =
      Pattern.compile("No matching overload for function '[_!]*(.+?)_*'");

  private final String text;
  private final ValueType type;
  private final Map<String, ValueType> times;
  private final Supplier<CelRuntime.Program> program;
  private final Set<String> reads;
  private final Set<List<String>> places;
  private final Optional<List<String>> only;
  private final Supplier<Optional<TextBudget>> budgets;
  private final List<ExpressionProblem> cautions;

  /** Values by name, asked for only when an expression needs them. */
  @FunctionalInterface
  public interface Bindings {

    /** The value of that name, or null when there is none. */
    @Nullable Json get(String name);
  }

  Expression(
      String text,
      ValueType type,
      Map<String, ValueType> times,
      Supplier<CelRuntime.Program> program,
      Set<List<String>> places,
      Optional<List<String>> only,
      Supplier<Optional<TextBudget>> budgets,
      List<ExpressionProblem> cautions) {
    this.text = text;
    this.type = type;
    this.times = times;
    this.program = program;
    this.places = places;
    this.reads = places.stream().map(List::getFirst).collect(Collectors.toUnmodifiableSet());
    this.only = only;
    this.budgets = budgets;
    this.cautions = cautions;
  }

  CelRuntime.Program program() {
    return program.get();
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** What is known of its value. */
  public ValueType type() {
    return type;
  }

  /** The names in scope that it mentions. */
  public Set<String> reads() {
    return reads;
  }

  /**
   * What it reads of them: each name with the fields that follow it, as far as they stand fast;
   * where an index is worked out the place ends before it.
   */
  public Set<List<String>> places() {
    return places;
  }

  /** The place whose value it is, unchanged; empty when it makes something of what it reads. */
  public Optional<List<String>> place() {
    return only;
  }

  /** Where it is sound by its types and fails for a value that they allow. */
  public List<ExpressionProblem> cautions() {
    return cautions;
  }

  /**
   * Its value.
   *
   * @throws EvaluationException when it has none, e.g. because a field is missing
   */
  public Json evaluate(Bindings bindings) {
    Optional<TextBudget> budget = budgets.get();
    Object raw = raw(bindings, budget);
    // What was there before is not made, however large it is.
    if (budget.isEmpty() || CelValues.given(raw)) {
      return CelValues.toJson(raw, CelValues.Meter.NONE);
    }
    try {
      return budget.get().result(raw);
    } catch (RefusedValueException e) {
      throw new EvaluationException("'%s': %s".formatted(text, e.getMessage()), false, e);
    }
  }

  /**
   * Whether it holds.
   *
   * @throws EvaluationException also when its value is neither true nor false
   */
  public boolean test(Bindings bindings) {
    if (raw(bindings, budgets.get()) instanceof Boolean holds) {
      return holds;
    }
    throw new EvaluationException("'%s' is neither true nor false".formatted(text));
  }

  private Object raw(Bindings bindings, Optional<TextBudget> budget) {
    CelVariableResolver values = name -> Optional.of(value(name, bindings));
    try {
      Object value =
          budget.isPresent()
              ? program.get().eval(values, budget.get().functions())
              : program.get().eval(values);
      budget.ifPresent(TextBudget::check);
      return value == null ? NullValue.NULL_VALUE : value;
    } catch (CelEvaluationException e) {
      throw new EvaluationException(
          "'%s': %s".formatted(text, reason(e)), NotFoundFailures.is(e), e);
    } catch (RefusedValueException e) {
      throw new EvaluationException("'%s': %s".formatted(text, e.getMessage()), false, e);
    }
  }

  private Object value(String name, Bindings bindings) {
    Json value = bindings.get(name);
    if (value == null) {
      throw CelAttributeNotFoundException.of("'%s' has no value".formatted(name));
    }
    return CelValues.of(value, times.get(name));
  }

  // CEL's message reads "evaluation error at <input>:5: key 'x' is not present in map.".
  private static String reason(CelEvaluationException e) {
    for (Throwable cause : Throwables.getCausalChain(e)) {
      if (cause instanceof RefusedValueException refused) {
        return refused.getMessage();
      }
    }
    String message =
        String.valueOf(e.getMessage())
            .replaceFirst("^evaluation error(?: at <input>:(\\d+))?: ", "")
            .replaceFirst("\\.$", "");
    Matcher unfit = NO_OVERLOAD.matcher(message);
    return unfit.lookingAt()
        ? "there is no '%s' of these values; make them of one type, e.g. by double(x) or string(x)"
            .formatted(unfit.group(1))
        : message;
  }

  @Override
  public String toString() {
    return text;
  }
}
