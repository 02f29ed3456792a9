package io.auterity.platform.transport;

import io.auterity.platform.bound.CallMemory;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The content encodings of whole replies that are read although nothing asked for them: {@code
 * gzip} and {@code deflate}. What they inflate to counts as what came. A reply of another encoding,
 * and a part of one (206), stays as it came, and its header names the encoding.
 */
final class ReplyEncoding {

  private static final String ENCODING = "content-encoding";
  private static final String LENGTH = "content-length";
  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");
  private static final String DEFLATE = "deflate";
  private static final String IDENTITY = "identity";
  private static final int MOST = 2;
  private static final int LEAST = 1024;
  private static final int PARTIAL = 206;

  /** The low bits of the first byte of zlib's format (RFC 1950), which some servers leave out. */
  private static final int ZLIB = 8;

  private ReplyEncoding() {}

  /**
   * The reply as it was before it was encoded.
   *
   * @param limit most bytes that it may have then
   * @param memory of the call
   * @throws CallFailedException {@code too_large}, {@code saturated}; {@code unavailable} where the
   *     bytes are not what the header says; {@code applied} is unknown then
   */
  static WireResponse decoded(WireResponse reply, int limit, CallMemory memory) {
    List<String> encodings = encodings(reply);
    boolean read = encodings.stream().allMatch(each -> GZIP.contains(each) || each.equals(DEFLATE));
    if (encodings.isEmpty()
        || encodings.size() > MOST
        || !read
        || reply.body().length == 0
        || reply.status() == PARTIAL) {
      return reply;
    }
    byte[] body = reply.body();
    for (String encoding : encodings.reversed()) {
      byte[] inflated = inflated(encoding, body, limit, memory);
      memory.giveBack((long) CallMemory.BYTE_WEIGHT * body.length);
      body = inflated;
    }
    Map<String, List<String>> headers = new LinkedHashMap<>(reply.headers());
    headers.remove(ENCODING);
    headers.remove(LENGTH);
    return new WireResponse(reply.status(), headers, body);
  }

  private static List<String> encodings(WireResponse reply) {
    return reply.headers().getOrDefault(ENCODING, List.of()).stream()
        .flatMap(header -> Arrays.stream(header.split(",", -1)))
        .map(each -> each.strip().toLowerCase(Locale.ROOT))
        .filter(each -> !each.isEmpty() && !each.equals(IDENTITY))
        .toList();
  }

  private static byte[] inflated(String encoding, byte[] body, int limit, CallMemory memory) {
    try (InputStream in = opened(encoding, body)) {
      byte[] all = new byte[0];
      int length = 0;
      for (int read = 0; read >= 0; length += Math.max(0, read)) {
        if (length == all.length) {
          all = grown(all, body.length, limit, memory);
        }
        read = in.read(all, length, all.length - length);
      }
      return Arrays.copyOf(all, length);
    } catch (IOException e) {
      throw failure(
          FailureCode.UNAVAILABLE,
          "the reply's content-encoding %s cannot be read: %s"
              .formatted(encoding, String.valueOf(e.getMessage())));
    }
  }

  private static InputStream opened(String encoding, byte[] body) throws IOException {
    InputStream bytes = new ByteArrayInputStream(body);
    if (GZIP.contains(encoding)) {
      return new GZIPInputStream(bytes);
    }
    Inflater inflater = new Inflater((body[0] & 0xF) != ZLIB);
    return new InflaterInputStream(bytes, inflater) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end(); // memory outside of the heap, which only its own maker gives back
      }
    };
  }

  // One more byte than may come tells a reply that is too long.
  private static byte[] grown(byte[] all, int packed, int limit, CallMemory memory) {
    if (all.length > limit) {
      throw failure(
          FailureCode.TOO_LARGE,
          "the reply has more than %d bytes once it is decompressed".formatted(limit));
    }
    long wanted = Math.max(Math.max(LEAST, 2L * packed), all.length + all.length / 2L);
    int capacity = (int) Math.min(wanted, limit + 1L);
    memory.reserve((long) CallMemory.BYTE_WEIGHT * (capacity - all.length));
    return Arrays.copyOf(all, capacity);
  }

  private static CallFailedException failure(FailureCode code, String message) {
    return new CallFailedException(Failure.of(code, message).withApplied(Applied.UNKNOWN));
  }
}
