package io.auterity.testkit.contract;

import io.auterity.spi.Call;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.nio.charset.StandardCharsets;

/**
 * A transport that answers as a vendor once did, but with an object once the model was asked for
 * one with the field {@link #FIELD}.
 */
final class ObjectReplies implements Transport {

  static final String FIELD = "contract_reply";

  private static final String OBJECT = Json.EMPTY.with(FIELD, Json.of("Yes.")).toString();

  private final Transport recorded;
  private final String answer;
  private boolean asked;

  /**
   * One that begins as the vendor did.
   *
   * @param answer what the recorded model said, of which the object takes the place
   */
  ObjectReplies(Transport recorded, String answer) {
    this.recorded = recorded;
    this.answer = answer;
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    WireResponse reply = recorded.send(request, call);
    asked |= text(request.body()).contains(FIELD);
    if (!asked) {
      return reply;
    }
    String body = text(reply.body()).replace(quoted(answer), quoted(OBJECT));
    return new WireResponse(reply.status(), reply.headers(), body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    return recorded.open(request, call);
  }

  private static String quoted(String text) {
    return Json.of(text).toString();
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
