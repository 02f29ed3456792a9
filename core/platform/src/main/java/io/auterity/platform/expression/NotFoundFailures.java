package io.auterity.platform.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelRuntimeException;
import dev.cel.runtime.CelEvaluationException;

/** Tells not-found failures from all others. */
final class NotFoundFailures {

  /** Whether a field, an item or a name without a value was read. */
  static boolean is(Throwable failed) {
    return switch (code(failed)) {
      case ATTRIBUTE_NOT_FOUND, INDEX_OUT_OF_BOUNDS -> true;
      // What is no list has no items, as what is no object has no fields.
      case OVERLOAD_NOT_FOUND -> String.valueOf(failed.getMessage()).contains("'_[_]'");
      default -> false;
    };
  }

  private static CelErrorCode code(Throwable failed) {
    return switch (failed) {
      case CelEvaluationException e -> e.getErrorCode();
      case CelRuntimeException e -> e.getErrorCode();
      default -> CelErrorCode.INTERNAL_ERROR;
    };
  }
}
