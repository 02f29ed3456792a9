package io.auterity.gateway.door;

import io.auterity.gateway.dialect.BatchRequest;
import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.Dialects;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.Form;
import io.auterity.jobs.batch.BatchLine;
import io.auterity.jobs.batch.BatchOrder;
import io.auterity.jobs.batch.BatchQuery;
import io.auterity.jobs.batch.BatchStore;
import io.auterity.jobs.batch.CallBatch;
import io.auterity.jobs.batch.LineEnd;
import io.auterity.jobs.file.StoredFile;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.CallOptions;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Batches: what callers ask of them; who works them off is told by a bell. */
record BatchDoor(
    StorageOwners storageOwners, GatewayStorage gatewayStorage, Runnable bell, Time time, Ids ids)
    implements Doors.Door<Form.Batches> {

  private static final int RESULTS_AT_ONCE = 50;

  /** Headers of a request that say how its calls are made. */
  private static final List<String> OF_LINES =
      List.of(
          Invocations.LABELS,
          Invocations.MODELS,
          "auterity-timeout",
          "auterity-strict",
          "anthropic-beta");

  @Override
  public void serve(Form.Batches form, GatewayRequest request, ReplyChannel reply) {
    storageOwners.require(request.caller());
    BatchStore batches = gatewayStorage.batches();
    switch (form.act()) {
      case CREATE -> reply.send(GatewayAnswers.of(create(form, request)));
      case LIST -> reply.send(GatewayAnswers.of(list(form, request)));
      case GET -> reply.send(GatewayAnswers.of(form.write(batch(form, request))));
      case CANCEL -> reply.send(GatewayAnswers.of(cancel(form, request)));
      case RESULTS -> send(form, ended(batch(form, request), "has no results yet"), reply);
      case DELETE -> {
        CallBatch batch = ended(batch(form, request), "cannot be deleted before it has ended");
        batches.delete(batch.scope(), batch.id());
        reply.send(GatewayAnswers.of(form.deleted(batch.id())));
      }
    }
  }

  private byte[] create(Form.Batches form, GatewayRequest request) {
    BatchRequest asked = form.read(request.question());
    Authenticated caller = request.caller();
    BatchOrder order = asked.order().asked(headers(request), once(request));
    requireEndpoint(form, request.endpoint().dialect(), order.endpoint());
    CallBatch batch =
        CallBatch.ordered(
            ids.next(),
            caller.scope(),
            caller.principal(),
            order,
            time.now(),
            asked.lines().size());
    // Whatever the first line would be refused for, is refused now.
    Invocations.check(BatchCall.headers(batch, 1)::get);
    CallBatch kept = gatewayStorage.batches().create(batch, asked.lines(), bytes(asked, caller));
    bell.run();
    return form.write(kept);
  }

  /** What each line is asked with as well. */
  private static Map<String, String> headers(GatewayRequest request) {
    Map<String, String> kept = new HashMap<>();
    for (String name : OF_LINES) {
      String value = request.headers().get(name);
      if (value != null) {
        kept.put(name, value);
      }
    }
    return kept;
  }

  private static BatchOrder.@Nullable Once once(GatewayRequest request) {
    String key = CallOptions.idempotencyKey(request.headers().get("idempotency-key"));
    return key == null
        ? null
        : new BatchOrder.Once(
            key, Sha256.of(request.endpoint().path() + "\n", request.question().body()));
  }

  private static void requireEndpoint(Form.Batches form, Dialect dialect, String endpoint) {
    List<String> there =
        form.wire().endpoints().stream()
            .filter(path -> Dialects.endpoint(dialect, "POST", path).isPresent())
            .sorted()
            .toList();
    if (!there.contains(endpoint)) {
      throw FieldRefusals.invalid(
          "endpoint", "must be one of %s, not '%s'".formatted(String.join(", ", there), endpoint));
    }
  }

  private long bytes(BatchRequest asked, Authenticated caller) {
    UUID input = asked.order().inputFile();
    if (input == null) {
      return asked.lines().stream().map(BatchLine::body).mapToLong(body -> body.length).sum();
    }
    return gatewayStorage
        .files()
        .find(caller.scope(), caller.principal().id(), input)
        .filter(file -> file.purpose().equals("batch"))
        .map(StoredFile::bytes)
        .orElseThrow(
            () -> FieldRefusals.invalid("input_file_id", "is no file of yours for batches"));
  }

  private byte[] list(Form.Batches form, GatewayRequest request) {
    Authenticated caller = request.caller();
    BatchQuery asked = form.query(request.question());
    BatchQuery oneMore = new BatchQuery(asked.after(), asked.before(), asked.limit() + 1);
    List<CallBatch> found =
        gatewayStorage
            .batches()
            .list(
                caller.scope(),
                caller.principal().id(),
                request.endpoint().dialect().name(),
                oneMore);
    boolean more = found.size() > asked.limit();
    if (!more) {
      return form.write(found, false);
    }
    // Towards the newer ones the one too many comes first.
    int from = asked.before() == null ? 0 : 1;
    return form.write(found.subList(from, from + asked.limit()), true);
  }

  private CallBatch batch(Form.Batches form, GatewayRequest request) {
    Authenticated caller = request.caller();
    UUID id = form.id(request.question());
    return gatewayStorage
        .batches()
        .find(caller.scope(), caller.principal().id(), request.endpoint().dialect().name(), id)
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND,
                    "there is no batch '%s'".formatted(request.question().named())));
  }

  private byte[] cancel(Form.Batches form, GatewayRequest request) {
    CallBatch batch = batch(form, request);
    if (!gatewayStorage.batches().cancel(batch.scope(), batch.id(), time.now())) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "the batch cannot be cancelled any more: it is %s".formatted(batch.state().wire()));
    }
    bell.run();
    return form.write(batch(form, request));
  }

  private static CallBatch ended(CallBatch batch, String otherwise) {
    if (!batch.state().ended()) {
      throw new CallFailedException(FailureCode.CONFLICT, "the batch " + otherwise);
    }
    return batch;
  }

  private void send(Form.Batches form, CallBatch batch, ReplyChannel reply) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/x-jsonl");
    headers.put("cache-control", "no-store");
    AtomicBoolean gone = new AtomicBoolean();
    reply.onGone(() -> gone.set(true));
    int told = 0;
    int last = 0;
    List<LineEnd> ends =
        gatewayStorage.batches().ends(batch.scope(), batch.id(), last, RESULTS_AT_ONCE);
    reply.begin(headers);
    while (!ends.isEmpty() && !gone.get()) {
      for (LineEnd end : ends) {
        reply.write(form.wire().write(batch.id(), end));
        last = end.number();
        told++;
      }
      ends = gatewayStorage.batches().ends(batch.scope(), batch.id(), last, RESULTS_AT_ONCE);
    }
    if (told == batch.counts().total()) {
      reply.end(Map.of());
    } else {
      reply.abort(); // It was deleted meanwhile.
    }
  }
}
