package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;

/** What a vendor answers once it has refused nothing. */
public sealed interface StrictReply {

  /** Words, in the vendor's form. */
  record Words(String text) implements StrictReply {}

  /**
   * A call of the first offered tool whose name has the expression in it.
   *
   * @param tool a regular expression
   */
  record ToolCall(String tool, Json.Obj arguments) implements StrictReply {}

  /**
   * A call before which the model thought, in the vendor's form with all that it wants back; where
   * it tells no thoughts, the call alone.
   */
  record Thought(String words, ToolCall call) implements StrictReply {}

  /**
   * A turn of a client with a tool: the first of the calls whose tool is offered, until what the
   * tool says is among what is asked; then, and where no such tool is offered, the words.
   *
   * @param told what the tool says, and no request without it
   */
  record Turn(String told, List<ToolCall> calls, Words end) implements StrictReply {
    public Turn {
      calls = List.copyOf(calls);
    }
  }

  /**
   * A body as it is.
   *
   * @param headers by name, beside that of its type
   */
  record Body(int status, Map<String, String> headers, Json body) implements StrictReply {
    public Body {
      headers = Map.copyOf(headers);
    }

    public Body(int status, Json body) {
      this(status, Map.of(), body);
    }
  }

  /** A stream: objects are events in the vendor's form, texts go as they are. */
  record Stream(List<Json> events) implements StrictReply {}
}
