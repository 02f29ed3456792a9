package io.auterity.gateway.door;

import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.ResponseCall;
import io.auterity.gateway.dialect.StoredResponse;
import io.auterity.gateway.dialect.VendorError;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Chats whose answers their callers may come back to, as long as they are kept.
 *
 * @param readers who may come back
 */
record ResponseDoor(ChatRoad road, StorageOwners readers, ResponseArchive kept, NamedFiles files)
    implements Doors.Door<Form.Responses> {

  private static final UnaryOperator<Failure> NO_PARAM_OF_CHATS =
      VendorError.without("openai", "param");

  @Override
  public void serve(Form.Responses form, GatewayRequest request, ReplyChannel reply) {
    ResponseCall call = read(form, request);
    InForm words = new InForm(form, call, request.id());
    files.put(
        request,
        whole(form, call, request),
        whole ->
            road.serve(
                request,
                call.chat().with(whole),
                call.keeps() ? call.asked() : null,
                words,
                reply));
  }

  /** All that a model would be told for an answer: what it goes on from is among it. */
  ChatRequest conversation(Form.Responses form, GatewayRequest request) {
    return whole(form, read(form, request), request);
  }

  private ResponseCall read(Form.Responses form, GatewayRequest request) {
    return form.read(
        request.question(), (responses, read) -> kept.find(comer(request), responses, read));
  }

  private ChatRequest whole(Form.Responses form, ResponseCall call, GatewayRequest request) {
    List<Message> messages = new ArrayList<>(call.lead());
    if (call.previous() != null) {
      messages.addAll(before(form, request, call.previous()));
    }
    messages.addAll(call.chat().request().messages());
    return call.chat().request().withMessages(messages);
  }

  private List<Message> before(Form.Responses form, GatewayRequest request, UUID previous) {
    return kept.find(comer(request), previous)
        .map(form::conversation)
        .orElseThrow(() -> form.noPrevious(StoredResponse.ID.write(previous)));
  }

  /** Serves those who come back. */
  void serveKept(Form.Kept form, GatewayRequest request, ReplyChannel reply) {
    readers.require(request.caller());
    UUID decision = form.id(request.question());
    byte[] body =
        switch (form.act()) {
          case GET -> form.write(found(request, decision));
          case ITEMS -> form.items(found(request, decision), request.question());
          case DELETE -> {
            if (!kept.withdraw(comer(request), decision)) {
              throw unknown(decision);
            }
            yield form.removed(decision);
          }
        };
    reply.send(GatewayAnswers.of(body));
  }

  private StoredResponse found(GatewayRequest request, UUID decision) {
    return kept.find(comer(request), decision).orElseThrow(() -> unknown(decision));
  }

  private static ResponseArchive.Comer comer(GatewayRequest request) {
    String place = request.endpoint().path().replaceFirst("\\{[^}]*}", "%s");
    String act = request.endpoint().method() + " " + place.formatted(request.question().named());
    return new ResponseArchive.Comer(request.caller(), request.address(), act);
  }

  private static CallFailedException unknown(UUID decision) {
    return new CallFailedException(
        FailureCode.NOT_FOUND,
        "the response '%s' is not kept for this key".formatted(StoredResponse.ID.write(decision)));
  }

  private record InForm(Form.Responses form, ResponseCall call, UUID decision)
      implements ChatRoad.Words {

    @Override
    public byte[] write(ChatResponse answer) {
      return form.write(answer, call, decision);
    }

    @Override
    public AnswerStream stream() {
      return form.stream(call, decision);
    }

    @Override
    public Failure told(Failure failure) {
      return NO_PARAM_OF_CHATS.apply(ProvidersFault.told(failure));
    }
  }
}
