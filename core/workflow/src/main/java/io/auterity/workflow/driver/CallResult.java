package io.auterity.workflow.driver;

import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import java.util.UUID;

/** How the call of a step ended, as its run keeps it. */
public sealed interface CallResult {

  /** Id of the decision that explains it. */
  UUID decision();

  /**
   * It succeeded.
   *
   * @param output of the operation; of a stream an array of its events
   */
  record Succeeded(UUID decision, Json output) implements CallResult {}

  /** It was refused before any attempt. */
  record Refused(UUID decision, Failure failure) implements CallResult {}

  /** Its attempts failed. */
  record Failed(UUID decision, Failure failure) implements CallResult {}
}
