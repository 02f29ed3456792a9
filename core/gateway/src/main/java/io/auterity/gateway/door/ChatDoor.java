package io.auterity.gateway.door;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.Form;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.id.WireId;
import io.auterity.platform.time.Time;
import io.auterity.spi.Failure;
import io.auterity.spi.ai.ChatAnswer;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.WireAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Chats, whole and streamed. */
final class ChatDoor implements Doors.Door<Form.Chat> {

  private final Invoker invoker;
  private final ModelFailures modelFailures;
  private final Time time;

  ChatDoor(Invoker invoker, ModelFailures modelFailures, Time time) {
    this.invoker = invoker;
    this.modelFailures = modelFailures;
    this.time = time;
  }

  @Override
  public void serve(Form.Chat form, GatewayRequest request, ReplyChannel reply) {
    Authenticated caller = request.caller();
    Dialect dialect = request.endpoint().dialect();
    ChatCall call = form.read(request.question());
    String operation = call.stream() ? "chat.stream" : "chat.create";
    Invocation invocation =
        Invocations.of(request, caller, "ai." + operation, call.input(), Map.of());
    UnaryOperator<Failure> explained =
        failure -> modelFailures.of(failure, caller.scope(), call.request().model(), operation);
    try (Exchange exchange = invoker.open(invocation)) {
      reply.onGone(exchange::cancel);
      AnswerDefaults defaults = defaults(request, call);
      if (call.stream()) {
        AnswerStream stream = form.stream(call, defaults);
        new StreamedAnswer(dialect, exchange, reply, stream, explained).run();
      } else {
        reply.send(answer(form, dialect, exchange, defaults, explained));
      }
    }
  }

  private AnswerDefaults defaults(GatewayRequest request, ChatCall call) {
    String decision = WireId.DECISION.write(request.id());
    return new AnswerDefaults(decision, call.request().model(), time.now().getEpochSecond());
  }

  private static WholeAnswer answer(
      Form.Chat form,
      Dialect dialect,
      Exchange exchange,
      AnswerDefaults defaults,
      UnaryOperator<Failure> explained) {
    return switch (exchange.outcome()) {
      case Outcome.Succeeded made -> {
        List<String> lost = new ArrayList<>(exchange.lost());
        byte[] body =
            switch ((ChatAnswer) Objects.requireNonNull(made.value())) {
              case WireAnswer wire -> wire.json();
              case ChatResponse answer -> {
                lost.addAll(LossHeader.ofAnswer(answer.extra(), dialect));
                yield form.write(answer, defaults);
              }
            };
        yield LossHeader.on(GatewayAnswers.of(dialect, made, body), lost);
      }
      case Outcome.Refused(var decision, var failure) ->
          GatewayAnswers.failed(dialect, explained.apply(failure), decision);
      case Outcome.Failed(var decision, var failure) ->
          GatewayAnswers.failed(dialect, ProvidersFault.told(failure), decision);
    };
  }
}
