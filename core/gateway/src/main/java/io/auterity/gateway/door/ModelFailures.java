package io.auterity.gateway.door;

import io.auterity.gateway.model.ModelNames;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Map;

/** Says what a caller can mend when no provider could be found to answer. */
record ModelFailures(ModelNames models) {

  /** The same failure, or a better one when the model is the reason. */
  Failure of(Failure failure, TenantScope scope, String model, String operation) {
    if (failure.code() != FailureCode.NO_VIABLE_PROVIDER) {
      return failure;
    }
    return switch (models.reach(scope, model, operation)) {
      case OFFERED -> failure;
      case OTHER_OPERATIONS ->
          about(FailureCode.UNSUPPORTED, model, "does not support " + operation);
      case UNKNOWN -> about(FailureCode.NOT_FOUND, model, "is not offered; see GET /v1/models");
    };
  }

  private static Failure about(FailureCode code, String model, String rule) {
    return Failure.of(code, "the model '%s' %s".formatted(model, rule))
        .withFields(Map.of("model", rule));
  }
}
