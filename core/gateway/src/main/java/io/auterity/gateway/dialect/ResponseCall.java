package io.auterity.gateway.dialect;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Message;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call of the Responses API, whose caller may come back to the answer.
 *
 * @param lead messages that stand before all others and are not handed on to a later call
 * @param chat with the messages of this request alone
 * @param previous the call whose conversation this one goes on with; null when it begins one
 * @param asked the request as its answer repeats it, without the input
 * @param keeps whether the caller lets the answer be kept
 */
public record ResponseCall(
    List<Message> lead, ChatCall chat, @Nullable UUID previous, Json.Obj asked, boolean keeps) {
  public ResponseCall {
    lead = List.copyOf(lead);
  }
}
