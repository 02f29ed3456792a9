package io.auterity.platform.transport;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Gathers a reply on the loop and hands it over once. */
final class WholeReply implements ReplySink {

  private final int limit;
  private final CompletableFuture<WireResponse> whole = new CompletableFuture<>();
  private final Buffer body = Buffer.buffer();
  private @Nullable HttpExchange exchange;
  private int status;
  private Map<String, List<String>> headers = Map.of();

  WholeReply(int limit) {
    this.limit = limit;
  }

  WireResponse await(HttpExchange sent) {
    return BlockingExchange.await(whole, sent);
  }

  @Override
  public void head(HttpExchange replied, HttpClientResponse response) {
    exchange = replied;
    status = response.statusCode();
    headers = replied.headers(response);
  }

  @Override
  public void data(Buffer bytes) {
    if (body.length() + bytes.length() <= limit) {
      body.appendBuffer(bytes);
    } else if (exchange != null) {
      exchange.abort(FailureCode.TOO_LARGE, "the reply has more than %d bytes".formatted(limit));
    }
  }

  @Override
  public void end() {
    whole.complete(new WireResponse(status, headers, body.getBytes()));
  }

  @Override
  public void failed(CallFailedException failure) {
    whole.completeExceptionally(failure);
  }
}
