package io.auterity.testkit.transport;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands out the pieces of a {@link ScriptedReply}. */
final class ScriptedReplyStream implements WireStream {

  private final ScriptedReply reply;
  private final Iterator<byte[]> pieces;

  ScriptedReplyStream(ScriptedReply reply) {
    this.reply = reply;
    this.pieces = reply.pieces().iterator();
  }

  @Override
  public int status() {
    return reply.status();
  }

  @Override
  public Map<String, List<String>> headers() {
    return reply.headers();
  }

  @Override
  public byte @Nullable [] next() {
    if (pieces.hasNext()) {
      return pieces.next();
    }
    Failure failure = reply.failure();
    if (failure != null) {
      throw new CallFailedException(failure);
    }
    return null;
  }

  @Override
  public WireResponse drain(int limit) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] piece = next(); piece != null; piece = next()) {
      body.writeBytes(piece);
      if (body.size() > limit) {
        throw new CallFailedException(
            FailureCode.TOO_LARGE, "the reply is longer than %d bytes".formatted(limit));
      }
    }
    return new WireResponse(status(), headers(), body.toByteArray());
  }

  @Override
  public void close() {}
}
