package io.auterity.testkit.transport;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a real reply, as its pieces come. */
final class HttpStream implements WireStream {

  private static final int PIECE = 8_192;

  private final HttpResponse<InputStream> response;

  HttpStream(HttpResponse<InputStream> response) {
    this.response = response;
  }

  @Override
  public int status() {
    return response.statusCode();
  }

  @Override
  public Map<String, List<String>> headers() {
    return response.headers().map();
  }

  @Override
  public byte @Nullable [] next() {
    byte[] piece = new byte[PIECE];
    try {
      int length = response.body().read(piece);
      return length < 0 ? null : Arrays.copyOf(piece, length);
    } catch (IOException e) {
      throw PlainHttpTransport.unavailable(e);
    }
  }

  @Override
  public WireResponse drain(int limit) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] piece = next(); piece != null; piece = next()) {
      body.writeBytes(piece);
      if (body.size() > limit) {
        throw new CallFailedException(FailureCode.TOO_LARGE, "longer than %d".formatted(limit));
      }
    }
    return new WireResponse(status(), headers(), body.toByteArray());
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
