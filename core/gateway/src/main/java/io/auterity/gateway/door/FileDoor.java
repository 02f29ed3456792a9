package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Form;
import io.auterity.jobs.file.FileQuery;
import io.auterity.jobs.file.FileStore;
import io.auterity.jobs.file.StoredFile;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** Files that callers left here; each sees its own. */
record FileDoor(StorageOwners storageOwners, FileStore files) implements Doors.Door<Form.Files> {

  @Override
  public void serve(Form.Files form, GatewayRequest request, ReplyChannel reply) {
    Authenticated caller = request.caller();
    storageOwners.require(caller);
    switch (form.act()) {
      case LIST -> reply.send(GatewayAnswers.of(list(form, request)));
      case GET -> reply.send(GatewayAnswers.of(form.write(file(form, request))));
      case READ -> send(caller.scope(), file(form, request), reply);
      case DELETE -> {
        UUID file = form.id(request.question());
        if (!files.delete(caller.scope(), caller.principal().id(), file)) {
          throw unknown(file);
        }
        reply.send(GatewayAnswers.of(form.deleted(file)));
      }
    }
  }

  private byte[] list(Form.Files form, GatewayRequest request) {
    Authenticated caller = request.caller();
    FileQuery asked = form.query(request.question());
    FileQuery oneMore =
        new FileQuery(asked.purpose(), asked.after(), asked.limit() + 1, asked.oldestFirst());
    List<StoredFile> found = files.list(caller.scope(), caller.principal().id(), oneMore);
    boolean more = found.size() > asked.limit();
    return form.write(more ? found.subList(0, asked.limit()) : found, more);
  }

  private StoredFile file(Form.Files form, GatewayRequest request) {
    Authenticated caller = request.caller();
    UUID file = form.id(request.question());
    return files
        .find(caller.scope(), caller.principal().id(), file)
        .orElseThrow(() -> unknown(file));
  }

  private void send(TenantScope scope, StoredFile file, ReplyChannel reply) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/octet-stream");
    headers.put("cache-control", "no-store");
    int number = 0;
    Optional<byte[]> piece = files.piece(scope, file.id(), number);
    AtomicBoolean gone = new AtomicBoolean();
    reply.onGone(() -> gone.set(true));
    reply.begin(headers);
    long sent = 0;
    while (piece.isPresent() && !gone.get()) {
      sent += piece.get().length;
      reply.write(piece.get());
      piece = files.piece(scope, file.id(), ++number);
    }
    if (sent == file.bytes()) {
      reply.end(Map.of());
    } else {
      reply.abort(); // It was deleted meanwhile.
    }
  }

  private static CallFailedException unknown(UUID file) {
    return new CallFailedException(
        FailureCode.NOT_FOUND, "there is no file '%s'".formatted(StoredFile.ID.write(file)));
  }
}
