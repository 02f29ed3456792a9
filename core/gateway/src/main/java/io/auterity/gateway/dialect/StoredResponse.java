package io.auterity.gateway.dialect;

import io.auterity.platform.id.WireId;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import java.util.UUID;

/**
 * A stored response with what it answers.
 *
 * @param decision of the call
 * @param asked as {@link ResponseCall#asked()}
 * @param input the whole conversation, as a {@link ChatRequest} in JSON
 * @param output the answer in JSON, or all events of its stream
 */
public record StoredResponse(UUID decision, Json.Obj asked, Json input, Json output) {

  /** Ids of answers that their callers may come back to: those of their decisions. */
  public static final WireId ID = new WireId("resp_");
}
