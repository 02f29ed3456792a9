package io.auterity.gateway.door;

import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.ResponseCall;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Chats whose answers their callers may come back to. */
final class ResponseDoor implements Doors.Door<Form.Responses> {

  private final ChatRoad road;

  ResponseDoor(ChatRoad road) {
    this.road = road;
  }

  @Override
  public void serve(Form.Responses form, GatewayRequest request, ReplyChannel reply) {
    ResponseCall call = form.read(request.question());
    if (call.previous() != null) {
      throw FieldRefusals.invalid(
          "previous_response_id", "names a response that is not kept: send its items in input");
    }
    List<Message> messages = new ArrayList<>(call.lead());
    messages.addAll(call.chat().request().messages());
    ChatCall whole =
        new ChatCall(call.chat().request().withMessages(messages), call.chat().stream(), true);
    road.serve(request, whole, new InForm(form, call, request.id()), reply);
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
  }
}
