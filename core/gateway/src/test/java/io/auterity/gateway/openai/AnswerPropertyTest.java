package io.auterity.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a caller hands back in the next turn is what the model said, to the last part. */
class AnswerPropertyTest {

  private static final AnswerDefaults STAMP = new AnswerDefaults("i", "m", 0);

  @Provide
  Arbitrary<List<Part>> answers() {
    return AnyParts.answers().map(AnswerPropertyTest::inPlaces);
  }

  // Pictures have a place of their own in a message, between its words and its calls.
  private static List<Part> inPlaces(List<Part> parts) {
    return parts.stream().sorted(Comparator.comparingInt(AnswerPropertyTest::place)).toList();
  }

  private static int place(Part part) {
    return switch (part) {
      case Part.Image _ -> 1;
      case Part.ToolCall _ -> 2;
      default -> 0;
    };
  }

  @Property(tries = 300)
  void aWholeAnswerComesBack(@ForAll("answers") List<Part> parts) {
    ChatResponse answer =
        new ChatResponse("i", "m", parts, FinishReason.STOP, TokenUsage.NONE, null);
    byte[] written = new ChatWriter(Bodies.BINDER).write(answer, STAMP);

    Json message = at(at(at(Bodies.JSON.read(written), "choices"), 0), "message");

    assertThat(handedBack(message)).isEqualTo(new Message(Role.ASSISTANT, parts));
  }

  @Property(tries = 300)
  void aStreamedAnswerComesBack(@ForAll("answers") List<Part> parts) {
    ChatStreamWriter stream = new ChatStreamWriter(STAMP, false, Bodies.BINDER);
    Chunks chunks = new Chunks();

    for (int i = 0; i < parts.size(); i++) {
      for (Part piece : Pieces.of(parts.get(i))) {
        chunks.add(stream.write(new ChatEvent.PartDelta(i, piece)));
      }
      chunks.add(stream.write(new ChatEvent.PartDone(i)));
    }
    chunks.add(stream.write(new ChatEvent.Finished(FinishReason.STOP)));

    assertThat(handedBack(chunks.message())).isEqualTo(new Message(Role.ASSISTANT, parts));
  }

  private static Message handedBack(Json message) {
    Json.Obj body =
        Json.EMPTY.with("model", Json.of("m")).with("messages", Json.array(List.of(message)));
    return new ChatReader(Bodies.JSON, Bodies.BINDER)
        .read(JsonWriter.bytes(body))
        .request()
        .messages()
        .getFirst();
  }

  private static Json at(Json value, String name) {
    return Objects.requireNonNull(((Json.Obj) value).get(name), name);
  }

  private static Json at(Json value, int index) {
    return ((Json.Arr) value).items().get(index);
  }
}
