package io.auterity.gateway;

import io.auterity.gateway.door.GatewayStorage;
import io.auterity.jobs.batch.store.BatchTable;
import io.auterity.jobs.batch.store.VendorTable;
import io.auterity.jobs.batch.vendor.VendorBatches;
import io.auterity.jobs.file.store.FileTable;
import io.auterity.jobs.tuning.store.TuningTable;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Database;
import io.auterity.platform.id.Ids;
import io.auterity.platform.job.JobQueue;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.time.Time;
import java.nio.file.Path;
import java.time.Duration;

/** The stores of a gateway in a real database. */
final class KeptSomewhere {

  private KeptSomewhere() {}

  static GatewayStorage in(Database database, Path keys, Settings.Batches bounds) {
    return in(database, new JobQueue(Time.system()), keys, bounds);
  }

  static GatewayStorage in(Database database, JobQueue jobs, Path keys, Settings.Batches bounds) {
    ContentSeal seal = new ContentSeal(MasterKey.open(keys.resolve("master.key")));
    Duration kept = Duration.ofDays(30);
    return new GatewayStorage(
        new FileTable(database, seal, bounds, kept),
        new BatchTable(database, seal, bounds, kept),
        new VendorBatches(
            new VendorTable(database),
            new Fleet(),
            bounds.linesAtOnce(),
            Time.system(),
            Ids.system(Time.system())),
        new TuningTable(database, jobs, () -> {}),
        bounds);
  }
}
