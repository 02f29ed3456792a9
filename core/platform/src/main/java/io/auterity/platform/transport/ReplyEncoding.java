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
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The content encodings of whole replies that are read although nothing asked for them: {@code
 * gzip} and {@code deflate}. What they inflate to counts as what came. A reply of another encoding,
 * a part of one (206), a file that is itself compressed, and the body of a refusal that does not
 * inflate stay as they came, and their header names the encoding.
 */
final class ReplyEncoding {

  private static final String ENCODING = "content-encoding";
  private static final String LENGTH = "content-length";
  private static final String TYPE = "content-type";
  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");
  private static final String DEFLATE = "deflate";
  private static final String IDENTITY = "identity";
  private static final int MOST = 2;
  private static final int LEAST = 1024;
  private static final int PARTIAL = 206;

  /** Types of files that are themselves compressed. */
  private static final Set<String> ARCHIVE = Set.of("application/gzip", "application/x-gzip");

  /** Types of files that are so where their names say it; servers give no type, too. */
  private static final Set<String> FILE =
      Set.of("application/x-tar", "application/octet-stream", "binary/octet-stream", "");

  private static final Pattern ARCHIVE_NAME = Pattern.compile("(?i).*\\.(gz|tgz)");

  /** The low bits of the first byte of zlib's format (RFC 1950), which some servers leave out. */
  private static final int ZLIB = 8;

  private ReplyEncoding() {}

  /**
   * The reply as it was before it was encoded.
   *
   * @param path that was asked for
   * @param limit most bytes that it may have then
   * @param memory of the call
   * @throws CallFailedException of a reply of success: {@code too_large}, {@code saturated}; {@code
   *     unavailable} where the bytes are not what the header says; {@code applied} is unknown then
   */
  static WireResponse decoded(WireResponse reply, String path, int limit, CallMemory memory) {
    List<String> encodings = encodings(reply);
    boolean read = encodings.stream().allMatch(each -> GZIP.contains(each) || each.equals(DEFLATE));
    if (encodings.isEmpty()
        || encodings.size() > MOST
        || !read
        || reply.body().length == 0
        || reply.status() == PARTIAL
        || (GZIP.contains(encodings.getFirst()) && isArchive(reply, path))) {
      return reply;
    }
    try {
      return decoded(reply, encodings, limit, memory);
    } catch (CallFailedException e) {
      if (reply.succeeded()) {
        throw e;
      }
      return reply; // its status says more than its body would
    }
  }

  // Some servers take the ending of a file's name for an encoding of the reply.
  private static boolean isArchive(WireResponse reply, String path) {
    String type = String.join(",", reply.headers().getOrDefault(TYPE, List.of()));
    String essence = type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    boolean named = FILE.contains(essence) && ARCHIVE_NAME.matcher(path).matches();
    return reply.succeeded() && (named || ARCHIVE.contains(essence));
  }

  private static WireResponse decoded(
      WireResponse reply, List<String> encodings, int limit, CallMemory memory) {
    byte[] outer = inflated(encodings.getLast(), reply.body(), limit, memory);
    byte[] body = outer;
    if (encodings.size() == MOST) {
      try {
        body = inflated(encodings.getFirst(), outer, limit, memory);
      } finally {
        giveBack(outer, memory);
      }
    }
    giveBack(reply.body(), memory);
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
    Inflated inflated = new Inflated(limit, memory);
    try (InputStream in = opened(encoding, body)) {
      return inflated.read(in, body.length);
    } catch (IOException e) {
      inflated.drop();
      throw failure(
          FailureCode.UNAVAILABLE,
          "the reply's content-encoding %s cannot be read: %s"
              .formatted(encoding, String.valueOf(e.getMessage())));
    } catch (CallFailedException e) {
      inflated.drop();
      throw e;
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

  private static void giveBack(byte[] bytes, CallMemory memory) {
    memory.giveBack((long) CallMemory.BYTE_WEIGHT * bytes.length);
  }

  private static CallFailedException failure(FailureCode code, String message) {
    return new CallFailedException(Failure.of(code, message).withApplied(Applied.UNKNOWN));
  }

  /** What a reply inflates to, which is memory of the call until it is dropped. */
  private static final class Inflated {

    private final int limit;
    private final CallMemory memory;
    private byte[] all = new byte[0];

    Inflated(int limit, CallMemory memory) {
      this.limit = limit;
      this.memory = memory;
    }

    byte[] read(InputStream in, int packed) throws IOException {
      int length = 0;
      for (int read = 0; read >= 0; length += Math.max(0, read)) {
        if (length == all.length) {
          grow(packed);
        }
        read = in.read(all, length, all.length - length);
      }
      byte[] whole = Arrays.copyOf(all, length);
      memory.giveBack((long) CallMemory.BYTE_WEIGHT * (all.length - length));
      return whole;
    }

    // One more byte than may come tells a reply that is too long.
    private void grow(int packed) {
      if (all.length > limit) {
        throw failure(
            FailureCode.TOO_LARGE,
            "the reply has more than %d bytes once it is decompressed".formatted(limit));
      }
      long wanted = Math.max(Math.max(LEAST, 2L * packed), all.length + all.length / 2L);
      int capacity = (int) Math.min(wanted, limit + 1L);
      memory.reserve((long) CallMemory.BYTE_WEIGHT * (capacity - all.length));
      all = Arrays.copyOf(all, capacity);
    }

    void drop() {
      giveBack(all, memory);
    }
  }
}
