package io.auterity.relay.route;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import io.auterity.provider.Offer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled CEL expression that is true or not; one that cannot be evaluated is not. */
public final class Condition {

  private final String text;
  private final @Nullable Program program;
  private final @Nullable DirectCheck direct;
  private final Map<String, String> equalities;
  private final Set<String> labelsNeeded;

  Condition(
      String text,
      @Nullable Program program,
      @Nullable DirectCheck direct,
      Map<String, String> equalities,
      Set<String> labelsNeeded) {
    this.text = text;
    this.program = program;
    this.direct = direct;
    this.equalities = Map.copyOf(equalities);
    this.labelsNeeded = Set.copyOf(labelsNeeded);
  }

  /** One that never holds. */
  static Condition never(String text) {
    return new Condition(text, null, null, Map.of(), Set.of());
  }

  public String text() {
    return text;
  }

  /**
   * Values that fields must have for it to be true; {@code model}, or a label's name behind a dot.
   */
  Map<String, String> equalities() {
    return equalities;
  }

  /** Whether it is worth evaluating: it never holds without a label that it reads unasked. */
  boolean mayHold(CallFacts facts) {
    return facts.labels().keySet().containsAll(labelsNeeded);
  }

  boolean test(CallFacts facts) {
    return direct == null
        ? evaluated(Variables.of(facts))
        : direct.of(facts) == DirectCheck.Truth.TRUE;
  }

  boolean test(CallFacts facts, Offer offer) {
    return evaluated(Variables.of(facts, offer));
  }

  /** What CEL's own evaluator says. */
  boolean evaluated(CelVariableResolver variables) {
    try {
      return program != null && Boolean.TRUE.equals(program.eval(variables));
    } catch (CelEvaluationException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
