package io.auterity.gateway.door;

import io.auterity.jobs.batch.BatchStore;
import io.auterity.jobs.batch.vendor.VendorBatches;
import io.auterity.jobs.file.FileStore;
import io.auterity.jobs.tuning.TuningStore;
import io.auterity.platform.config.Settings;
import java.util.List;

/** The storage of the gateway: what callers may leave here, and where it is kept. */
public record GatewayStorage(
    FileStore files,
    BatchStore batches,
    VendorBatches vendors,
    TuningStore tunings,
    Settings.Batches bounds) {

  /** The calls that a line of a batch can be. */
  static final List<String> CALLS = List.of("ai.chat.create", "ai.embedding.create");
}
