package io.auterity.platform.expression;

import io.auterity.platform.expression.FunctionLibrary.ValueBound;

/** Counts one value, and fails as soon as it is too large. */
final class ValueMeter implements CelValues.Meter {

  private final ValueBound most;
  private long parts;
  private long characters;

  ValueMeter(ValueBound most) {
    this.most = most;
  }

  @Override
  public void part() {
    if (++parts > most.parts()) {
      throw new EvaluationException("makes more than %d values".formatted(most.parts()));
    }
  }

  @Override
  public void text(String text) {
    characters += text.length();
    if (characters > most.characters()) {
      throw new EvaluationException(
          "makes more than %d characters of text".formatted(most.characters()));
    }
  }
}
