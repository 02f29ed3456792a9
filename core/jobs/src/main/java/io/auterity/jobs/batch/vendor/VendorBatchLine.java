package io.auterity.jobs.batch.vendor;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A batch line that waits for its answer from a vendor's batch. */
final class VendorBatchLine {

  /** What a line takes beside its request while it waits. */
  static final long LINE_BYTES = 32 << 10;

  private final int number;
  private final WireRequest request;
  private final CompletableFuture<WireResponse> answer = new CompletableFuture<>();

  VendorBatchLine(int number, WireRequest request) {
    this.number = number;
    this.request = request;
  }

  int number() {
    return number;
  }

  WireRequest request() {
    return request;
  }

  long bytes() {
    return LINE_BYTES + request.body().length;
  }

  /** Completes the line with its answer; false when it no longer waits. */
  boolean answered(WireResponse response) {
    return answer.complete(response);
  }

  void failed(Failure why) {
    answer.completeExceptionally(new CallFailedException(why));
  }

  /** Runs an action once the line no longer waits. */
  void whenLeft(Runnable action) {
    CompletableFuture<?> _ = answer.whenComplete((response, failure) -> action.run());
  }

  /** Whether the line no longer waits. */
  boolean left() {
    return answer.isDone();
  }

  /**
   * Waits for it; what came first counts.
   *
   * @throws CallFailedException why there is none
   */
  WireResponse await(Duration longest) {
    try {
      return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      return told();
    } catch (TimeoutException e) {
      failed(
          Failure.of(
              FailureCode.TIMEOUT, "the vendor's batch was not over when the line had to end"));
      return told();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed(VendorBatches.LEFT);
      return told();
    }
  }

  private WireResponse told() {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof CallFailedException known
          ? new CallFailedException(known.failure())
          : new IllegalStateException(e.getCause());
    }
  }
}
