package io.auterity.platform.expression;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.auterity.spi.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A compiled expression: what it yields depends on its bindings alone. */
public final class Expression {

  private final String text;
  private final ValueType type;
  private final CelRuntime.Program program;

  /** Values by name, asked for only when an expression needs them. */
  @FunctionalInterface
  public interface Bindings {

    /** The value of that name, or null when there is none. */
    @Nullable Json get(String name);
  }

  Expression(String text, ValueType type, CelRuntime.Program program) {
    this.text = text;
    this.type = type;
    this.program = program;
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** What is known of its value. */
  public ValueType type() {
    return type;
  }

  /**
   * Its value.
   *
   * @throws EvaluationException when it has none, e.g. because a field is missing
   */
  public Json evaluate(Bindings bindings) {
    return CelValues.toJson(raw(bindings));
  }

  /**
   * Whether it holds.
   *
   * @throws EvaluationException also when its value is neither true nor false
   */
  public boolean test(Bindings bindings) {
    if (raw(bindings) instanceof Boolean holds) {
      return holds;
    }
    throw new EvaluationException("'%s' is neither true nor false".formatted(text));
  }

  private Object raw(Bindings bindings) {
    try {
      Object value =
          program.eval(name -> Optional.ofNullable(bindings.get(name)).map(CelValues::of));
      return value == null ? NullValue.NULL_VALUE : value;
    } catch (CelEvaluationException e) {
      throw new EvaluationException("'%s': %s".formatted(text, reason(e)));
    }
  }

  // CEL's message reads "evaluation error at <input>:5: key 'x' is not present in map.".
  private static String reason(CelEvaluationException e) {
    String message = String.valueOf(e.getMessage());
    return message
        .replaceFirst("^evaluation error(?: at <input>:(\\d+))?: ", "")
        .replaceFirst("\\.$", "");
  }

  @Override
  public String toString() {
    return text;
  }
}
