package io.auterity.platform.transport;

import io.auterity.spi.CallFailedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Takes a reply in; called on the event loop, {@link #failed} from anywhere. */
interface ReplySink {
  void head(HttpExchange exchange, HttpClientResponse response);

  void data(Buffer bytes);

  void end();

  /** The reply will not be whole; may come at any time, and again. */
  void failed(CallFailedException failure);
}
