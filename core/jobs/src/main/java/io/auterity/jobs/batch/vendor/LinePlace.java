package io.auterity.jobs.batch.vendor;

import io.auterity.platform.call.BatchPlace;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The place of one line, from when it is asked until it has its end; for its own thread. */
public final class LinePlace implements BatchPlace, AutoCloseable {

  private final VendorBatches vendors;
  private final Of of;
  private final Runnable waits;
  private @Nullable VendorBatch lying;
  private boolean again;
  private boolean returned;

  /**
   * Whose place it is.
   *
   * @param worker who works on the batch
   * @param expires when the line must have its end
   * @param alone how long a request may take that is sent by itself
   */
  public record Of(
      TenantScope scope, UUID batch, int line, UUID worker, Instant expires, Duration alone) {}

  /**
   * @param lying where the line lies already
   * @param waits run when it begins to wait
   */
  LinePlace(VendorBatches vendors, Of of, @Nullable VendorBatch lying, Runnable waits) {
    this.vendors = vendors;
    this.of = of;
    this.lying = lying;
    this.waits = waits;
  }

  Of of() {
    return of;
  }

  @Nullable VendorBatch lying() {
    return lying;
  }

  /** Whether a batch of a vendor was waited for. */
  public boolean asked() {
    return again;
  }

  /** Whether the provider is there in a batch of whose vendor it lies. */
  public boolean reachable() {
    VendorBatch known = lying;
    return known != null && vendors.reaches(of.scope(), known);
  }

  /** Lets it lie nowhere. */
  public void release() {
    vendors.release(of);
  }

  /** The same for a line that has ended, so that the vendor's answer is no longer needed. */
  public void drop() {
    vendors.drop(of);
  }

  @Override
  public @Nullable String offer() {
    VendorBatch known = lying;
    return known == null ? null : known.offer();
  }

  @Override
  public Duration left() {
    Duration left = Duration.between(vendors.now(), of.expires());
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public Duration alone() {
    return of.alone();
  }

  @Override
  public boolean open() {
    return lying != null || VendorRules.open(of.expires(), vendors.now());
  }

  @Override
  public WireResponse ask(String offer, WireRequest request, Call call) {
    close();
    if (again) {
      lying = vendors.lying(of);
    }
    again = true;
    waits.run();
    boolean answered = false;
    try {
      VendorBatchLine seat = vendors.seat(this, offer, request);
      call.onCancel(() -> seat.failed(VendorBatches.LEFT));
      WireResponse answer = awaited(seat, call.remaining());
      answered = true;
      return answer;
    } finally {
      // An answer comes with the permit to go on.
      if (!answered) {
        vendors.goOn();
      }
      returned = true;
    }
  }

  // What has ended there is looked up before it is said again to lie there.
  private WireResponse awaited(VendorBatchLine seat, Duration longest) {
    try {
      WireResponse answer = seat.await(longest);
      lying = null;
      return answer;
    } catch (CallFailedException e) {
      if (e.failure().code() != FailureCode.CANCELLED) {
        lying = null;
      }
      throw e;
    }
  }

  /** Lets another line go on; harmless when called again. */
  @Override
  public void close() {
    if (returned) {
      returned = false;
      vendors.wentOn();
    }
  }
}
