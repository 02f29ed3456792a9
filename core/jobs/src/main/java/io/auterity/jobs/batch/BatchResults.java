package io.auterity.jobs.batch;

import io.auterity.jobs.file.FileStore;
import io.auterity.jobs.file.FileWriter;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts the results of a batch into files, which are not seen before the batch has ended. */
record BatchResults(BatchStore batches, FileStore files, Time time, Ids ids) {

  private static final int AT_ONCE = 50;

  BatchStore.Results write(CallBatch batch, BatchWire wire) {
    if (!wire.resultsInFiles()) {
      return new BatchStore.Results(null, null, false);
    }
    FileWriter output = null;
    FileWriter errors = null;
    int last = 0;
    List<LineEnd> ends = batches.ends(batch.scope(), batch.id(), last, AT_ONCE);
    while (!ends.isEmpty()) {
      for (LineEnd end : ends) {
        last = end.number();
        byte[] line = wire.write(batch.id(), end);
        if (end.state() == LineState.SUCCEEDED) {
          output = output == null ? begin(batch) : output;
          output.write(line);
        } else {
          errors = errors == null ? begin(batch) : errors;
          errors.write(line);
        }
      }
      ends = batches.ends(batch.scope(), batch.id(), last, AT_ONCE);
    }
    return new BatchStore.Results(finished(output), finished(errors), true);
  }

  private FileWriter begin(CallBatch batch) {
    return FileWriter.beginResult(
        files, batch.scope(), ids.next(), batch.principal().id(), time.now());
  }

  private static @Nullable UUID finished(@Nullable FileWriter file) {
    return file == null ? null : file.finish();
  }
}
