package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.ResponseCall;
import io.auterity.gateway.openai.Bodies;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Responses as tests write and read them. */
final class Asked {

  static final ResponsesForm FORM = new ResponsesForm(Bodies.JSON, Bodies.BINDER);
  static final UUID DECISION = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
  static final String HEX = "01890a5dac96774bbcceb302099a8057";

  private Asked() {}

  /** A call by its body; single quotes stand for double ones. */
  static ResponseCall call(String body) {
    return FORM.read(Question.of(Bodies.bytes(body), name -> null), (responses, read) -> Map.of());
  }

  /** What a body of a model and a greeting with more fields asks for. */
  static ChatRequest with(String fields) {
    return call("{'model':'m','input':'hi'," + fields + "}").chat().request();
  }

  /** What a body of these items asks for. */
  static ChatRequest items(String items) {
    return call("{'model':'m','input':[" + items + "]}").chat().request();
  }

  /** All events of an answer that is streamed. */
  static List<Json.Obj> streamed(ResponseCall call, List<ChatEvent> events) {
    var stream = FORM.stream(call, DECISION);
    StringBuilder text = new StringBuilder();
    for (ChatEvent event : events) {
      text.append(new String(stream.write(event), StandardCharsets.UTF_8));
    }
    return events(text.toString());
  }

  /** The events in the text of a stream. */
  static List<Json.Obj> events(String text) {
    List<Json.Obj> told = new ArrayList<>();
    for (String event : text.split("\n\n", -1)) {
      String[] lines = event.split("\n", 2);
      if (lines.length == 2) {
        Json.Obj data =
            Bodies.JSON.readObject(
                lines[1].substring("data: ".length()).getBytes(StandardCharsets.UTF_8));
        if (!lines[0].equals("event: " + data.text("type"))) {
          throw new AssertionError("an event that is named otherwise: " + event);
        }
        told.add(data);
      }
    }
    return told;
  }
}
