package io.auterity.server.mcp;

import io.auterity.server.web.security.Caller;
import io.auterity.spi.Json;
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
   */
  record ToolCall(Caller caller, Json.Obj arguments, Json.Obj meta) {}

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
