package io.auterity.gateway.door;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.jobs.file.FileStore;
import io.auterity.jobs.file.StoredFile;
import io.auterity.jobs.tuning.TuningJob;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Content;
import io.auterity.spi.FailureCode;
import java.io.ByteArrayOutputStream;
import java.util.UUID;

/** Files that callers left for jobs of fine-tuning, as they are handed over. */
record TrainingFiles(FileStore files) {

  /** A file is held whole while it is handed over, and several times as its form is made. */
  private static final long LARGEST = 16L << 20;

  /**
   * A file of the caller's own.
   *
   * @param field of the request that names it
   * @throws CallFailedException {@code invalid} when there is none, {@code too_large}
   */
  StoredFile file(GatewayRequest request, UUID id, String field) {
    Authenticated caller = request.caller();
    StoredFile file =
        files
            .find(caller.scope(), caller.principal().id(), id)
            .filter(one -> one.purpose().equals(TuningJob.PURPOSE))
            .orElseThrow(() -> FieldRefusals.invalid(field, "is no file of yours for fine-tuning"));
    if (file.bytes() > LARGEST) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "%s has %d bytes; a file that is handed over may have %d"
              .formatted(field, file.bytes(), LARGEST));
    }
    return file;
  }

  /** All that is in it. */
  Content content(GatewayRequest request, StoredFile file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) file.bytes());
    for (int number = 0; bytes.size() < file.bytes(); number++) {
      bytes.writeBytes(
          files
              .piece(request.caller().scope(), file.id(), number)
              .orElseThrow(
                  () -> new CallFailedException(FailureCode.NOT_FOUND, "the file was deleted")));
    }
    return Content.of("application/jsonl", file.name(), bytes.toByteArray());
  }
}
