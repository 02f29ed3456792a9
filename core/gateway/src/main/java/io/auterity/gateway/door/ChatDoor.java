package io.auterity.gateway.door;

import io.auterity.gateway.openai.AnswerDefaults;
import io.auterity.gateway.openai.ChatCall;
import io.auterity.gateway.openai.ChatReader;
import io.auterity.gateway.openai.ChatStreamWriter;
import io.auterity.gateway.openai.ChatWriter;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.id.WireId;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.time.Time;
import io.auterity.spi.Failure;
import io.auterity.spi.ai.ChatResponse;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Chat completions, whole and streamed. */
final class ChatDoor implements Doors.Door {

  private final Invoker invoker;
  private final ModelFailures modelFailures;
  private final ChatReader reader;
  private final ChatWriter writer;
  private final Binder binder;
  private final Time time;

  ChatDoor(
      Invoker invoker, ModelFailures modelFailures, JsonReader json, Binder binder, Time time) {
    this.invoker = invoker;
    this.modelFailures = modelFailures;
    this.reader = new ChatReader(json, binder);
    this.writer = new ChatWriter(binder);
    this.binder = binder;
    this.time = time;
  }

  @Override
  public void serve(GatewayRequest request, ReplyChannel reply) {
    Authenticated caller = request.caller();
    ChatCall call = reader.read(request.body());
    String operation = call.stream() ? "chat.stream" : "chat.create";
    Invocation invocation =
        Invocations.of(request, caller, "ai." + operation, call.request(), Map.of());
    UnaryOperator<Failure> explained =
        failure -> modelFailures.of(failure, caller.scope(), call.request().model(), operation);
    try (Exchange exchange = invoker.open(invocation)) {
      reply.onGone(exchange::cancel);
      AnswerDefaults stamp = stamp(request, call);
      if (call.stream()) {
        ChatStreamWriter stream = new ChatStreamWriter(stamp, call.usage(), binder);
        new StreamedAnswer(exchange, reply, stream, explained).run();
      } else {
        reply.send(answer(exchange.outcome(), stamp, explained));
      }
    }
  }

  private AnswerDefaults stamp(GatewayRequest request, ChatCall call) {
    String decision = WireId.DECISION.write(request.id());
    return new AnswerDefaults(decision, call.request().model(), time.now().getEpochSecond());
  }

  private WholeAnswer answer(
      Outcome outcome, AnswerDefaults stamp, UnaryOperator<Failure> explained) {
    return switch (outcome) {
      case Outcome.Succeeded made -> {
        ChatResponse answer = (ChatResponse) Objects.requireNonNull(made.value());
        yield GatewayAnswers.of(made, writer.write(answer, stamp));
      }
      case Outcome.Refused(var decision, var failure) ->
          GatewayAnswers.of(explained.apply(failure), decision);
      case Outcome.Failed(var decision, var failure) ->
          GatewayAnswers.of(ProvidersFault.told(failure), decision);
    };
  }
}
