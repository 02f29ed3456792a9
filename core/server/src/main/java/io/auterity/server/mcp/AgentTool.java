package io.auterity.server.mcp;

import io.auterity.platform.call.Exchange;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tool of the protocol: how it is listed, and what a call of it does.
 *
 * @param title as people read it
 * @param description as models read it
 * @param input JSON Schema of its arguments
 * @param output JSON Schema of its structured result; null where that is not told
 * @param readOnly whether it changes nothing
 * @param idempotent whether a second call changes nothing more
 */
record AgentTool(
    String name,
    String title,
    String description,
    Json.Obj input,
    Json.@Nullable Obj output,
    boolean readOnly,
    boolean idempotent,
    Act act) {

  /** What a call does. Its failure is one that the agent can read. */
  @FunctionalInterface
  interface Act {
    Json.Obj run(ToolCall call);
  }

  /**
   * A call of a tool.
   *
   * @param meta what the caller says besides, {@code _meta} of the protocol
   * @param opened the calls of capabilities that it makes, closed when its answer is written
   */
  record ToolCall(Caller caller, Json.Obj arguments, Json.Obj meta, List<Exchange> opened)
      implements AutoCloseable {

    ToolCall(Caller caller, Json.Obj arguments, Json.Obj meta) {
      this(caller, arguments, meta, new ArrayList<>(1));
    }

    /** The same, to be closed with this. */
    Exchange holding(Exchange exchange) {
      opened.add(exchange);
      return exchange;
    }

    @Override
    public void close() {
      opened.forEach(Exchange::close);
    }
  }

  /** As the list of tools has it. */
  Json.Obj listed() {
    Json.Obj listed =
        Json.EMPTY
            .with("name", Json.of(name))
            .with("title", Json.of(title))
            .with("description", Json.of(description))
            .with("inputSchema", input)
            .with(
                "annotations",
                Json.EMPTY
                    .with("readOnlyHint", Json.of(readOnly))
                    .with("idempotentHint", Json.of(idempotent)));
    return output == null ? listed : listed.with("outputSchema", output);
  }
}
