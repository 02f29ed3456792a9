package io.auterity.jobs.batch;

import io.auterity.jobs.batch.vendor.VendorBatches;
import io.auterity.jobs.file.FileStore;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import java.util.Map;

/**
 * The shared dependencies of batch processing: stores, batches at vendors, dialects, and how many
 * lines are asked at once.
 *
 * @param wires by the name of the dialect
 * @param vendors in whose batches lines may lie
 * @param linesAtOnce that are asked of all batches
 */
public record BatchParts(
    BatchStore batches,
    FileStore files,
    VendorBatches vendors,
    Map<String, BatchWire> wires,
    int linesAtOnce,
    Time time,
    Ids ids) {
  public BatchParts {
    wires = Map.copyOf(wires);
  }
}
