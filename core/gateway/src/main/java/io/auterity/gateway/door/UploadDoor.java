package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.Multipart;
import io.auterity.gateway.dialect.SentFile;
import io.auterity.jobs.file.FileStore;
import io.auterity.jobs.file.FileWriter;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Files on their way in, which are kept as they come.
 *
 * @param most bytes of one file
 */
record UploadDoor(StorageOwners storageOwners, FileStore files, int most, Time time, Ids ids)
    implements Doors.Door<Form.Upload> {

  @Override
  public void serve(Form.Upload form, GatewayRequest request, ReplyChannel reply) {
    Authenticated caller = request.caller();
    storageOwners.require(caller);
    Multipart parts = Multipart.of(request.headers().get("content-type"), request.upload());
    FileWriter writer =
        FileWriter.begin(files, caller.scope(), ids.next(), caller.principal().id(), time.now());
    boolean kept = false;
    try {
      SentFile sent = form.read(parts, content -> writer.writeAll(content, most));
      byte[] told = form.write(writer.complete(sent.purpose(), sent.name(), sent.kept()));
      kept = true;
      reply.send(GatewayAnswers.of(told));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!kept) {
        writer.abandon();
      }
    }
  }
}
