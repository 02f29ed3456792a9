package io.auterity.jobs.batch;

import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The slots for lines of a batch, which bound how many may be under way (backpressure). Those on
 * their way are so many as the batch's pace says, and each has one of the places that all batches
 * share; those that wait for a vendor hold no other up and have none, as long as there is room for
 * them there. From any thread.
 */
final class LineSlots {

  private final LinePlaces places;
  private final UUID tenant;
  private final AdaptiveConcurrency pace;
  private final BooleanSupplier vendorsHaveRoom;
  private final BatchedModels batched = new BatchedModels();
  private int onTheirWay;
  private int waiting;

  /**
   * @param vendorsHaveRoom whether one more line may wait for a vendor
   */
  LineSlots(
      LinePlaces places, UUID tenant, AdaptiveConcurrency pace, BooleanSupplier vendorsHaveRoom) {
    this.places = places;
    this.tenant = tenant;
    this.pace = pace;
    this.vendorsHaveRoom = vendorsHaveRoom;
  }

  /** A slot for a line that begins; null when none may. */
  synchronized @Nullable Slot take(Instant now) {
    if (onTheirWay >= pace.lines(now) || !places.take(tenant)) {
      return null;
    }
    onTheirWay++;
    return new Slot();
  }

  /** Whether lines may begin that go to a vendor; some may, whatever other batches have taken. */
  boolean hasRoom() {
    return !anyWaits() || vendorsHaveRoom.getAsBoolean();
  }

  private synchronized boolean anyWaits() {
    return waiting > 0;
  }

  /** Of one line, until it is under way no more. */
  final class Slot implements AutoCloseable {

    private boolean atVendor;

    /**
     * Whether it has to wait until there is room, as its model leads to a vendor.
     *
     * @param model is asked for only where it decides
     */
    boolean isHeldUp(Supplier<String> model) {
      return !hasRoom() && batched.contains(model.get());
    }

    /** It waits for a vendor, and needs no place from here on; harmless when said again. */
    void waits(String model) {
      synchronized (LineSlots.this) {
        if (atVendor) {
          return;
        }
        atVendor = true;
        onTheirWay--;
        waiting++;
      }
      batched.add(model);
      places.giveBack(tenant);
    }

    @Override
    public void close() {
      boolean waited;
      synchronized (LineSlots.this) {
        waited = atVendor;
        onTheirWay -= waited ? 0 : 1;
        waiting -= waited ? 1 : 0;
      }
      if (waited) {
        places.ring();
      } else {
        places.giveBack(tenant);
      }
    }
  }
}
