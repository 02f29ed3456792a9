package io.auterity.platform.audit;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** An entry that waits for the writer. */
@SuppressWarnings("ArrayRecordComponent")
record Pending(UUID tenant, byte[] bytes, CompletableFuture<Long> sequence) {

  /** Tells whoever waits that the entry did not become durable before the end. */
  void giveUp() {
    sequence.completeExceptionally(
        new CallFailedException(FailureCode.UNAVAILABLE, "the audit log was closed"));
  }
}
