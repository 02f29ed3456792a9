package io.auterity.toolkit.ai;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.toolkit.http.HttpFailures;

/** Looks whether a vendor answers and accepts the credential, by asking for its models. */
public final class ModelListCheck {

  /**
   * Lists the models. An endpoint that has no such list, or refuses it, has answered all the same;
   * only a wrong key, and what is no answer, tell that it cannot serve.
   *
   * @throws CallFailedException when it cannot serve
   */
  public static void check(Ai ai, Call call) {
    try {
      ai.listModels(new ModelQuery(null, 1), call);
    } catch (CallFailedException e) {
      if (!answered(e.failure())) {
        throw e;
      }
    }
  }

  private static boolean answered(Failure failure) {
    return switch (failure.code()) {
      case UNAUTHENTICATED, UNAVAILABLE, TIMEOUT -> false;
      // Also when our own transport keeps to a limit that the endpoint has told.
      case RATE_LIMITED -> true;
      default -> HttpFailures.answered(failure);
    };
  }
}
