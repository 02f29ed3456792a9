package io.auterity.gateway.door;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.Question;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.ai.ChatResponse;
import java.util.List;

/** Chats, whole and streamed. Of several answers each is a call of its own. */
record ChatDoor(ChatRoad road, MultiCall calls, NamedFiles files, Time time)
    implements Doors.Door<Form.Chat> {

  @Override
  public void serve(Form.Chat form, GatewayRequest request, ReplyChannel reply) {
    ChatCall asked = form.read(request.question());
    if (asked.wire() == null) {
      files.put(request, asked.request(), whole -> serve(form, request, asked.with(whole), reply));
    } else {
      serve(form, request, asked, reply); // It names none, or it would have been read.
    }
  }

  private void serve(Form.Chat form, GatewayRequest request, ChatCall call, ReplyChannel reply) {
    String decision = Decision.ID.write(request.id());
    AnswerDefaults defaults =
        new AnswerDefaults(decision, call.request().model(), time.now().getEpochSecond());
    InForm words = new InForm(form, call, request.question(), defaults);
    if (call.answers() == 1) {
      road.serve(request, call, words, reply);
    } else {
      calls.serve(request, List.of(call), words, reply);
    }
  }

  private record InForm(Form.Chat form, ChatCall call, Question question, AnswerDefaults defaults)
      implements ChatRoad.Words, MultiCall.Words {

    @Override
    public byte[] write(ChatResponse answer) {
      return form.write(List.of(answer), call, defaults);
    }

    @Override
    public byte[] write(List<ChatResponse> answers) {
      return form.write(answers, call, defaults);
    }

    @Override
    public AnswerStream stream() {
      return form.stream(call, question, defaults);
    }
  }
}
