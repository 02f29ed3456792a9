package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestHeaders;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.BatchPlace;
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request of a caller who is known.
 *
 * @param id also the id of the call that it makes
 * @param address where it came from
 * @param place where it is a line of a batch, in batches of vendors; null else
 * @param upload its body where that is read as it comes; empty else
 */
public record GatewayRequest(
    UUID id,
    Endpoint endpoint,
    Question question,
    Authenticated caller,
    String address,
    InputStream upload,
    @Nullable BatchPlace place) {
  /** One by itself. */
  public GatewayRequest(
      UUID id,
      Endpoint endpoint,
      Question question,
      Authenticated caller,
      String address,
      InputStream upload) {
    this(id, endpoint, question, caller, address, upload, null);
  }

  /** One whose body is there. */
  public GatewayRequest(
      UUID id, Endpoint endpoint, Question question, Authenticated caller, String address) {
    this(id, endpoint, question, caller, address, InputStream.nullInputStream());
  }

  public RequestHeaders headers() {
    return question.headers();
  }
}
