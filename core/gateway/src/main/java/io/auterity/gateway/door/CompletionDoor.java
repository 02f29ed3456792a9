package io.auterity.gateway.door;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.CompletionCall;
import io.auterity.gateway.dialect.Form;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.ai.ChatResponse;
import java.util.List;

/** Text completions. Each prompt is a call of its own, with its own decision. */
record CompletionDoor(MultiCall calls, Time time) implements Doors.Door<Form.Completions> {

  @Override
  public void serve(Form.Completions form, GatewayRequest request, ReplyChannel reply) {
    CompletionCall call = form.read(request.question());
    String decision = Decision.ID.write(request.id());
    AnswerDefaults defaults =
        new AnswerDefaults(decision, call.model(), time.now().getEpochSecond());
    calls.serve(request, call.prompts(), new InForm(form, call, defaults), reply);
  }

  private record InForm(Form.Completions form, CompletionCall call, AnswerDefaults defaults)
      implements MultiCall.Words {

    @Override
    public byte[] write(List<ChatResponse> answers) {
      return form.write(answers, defaults);
    }

    @Override
    public AnswerStream stream() {
      return form.stream(call, defaults);
    }
  }
}
