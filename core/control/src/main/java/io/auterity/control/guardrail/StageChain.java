package io.auterity.control.guardrail;

import io.auterity.platform.call.CallGuard.PieceStream;
import java.util.List;

/** Stages one after the other: what one lets go, the next one takes. */
record StageChain(List<PieceStream> stages) implements PieceStream {

  @Override
  public String take(String piece) {
    String text = piece;
    for (PieceStream stage : stages) {
      text = stage.take(text);
    }
    return text;
  }

  @Override
  public String all(String text) {
    String passed = text;
    for (PieceStream stage : stages) {
      passed = stage.all(passed);
    }
    return passed;
  }

  @Override
  public String finish() {
    String rest = "";
    for (PieceStream stage : stages) {
      rest = stage.take(rest) + stage.finish();
    }
    return rest;
  }
}
