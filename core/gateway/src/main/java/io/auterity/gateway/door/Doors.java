package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Dialects;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.model.ModelNames;
import io.auterity.platform.call.Authenticator;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves requests of every form, in every dialect, whatever happens to them. */
public final class Doors {

  private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

  private final Dialects dialects;
  private final Authenticator authenticator;
  private final NamedFiles named;
  private final ChatDoor chats;
  private final ResponseDoor responses;
  private final CompletionDoor completions;
  private final TokenDoor tokens;
  private final EmbeddingDoor vectors;
  private final WholeDoor others;
  private final ModelDoor models;
  private final UploadDoor uploads;
  private final FileDoor files;
  private final BatchDoor batches;
  private final TuningDoor tunings;

  /**
   * @param batchBell wakes the worker of batches
   */
  public Doors(
      Dialects dialects,
      CallAccess access,
      ModelNames names,
      GatewayStorage gatewayStorage,
      Runnable batchBell,
      ResponseArchive kept,
      Time time,
      Ids ids) {
    this.dialects = dialects;
    this.authenticator = access.authenticator();
    ModelFailures modelFailures = new ModelFailures(names);
    Catalogue catalogue = Catalogue.standard();
    Capability listing = catalogue.get("ai.model.list");
    StorageOwners storageOwners =
        new StorageOwners(
            access.authorizer(), GatewayStorage.CALLS.stream().map(catalogue::get).toList());
    StorageOwners filers =
        new StorageOwners(
            access.authorizer(),
            Stream.concat(GatewayStorage.CALLS.stream(), Stream.of(TuningDoor.CREATE))
                .map(catalogue::get)
                .toList());
    StorageOwners chatters =
        new StorageOwners(
            access.authorizer(),
            List.of(catalogue.get("ai.chat.create"), catalogue.get("ai.chat.stream")));
    StorageOwners namers =
        new StorageOwners(
            access.authorizer(),
            Stream.of("ai.chat.create", "ai.chat.stream", "ai.token.count")
                .map(catalogue::get)
                .toList());
    ChatRoad road = new ChatRoad(access.invoker(), modelFailures);
    MultiCall several = new MultiCall(access.invoker(), modelFailures, ids);
    this.named = new NamedFiles(namers, gatewayStorage.files());
    this.chats = new ChatDoor(road, several, named, time);
    this.completions = new CompletionDoor(several, time);
    this.responses = new ResponseDoor(road, chatters, kept, named);
    this.tokens = new TokenDoor(access.invoker(), modelFailures);
    this.vectors = new EmbeddingDoor(access.invoker(), modelFailures);
    this.others = new WholeDoor(access.invoker(), modelFailures, time);
    this.models = new ModelDoor(access, listing, names, ids);
    this.uploads =
        new UploadDoor(
            filers, gatewayStorage.files(), gatewayStorage.bounds().fileBytes(), time, ids);
    this.files = new FileDoor(filers, gatewayStorage.files());
    this.batches = new BatchDoor(storageOwners, gatewayStorage, batchBell, time, ids);
    this.tunings = new TuningDoor(access, catalogue, modelFailures, gatewayStorage, time, ids);
  }

  /** The languages that are spoken. */
  public Dialects dialects() {
    return dialects;
  }

  /** Whom to ask who calls. */
  public Authenticator authenticator() {
    return authenticator;
  }

  /** Serves one request to its end; never throws. */
  public void serve(GatewayRequest request, ReplyChannel reply) {
    try {
      dispatch(request, reply);
    } catch (CallFailedException e) {
      refuse(request, e.failure(), reply);
    } catch (BodyTooSlowException e) {
      slow(request, reply);
    } catch (RuntimeException | Error e) {
      LOG.error("Request {} to {} failed.", request.id(), request.endpoint().path(), e);
      String message = "an internal error; its id: " + request.id();
      refuse(request, Failure.of(FailureCode.INTERNAL, message), reply);
    }
  }

  private void dispatch(GatewayRequest request, ReplyChannel reply) {
    switch (request.endpoint().form()) {
      case Form.Chat form -> chats.serve(form, request, reply);
      case Form.Responses form -> responses.serve(form, request, reply);
      case Form.Completions form -> completions.serve(form, request, reply);
      case Form.Kept form -> responses.serveKept(form, request, reply);
      case Form.Tokens form ->
          named.put(
              request,
              form.read(request.question()),
              whole -> tokens.serve(form::write, whole, request, reply));
      case Form.ResponseTokens form ->
          named.put(
              request,
              responses.conversation(form.response(), request),
              whole -> tokens.serve(form::write, whole, request, reply));
      case Form.Vectors form -> vectors.serve(form, request, reply);
      case Form.Whole form -> others.serve(form, request, reply);
      case Form.Models form -> models.serve(form, request, reply);
      case Form.Known form -> reply.send(GatewayAnswers.of(form.write()));
      case Form.Upload form -> uploads.serve(form, request, reply);
      case Form.Files form -> files.serve(form, request, reply);
      case Form.Batches form -> batches.serve(form, request, reply);
      case Form.Tunings form -> tunings.serve(form, request, reply);
    }
  }

  private static void refuse(GatewayRequest request, Failure failure, ReplyChannel reply) {
    if (reply.begun()) {
      reply.abort();
    } else {
      reply.send(GatewayAnswers.refused(request.endpoint().dialect(), failure, request.id()));
    }
  }

  private static void slow(GatewayRequest request, ReplyChannel reply) {
    if (reply.begun()) {
      reply.abort();
    } else {
      reply.send(GatewayAnswers.tooSlow(request.endpoint().dialect(), "body", request.id()));
    }
  }

  /** Serves the requests of one form. */
  @FunctionalInterface
  interface Door<F extends Form> {

    /**
     * Serves one request, on a thread of its own.
     *
     * @throws CallFailedException to refuse it, as long as no answer has begun
     */
    void serve(F form, GatewayRequest request, ReplyChannel reply);
  }
}
